"""Public faces: landing pages, pricing, features, contact, about, cookie notices, events."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import site


def hero(p: Plan, *, picture: bool) -> Node:
    """The first screen of a public site."""
    words = box("col", n("heading", level=1, text=p.w.pick("SLOGANS")), n("text", block=True, text=p.w.paragraph(2), muted=True), box("row", p.button("免费试用/Try for free|立即开始/Get started", "primary", size="large"), p.button("预约演示/Book a demo|了解更多/Learn more", size="large"), wrap=True), grow=1)
    return n("grid", cols=1 if p.narrow or not picture else 2, gap=40, align="center", pad="32px 0", kids=[words, p.picture("abstract", radius="12px")] if picture else [words])


@archetype("landing", "hero centred features newsletter app testimonials cookie")
def landing(p: Plan, variant: str) -> Node:
    features = n("grid", cols=1 if p.narrow else 3, kids=[n("card", kids=[n("icon", name=e[2], size=30), n("heading", level=3, text=p.label(e)), n("text", text=p.w.sentence(), muted=True), n("link", label=p.of("了解更多", "Learn more"))]) for e in p.w.domain.nav[:6]])
    voices = n("grid", cols=1 if p.narrow else 3, kids=[n("card", kids=[n("quote", text=p.w.short()), box("row", p.face(), n("text", text=p.w.person()))]) for _ in range(3)])
    letter = box("box", n("heading", level=2, text=p.of("订阅更新", "Stay in the loop")), box("form", n("input", placeholder=p.of("您的邮箱", "Your email"), name=p.of("邮箱", "Email"), icon="mail"), p.button("订阅/Subscribe", "primary"), inline=True), tone="surface", pad="28px", radius="10px")
    app = box("row", p.picture("product", w="180px", h="240px"), box("col", n("heading", level=2, text=p.of("下载手机客户端", "Get the app")), n("button", label="App Store", icon="download"), n("button", label="Android", icon="mobile"), n("icon", name="qrcode", size=80)))
    cookie = box(
        "row",
        n("text", text=p.of("我们使用Cookie改善您的体验。", "We use cookies to improve your experience.")),
        n("spacer"),
        p.button("仅必要/Only necessary", size="small"),
        p.button("全部接受/Accept all", "primary", size="small"),
        position="fixed",
        left="0",
        right="0",
        bottom="0",
        pad="14px 24px",
        tone="surface",
        z=30,
        border=True,
        wrap=True,
    )
    parts = {"hero": [features], "centred": [features, voices], "features": [features, features], "newsletter": [letter, features], "app": [app, features], "testimonials": [voices, letter], "cookie": [features, cookie]}[variant]
    return site(p, hero(p, picture=variant != "centred"), *parts)


@archetype("pricing", "cards table toggle faq")
def pricing(p: Plan, variant: str) -> Node:
    names = p.w.some("PLANS", 2 if p.narrow else p.some(3, 4))
    features = p.w.some("FEATURES", 6)
    cards = n(
        "grid",
        cols=1 if p.narrow else len(names),
        kids=[
            n(
                "card",
                title=name,
                extra=[n("tag", text=p.of("推荐", "Popular"), kind="primary")] if i == 1 else None,
                kids=[
                    n("text", text=p.w.price() + p.of("/月", "/mo"), size="30px", strong=True),
                    n("list", plain=True, items=[{"kids": [n("icon", name="check", size=14), " ", f]} for f in features[: 3 + i]]),
                    n("button", label=p.either("立即购买/Buy now|开始使用/Choose plan"), kind="primary" if i == 1 else "outline", block=True),
                ],
            )
            for i, name in enumerate(names)
        ],
    )
    table = n("table", columns=[n("column", text=p.of("功能", "Feature")), *[n("column", text=name, align="center") for name in names]], rows=[[f, *[[n("icon", name="check" if p.w.chance(0.6) else "close", size=16)] for _ in names]] for f in features])
    toggle = box("row", n("text", text=p.of("按月", "Monthly")), n("switch", name=p.of("按年付费", "Yearly billing"), checked=p.w.chance(0.5)), n("text", text=p.of("按年（省20%）", "Yearly (save 20%)")), justify="center")
    faq = n("accordion", items=[{"title": q, "open": i == 0, "body": p.w.sentence()} for i, q in enumerate(p.w.some("FAQ", 4))])
    return site(p, n("heading", level=1, text=p.of("选择适合您的方案", "Simple pricing")), toggle if variant == "toggle" else None, table if variant == "table" else cards, table if variant == "toggle" else None, faq if variant == "faq" else None)


@archetype("contact", "form map team event")
def contact(p: Plan, variant: str) -> Node:
    form = n(
        "card",
        title=p.of("给我们留言", "Send us a message"),
        kids=[
            box(
                "form",
                *[n("field", label=p.of(*t.split("/")), control=n("input", value=p.w.plain(kind) if p.w.chance(0.4) else None), required=True) for t, kind in [("姓名/Name", "person"), ("邮箱/Email", "email"), ("主题/Subject", "title")]],
                n("field", label=p.of("内容", "Message"), control=n("textarea", rows=4)),
                n("checkbox", label=p.of("同意隐私政策", "I agree to the privacy policy"), checked=False),
                p.button("发送/Send", "primary"),
            )
        ],
    )
    facts = box("col", *[box("row", n("icon", name=icon), n("text", text=text)) for icon, text in [("phone", p.w.phone()), ("mail", p.w.email()), ("location", p.w.address()), ("clock", p.of("周一至周五 9:00–18:00", "Mon–Fri, 9 am – 6 pm"))]])
    if variant == "team":
        return site(p, n("heading", level=1, text=p.of("我们的团队", "Our team")), n("grid", cols=2 if p.narrow else 4, kids=[box("col", p.picture("face", ratio="1", radius="50%"), n("heading", level=3, text=p.w.person()), n("text", text=p.w.pick("JOBS"), muted=True), align="center") for _ in range(8)]))
    if variant == "event":
        return site(
            p,
            p.picture("scene", ratio="3/1"),
            n("heading", level=1, text=p.w.title()),
            box("row", n("icon", name="calendar"), n("text", text=p.w.date()), n("icon", name="location"), n("text", text=p.w.address()), wrap=True),
            n("para", kids=[p.w.paragraph(4)]),
            box("row", p.button("立即报名/Register", "primary", size="large"), p.button("加入日历/Add to calendar", icon="calendar")),
        )
    side = box("col", facts, n("map", seed=p.seed(), h=240, label=p.of("地图", "Map")) if variant == "map" else None)
    return site(p, n("heading", level=1, text=p.of("联系我们", "Contact us")), n("grid", cols=1 if p.narrow else 2, gap=28, kids=[form, side], align="start"))
