"""Working together: calendars, boards, files, projects, repositories, home control."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, search_box, site, titled, top_bar


@archetype("calendar", "month agenda week small booking")
def calendar(p: Plan, variant: str) -> Node:
    head = box(
        "row",
        n("button", icon="chevron-left", name=p.of("上个月", "Previous month")),
        n("heading", level=1, text=p.of(f"2026年{p.some(1, 12)}月", f"{p.w.plain('month')} 2026")),
        n("button", icon="chevron-right", name=p.of("下个月", "Next month")),
        n("button", label=p.of("今天", "Today")),
        n("spacer"),
        n("tabs", items=p.all_of("日/Day|周/Week|月/Month"), active=2 if variant == "month" else 1),
        p.button("新建日程/New event", "primary", icon="plus"),
        wrap=True,
    )
    month = n(
        "month",
        first=p.some(0, 6),
        days=p.some(28, 31),
        selected=p.some(1, 28),
        small=variant in {"small", "booking"} or p.narrow,
        label=p.of("日历", "Calendar"),
        events=[{"day": p.some(1, 28), "text": f"{p.some(8, 18)}:00 {p.w.pick('TASKS')}"} for _ in range(p.some(4, 12))] if variant == "month" and not p.narrow else [],
    )
    agenda = n("list", items=[{"kids": [box("row", n("text", text=p.w.time(), mono=True), box("col", n("text", text=p.w.pick("TASKS"), strong=True), n("text", text=p.w.address(), muted=True), gap=0, grow=1), n("tag", text=p.w.pick("DEPARTMENTS")), p.tool("edit", "编辑/Edit", size="small"))]} for _ in range(6)])
    if variant == "week":
        days = p.w.of("周一|周二|周三|周四|周五", "Mon|Tue|Wed|Thu|Fri").split("|")[: 3 if p.narrow else 5]
        rows = [[f"{8 + i}:00", *[[n("link", label=p.w.pick("TASKS"))] if p.w.chance(0.3) else "" for _ in days]] for i in range(9)]
        return console(p, head, n("table", columns=[n("column", text=p.of("时间", "Time")), *[n("column", text=f"{d} {p.some(1, 30)}") for d in days]], rows=rows, bordered=True))
    slots = n("card", title=p.w.date(), kids=[box("row", *[n("button", label=f"{9 + i // 2}:{'30' if i % 2 else '00'}", size="small", kind="primary" if i == 3 else "default", disabled=p.w.chance(0.25) or None) for i in range(12)], wrap=True, gap=8), p.button("确认预约/Confirm", "primary")])
    if variant in {"small", "booking"}:
        return site(p, n("heading", level=1, text=p.of("选择日期", "Pick a date")), n("grid", cols=1 if p.narrow else 2, kids=[n("card", kids=[month]), slots if variant == "booking" else n("card", kids=[agenda])]))
    return console(p, head, agenda if variant == "agenda" else month)


@archetype("board", "kanban swimlanes backlog gantt sprint")
def board(p: Plan, variant: str) -> Node:
    names = p.all_of("待办/To do|进行中/In progress|待评审/In review|已完成/Done")[: 2 if p.narrow else 4]

    def task() -> Node:
        return n(
            "card",
            kids=[
                box("row", n("tag", text=p.either("缺陷/Bug|需求/Feature|优化/Improvement"), kind=p.rng.choice(["error", "primary", "success"])), n("spacer"), p.tool("more", "更多/More", size="small")),
                n("text", text=p.w.pick("TASKS")),
                n("progress", value=p.some(5, 95), label=p.of("进度", "Progress")) if p.w.chance(0.3) else None,
                box("row", n("icon", name="clock", size=14), n("text", text=p.w.date(), muted=True, size="12px"), n("spacer"), p.face(size=24), gap=4),
            ],
        )

    def clean(card: Node) -> Node:
        return {**card, "kids": [kid for kid in card["kids"] if kid]}

    tools = box("row", n("heading", level=1, text=p.w.plain("task")), n("spacer"), *[p.face(size=28) for _ in range(3)], p.button("筛选/Filter", icon="filter"), p.button("新建任务/New task", "primary", icon="plus"), wrap=True)
    if variant in {"backlog", "sprint"}:
        rows = [[[n("link", label=f"FW-{p.some(10, 999)}")], p.w.pick("TASKS"), [n("select", options=p.all_of("高/High|中/Medium|低/Low"), value=p.of("中", "Medium"), name=p.of("优先级", "Priority"), size="small")], [p.face(size=24)], [p.w.value("status")]] for _ in range(8)]
        heads = [n("column", text=t) for t in p.all_of("编号/Key|标题/Title|优先级/Priority|负责人/Owner|状态/Status")]
        return console(p, tools, n("progress", value=p.some(5, 95), label=p.of("迭代进度", "Sprint progress")) if variant == "sprint" else None, n("card", kids=[n("table", columns=heads, rows=rows, selectable=True)]))
    if variant == "gantt":
        rows = [[p.w.pick("TASKS"), p.w.person(), [box("box", n("progress", value=p.some(20, 100), label=p.of("进度", "Progress")), w=f"{p.some(60, 200)}px", margin=f"0 0 0 {p.some(0, 160)}px")]] for _ in range(8)]
        return console(p, tools, n("table", columns=[n("column", text=t) for t in p.all_of("任务/Task|负责人/Owner|时间轴/Timeline")], rows=rows))
    lanes = [box("col", box("row", n("heading", level=3, text=name), n("tag", text=str(p.some(1, 20))), n("spacer"), p.tool("plus", "添加/Add", size="small")), *[clean(task()) for _ in range(p.some(2, 4))], pad="10px", bg="var(--fw-soft)", radius="8px", gap=10) for name in names]
    grid = n("grid", cols=len(names), kids=lanes, align="start")
    return console(p, tools, *([titled(p, p.w.pick("DEPARTMENTS"), grid)] if variant == "swimlanes" else [grid]))


@archetype("files", "list grid tree upload share trash")
def files(p: Plan, variant: str) -> Node:
    names = [*[(name, "folder") for name in p.w.some("FOLDERS", p.some(2, 4))], *[(name, "image" if name.endswith(("png", "jpg")) else "video" if name.endswith("mp4") else "file") for name in p.w.some("FILES", p.some(4, 9))]]
    tools = box("row", p.button("上传/Upload", "primary", icon="upload"), p.button("新建文件夹/New folder", icon="folder-plus"), n("spacer"), search_box(p, w=220) if not p.narrow else None, p.tool("grid", "网格视图/Grid view", pressed=variant == "grid"), p.tool("list", "列表视图/List view", pressed=variant != "grid"))
    crumbs = n("breadcrumb", items=[p.of("我的文件", "My files"), *p.w.some("FOLDERS", 2)])
    if variant == "grid":
        body: Node = n("grid", cols=2 if p.narrow else 5, kids=[n("card", kids=[box("col", n("icon", name=icon, size=44), n("text", text=name, clamp=True, max="100%"), n("text", text=p.w.date(), muted=True, size="12px"), align="center", gap=6)]) for name, icon in names])
    elif variant == "upload":
        body = box("col", n("upload"), n("list", items=[{"kids": [box("row", n("icon", name=icon), box("col", n("text", text=name), n("progress", value=p.some(5, 100), label=name), grow=1, gap=4), p.tool("close", "取消/Cancel", size="small"))]} for name, icon in names if icon != "folder"]))
    else:
        heads = [n("column", text=t) for t in p.all_of("名称/Name|大小/Size|修改时间/Modified|操作/Actions")]
        rows = [
            [[box("row", n("icon", name=icon), n("link", label=name), gap=8)], "—" if icon == "folder" else f"{p.some(1, 900)} KB", p.w.plain("datetime"), [box("row", p.tool("download", "下载/Download", size="small"), p.tool("share", "分享/Share", size="small"), p.tool("delete", "删除/Delete", size="small"), gap=2)]]
            for name, icon in names
        ]
        body = n("table", columns=heads, rows=rows, selectable=p.w.chance(0.7), selected=[1])
    note = n("alert", kind="warning", text=p.of("回收站中的文件将在30天后永久删除", "Files in the bin are removed for good after 30 days")) if variant == "trash" else None
    share = (
        n(
            "card",
            title=p.of("共享设置", "Sharing"),
            kids=[
                box("row", n("input", value="https://files.example.com/s/8f2k", readonly=True, name=p.of("链接", "Link")), p.button("复制链接/Copy link", icon="copy")),
                n("switch", label=p.of("允许下载", "Allow downloads"), checked=True),
                n("radios", options=p.all_of("仅查看/Can view|可编辑/Can edit"), value=p.of("仅查看", "Can view"), group="share"),
            ],
        )
        if variant == "share"
        else None
    )
    if variant == "tree" and not p.narrow:
        tree = n("tree", label=p.of("文件夹", "Folders"), items=[{"text": t, "icon": "folder", "open": i == 1, "selected": i == 0, "kids": [{"text": c, "icon": "folder"} for c in p.w.some("FOLDERS", 2)]} for i, t in enumerate(p.w.some("FOLDERS", 6))])
        return box("page", top_bar(p), box("row", box("aside", tree, n("progress", value=p.some(10, 95), label=p.of("已用空间", "Storage used")), w="230px", shrink=0), box("main", crumbs, tools, body), align="stretch", gap=0, minh="calc(100vh - 56px)"))
    return console(p, crumbs, tools, note, share, body)


def _project_repository(p: Plan, head: list[Node]) -> Node:
    rows = [[[box("row", n("icon", name=icon), n("link", label=name), gap=8)], p.w.pick("TASKS"), p.w.date()] for icon, name in [("folder", "src"), ("folder", "tests"), ("folder", "docs"), ("file", "README.md"), ("file", "LICENSE"), ("file", "package.json")]]
    tools = box("row", n("button", label="main", icon="git-branch"), n("spacer"), p.button("克隆/Clone", "primary", icon="download"), p.button("收藏/Star", icon="star"), wrap=True)
    return site(p, *head, tools, n("table", columns=[n("column", text=t) for t in p.all_of("文件/File|最近提交/Last commit|时间/Date")], rows=rows), n("card", title="README.md", kids=[n("heading", level=1, text=p.brand), n("para", kids=[p.w.paragraph(3)])]))


def _project_issues(p: Plan, head: list[Node]) -> Node:
    items = [
        {
            "kids": [
                box(
                    "row",
                    n("checkbox", label="", name=p.of("选择", "Select")),
                    n("icon", name="info"),
                    box("col", n("link", label=p.w.pick("TASKS")), n("text", text=p.w.fill(f"#{p.some(1, 999)} · " + p.of("{person} 创建于 {date}", "opened by {person} on {date}")), muted=True, size="12px"), gap=0, grow=1),
                    n("tag", text=p.either("缺陷/bug|文档/docs|求助/help wanted"), kind="primary"),
                    n("icon", name="comment", size=14),
                    n("text", text=str(p.some(0, 30)), muted=True),
                )
            ]
        }
        for _ in range(8)
    ]
    return site(p, *head, box("row", n("input", value="is:open", icon="search", name=p.of("筛选", "Filter")), p.button("新建问题/New issue", "primary")), n("list", items=items), p.pages())


def _project_pipeline(p: Plan, head: list[Node]) -> Node:
    return site(
        p,
        *head,
        *[
            n(
                "card",
                title=f"#{p.some(1000, 9999)} {p.w.pick('TASKS')}",
                extra=[n("tag", text=p.w.status()[0], kind="success")],
                kids=[n("steps", items=p.all_of("构建/Build|测试/Test|部署/Deploy"), current=p.some(0, 2))],
                footer=[p.button("重试/Retry", size="small", icon="refresh"), p.button("查看日志/Logs", size="small")],
            )
            for _ in range(4)
        ],
    )


def _project_side(p: Plan) -> Node:
    return box(
        "col",
        *[
            box("col", n("text", text=p.of(*t.split("/")), muted=True), value, gap=4)
            for t, value in [("负责人/Assignee", box("row", p.face(size=24), n("text", text=p.w.person()), gap=6)), ("标签/Labels", n("tag", text=p.either("缺陷/bug|增强/enhancement"), kind="error")), ("里程碑/Milestone", n("progress", value=p.some(5, 95), label=p.of("里程碑", "Milestone")))]
        ],
        w="220px",
        shrink=0,
    )


def _project_talk(p: Plan) -> Node:
    return box(
        "col",
        *[n("comment", name=p.w.person(), seed=p.seed(), time=p.w.date(), text=p.w.paragraph(2), actions=[p.tool("smile", "添加表情/React"), p.tool("more", "更多/More")]) for _ in range(3)],
        n("textarea", placeholder=p.of("发表评论", "Leave a comment"), name=p.of("评论", "Comment")),
        box("row", n("spacer"), p.button("关闭问题/Close issue"), p.button("评论/Comment", "primary")),
        grow=1,
    )


@archetype("project", "repository issues issue pipeline wiki members")
def project(p: Plan, variant: str) -> Node:
    head = [n("breadcrumb", items=[p.brand, p.w.plain("slug")]), n("tabs", items=p.all_of("代码/Code|问题/Issues|合并请求/Merge requests|流水线/Pipelines|设置/Settings"), active={"repository": 0, "issues": 1, "issue": 1, "pipeline": 3}.get(variant, 0))]
    if variant == "repository":
        return _project_repository(p, head)
    if variant == "issues":
        return _project_issues(p, head)
    if variant == "pipeline":
        return _project_pipeline(p, head)
    if variant == "wiki":
        return site(p, *head, box("row", box("col", n("heading", level=1, text=p.w.title()), *[n("para", kids=[p.w.paragraph(3)]) for _ in range(3)], n("list", plain=True, items=[{"kids": [n("link", label=p.w.title())]} for _ in range(4)]), grow=1), align="flex-start"))
    side = _project_side(p)
    talk = _project_talk(p)
    return site(p, *head, box("row", n("heading", level=1, text=p.w.pick("TASKS")), n("tag", text=p.of("开启", "Open"), kind="success")), talk if p.narrow else box("row", talk, side, align="flex-start"))


@archetype("smarthome", "rooms devices scenes energy")
def smarthome(p: Plan, variant: str) -> Node:
    rooms = p.all_of("客厅/Living room|卧室/Bedroom|厨房/Kitchen|书房/Study|浴室/Bathroom|阳台/Balcony")
    cards = [
        n(
            "card",
            title=room if variant == "rooms" else p.w.product(),
            extra=[n("switch", name=room, checked=p.w.chance(0.5))],
            kids=[box("row", n("icon", name=p.rng.choice(["lightbulb", "wifi", "battery", "sun", "power"]), size=30), n("text", text=p.w.plain("temperature"), size="22px")), n("slider", value=p.some(1, 99), name=p.of("亮度", "Brightness"))],
        )
        for room in rooms
    ]
    scenes = n("grid", cols=2 if p.narrow else 4, kids=[n("button", label=text, icon=icon, kind="primary" if i == 1 else "default", size="large") for i, (icon, text) in enumerate(zip(["sun", "moon", "film", "leaf"], p.all_of("起床/Morning|睡眠/Sleep|观影/Movie|离家/Away"), strict=True))])
    return console(p, n("heading", level=1, text=p.of("我的家", "My home")), scenes if variant in {"scenes", "rooms"} else n("tabs", items=rooms[:4], active=0), titled(p, p.of("用电量", "Energy"), p.chart(h=200)) if variant == "energy" else None, n("grid", cols=1 if p.narrow else 3, kids=cards))
