"""Buying: shop fronts, results, product pages, carts, check-out, orders, travel, food."""

from __future__ import annotations

from typing import Any

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import search_box, site, titled


def goods(p: Plan, style: str = "buy") -> Node:
    """One thing for sale as a card."""
    name = p.w.product()
    price = box("row", n("text", text=p.w.price(), strong=True, fg="#dc2626", size="18px"), n("text", text=p.w.price(), muted=True, struck=True) if p.w.chance(0.4) else None, gap=8)
    rating = box("row", n("rate", value=p.some(3, 5)), n("text", text=f"({p.w.plain('count')})", muted=True), gap=4) if p.w.chance(0.5) else None
    footer = {"buy": [p.button("加入购物车/Add to cart", "primary", icon="cart" if p.w.chance(0.5) else None, size="small"), p.tool("heart", "收藏/Save")], "icon": [p.tool("cart", "加入购物车/Add to cart"), p.tool("heart", "收藏/Save"), p.tool("share", "分享/Share")], "none": None}[style]
    head = n("link", label=name) if p.w.chance(0.4) else n("heading", level=3, text=name)
    return n("card", cover=p.picture("product", ratio="4/3", label=name), kids=[head, price, rating, n("tag", text=p.either("包邮/Free shipping|限时优惠/Sale|新品/New"), kind="error") if p.w.chance(0.4) else None], footer=footer)


def facets(p: Plan) -> Node:
    """Conditions at the side of results."""
    return box(
        "col",
        n("heading", level=3, text=p.of("筛选", "Filter")),
        n("text", text=p.of("品牌", "Brand"), strong=True),
        box("col", *[n("checkbox", label=text, checked=p.w.chance(0.3)) for text in p.w.some("BRANDS", p.some(3, 5))], gap=6),
        n("text", text=p.of("价格", "Price"), strong=True),
        n("slider", value=p.some(10, 90), name=p.of("价格上限", "Highest price")),
        n("text", text=p.of("配送", "Delivery"), strong=True),
        n("radios", options=p.all_of("全部/Any|次日达/Next day|自提/Pick-up"), value=p.of("全部", "Any"), group="delivery"),
        p.button("应用/Apply", "primary", size="small"),
        w="200px",
        shrink=0,
    )


@archetype("shop", "home grid facets category flash listview brand")
def shop(p: Plan, variant: str) -> Node:
    cols = 2 if p.narrow else p.rng.choice([3, 4, 5])
    wall = n("grid", cols=cols, kids=[goods(p, p.rng.choice(["buy", "icon", "none"])) for _ in range(cols * 2)])
    hero = box("box", n("heading", level=1, text=p.w.pick("SLOGANS")), n("text", block=True, text=p.w.sentence()), p.button("立即抢购/Shop now|查看活动/See offers", "primary"), tone="brand", pad="36px", radius="8px")
    cats = box(
        "row",
        *[box("col", n("icon", name=icon, size=28), n("link", label=p.of(*pair.split("/"))), align="center", gap=4) for icon, pair in [("mobile", "手机/Phones"), ("desktop", "电脑/Computers"), ("baby", "母婴/Baby"), ("restaurant", "食品/Food"), ("book", "图书/Books"), ("game", "玩具/Toys"), ("car", "汽车/Cars")]],
        justify="space-between",
        wrap=True,
    )
    sort = box("row", n("tabs", items=p.all_of("综合/Relevance|销量/Best sellers|价格/Price|新品/Newest"), active=p.some(0, 3)), n("spacer"), p.tool("grid", "网格/Grid", pressed=True), p.tool("list", "列表/List"))
    if variant in {"facets", "brand"} and not p.narrow:
        return site(p, n("breadcrumb", items=[p.of("首页", "Home"), p.w.plain("department"), p.w.product()]), sort, box("row", facets(p), box("col", wall, p.pages(), grow=1), align="flex-start"))
    if variant == "listview":
        rows = [
            {
                "kids": [
                    box(
                        "row",
                        n("image", w="120px", h="90px", seed=p.seed(), kind="product", label=p.of("商品图", "Product")),
                        box("col", n("link", label=p.w.product()), n("text", text=p.w.sentence(), muted=True), n("text", text=p.w.price(), strong=True), grow=1, gap=4),
                        p.button("加入购物车/Add to cart", "primary", size="small"),
                    )
                ]
            }
            for _ in range(6)
        ]
        return site(p, sort, n("list", items=rows), p.pages())
    top: dict[str, list[Node]] = {"home": [hero, cats], "grid": [sort], "category": [cats, sort], "flash": [n("alert", kind="warning", text=p.of("距离结束还有 02:15:09", "Ends in 02:15:09")), hero]}
    return site(p, *top.get(variant, [sort]), wall, p.pages() if variant == "grid" else None, search=True)


@archetype("product", "classic gallery reviews specs variants outofstock")
def product(p: Plan, variant: str) -> Node:
    name = p.w.product()
    thumbs = box("row", *[n("image", w="64px", h="64px", seed=p.seed(), kind="product", label=p.of(f"图{i + 1}", f"Picture {i + 1}")) for i in range(4)], gap=8)
    pictures = box("col", p.picture("product", ratio="1", label=name), thumbs if variant in {"gallery", "classic"} else None, grow=1)
    choose = [n("field", label=p.of(*pair.split("/")), control=n("radios", options=options, value=options[0], group=pair.split("/")[1])) for pair, options in [("颜色/Colour", p.all_of("黑色/Black|白色/White|蓝色/Blue")), ("尺码/Size", ["S", "M", "L", "XL"])]]
    gone = variant == "outofstock"
    buy = box("row", n("number", value=p.some(1, 5), stepper=True, name=p.of("数量", "Quantity")), p.button("加入购物车/Add to cart", "primary", icon="cart", disabled=gone or None), p.button("立即购买/Buy now", "danger", disabled=gone or None), p.tool("heart", "收藏/Save"), wrap=True)
    facts = box(
        "col",
        n("heading", level=1, text=name),
        box("row", n("rate", value=p.some(3, 5)), n("link", label=p.of(f"{p.some(10, 900)}条评价", f"{p.some(10, 900)} reviews"))),
        n("text", text=p.w.price(), size="28px", strong=True, fg="#dc2626"),
        n("tag", text=p.of("暂时缺货", "Out of stock") if gone else p.of("现货", "In stock"), kind="error" if gone else "success"),
        n("text", block=True, text=p.w.paragraph(2)),
        *choose,
        buy,
        grow=1,
    )
    tabs = n("tabs", items=p.all_of("商品详情/Description|规格参数/Specifications|用户评价/Reviews|售后/Returns"), active={"specs": 1, "reviews": 2}.get(variant, 0))
    below: Node = n("para", kids=[p.w.paragraph(4)])
    if variant in {"specs", "variants"}:
        below = n("table", columns=[n("column", text=p.of("参数", "Property")), n("column", text=p.of("值", "Value"))], rows=[[p.label(c), p.w.plain("small") if c[2] in {"status", "progress", "rating"} else p.w.plain(c[2])] for c in p.w.domain.columns], bordered=True)
    elif variant == "reviews":
        below = box("col", *[n("comment", name=p.w.person(), seed=p.seed(), time=p.w.date(), text=p.w.short(), actions=[p.tool("thumb-up", "有用/Helpful"), n("link", label=p.of("回复", "Reply"))]) for _ in range(4)])
    return site(p, n("breadcrumb", items=[p.of("首页", "Home"), p.w.plain("department"), name]), n("grid", cols=1 if p.narrow else 2, gap=32, kids=[pictures, facts]), tabs, below)


@archetype("cart", "table list empty summary coupons")
def cart(p: Plan, variant: str) -> Node:
    title = n("heading", level=1, text=p.of("购物车", "Shopping cart"))
    if variant == "empty":
        return site(p, title, n("empty", icon="cart", text=p.of("购物车空空如也", "Your cart is empty"), kids=[p.button("去逛逛/Start shopping", "primary")]))
    items = [p.w.product() for _ in range(p.some(2, 5))]
    rows: list[list[Any]] = [
        [
            [box("row", n("image", w="56px", h="56px", seed=p.seed(), kind="product", label=name), n("link", label=name), gap=10)],
            p.w.price(),
            [n("number", value=p.some(1, 9), stepper=True, name=p.of("数量", "Quantity"))],
            p.w.price(),
            [p.tool("delete", "删除/Remove") if p.w.chance(0.5) else n("link", label=p.of("删除", "Remove"))],
        ]
        for name in items
    ]
    heads = [n("column", text=t) for t in p.all_of("商品/Product|单价/Price|数量/Quantity|小计/Total|操作/Actions")]
    body = n("list", items=[{"kids": [box("row", n("checkbox", label="", name=name, checked=p.w.chance(0.7)), *row[0], n("spacer"), *row[2], *row[4])]} for name, row in zip(items, rows, strict=True)]) if variant == "list" or p.narrow else n("table", columns=heads, rows=rows, selectable=p.w.chance(0.7), selected=[0])
    code = box("row", n("input", placeholder=p.of("优惠码", "Promo code"), name=p.of("优惠码", "Promo code")), p.button("使用/Apply")) if variant in {"coupons", "summary"} else None
    total = n("card", title=p.of("订单摘要", "Summary"), kids=[n("descriptions", cols=1, items=[[p.of("商品金额", "Subtotal"), p.w.price()], [p.of("运费", "Shipping"), p.w.price()], [p.of("应付总额", "Total"), p.w.price()]]), code, p.button("去结算/Check out", "primary", block=True, size="large")])
    return site(p, title, n("grid", template="1fr" if p.narrow else "3fr 1fr", kids=[n("card", kids=[body]), total], align="start"))


@archetype("checkout", "single address payment confirm guest pickup")
def checkout(p: Plan, variant: str) -> Node:
    address = titled(
        p,
        p.of("收货地址", "Delivery address"),
        n("list", items=[{"kids": [box("row", n("radios", options=[p.w.person()], value=None, group="a"), n("text", text=p.w.address(), muted=True), n("spacer"), n("link", label=p.of("编辑", "Edit")))]} for _ in range(2)]),
        extra=[p.button("新增地址/New address", "text", icon="plus")],
    )
    fill = titled(
        p,
        p.of("收货信息", "Shipping details"),
        box("form", *[n("field", label=p.of(*pair.split("/")), control=n("input", value=p.w.plain(kind) if p.w.chance(0.6) else None), required=True) for pair, kind in [("收货人/Full name", "person"), ("手机号/Phone", "phone"), ("详细地址/Address", "address"), ("邮箱/Email", "email")]], cols=None if p.narrow else 2),
    )
    pay = titled(
        p,
        p.of("支付方式", "Payment"),
        n("radios", options=p.w.of("微信支付|支付宝|银行卡|货到付款", "Card|Bank transfer|Wallet|Cash on delivery").split("|"), value=p.of("支付宝", "Card"), group="p"),
        box("form", n("field", label=p.of("卡号", "Card number"), control=n("input", value=p.w.plain("card"), icon="credit-card")), n("field", label=p.of("有效期", "Expiry"), control=n("input", placeholder="MM/YY")), n("field", label="CVV", control=n("password")), cols=None if p.narrow else 3),
    )
    review = titled(
        p,
        p.of("订单明细", "Your order"),
        n("list", items=[{"kids": [box("row", n("text", text=p.w.product()), n("spacer"), n("text", text=p.w.price()))]} for _ in range(3)]),
        box("row", n("text", text=p.of("合计", "Total"), strong=True), n("spacer"), n("text", text=p.w.price(), strong=True, size="20px")),
        n("checkbox", label=p.of("我同意购买条款", "I accept the terms of sale"), checked=p.w.chance(0.5)),
        p.button("提交订单/Place order|立即支付/Pay now", "primary", block=True),
    )
    parts = {"single": [fill, pay], "address": [address], "payment": [pay], "confirm": [address, pay], "guest": [fill], "pickup": [titled(p, p.of("自提门店", "Pick-up point"), n("map", seed=p.seed(), h=180, label=p.of("门店地图", "Map")), n("radios", options=[p.w.address() for _ in range(3)], value=None, group="s"))]}[
        variant
    ]
    return site(p, n("steps", items=p.all_of("购物车/Cart|填写订单/Details|付款/Payment"), current=1), n("grid", template="1fr" if p.narrow else "2fr 1fr", kids=[box("col", *parts), review], align="start"), search=False)


def _booking_search(p: Plan) -> Node:
    return n(
        "card",
        kids=[
            n("tabs", items=p.all_of("单程/One way|往返/Return|多程/Multi-city"), active=0),
            box(
                "form",
                *[n("field", label=p.of(*pair.split("/")), control=n("input", value=value, icon=icon)) for pair, value, icon in [("出发地/From", p.w.pick("CITIES"), "location"), ("目的地/To", p.w.pick("CITIES"), "location")]],
                n("field", label=p.of("日期", "Date"), control=n("date", value=p.w.date())),
                n("field", label=p.of("人数", "Guests"), control=n("number", value=2, stepper=True)),
                p.button("搜索/Search", "primary", icon="search"),
                inline=not p.narrow,
            ),
        ],
    )


def _booking_hotels(p: Plan) -> Node:
    rows = [
        {
            "kids": [
                box(
                    "row",
                    n("image", w="160px", h="110px", seed=p.seed(), kind="scene", label=p.of("照片", "Photo")),
                    box(
                        "col",
                        n("heading", level=3, text=p.w.pick("CITIES") + p.either("国际酒店/ Grand Hotel|湖景餐厅/ Lake Restaurant|民宿/ Guest House")),
                        n("rate", value=p.some(3, 5)),
                        n("text", text=p.w.address(), muted=True),
                        box("row", *[n("tag", text=t) for t in p.all_of("免费取消/Free cancellation|含早餐/Breakfast|停车场/Parking")[: p.some(1, 3)]], gap=6),
                        grow=1,
                        gap=6,
                    ),
                    box("col", n("text", text=p.w.price(), strong=True, size="20px"), p.button("预订/Book", "primary"), align="flex-end"),
                    wrap=p.narrow,
                )
            ]
        }
        for _ in range(5)
    ]
    return site(p, search_box(p), n("list", items=rows), p.pages())


def _booking_rows(p: Plan) -> list[Node]:
    return [
        {
            "kids": [
                box(
                    "row",
                    box("col", n("text", text=p.w.time(), strong=True, size="20px"), n("text", text=p.w.pick("CITIES"), muted=True), gap=0),
                    n("icon", name="arrow-right"),
                    box("col", n("text", text=p.w.time(), strong=True, size="20px"), n("text", text=p.w.pick("CITIES"), muted=True), gap=0),
                    n("text", text=p.w.plain("trip")),
                    n("spacer"),
                    n("text", text=p.w.price(), strong=True),
                    p.button("预订/Select", "primary", size="small", disabled=p.w.chance(0.1) or None),
                    wrap=p.narrow,
                )
            ]
        }
        for _ in range(p.some(4, 8))
    ]


@archetype("booking", "flights hotels seats trains cinema restaurant tickets")
def booking(p: Plan, variant: str) -> Node:
    search = _booking_search(p)
    if variant in {"seats", "cinema"}:
        seats = n("grid", cols=8, gap=6, kids=[n("button", label=f"{'ABCDEFGH'[j]}{i + 1}", size="small", kind="primary" if p.w.chance(0.1) else "default", disabled=p.w.chance(0.25) or None) for i in range(5) for j in range(8)])
        return site(p, n("heading", level=1, text=p.of("选择座位", "Choose seats")), n("card", title=p.w.title(), kids=[seats]), box("row", n("text", text=p.w.price(), strong=True), n("spacer"), p.button("确认选座/Confirm seats", "primary")))
    if variant in {"hotels", "restaurant"}:
        return _booking_hotels(p)
    rows = _booking_rows(p)
    return site(p, search, n("tabs", items=[p.w.date() for _ in range(3 if p.narrow else 6)], active=2), n("list", items=rows))


@archetype("orders", "list tracking refund history")
def orders(p: Plan, variant: str) -> Node:
    tabs = n("tabs", items=p.all_of("全部/All|待付款/Unpaid|待收货/On the way|待评价/To review"), active=p.some(0, 3))
    if variant == "tracking":
        return site(
            p,
            n("heading", level=1, text=p.of("物流跟踪", "Track your parcel")),
            box("row", n("input", value=p.w.code(), name=p.of("运单号", "Tracking number")), p.button("查询/Track", "primary")),
            n("steps", items=p.all_of("已下单/Ordered|运输中/In transit|派送中/Out for delivery|已签收/Delivered")[: 3 if p.narrow else 4], current=2),
            n("map", seed=p.seed(), h=220, label=p.of("路线", "Route")),
            n("timeline", items=[[p.w.plain("datetime"), p.w.fill(p.of("快件已到达{city}转运中心", "Arrived at the {city} hub"))] for _ in range(5)]),
        )
    if variant == "refund":
        return site(
            p,
            titled(
                p,
                p.of("申请退款", "Request a refund"),
                box(
                    "form",
                    n("field", label=p.of("退款原因", "Reason"), control=n("select", options=p.all_of("不想要了/Changed my mind|质量问题/Faulty|发错货/Wrong item")), required=True),
                    n("field", label=p.of("退款金额", "Amount"), control=n("number", value=p.some(10, 500))),
                    n("field", label=p.of("问题描述", "Details"), control=n("textarea")),
                    n("field", label=p.of("上传凭证", "Photos"), control=n("upload")),
                    p.button("提交申请/Submit", "primary"),
                ),
            ),
            width=720,
        )
    cards = [
        n(
            "card",
            title=p.of(f"订单号 {p.w.code()}", f"Order {p.w.code()}"),
            extra=[n("tag", text=p.w.status()[0], kind="primary")],
            kids=[box("row", n("image", w="72px", h="72px", seed=p.seed(), kind="product", label=p.of("商品", "Item")), n("link", label=p.w.product()), n("spacer"), n("text", text=p.w.price(), strong=True))],
            footer=[p.button("查看物流/Track", size="small"), p.button("再次购买/Buy again", "primary", size="small"), p.button("申请售后/Return", "text", size="small")],
        )
        for _ in range(4)
    ]
    return site(p, n("heading", level=1, text=p.of("我的订单", "My orders")), tabs, search_box(p) if variant == "history" else None, *cards, p.pages())
