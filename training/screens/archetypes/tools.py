"""Small tools and public services: calculators, translators, weather, maps, players, queries."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import search_box, site, titled


@archetype("tool", "calculator translator converter weather currency loan generator")
def tool(p: Plan, variant: str) -> Node:
    if variant == "calculator":
        keys = ["7", "8", "9", "÷", "4", "5", "6", "×", "1", "2", "3", "−", "0", ".", "=", "+"]
        return box("page", box("center", n("card", title=p.of("计算器", "Calculator"), kids=[n("input", value=str(p.some(1, 99999)), name=p.of("结果", "Result"), size="large"), n("grid", cols=4, gap=8, w="260px", kids=[n("button", label=key, kind="primary" if key == "=" else "default") for key in keys])])))
    if variant == "translator":
        pick = box("row", n("select", options=p.all_of("中文/Chinese|英文/English|日文/Japanese"), value=p.of("中文", "Chinese"), name=p.of("源语言", "From")), p.tool("refresh", "交换/Swap"), n("select", options=p.all_of("英文/English|法文/French"), value=p.of("英文", "English"), name=p.of("目标语言", "To")))
        return site(
            p,
            pick,
            n(
                "grid",
                cols=1 if p.narrow else 2,
                kids=[n("textarea", rows=8, value=p.w.paragraph(2), name=p.of("原文", "Text")), box("col", n("textarea", rows=8, value=p.w.paragraph(2), readonly=True, name=p.of("译文", "Translation")), box("row", p.tool("copy", "复制/Copy"), p.tool("volume", "朗读/Listen"), p.tool("star", "收藏/Save"), gap=4))],
            ),
            p.button("翻译/Translate", "primary"),
        )
    if variant == "weather":
        days = n("grid", cols=4 if p.narrow else 7, kids=[box("col", n("text", text=p.w.date()), n("icon", name=p.rng.choice(["sun", "cloud", "rain"]), size=32), n("text", text=p.w.plain("temperature")), align="center", gap=6) for _ in range(4 if p.narrow else 7)])
        return site(
            p,
            search_box(p),
            n("card", kids=[box("row", n("icon", name="location"), n("heading", level=1, text=p.w.pick("CITIES"))), n("text", text=p.w.plain("temperature"), size="48px"), box("row", *[n("stat", label=t, value=p.w.plain("percent")) for t in p.all_of("湿度/Humidity|降水/Rain|空气质量/Air")], gap=30)]),
            titled(p, p.of("未来七天", "Next days"), days),
            p.chart(h=180),
        )
    fields = {"converter": ["数值/Value", "单位/Unit"], "currency": ["金额/Amount", "货币/Currency"], "loan": ["贷款金额/Amount", "年限/Years", "利率/Rate"], "generator": ["内容/Text", "尺寸/Size"]}[variant]
    form = box(
        "form",
        *[n("field", label=p.of(*t.split("/")), control=p.rng.choice([n("number", value=p.some(1, 900)), n("input", value=p.w.plain("small")), n("slider", value=p.some(1, 99))])) for t in fields],
        n("field", label=p.of("方式", "Mode"), control=n("radios", options=p.all_of("等额本息/Fixed|等额本金/Declining"), value=p.of("等额本息", "Fixed"), group="m")) if variant == "loan" else n("switch", label=p.of("自动计算", "Automatic"), checked=True),
        box("row", p.button("计算/Calculate|转换/Convert|生成/Generate", "primary"), p.button("清空/Clear")),
    )
    result = n("card", title=p.of("结果", "Result"), kids=[n("text", text=p.w.price(), size="30px", strong=True), p.chart(h=150) if variant == "loan" else n("text", text=p.w.sentence(), muted=True), p.button("复制/Copy", icon="copy", size="small")])
    return site(p, n("heading", level=1, text=p.either("在线工具/Online tools|计算器/Calculator")), n("grid", cols=1 if p.narrow else 2, kids=[n("card", kids=[form]), result], align="start"), width=900)


@archetype("map", "search route stores picker", "any")
def map_page(p: Plan, variant: str) -> Node:
    places = n(
        "list",
        items=[
            {"kids": [box("row", n("icon", name="location"), box("col", n("link", label=p.w.company()), n("text", text=p.w.address(), muted=True), n("text", text=p.of(f"距离{p.some(1, 30)}公里", f"{p.some(1, 30)} km away"), muted=True, size="12px"), gap=2, grow=1), p.button("导航/Go", size="small", icon="send"))]}
            for _ in range(5)
        ],
    )
    route = box("form", n("input", value=p.w.address(), icon="location", name=p.of("起点", "From")), n("input", value=p.w.address(), icon="flag", name=p.of("终点", "To")), n("tabs", items=p.all_of("驾车/Drive|公交/Transit|步行/Walk"), active=0), p.button("开始导航/Start", "primary"))
    panel = box("col", search_box(p) if variant != "route" else route, places, w="100%" if p.narrow else "340px", pad="14px", tone="surface", shrink=0)
    zoom = box("col", p.tool("plus", "放大/Zoom in", kind="default"), p.tool("minus", "缩小/Zoom out", kind="default"), p.tool("location", "定位/My location", kind="default"), position="absolute", right="16px", bottom="40px", gap=6)
    pick = box("row", n("text", text=p.w.address()), p.button("确认位置/Use this place", "primary"), position="absolute", left="20px", top="20px", tone="surface", pad="10px", radius="6px") if variant == "picker" else None
    area = box("box", n("map", seed=p.seed(), h=320 if p.narrow else 700, label=p.of("地图", "Map")), zoom, pick, position="relative", grow=1)
    return box("page", box("row", area, panel, wrap=True, gap=0) if p.narrow else box("row", panel, area, align="stretch", gap=0, minh="100vh"))


@archetype("player", "music podcast course", "any")
def player(p: Plan, variant: str) -> Node:
    controls = box(
        "row",
        p.tool("heart", "喜欢/Like"),
        n("spacer"),
        p.tool("chevron-left", "上一首/Previous"),
        n("button", icon=p.rng.choice(["play", "pause"]), name=p.of("播放", "Play"), kind="primary"),
        p.tool("chevron-right", "下一首/Next"),
        n("spacer"),
        p.tool("volume", "音量/Volume"),
        n("slider", value=p.some(10, 90), name=p.of("音量", "Volume"), w=90),
    )
    seek = box("row", n("text", text=f"{p.some(0, 3)}:{p.some(10, 59)}", muted=True), n("slider", value=p.some(1, 99), name=p.of("进度", "Position")), n("text", text=f"{p.some(3, 6)}:{p.some(10, 59)}", muted=True))
    rows = [[str(i + 1), [n("link", label=p.w.plain("course") if variant == "course" else p.w.title())], p.w.person(), f"{p.some(2, 50)}:{p.some(10, 59)}", [p.tool("download", "下载/Download", size="small")]] for i in range(7)]
    heads = [n("column", text=t) for t in ["#", *p.all_of("标题/Title|作者/Artist|时长/Length|操作/Actions")]]
    return site(
        p,
        box(
            "row",
            n("image", w="150px", h="150px", seed=p.seed(), kind="abstract", label=p.of("封面", "Cover"), radius="8px"),
            box(
                "col",
                n("heading", level=1, text=p.w.title()),
                n("text", text=p.w.person(), muted=True),
                n("progress", value=p.some(1, 99), label=p.of("学习进度", "Progress")) if variant == "course" else None,
                box("row", p.button("播放全部/Play all|继续学习/Continue", "primary", icon="play"), p.tool("share", "分享/Share")),
                grow=1,
            ),
            align="flex-start",
        ),
        n("table", columns=heads, rows=rows),
        n("card", kids=[seek, controls]),
        width=960,
    )
