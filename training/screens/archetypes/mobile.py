"""Phone screens: apps and mobile sites with a bar above and tabs below."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n

TABS = [("home", "首页/Home"), ("grid", "分类/Browse"), ("cart", "购物车/Cart"), ("user", "我的/Me"), ("message", "消息/Chats"), ("search", "发现/Explore"), ("heart", "收藏/Saved")]


def app(p: Plan, title: str, *kids: Node | None, tabs: bool = True, back: bool = False, actions: list[Node] | None = None) -> Node:
    """A phone screen."""
    entries = [TABS[0], *p.rng.sample(TABS[1:], p.some(2, 4))]
    bar = n("tabbar", items=[{"icon": icon, "text": p.of(*pair.split("/"))} for icon, pair in entries], active=p.some(0, len(entries) - 1)) if tabs else None
    return box("page", n("appbar", title=title, back=back, actions=actions or []), box("main", *kids, pad="12px 12px 72px"), bar)


def cells(p: Plan, entries: list[tuple[str, str]], *, values: bool = True) -> Node:
    """Rows that lead on, each with an icon and an arrow."""
    return n("list", items=[{"kids": [box("row", n("icon", name=icon, size=20), n("link", label=p.of(*pair.split("/"))), n("spacer"), n("text", text=p.w.plain("small"), muted=True) if values and p.w.chance(0.3) else None, n("icon", name="chevron-right", size=14))]} for icon, pair in entries])


ME = [("wallet", "我的钱包/Wallet"), ("coupon", "优惠券/Coupons"), ("location", "收货地址/Addresses"), ("heart", "我的收藏/Favourites"), ("history", "浏览记录/History"), ("headset", "在线客服/Support"), ("settings", "设置/Settings"), ("info", "关于我们/About")]


def _mobile_me(p: Plan, variant: str) -> Node:
    head = box("row", p.face(size=60), box("col", n("heading", level=2, text=p.w.person()), n("text", text=p.w.phone(), muted=True), gap=2), n("spacer"), n("icon", name="qrcode"))
    switches = n("list", items=[{"kids": [box("row", n("text", text=t), n("spacer"), n("switch", name=t, checked=p.w.chance(0.5)))]} for t in p.all_of("消息通知/Notifications|深色模式/Dark mode|自动播放/Autoplay|定位服务/Location")])
    return app(p, p.of("我的", "Me"), head if variant == "me" else None, cells(p, p.rng.sample(ME, p.some(4, 8))), switches if variant == "settings" else None, p.button("退出登录/Log out", block=True), back=variant == "settings", tabs=variant == "me")


def _mobile_delivery(p: Plan) -> Node:
    rows = n(
        "list",
        items=[
            {
                "kids": [
                    box(
                        "row",
                        n("image", w="84px", h="84px", seed=p.seed(), kind="food", label=p.of("菜品图", "Dish")),
                        box(
                            "col",
                            n("text", text=p.w.pick("DISHES"), strong=True),
                            n("text", text=p.of(f"月售{p.some(10, 999)}", f"{p.some(10, 999)} sold"), muted=True, size="12px"),
                            box("row", n("text", text=p.w.price(), fg="#dc2626", strong=True), n("spacer"), n("number", value=p.some(1, 4), stepper=True, name=p.of("数量", "Quantity")) if p.w.chance(0.4) else p.tool("plus", "添加/Add", kind="primary", size="small")),
                            grow=1,
                            gap=4,
                        ),
                    )
                ]
            }
            for _ in range(5)
        ],
    )
    bottom = box("row", n("badge", text=p.some(1, 9), kids=[n("icon", name="cart", size=26)]), n("text", text=p.w.price(), strong=True, size="20px"), n("spacer"), p.button("去结算/Check out", "primary"), position="fixed", left="0", right="0", bottom="0", pad="10px 14px", tone="surface", z=20)
    return app(p, p.w.company(), n("tabs", items=p.all_of("点餐/Menu|评价/Reviews|商家/Info"), active=0), rows, bottom, tabs=False, back=True, actions=[p.tool("share", "分享/Share")])


def _mobile_ride(p: Plan) -> Node:
    form = n(
        "card",
        kids=[
            n("input", value=p.w.address(), icon="location", name=p.of("上车地点", "Pick-up")),
            n("input", placeholder=p.of("您要去哪儿", "Where to?"), icon="flag", name=p.of("目的地", "Destination")),
            n("radios", options=p.all_of("快车/Economy|专车/Comfort|拼车/Shared"), value=p.of("快车", "Economy"), group="c"),
            p.button("呼叫/Request ride|保存地址/Save address", "primary", block=True),
        ],
    )
    return app(p, p.of("出行", "Ride"), n("map", seed=p.seed(), h=300, label=p.of("地图", "Map")), form, tabs=False, back=True)


def _mobile_bank(p: Plan, variant: str, bell: list[Node], grid: Node) -> Node:
    card = box("box", n("text", text=p.of("总资产（元）", "Balance")), n("text", block=True, text=p.w.price(), size="32px", strong=True), box("row", p.tool("eye-off", "隐藏金额/Hide balance"), p.button("转账/Transfer"), p.button("充值/Top up")), tone="brand", pad="20px", radius="12px")
    keys = n("grid", cols=3, gap=8, kids=[n("button", label=k) for k in ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "⌫"]])
    return app(
        p,
        p.of("钱包", "Wallet"),
        card,
        keys if variant == "pay" else grid,
        *(
            [p.button("确认支付/Pay", "primary", block=True)]
            if variant == "pay"
            else [n("list", items=[{"kids": [box("row", n("icon", name="invoice"), box("col", n("text", text=p.w.product()), n("text", text=p.w.date(), muted=True, size="12px"), gap=0), n("spacer"), n("text", text=p.w.price(), strong=True))]} for _ in range(5)])]
        ),
        actions=bell,
        tabs=variant == "bank",
    )


def _mobile_health(p: Plan, variant: str, bell: list[Node]) -> Node:
    rings = n("grid", cols=2, gap=10, kids=[n("card", kids=[n("stat", label=t, value=p.w.plain("count")), n("progress", value=p.some(5, 100), label=t)]) for t in p.all_of("步数/Steps|卡路里/Calories|睡眠/Sleep|心率/Heart rate")])
    vote = n("card", title=p.w.title(), kids=[n("radios", options=p.w.some("CITIES", 4), value=None, group="v"), p.button("提交/Vote", "primary", block=True)])
    return app(p, p.of("健康", "Health"), n("tabs", items=p.all_of("日/Day|周/Week|月/Month"), active=0), rings if variant == "health" else vote, p.chart(h=180), actions=bell)


def _mobile_ticket(p: Plan, variant: str) -> Node:
    ticket = n(
        "card",
        title=p.w.title(),
        kids=[n("descriptions", cols=1, items=[[p.of("时间", "Time"), p.w.plain("datetime")], [p.of("座位", "Seat"), f"{p.some(1, 20)}-{p.some(1, 30)}"], [p.of("地点", "Place"), p.w.address()]]), box("center", n("icon", name="qrcode", size=140))],
        footer=[p.button("退票/Cancel"), p.button("分享/Share", icon="share")],
    )
    return app(p, p.of("我的票", "My ticket"), ticket if variant == "ticket" else box("center", n("icon", name="scan", size=200), n("text", text=p.of("将二维码放入框内", "Point at a QR code"), muted=True), p.button("相册/From gallery", icon="image")), tabs=False, back=True, actions=[p.tool("more", "更多/More")])


def _mobile_search(p: Plan, search: Node) -> Node:
    return app(
        p,
        p.of("搜索", "Search"),
        search,
        n("text", text=p.of("历史搜索", "Recent"), strong=True),
        box("row", *[n("tag", text=p.w.query(), closable=True) for _ in range(5)], wrap=True, gap=8),
        n("text", text=p.of("热门搜索", "Trending"), strong=True),
        n("list", ordered=True, plain=True, items=[{"kids": [n("link", label=p.w.query())]} for _ in range(8)]),
        tabs=False,
        back=True,
    )


@archetype("mobile", "home me delivery ride bank health ticket settings grid search story vote dish pay scan address", "mobile")
def mobile(p: Plan, variant: str) -> Node:
    bell = [p.tool("bell", "通知/Notifications")]
    grid = n("grid", cols=4, gap=12, kids=[box("col", n("icon", name=e[2], size=26), n("text", text=p.label(e), size="12px"), align="center", gap=4) for e in p.w.domain.nav[:8]])
    search = n("search", placeholder=p.w.query(), name=p.of("搜索", "Search"))
    if variant in {"home", "grid"}:
        wall = n("grid", cols=2, gap=10, kids=[n("card", cover=p.picture(ratio="1"), kids=[n("text", text=p.w.product()), box("row", n("text", text=p.w.price(), strong=True, fg="#dc2626"), n("spacer"), p.tool("plus", "加入/Add", size="small"))]) for _ in range(6)])
        return app(p, p.brand, search, p.picture("abstract", ratio="5/2", radius="10px") if variant == "home" else None, grid, wall, actions=bell)
    if variant in {"me", "settings"}:
        return _mobile_me(p, variant)
    if variant in {"delivery", "dish"}:
        return _mobile_delivery(p)
    if variant in {"ride", "address"}:
        return _mobile_ride(p)
    if variant in {"bank", "pay"}:
        return _mobile_bank(p, variant, bell, grid)
    if variant in {"health", "vote"}:
        return _mobile_health(p, variant, bell)
    if variant in {"ticket", "scan"}:
        return _mobile_ticket(p, variant)
    if variant == "search":
        return _mobile_search(p, search)
    return app(
        p, p.brand, box("row", *[p.face(size=54) for _ in range(5)]), *[n("card", cover=p.picture(ratio="4/3"), kids=[n("text", text=p.w.short())], footer=[p.tool("heart", "喜欢/Like"), p.tool("comment", "评论/Comment"), p.tool("share", "分享/Share")]) for _ in range(2)], actions=[p.tool("camera", "拍照/Camera")]
    )
