"""Things over a page: dialogs, drawers, open menus and lists, popovers, tooltips, messages."""

from __future__ import annotations

from training.screens.archetypes.account import text_field
from training.screens.archetypes.forms import form_of
from training.screens.archetypes.plan import ARCHETYPES, Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, site, titled

UNDER = ("dashboard/stats", "table/plain", "shop/grid", "article/plain", "detail/facts", "files/list", "form/card", "board/kanban", "orders/list", "users/list")


def over(p: Plan, overlay: Node) -> Node:
    """Any page with something over it."""
    return box("overlay", ARCHETYPES[p.rng.choice(UNDER)].build(p), overlay)


def menu_items(p: Plan) -> list[Node | str]:
    """Entries of an open menu."""
    entries: list[Node | str] = [
        {"text": p.of(*t.split("/")), **({"icon": i} if p.w.chance(0.8) else {})}
        for i, t in p.rng.sample([("edit", "编辑/Edit"), ("copy", "复制/Copy"), ("share", "分享/Share"), ("download", "下载/Download"), ("folder", "移动到/Move to"), ("star", "收藏/Favourite"), ("print", "打印/Print"), ("history", "历史版本/Version history")], p.some(3, 6))
    ]
    return [*entries, "-", {"text": p.of("删除", "Delete"), "icon": "delete", "danger": True, "disabled": p.w.chance(0.2)}]


@archetype("dialog", "confirm form alert login share invite detail choose terms")
def dialog(p: Plan, variant: str) -> Node:
    yes, no = p.button("确定/OK|确认/Confirm|保存/Save", "primary"), p.button("取消/Cancel|以后再说/Not now")
    what = p.label(p.w.domain.thing)
    content: dict[str, tuple[str, list[Node]]] = {
        "confirm": (p.of("确认删除", "Delete this item?"), [n("text", text=p.of(f"删除后无法恢复，确定要删除该{what}吗？", "This cannot be undone."))]),
        "form": (p.of(f"编辑{what}", f"Edit {what.lower()}"), p.fields(p.some(3, 5))),
        "alert": (p.of("提示", "Please note"), [n("alert", kind="warning", text=p.w.sentence())]),
        "login": (p.of("登录", "Log in"), [text_field(p, "账号/Username", "email"), text_field(p, "密码/Password", "small", "password"), n("checkbox", label=p.of("记住我", "Remember me"), checked=True)]),
        "share": (p.of("分享", "Share"), [box("row", n("input", value="https://example.com/s/1f9a", readonly=True, name=p.of("链接", "Link")), p.button("复制/Copy", icon="copy")), box("row", *[p.tool(i, t, kind="default") for i, t in [("message", "微信/Chat"), ("mail", "邮件/E-mail"), ("qrcode", "二维码/QR code")]])]),
        "invite": (p.of("邀请成员", "Invite people"), [n("input", placeholder="name@example.com", name=p.of("邮箱", "Email")), n("radios", options=p.all_of("管理员/Admin|成员/Member"), value=p.of("成员", "Member"), group="r")]),
        "detail": (p.of("详细信息", "Details"), [n("descriptions", cols=1, items=[[p.label(c), p.w.value(c[2])] for c in p.w.domain.columns[:6] if c[2] != "progress"])]),
        "choose": (p.of("选择商品", "Choose products"), [n("input", icon="search", placeholder=p.of("搜索", "Search"), name=p.of("搜索", "Search")), p.table(4, 3, selectable=True, selected=[0])]),
        "terms": (p.of("用户协议", "Terms of service"), [n("para", kids=[p.w.paragraph(5)]), n("checkbox", label=p.of("我已阅读并同意", "I have read and accept"), checked=p.w.chance(0.5))]),
    }
    title, kids = content[variant]
    return over(p, n("dialog", title=title, kids=kids, actions=[yes] if variant == "alert" else [no, yes], w=p.some(360, 640)))


@archetype("drawer", "form filters navigation cart detail")
def drawer(p: Plan, variant: str) -> Node:
    kids: dict[str, list[Node]] = {
        "form": p.fields(6),
        "filters": [*p.fields(4, filled=0.1), n("checkboxes", options=p.w.some("CITIES", 5), values=[])],
        "navigation": [n("sidebar", items=p.nav_items(8), active=1)],
        "cart": [n("list", items=[{"kids": [box("row", n("text", text=p.w.product()), n("spacer"), n("number", value=1, stepper=True, name=p.of("数量", "Quantity")))]} for _ in range(3)]), n("text", text=p.w.price(), strong=True, size="20px")],
        "detail": [n("descriptions", cols=1, items=[[p.label(c), p.w.value(c[2])] for c in p.w.domain.columns])],
    }
    actions = [] if variant == "navigation" else [p.button("取消/Cancel|重置/Reset"), p.button("确定/Apply|提交/Submit|去结算/Check out", "primary")]
    return over(p, n("drawer", title=p.either("详情/Details|编辑/Edit|筛选/Filter|菜单/Menu"), side="left" if variant == "navigation" else "right", w=p.some(280, 440), kids=kids[variant], actions=actions))


@archetype("menu", "actions user context select columns language tooltip popover notifications date")
def menu(p: Plan, variant: str) -> Node:
    align = p.rng.choice(["left", "left", "right"])
    trigger = {"label": p.either("操作/Actions|更多/More|管理/Manage"), "icon": p.rng.choice([None, "chevron-down"])} if variant != "user" else {"label": p.w.person(), "icon": "user"}
    made: dict[str, Node] = {
        "actions": n("dropdown", trigger=trigger, items=menu_items(p), align=align),
        "context": n("dropdown", trigger={"icon": "more", "name": p.of("更多", "More")}, items=menu_items(p), align="left"),
        "user": n("dropdown", trigger=trigger, align=align, items=[{"text": t, "icon": i} for i, t in zip(["user", "settings", "help"], p.all_of("个人中心/Profile|设置/Settings|帮助/Help"), strict=True)] + ["-", {"text": p.of("退出登录", "Log out"), "icon": "logout"}]),
        "select": n("listbox", name=p.of("城市", "City"), options=p.w.some("CITIES", p.some(4, 8)), w=220, value=None),
        "language": n("dropdown", trigger={"label": p.of("简体中文", "English"), "icon": "globe"}, items=[{"text": t} for t in ["简体中文", "English", "日本語", "Deutsch"]]),
        "tooltip": n("tooltip", kid=p.tool(*p.rng.choice([("help", "帮助/Help"), ("copy", "复制/Copy"), ("settings", "设置/Settings")]), kind="default"), text=p.w.pick("SHORT")),
        "popover": n("popover", title=p.of("确认操作", "Are you sure?"), trigger=p.button("删除/Delete", "danger"), kids=[n("text", text=p.w.sentence()), box("row", p.button("取消/Cancel", size="small"), p.button("确定/OK", "primary", size="small"))]),
        "columns": n("popover", title=p.of("显示列", "Columns"), trigger=p.button("列设置/Columns", icon="settings"), kids=[n("checkbox", label=p.label(c), checked=p.w.chance(0.7)) for c in p.w.domain.columns]),
        "notifications": n("popover", title=p.of("通知", "Notifications"), trigger=p.tool("bell", "通知/Notifications", kind="default"), kids=[box("row", p.face(size=28), n("text", text=p.w.pick("SHORT")), gap=8) for _ in range(3)]),
        "date": n("popover", title=p.of("选择日期", "Pick a date"), trigger=p.button("日期/Date", icon="calendar"), kids=[n("month", first=p.some(0, 6), days=30, selected=p.some(1, 28), small=True, label=p.of("日历", "Calendar"))]),
    }
    bar = box("row", n("heading", level=1, text=p.label(p.w.domain.nav[1])), n("spacer") if align == "right" or p.w.chance(0.3) else None, made[variant], *p.actions(1), wrap=p.narrow or None)
    if align == "left" and made[variant]["t"] == "dropdown":
        bar["kids"] = [made[variant], *[k for k in bar["kids"] if k is not made[variant]]]
    return (console if p.w.chance(0.6) else site)(p, bar, p.table(p.some(6, 9), 3 if p.narrow else 5) if p.w.chance(0.5) else titled(p, p.w.title(), n("para", kids=[p.w.paragraph(6)]), form_of(p, 3)))


@archetype("toast", "success error warning info corner bottom")
def toast(p: Plan, variant: str) -> Node:
    texts = {"success": "保存成功/Saved", "error": "网络异常，请稍后重试/Network error, please try again", "warning": "请先填写必填项/Fill in the required fields first", "info": "已复制到剪贴板/Copied to the clipboard", "corner": "您有一条新消息/You have a new message", "bottom": "已加入购物车/Added to your cart"}
    kind = variant if variant in {"success", "error", "warning"} else "info"
    return over(p, n("toast", kind=kind, text=p.of(*texts[variant].split("/")), place={"corner": "corner", "bottom": "bottom"}.get(variant, "top")))
