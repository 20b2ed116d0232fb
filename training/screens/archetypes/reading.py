"""Reading: articles, news fronts, search results, documentation, help, forums, libraries."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import search_box, site, titled


def paragraphs(p: Plan, count: int) -> list[Node]:
    """Running text with links in it, long enough to wrap."""
    return [n("para", kids=[p.w.paragraph(p.some(2, 4)), " ", n("link", label=p.w.title()), " ", p.w.sentence()] if p.w.chance(0.4) else [p.w.paragraph(p.some(2, 5))]) for _ in range(count)]


@archetype("article", "plain cover sidebar comments longform notice recipe review")
def article(p: Plan, variant: str) -> Node:
    title = n("heading", level=1, text=p.w.title())
    meta = box("row", p.face(size=28), n("link", label=p.w.person()), n("text", text=p.w.date(), muted=True), n("text", text=p.of(f"阅读 {p.w.plain('count')}", f"{p.w.plain('count')} views"), muted=True), wrap=True)
    share = box("row", p.tool("thumb-up", "点赞/Like"), p.tool("comment", "评论/Comment"), p.tool("bookmark", "收藏/Save"), p.tool("share", "分享/Share"), gap=4)
    body: list[Node | None] = [title, meta, *paragraphs(p, p.some(3, 6)), n("heading", level=2, text=p.w.title()), *paragraphs(p, 2), n("quote", text=p.w.sentence()) if p.w.chance(0.5) else None, share]
    if variant in {"cover", "longform"}:
        body.insert(1, p.picture("scene", ratio="21/9"))
    if variant == "recipe":
        body[2:2] = [p.picture("food", ratio="2/1"), n("heading", level=2, text=p.of("用料", "Ingredients")), n("list", items=[{"kids": [box("row", n("text", text=text), n("spacer"), n("text", text=f"{p.some(1, 500)} g"))]} for text in p.w.some("DISHES", 4)]), n("heading", level=2, text=p.of("步骤", "Method"))]
    if variant == "review":
        body.insert(2, box("row", n("rate", value=p.some(2, 5)), n("text", text=f"{p.some(60, 99) / 10}", strong=True)))
    if variant == "comments":
        body += [
            n("heading", level=2, text=p.of("评论", "Comments")),
            n("textarea", placeholder=p.of("说说你的看法", "Join the discussion"), name=p.of("评论", "Comment")),
            p.button("发表/Post", "primary"),
            *[n("comment", name=p.w.person(), seed=p.seed(), time=p.w.date(), text=p.w.short(), actions=[p.tool("thumb-up", "赞/Like"), n("link", label=p.of("回复", "Reply"))]) for _ in range(3)],
        ]
    if variant == "sidebar" and not p.narrow:
        side = box("col", titled(p, p.of("热门文章", "Popular"), n("list", ordered=True, plain=True, items=[{"kids": [n("link", label=p.w.title())]} for _ in range(5)])), titled(p, p.of("标签", "Topics"), box("row", *[n("tag", text=t) for t in p.w.some("TOPICS", 5)], gap=6, wrap=True)), w="280px", shrink=0)
        return site(p, n("breadcrumb", items=[p.of("首页", "Home"), p.w.plain("department"), p.of("正文", "Article")]), box("row", box("col", *body, grow=1), side, align="flex-start"))
    return site(p, *body, width=760)


@archetype("news", "front list magazine live video")
def news(p: Plan, variant: str) -> Node:
    def teaser(ratio: str = "16/9") -> Node:
        return n("card", cover=p.picture("scene", ratio=ratio), kids=[n("link", label=p.w.title()), n("text", text=p.w.sentence(), muted=True), n("text", text=p.w.date(), muted=True)])

    rows = n(
        "list",
        items=[
            {"kids": [box("row", box("col", n("link", label=p.w.title()), n("text", text=p.w.sentence(), muted=True), box("row", n("tag", text=p.w.plain("department")), n("text", text=p.w.date(), muted=True), gap=8), grow=1, gap=4), n("image", w="120px", h="80px", seed=p.seed(), label=p.of("配图", "Picture")))]}
            for _ in range(p.some(5, 8))
        ],
    )
    hot = titled(p, p.of("热榜", "Trending"), n("list", ordered=True, plain=True, items=[{"kids": [n("link", label=p.w.title())]} for _ in range(8)]))
    if variant == "live":
        return site(p, n("heading", level=1, text=p.w.title()), n("tag", text=p.of("直播中", "Live"), kind="error"), n("timeline", items=[[p.w.time(), p.w.paragraph(2)] for _ in range(7)]), width=820)
    if variant == "video":
        return site(
            p,
            n(
                "grid",
                template="1fr" if p.narrow else "3fr 1fr",
                kids=[
                    box(
                        "col",
                        box(
                            "box",
                            p.picture("scene", ratio="16/9"),
                            box("row", p.tool("play", "播放/Play"), n("slider", value=p.some(5, 90), name=p.of("进度", "Seek")), n("text", text=f"0{p.some(0, 9)}:{p.some(10, 59)}"), p.tool("volume", "音量/Volume"), p.tool("fullscreen", "全屏/Full screen"), tone="dark", pad="6px"),
                        ),
                        n("heading", level=1, text=p.w.title()),
                        box("row", p.face(), n("text", text=p.w.person()), n("spacer"), p.button("订阅/Subscribe", "primary"), p.tool("thumb-up", "赞/Like"), p.tool("share", "分享/Share")),
                    ),
                    hot,
                ],
            ),
        )
    if variant in {"list", "front"}:
        return site(p, n("tabs", items=[p.label(e) for e in p.w.domain.nav[:5]], active=0), n("grid", template="1fr" if p.narrow else "2fr 1fr", kids=[rows, hot], align="start"), p.pages())
    return site(p, teaser("3/1"), n("grid", cols=1 if p.narrow else 3, kids=[teaser() for _ in range(6)]))


def _results_filters(p: Plan, bar: Node, count: Node, hits: list[Node]) -> Node:
    return site(
        p,
        bar,
        box(
            "row",
            *[n("select", options=p.all_of(o), name=p.of(*title.split("/")), placeholder=p.of(*title.split("/")), w=130) for title, o in [("时间/Date", "一天内/Past day|一周内/Past week"), ("类型/Type", "文档/Documents|网页/Pages"), ("语言/Language", "中文/Chinese|英文/English")]],
            n("link", label=p.of("清除", "Clear")),
            wrap=True,
        ),
        count,
        *hits,
        p.pages(),
        width=820,
    )


def _results_maps(p: Plan, bar: Node) -> Node:
    return site(
        p,
        bar,
        n(
            "grid",
            template="1fr" if p.narrow else "1fr 2fr",
            kids=[n("list", items=[{"kids": [box("col", n("link", label=p.w.company()), n("rate", value=p.some(2, 5)), n("text", text=p.w.address(), muted=True), n("text", text=p.w.phone()), gap=2)]} for _ in range(5)]), n("map", seed=p.seed(), h=480, label=p.of("地图", "Map"))],
        ),
        width=None,
    )


@archetype("results", "web images shopping people none filters suggest maps")
def results(p: Plan, variant: str) -> Node:
    query = p.w.query()
    bar = n("search", value=query, name=p.of("搜索", "Search"), button=p.rng.choice([True, p.of("搜索", "Search")]), landmark=True, focused=variant == "suggest" or None)
    tabs = n("tabs", items=p.all_of("全部/All|图片/Images|新闻/News|视频/Videos|地图/Maps"), active=1 if variant == "images" else 0)
    count = n("text", text=p.of(f"找到约 {p.w.plain('count')} 条结果", f"About {p.w.plain('count')} results"), muted=True)
    hits = [box("col", n("text", text=f"www.{p.rng.choice(['example', 'sample', 'demo'])}.com › {p.w.plain('slug')}", muted=True), n("link", label=p.w.title()), n("text", block=True, text=p.w.paragraph(2)), gap=2) for _ in range(p.some(5, 8))]
    if variant == "none":
        return site(p, bar, tabs, n("empty", icon="search", text=p.of(f"没有找到与“{query}”相关的结果", f"No results for “{query}”"), kids=[n("link", label=p.of("清除筛选条件", "Clear filters"))]))
    if variant == "images":
        return site(p, bar, tabs, n("grid", cols=3 if p.narrow else 5, gap=8, kids=[p.picture(ratio=p.rng.choice(["1", "4/3", "3/4"])) for _ in range(15)]))
    if variant == "people":
        return site(p, bar, count, n("list", items=[{"kids": [box("row", p.face(name, 44), box("col", n("link", label=name), n("text", text=p.w.pick("JOBS"), muted=True), gap=0, grow=1), p.button("关注/Follow|加好友/Connect", size="small", icon="user-plus"))]} for name in [p.w.person() for _ in range(7)]]), p.pages())
    if variant == "filters":
        return _results_filters(p, bar, count, hits)
    if variant == "suggest":
        return site(p, bar, box("box", n("list", label=p.of("搜索建议", "Suggestions"), items=[{"kids": [box("row", n("icon", name=p.rng.choice(["search", "history"])), n("link", label=p.w.query()))]} for _ in range(6)]), border=True, radius="6px", tone="surface"), width=720)
    if variant == "maps":
        return _results_maps(p, bar)
    return site(p, bar, tabs, count, *hits, p.pages(), width=820)


@archetype("docs", "guide api reference changelog tutorial faq glossary")
def docs(p: Plan, variant: str) -> Node:
    tree = n(
        "tree",
        label=p.of("目录", "Contents"),
        items=[{"text": t, "open": i < 2, "kids": [{"text": c, "selected": i == 0 and j == 1} for j, c in enumerate(p.all_of("安装/Installation|快速开始/Quick start|配置/Configuration"))]} for i, t in enumerate(p.all_of("入门/Getting started|指南/Guides|接口/API|部署/Deployment"))],
    )
    code = n("code", text=p.rng.choice(["npm install @example/client\nnpx example init", "curl -X POST https://api.example.com/v1/orders \\\n  -H 'Authorization: Bearer TOKEN'", "from example import Client\n\nclient = Client(region='eu')\nprint(client.orders.list(limit=10))"]))
    intro = [n("heading", level=1, text=p.either("快速开始/Quick start|接口说明/API reference|部署指南/Deployment")), *paragraphs(p, 1)]
    parameters = n(
        "table",
        columns=[n("column", text=t) for t in p.all_of("参数/Parameter|类型/Type|必填/Required|说明/Description")],
        rows=[[n("text", text=name, mono=True), kind, p.either("是/yes|否/no"), p.w.sentence()] for name, kind in [("page", "integer"), ("limit", "integer"), ("status", "string"), ("created_at", "datetime")]],
        bordered=True,
    )
    faq = n("accordion", items=[{"title": q, "open": i == 0, "body": p.w.paragraph(2)} for i, q in enumerate(p.w.some("FAQ", p.some(4, 7)))])
    parts: dict[str, list[Node]] = {
        "guide": [*intro, code, n("alert", kind="warning", text=p.w.sentence()), *paragraphs(p, 2)],
        "api": [*intro, n("tabs", items=["cURL", "Python", "Node.js"], active=1), code, parameters],
        "reference": [*intro, parameters, n("heading", level=2, text=p.of("返回值", "Returns")), parameters],
        "changelog": [
            n("heading", level=1, text=p.of("更新日志", "Changelog")),
            *[box("col", box("row", n("heading", level=2, text=f"v{p.some(1, 4)}.{p.some(0, 20)}.{p.some(0, 9)}"), n("tag", text=p.w.date()), gap=8), n("list", plain=True, items=[{"kids": [p.w.fill(p.of("修复{task}", "Fixed: {task}"))]} for _ in range(3)]), gap=6) for _ in range(4)],
        ],
        "tutorial": [n("steps", items=p.all_of("准备/Prepare|安装/Install|运行/Run"), current=1), *intro, code, box("row", p.button("上一节/Previous"), n("spacer"), p.button("下一节/Next", "primary"))],
        "faq": [n("heading", level=1, text=p.of("常见问题", "FAQ")), search_box(p), faq, n("text", text=p.of("没有找到答案？", "Still stuck?")), p.button("联系客服/Contact support", icon="headset")],
        "glossary": [n("heading", level=1, text=p.of("术语表", "Glossary")), n("descriptions", cols=1, items=[[p.w.pick("TOPICS"), p.w.sentence()] for _ in range(8)])],
    }
    useful = box("row", n("text", text=p.of("本页对您有帮助吗？", "Was this page helpful?")), p.tool("thumb-up", "有帮助/Yes", kind="default"), p.tool("thumb-down", "没帮助/No", kind="default")) if p.w.chance(0.5) else None
    if p.narrow or variant == "faq":
        return site(p, *parts[variant], useful, width=820)
    toc = box("nav", n("text", text=p.of("本页内容", "On this page"), strong=True), *[n("link", label=t) for t in p.all_of("概述/Overview|参数/Parameters|示例/Examples|错误码/Errors")], label=p.of("本页", "Page"), w="160px", shrink=0)
    toc["t"] = "col"
    return site(p, box("row", box("box", tree, w="220px", shrink=0), box("col", n("breadcrumb", items=p.all_of("文档/Docs|指南/Guides|当前/This page")), *parts[variant], useful, grow=1), toc, align="flex-start", gap=28), width=1320)


@archetype("forum", "topics thread question board poll")
def forum(p: Plan, variant: str) -> Node:
    if variant in {"topics", "board"}:
        heads = [n("column", text=t) for t in p.all_of("主题/Topic|作者/Author|回复/Replies|浏览/Views|最后发表/Last post")[: 3 if p.narrow else 5]]
        rows = [[[n("link", label=p.w.title())], p.w.person(), p.w.plain("small"), p.w.plain("count"), p.w.date()][: len(heads)] for _ in range(p.some(6, 12))]
        return site(p, box("row", n("heading", level=1, text=p.label(p.w.domain.nav[0])), n("spacer"), p.button("发帖/New topic", "primary", icon="edit")), n("tabs", items=p.all_of("最新/Latest|热门/Top|精华/Featured|未回复/Unanswered"), active=0), n("table", columns=heads, rows=rows), p.pages())
    question = p.w.title()
    posts = [n("comment", name=p.w.person(), seed=p.seed(), picture=p.w.chance(0.5), time=p.w.date(), text=p.w.paragraph(p.some(1, 3)), actions=[p.tool("thumb-up", "赞/Like", size="small"), n("link", label=p.of("回复", "Reply")), n("link", label=p.of("举报", "Report"))]) for _ in range(p.some(3, 5))]
    poll = n("card", title=p.of("投票", "Poll"), kids=[n("radios", options=p.w.some("CITIES", 4), value=None, group="poll"), p.button("投票/Vote", "primary", size="small")]) if variant == "poll" else None
    reply = box("col", n("textarea", placeholder=p.of("写下你的回复", "Write a reply"), name=p.of("回复", "Reply")), box("row", p.tool("smile", "表情/Emoji"), p.tool("image", "图片/Picture"), n("spacer"), p.button("回复/Reply|发布/Post", "primary")))
    votes = box("row", p.tool("chevron-up", "顶/Upvote"), n("text", text=p.w.plain("small"), strong=True), p.tool("chevron-down", "踩/Downvote"), n("tag", text=p.of("已解决", "Solved"), kind="success")) if variant == "question" else None
    return site(p, n("breadcrumb", items=[p.of("论坛", "Forum"), p.w.plain("department"), question[:12]]), n("heading", level=1, text=question), votes, poll, *posts, p.pages(), reply, width=900)


@archetype("library", "courses books jobs homes directory")
def library(p: Plan, variant: str) -> Node:
    tools = box("row", search_box(p), n("select", options=p.w.some("CITIES", 5), name=p.of("城市", "City"), placeholder=p.of("城市", "City"), w=140), wrap=True)
    if variant == "jobs":
        rows = [
            {
                "kids": [
                    box(
                        "row",
                        box("col", n("link", label=p.w.pick("JOBS")), n("text", text=f"{p.w.company()} · {p.w.pick('CITIES')}", muted=True), box("row", *[n("tag", text=t) for t in p.all_of("五险一金/Pension|双休/Flexible hours|远程/Remote")[: p.some(1, 3)]], gap=6), grow=1, gap=4),
                        n("text", text=p.of(f"{p.some(8, 20)}-{p.some(21, 50)}K", f"${p.some(40, 80)}k–{p.some(81, 160)}k"), strong=True),
                        p.button("投递/Apply", "primary", size="small"),
                        p.tool("bookmark", "收藏/Save"),
                    )
                ]
            }
            for _ in range(6)
        ]
        return site(p, tools, n("list", items=rows), p.pages())
    if variant == "directory":
        return site(p, tools, n("grid", cols=2 if p.narrow else 4, kids=[box("col", n("heading", level=3, text=p.w.plain("department")), *[n("link", label=t) for t in p.w.some("TOPICS", 4)], gap=4) for _ in range(8)]))
    words = {"courses": "course", "books": "book", "homes": "rooms"}[variant]
    art = {"courses": "abstract", "books": "abstract", "homes": "scene"}[variant]
    cards = [
        n(
            "card",
            cover=p.picture(art, ratio="4/3"),
            kids=[n("heading", level=3, text=p.w.plain(words)), n("text", text=p.w.person() if variant != "homes" else p.w.address(), muted=True), box("row", n("text", text=p.w.price(), strong=True), n("spacer"), n("rate", value=p.some(3, 5)))],
            footer=[p.button("查看/View|收藏/Save", size="small")],
        )
        for _ in range(8)
    ]
    return site(p, tools, n("tabs", items=[p.w.plain("department") for _ in range(4)], active=0), n("grid", cols=2 if p.narrow else 4, kids=cards), p.pages())
