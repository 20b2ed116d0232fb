"""One thing in full: orders, people, tickets, invoices, reports, timetables."""

from __future__ import annotations

from typing import Any

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, site, titled


@archetype("detail", "facts tabs timeline side approval related progress")
def detail(p: Plan, variant: str) -> Node:
    columns = [c for c in p.w.domain.columns if c[2] not in {"progress", "rating"}]
    facts = n("descriptions", cols=1 if p.narrow else p.rng.choice([2, 3]), items=[[p.label(c), p.w.value(c[2])] for c in columns])
    status, kind = p.w.status()
    head = box("row", p.tool("arrow-left", "返回/Back"), n("heading", level=1, text=f"{p.label(p.w.domain.thing)} {p.w.code()}"), n("tag", text=status, kind=kind), n("spacer"), *p.actions(2), wrap=True)
    history = titled(p, p.of("操作记录", "History"), n("timeline", items=[[p.w.plain("datetime"), p.w.fill(p.of("{person} 更新了状态", "{person} changed the status"))] for _ in range(p.some(3, 6))]))
    lines = titled(p, p.of("明细", "Items"), p.table(p.some(2, 5), 3 if p.narrow else 5))
    approve = n(
        "card",
        title=p.of("审批意见", "Decision"),
        kids=[n("radios", options=p.all_of("同意/Approve|驳回/Reject|转交/Hand over"), value=p.of("同意", "Approve"), group="d"), n("textarea", placeholder=p.of("请输入审批意见", "Add a note"), name=p.of("意见", "Note")), box("row", p.button("同意/Approve", "primary"), p.button("驳回/Reject", "danger"))],
    )
    steps = n("steps", items=p.all_of("已提交/Submitted|处理中/In progress|已发货/Shipped|已完成/Done")[: 3 if p.narrow else 4], current=p.some(0, 3))
    extra: dict[str, list[Node]] = {"facts": [], "tabs": [n("tabs", items=p.all_of("详情/Details|附件/Files|评论/Comments|日志/Log"), active=0)], "timeline": [history], "side": [lines], "approval": [approve, history], "related": [lines, history], "progress": [n("card", kids=[steps]), lines]}
    body = [titled(p, p.of("基本信息", "Summary"), facts), *extra[variant]]
    if variant == "side" and not p.narrow:
        return console(p, head, box("row", box("col", *body, grow=1), box("box", history, w="280px", shrink=0), align="flex-start"))
    return console(p, head, *([*extra[variant], body[0]] if variant in {"tabs", "progress"} else body))


@archetype("invoice", "classic receipt quote statement")
def invoice(p: Plan, variant: str) -> Node:
    title = {"classic": "发票/Invoice", "receipt": "收据/Receipt", "quote": "报价单/Quotation", "statement": "对账单/Statement"}[variant]
    rows = [[p.w.product(), p.w.plain("small"), p.w.price(), p.w.price()] for _ in range(p.some(3, 8))]
    heads = [n("column", text=t, align="right" if i else None) for i, t in enumerate(p.all_of("项目/Item|数量/Qty|单价/Unit price|金额/Amount"))]
    who = box(
        "row",
        box("col", n("text", text=p.of("开票方", "From"), muted=True), n("text", text=p.w.company(), strong=True), n("text", text=p.w.address()), gap=2, grow=1),
        box("col", n("text", text=p.of("客户", "Bill to"), muted=True), n("text", text=p.w.company(), strong=True), n("text", text=p.w.address()), gap=2, grow=1),
        align="flex-start",
    )
    total = box("row", n("spacer"), n("descriptions", cols=1, items=[[p.of("小计", "Subtotal"), p.w.price()], [p.of("税额", "VAT"), p.w.price()], [p.of("合计", "Total"), n("text", text=p.w.price(), strong=True, size="20px")]]))
    head = box("row", n("heading", level=1, text=p.of(*title.split("/"))), n("text", text=p.w.code(), muted=True), n("spacer"), p.button("打印/Print", icon="print"), p.button("下载PDF/Download PDF", "primary", icon="download"), wrap=True)
    return site(p, n("card", kids=[head, n("divider"), who, n("table", columns=heads, rows=rows, bordered=variant == "statement", striped=variant == "quote"), total, n("text", text=p.w.sentence(), muted=True)]), width=860, search=False)


@archetype("schedule", "timetable departures roster results standings compare")
def schedule(p: Plan, variant: str) -> Node:
    days = p.all_of("周一/Mon|周二/Tue|周三/Wed|周四/Thu|周五/Fri")[: 3 if p.narrow else 5]
    if variant in {"timetable", "roster"}:
        heads = [n("column", text=t) for t in [p.of("时间", "Time"), *days]]
        rows: list[list[Any]] = [[f"{8 + i}:00", *[(p.w.pick("COURSES") if variant == "timetable" else p.w.person()) if p.w.chance(0.7) else "—" for _ in days]] for i in range(p.some(5, 8))]
        title = p.of("课程表", "Timetable") if variant == "timetable" else p.of("排班表", "Roster")
    elif variant == "compare":
        heads = [n("column", text=t) for t in [p.of("参数", "Feature"), *[p.w.product() for _ in range(2 if p.narrow else 3)]]]
        rows = [[p.label(c), *[p.w.value(c[2]) for _ in heads[1:]]] for c in p.w.domain.columns]
        title = p.of("商品对比", "Compare")
    else:
        kinds = {
            "departures": [("车次", "Service", "trip"), ("目的地", "To", "city"), ("时间", "Time", "time"), ("站台", "Platform", "small"), ("状态", "Status", "status")],
            "results": [("姓名", "Name", "person"), ("科目", "Subject", "course"), ("成绩", "Score", "small"), ("排名", "Rank", "small")],
            "standings": [("球队", "Team", "city"), ("胜", "Won", "small"), ("负", "Lost", "small"), ("积分", "Points", "small")],
        }[variant]
        heads = [n("column", text=p.of(zh, en)) for zh, en, _ in kinds]
        rows = [[p.w.value(kind) for _, _, kind in kinds] for _ in range(p.some(6, 14))]
        title = p.either("实时班次/Departures|成绩查询/Results|积分榜/Standings")
    picker = box(
        "row",
        n("button", icon="chevron-left", name=p.of("上一周", "Previous week")),
        n("text", text=p.w.date(), strong=True),
        n("button", icon="chevron-right", name=p.of("下一周", "Next week")),
        n("spacer"),
        p.button("打印/Print", icon="print"),
        n("select", options=p.w.some("CITIES", 4), name=p.of("地点", "Place"), w=140),
    )
    return (console if p.w.chance(0.5) else site)(p, n("heading", level=1, text=title), picker, n("table", columns=heads, rows=rows, bordered=p.w.chance(0.7), striped=p.w.chance(0.4), label=title))
