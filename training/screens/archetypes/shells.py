"""Frames around a page's content: header, sidebar, footer, phone bars."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, box, n


def user_tools(p: Plan) -> Node:
    """What stands at the right end of a header."""
    bell: Node = p.tool("bell", "通知/Notifications")
    if p.w.chance(0.5):
        bell = n("badge", text=p.some(1, 20), kids=[bell])
    extras = [p.tool(icon, pair) for icon, pair in p.rng.sample([("help", "帮助/Help"), ("settings", "设置/Settings"), ("moon", "深色模式/Dark mode"), ("globe", "切换语言/Language"), ("fullscreen", "全屏/Full screen"), ("mail", "消息/Messages")], p.some(0, 3))]
    name = p.w.person()
    return box("row", *extras, bell, p.face(name, 32), n("text", text=name) if p.w.chance(0.6) else None, gap=8, shrink=0)


def search_box(p: Plan, **more: object) -> Node:
    """A site's search."""
    return n("search", placeholder=p.either("搜索/Search|请输入关键词/Type to search|搜索商品、店铺/Search products"), name=p.of("搜索", "Search"), landmark=p.w.chance(0.5), button=p.rng.choice([None, True, p.of("搜索", "Search")]), value=p.w.query() if p.w.chance(0.25) else None, **more)


def top_bar(p: Plan, *, search: bool | None = None, tools: Node | None = None) -> Node:
    """Logo, navigation, search and tools in one line."""
    count = 3 if p.narrow else p.some(3, 6)
    nav = n("navbar", items=p.nav_items(count, icons=False), active=p.some(0, count - 1))
    wanted = p.w.chance(0.5) if search is None else search
    end = tools or (user_tools(p) if p.w.chance(0.6) else box("row", p.button("登录/Log in", "text"), p.button("注册/Sign up", "primary"), gap=8, shrink=0))
    if p.narrow:
        return box("header", p.tool("menu", "菜单/Menu"), n("logo", text=p.brand), n("spacer"), p.tool("search", "搜索/Search"), p.face(size=28))
    return box("header", n("logo", text=p.brand, icon=p.rng.choice(["rocket", "leaf", "layers", "star", "cloud", "home"])), box("nav", nav, label=p.of("主导航", "Main")), n("spacer"), search_box(p, w=240) if wanted else None, end, tone=p.rng.choice([None, None, "brand", "dark"]))


def side_bar(p: Plan, *, width: int | None = None) -> Node:
    """Navigation at the side."""
    items = p.nav_items(p.some(5, 8), icons=p.w.chance(0.85))
    active = p.some(0, len(items) - 1)
    if p.w.chance(0.4):
        items[active] |= {"kids": [p.label(c) for c in p.w.domain.columns[: p.some(2, 4)]], "active": 0}
    tone = p.rng.choice([None, None, "dark"])
    head = n("logo", text=p.brand) if p.w.chance(0.7) else None
    return box("aside", head, box("nav", n("sidebar", items=items, active=active, dark=tone == "dark"), label=p.of("侧边栏", "Sidebar")), w=width or p.some(176, 260), shrink=0, tone=tone)


def foot(p: Plan) -> Node:
    """The end of a public page."""
    links = p.all_of("关于我们/About us|联系我们/Contact|隐私政策/Privacy|服务条款/Terms|帮助中心/Help centre|加入我们/Careers")
    return box("footer", *[n("link", label=text) for text in p.rng.sample(links, p.some(3, 6))], n("spacer"), n("text", text=f"© {p.some(2019, 2027)} {p.brand}"))


def site(p: Plan, *kids: Node | None, width: int | None = 1160, footer: bool = True, search: bool | None = None) -> Node:
    """A public page: top bar, content in a column of its own, footer."""
    main = box("main", *kids, pad="16px" if p.narrow else "24px")
    if width and not p.narrow:
        main |= {"max": width, "margin": "0 auto", "w": "100%"}
    return box("page", top_bar(p, search=search), main, foot(p) if footer and p.w.chance(0.7) else None)


def console(p: Plan, *kids: Node | None) -> Node:
    """A working page: sidebar, top bar, title line, content."""
    if p.narrow:
        return box("page", n("appbar", title=p.label(p.w.domain.thing), back=p.w.chance(0.5), actions=[p.tool("more", "更多/More")]), box("main", *kids, pad="12px"))
    crumbs = n("breadcrumb", items=[p.of("首页", "Home"), p.label(p.rng.choice(p.w.domain.nav)), p.label(p.w.domain.thing)]) if p.w.chance(0.5) else None
    main = box("main", crumbs, *kids)
    if p.w.chance(0.5):
        return box("page", box("row", side_bar(p), box("col", box("header", crumbs and p.tool("menu", "收起菜单/Collapse menu"), n("spacer"), search_box(p, w=220) if p.w.chance(0.5) else None, user_tools(p)), main, grow=1, gap=0), align="stretch", gap=0, minh="100vh"))
    return box("page", top_bar(p, tools=user_tools(p)), box("row", side_bar(p), main, align="stretch", gap=0, minh="calc(100vh - 56px)"))


def titled(p: Plan, title: str, *kids: Node | None, extra: list[Node] | None = None) -> Node:
    """A card, or a plain section, under a heading."""
    if p.w.chance(0.7):
        return n("card", title=title, extra=extra, kids=[kid for kid in kids if kid])
    return box("section", box("row", n("heading", level=2, text=title), n("spacer"), *(extra or [])), *kids)
