"""Working pages: dashboards, tables, monitoring, users and rights."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, titled


def stats(p: Plan, count: int) -> Node:
    """Figures side by side."""
    return n("grid", cols=2 if p.narrow else count, kids=[n("card", kids=[p.rise()]) for _ in range(count)])


@archetype("dashboard", "stats charts mixed table timeline tasks map dense welcome")
def dashboard(p: Plan, variant: str) -> Node:
    cols = 1 if p.narrow else 2
    charts = n("grid", cols=cols, kids=[titled(p, p.label(p.rng.choice(p.w.domain.stats)), p.chart(h=p.some(160, 260)), extra=[n("select", options=p.all_of("今日/Today|本周/This week|本月/This month"), value=p.of("本周", "This week"), w=110)] if p.w.chance(0.4) else None) for _ in range(2)])
    todo = titled(p, p.of("待办事项", "To do"), n("list", items=[{"kids": [n("checkbox", label=text, checked=p.w.chance(0.4))]} for text in p.w.some("TASKS", p.some(3, 6))]), extra=[n("link", label=p.of("查看全部", "See all"))])
    line = titled(p, p.of("最近动态", "Recent activity"), n("timeline", items=[[p.w.time(), p.w.short()] for _ in range(p.some(3, 6))]))
    rank = titled(p, p.of("排行榜", "Ranking"), n("list", ordered=True, plain=True, items=[{"kids": [box("row", n("text", text=p.w.plain("product")), n("spacer"), n("text", text=p.w.plain("count"), strong=True))]} for _ in range(p.some(4, 8))]))
    table = titled(p, p.label(p.w.domain.thing), p.table(p.some(4, 7), 3 if p.narrow else p.some(4, 6)), extra=[n("link", label=p.of("更多", "More"))])
    hello = box("row", p.face(size=56), box("col", n("heading", level=1, text=p.w.fill(p.of("早安，{person}", "Good morning, {person}"))), n("text", text=p.w.sentence(), muted=True), gap=4))
    range_tools = box("row", n("tabs", items=p.all_of("日/Day|周/Week|月/Month|年/Year"), active=p.some(0, 3)), n("spacer"), n("date", value=p.w.date(), name=p.of("开始日期", "From"), w=150) if not p.narrow else None, p.button("刷新/Refresh", icon="refresh"))
    parts: dict[str, list[Node]] = {
        "stats": [range_tools, stats(p, 4), charts],
        "charts": [range_tools, charts, n("grid", cols=cols + 1, kids=[titled(p, p.w.plain("department"), p.chart(h=180)) for _ in range(3)])],
        "mixed": [stats(p, 3), n("grid", template="1fr" if p.narrow else "2fr 1fr", kids=[titled(p, p.of("趋势", "Trend"), p.chart(h=240)), rank])],
        "table": [stats(p, 4), table],
        "timeline": [stats(p, 3), n("grid", cols=cols, kids=[line, todo])],
        "tasks": [hello, n("grid", cols=cols, kids=[todo, line]), table],
        "map": [stats(p, 4), titled(p, p.of("地区分布", "By region"), n("map", seed=p.seed(), h=280, label=p.of("地图", "Map"))), rank],
        "dense": [stats(p, 6), n("grid", cols=1 if p.narrow else 3, gap=8, kids=[titled(p, p.w.plain("department"), p.chart(h=130)) for _ in range(3)]), table],
        "welcome": [hello, n("alert", text=p.w.sentence(), closable=True), stats(p, 3), charts],
    }
    return console(p, *parts[variant])


def filters(p: Plan, count: int) -> Node:
    """A line of conditions above a table."""
    return box("form", *p.fields(count, filled=0.2), box("row", p.button("查询/Search", "primary", icon="search"), p.button("重置/Reset"), n("link", label=p.of("展开", "More filters")) if p.w.chance(0.4) else None, gap=8), inline=True, label=p.of("筛选", "Filter"))


@archetype("table", "plain filters selectable bulk tabs empty dense cards split expandable progress bordered")
def table_page(p: Plan, variant: str) -> Node:
    rows, columns = (p.some(3, 6), 3) if p.narrow else (p.some(5, 14), p.some(5, 8))
    picked = sorted(p.rng.sample(range(rows), p.some(1, min(4, rows))))
    more = {"selectable": variant in {"selectable", "bulk"} or p.w.chance(0.25), "selected": picked if variant in {"selectable", "bulk"} else []}
    table = p.table(0 if variant == "empty" else rows, columns, **({} if variant == "empty" else more))
    if variant == "bordered":
        table["bordered"] = True
    if variant == "dense":
        table["small"] = True
    tools = box(
        "row",
        *p.actions(p.some(1, 3)),
        n("spacer"),
        n("input", placeholder=p.of("搜索", "Search"), name=p.of("搜索", "Search"), icon="search", w=200) if p.w.chance(0.5) and not p.narrow else None,
        *[p.tool(icon, pair) for icon, pair in p.rng.sample([("refresh", "刷新/Refresh"), ("download", "导出/Export"), ("settings", "列设置/Columns"), ("fullscreen", "全屏/Full screen"), ("filter", "筛选/Filter")], p.some(0, 3))],
    )
    kids: list[Node | None] = [n("heading", level=1, text=p.label(p.w.domain.nav[2])) if p.w.chance(0.6) else None]
    if variant in {"filters", "split"} or p.w.chance(0.2):
        kids.append(n("card", kids=[filters(p, p.some(2, 4))]))
    if variant == "tabs":
        kids.append(n("tabs", items=p.all_of("全部/All|待处理/Open|进行中/In progress|已完成/Done|已取消/Cancelled"), active=p.some(0, 4)))
    if variant == "bulk":
        kids.append(n("alert", text=p.of(f"已选择 {len(picked)} 项", f"{len(picked)} selected"), closable=True))
    if variant == "cards":
        cells = [
            n("card", title=p.w.company(), extra=[n("tag", text=p.w.status()[0])], kids=[n("descriptions", cols=1, items=[[p.label(c), p.w.plain(c[2])] for c in p.w.domain.columns[:4] if c[2] not in {"status", "progress", "rating"}])], footer=[p.button("编辑/Edit", "text"), p.button("删除/Delete", "text")])
            for _ in range(6)
        ]
        return console(p, *kids, tools, n("grid", cols=1 if p.narrow else 3, kids=cells), p.pages())
    body = n("card", kids=[tools, table, box("row", n("spacer"), p.pages())])
    if variant == "split" and not p.narrow:
        tree = n("tree", label=p.of("分类", "Groups"), items=[{"text": t, "open": i == 0, "kids": [{"text": c, "selected": i == 0 and c is not None and j == 0} for j, c in enumerate(p.w.some("FOLDERS", 3))]} for i, t in enumerate(p.w.some("DEPARTMENTS", 4))])
        return console(p, *kids, box("row", box("box", n("card", kids=[tree]), w="220px", shrink=0), box("box", body, grow=1), align="flex-start"))
    return console(p, *kids, body)


@archetype("users", "list roles permissions invite cards")
def users(p: Plan, variant: str) -> Node:
    if variant == "permissions":
        actions = p.all_of("查看/View|编辑/Edit|删除/Delete|导出/Export")
        heads = [n("column", text=p.of("模块", "Module")), *[n("column", text=a, align="center") for a in actions]]
        rows = [[p.label(entry), *[[n("tick", name=f"{p.label(entry)} {a}", checked=p.w.chance(0.5))] for a in actions]] for entry in p.w.domain.nav]
        return console(p, titled(p, p.of("权限设置", "Permissions"), n("select", options=p.all_of("管理员/Administrator|编辑/Editor|访客/Guest"), value=p.of("编辑", "Editor"), w=200, name=p.of("角色", "Role")), n("table", columns=heads, rows=rows, bordered=True), p.button("保存/Save", "primary")))
    if variant == "cards":
        return console(
            p,
            n("heading", level=1, text=p.of("团队成员", "Team")),
            n(
                "grid",
                cols=2 if p.narrow else 4,
                kids=[
                    n("card", kids=[box("col", p.face(name, 56), n("heading", level=3, text=name), n("text", text=p.w.pick("JOBS"), muted=True), box("row", p.tool("mail", "发邮件/E-mail"), p.tool("phone", "打电话/Call"), p.tool("message", "聊天/Chat"), gap=4), align="center", gap=8)])
                    for name in [p.w.person() for _ in range(8)]
                ],
            ),
        )
    people = [
        [
            [box("row", p.face(name, 28), n("text", text=name), gap=8)],
            p.w.email(),
            p.w.pick("DEPARTMENTS"),
            [n("tag", text=p.either("管理员/Admin|成员/Member|访客/Guest"), kind="primary")],
            [n("switch", name=p.of("启用", "Enabled"), checked=p.w.chance(0.7))] if variant == "list" else [n("select", options=p.all_of("管理员/Admin|成员/Member"), value=p.of("成员", "Member"), name=p.of("角色", "Role"))],
            [p.row_actions("links")],
        ]
        for name in [p.w.person() for _ in range(p.some(4, 9))]
    ]
    heads = [n("column", text=text) for text in p.all_of("姓名/Name|邮箱/Email|部门/Department|角色/Role|状态/Status|操作/Actions")]
    invite = n(
        "card", title=p.of("邀请成员", "Invite people"), kids=[box("row", n("input", placeholder="name@example.com", name=p.of("邮箱", "Email")), n("select", options=p.all_of("管理员/Admin|成员/Member"), value=p.of("成员", "Member"), name=p.of("角色", "Role"), w=140), p.button("发送邀请/Send invitation", "primary"))]
    )
    return console(p, box("row", n("heading", level=1, text=p.of("用户管理", "Users")), n("spacer"), p.button("新增用户/Add user", "primary", icon="user-plus")), invite if variant == "invite" else None, n("card", kids=[n("table", columns=heads, rows=people, selectable=p.w.chance(0.4)), p.pages()]))


def _monitor_logs(p: Plan) -> Node:
    lines = "\n".join(
        f"2026-0{p.some(1, 9)}-1{p.some(0, 9)} {p.some(10, 23)}:{p.some(10, 59)}:{p.some(10, 59)} {p.rng.choice(['INFO', 'WARN', 'ERROR', 'DEBUG'])} {p.w.plain('slug')} {p.rng.choice(['GET /v1/orders 200', 'connection reset by peer', 'cache miss', 'job finished in 412 ms', 'retry 2 of 5', 'disk usage 81%'])}"
        for _ in range(p.some(8, 18))
    )
    return console(
        p,
        n("heading", level=1, text=p.of("日志查询", "Logs")),
        box("row", n("select", options=["INFO", "WARN", "ERROR"], value="ERROR", name=p.of("级别", "Level"), w=120), n("input", placeholder=p.of("关键字", "Keyword"), name=p.of("关键字", "Keyword")), p.button("查询/Search", "primary"), n("switch", label=p.of("实时", "Live"), checked=True)),
        n("code", text=lines),
    )


def _monitor_usage(p: Plan) -> Node:
    return console(
        p,
        n("heading", level=1, text=p.of("资源用量", "Usage")),
        n("grid", cols=1 if p.narrow else 2, kids=[n("card", title=label, kids=[n("progress", value=p.some(5, 99), label=label), n("text", text=f"{p.some(10, 90)} / 100 GB", muted=True)]) for label in p.all_of("存储/Storage|带宽/Bandwidth|CPU/CPU|内存/Memory")]),
        titled(p, p.of("趋势", "Trend"), p.chart(h=220)),
    )


@archetype("monitor", "logs alerts servers status usage")
def monitor(p: Plan, variant: str) -> Node:
    if variant == "logs":
        return _monitor_logs(p)
    if variant == "usage":
        return _monitor_usage(p)
    if variant == "status":
        rows = [{"kids": [box("row", n("icon", name=p.rng.choice(["check-circle", "check-circle", "warning", "error"])), n("text", text=p.label(e)), n("spacer"), n("tag", text=p.of("正常", "Operational"), kind="success"))]} for e in p.w.domain.nav]
        return console(p, n("alert", kind="success", text=p.of("所有系统运行正常", "All systems operational")), titled(p, p.of("服务状态", "Services"), n("list", items=rows)), titled(p, p.of("历史事件", "Past incidents"), n("timeline", items=[[p.w.date(), p.w.sentence()] for _ in range(3)])))
    cards = [
        n(
            "card",
            title=p.w.plain("slug"),
            extra=[n("tag", text=p.w.status()[0], kind=p.rng.choice(["success", "error", "warning"]))],
            kids=[n("text", text=p.w.plain("ip"), mono=True), n("progress", value=p.some(1, 100), label="CPU"), n("progress", value=p.some(1, 100), label=p.of("内存", "Memory"))],
            footer=[p.tool("refresh", "重启/Restart"), p.tool("stop", "停止/Stop"), p.tool("terminal", "终端/Terminal"), p.tool("more", "更多/More")],
        )
        for _ in range(6)
    ]
    rules = n(
        "list",
        items=[
            {"kids": [box("row", n("icon", name="warning", fg="#d97706"), box("col", n("text", text=p.w.sentence(), strong=True), n("text", text=p.w.plain("datetime"), muted=True), gap=2, grow=1), n("switch", name=p.of("启用规则", "Rule enabled"), checked=p.w.chance(0.6)), p.tool("delete", "删除/Delete"))]}
            for _ in range(5)
        ],
    )
    return console(p, n("heading", level=1, text=p.of("监控", "Monitoring")), n("grid", cols=1 if p.narrow else 3, kids=cards) if variant == "servers" else titled(p, p.of("告警规则", "Alert rules"), rules, extra=[p.button("新建规则/New rule", "primary", icon="plus")]))
