"""Forms and wizards, surveys, uploads, editors."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, site, titled


def form_of(p: Plan, count: int, *, side: bool = False, cols: int | None = None, filled: float = 0.5) -> Node:
    """A form of the line of business with its buttons."""
    ends = box("row", p.button("提交/Submit|保存/Save|确定/Confirm", "primary", disabled=p.w.chance(0.08) or None), p.button("取消/Cancel|重置/Reset"), p.button("保存草稿/Save draft", "text") if p.w.chance(0.3) else None, gap=10)
    return box("form", *p.fields(count, side=side, filled=filled), ends, cols=cols, label=p.label(p.w.domain.thing))


@archetype("form", "stacked side twocolumn sections invalid disabled inline public card help long application")
def form_page(p: Plan, variant: str) -> Node:
    heading = n("heading", level=1, text=p.either("新建/Create|编辑信息/Edit|填写申请/Apply|登记信息/Registration"))
    side = variant == "side" and not p.narrow
    if variant == "sections":
        return console(p, heading, *[titled(p, p.of(*title.split("/")), box("form", *p.fields(3, side=side))) for title in ["基本信息/Basics", "详细信息/Details", "其他设置/Other settings"]], box("row", p.button("提交/Submit", "primary"), p.button("返回/Back")))
    form = form_of(p, p.some(4, 8), side=side, cols=2 if variant == "twocolumn" and not p.narrow else None, filled=0.9 if variant == "disabled" else 0.5)
    for field in form["kids"]:
        if field["t"] == "field" and variant == "invalid" and p.w.chance(0.6):
            field["error"] = p.either("该项不能为空/This field is required|请检查格式/Check the format|超出允许范围/Out of range")
        if field["t"] == "field" and variant == "disabled":
            field["control"]["disabled"] = True
        if field["t"] == "field" and variant == "help":
            field["help"] = p.w.sentence()
    if variant == "inline":
        form["inline"] = True
        return console(p, heading, n("card", kids=[form]), p.table(5, 4))
    notice = n("alert", kind="error" if variant == "invalid" else "info", text=p.w.sentence(), closable=p.w.chance(0.5)) if variant in {"invalid", "application", "long"} else None
    if variant in {"public", "application"}:
        return site(p, heading, n("text", block=True, text=p.w.paragraph(2), muted=True), notice, form, width=720)
    return console(p, heading, notice, n("card", kids=[form]) if variant != "stacked" else form)


@archetype("wizard", "steps vertical review done payment upload")
def wizard(p: Plan, variant: str) -> Node:
    names = p.all_of("填写信息/Details|上传材料/Documents|确认信息/Review|完成/Finish")
    current = {"steps": 0, "vertical": 1, "review": 2, "done": 3, "payment": 2, "upload": 1}[variant]
    steps = n("steps", items=names[:3] if p.narrow else names, current=current)
    ends = box("row", p.button("上一步/Back"), n("spacer"), p.button("下一步/Next|提交/Submit", "primary"))
    facts = n("descriptions", cols=1, items=[[p.of(f[0], f[1]), p.w.plain(f[3]) if f[2] == "input" else p.w.date()] for f in p.w.domain.fields if f[2] in {"input", "date"}])
    done = box("col", n("icon", name="check-circle", size=64, fg="#16a34a"), n("heading", level=1, text=p.of("提交成功", "All done")), n("text", text=p.w.sentence(), muted=True), box("row", p.button("返回首页/Back home", "primary"), p.button("查看详情/See details")), align="center")
    body: dict[str, Node] = {
        "steps": box("form", *p.fields(5)),
        "vertical": box("form", *p.fields(4, side=not p.narrow)),
        "review": facts,
        "done": done,
        "payment": box("form", n("field", label=p.of("支付方式", "Payment method"), control=n("radios", options=p.w.of("微信支付|支付宝|银行卡", "Card|Bank transfer|Wallet").split("|"), value=p.of("支付宝", "Card"), group="pay")), n("text", text=p.w.price(), size="28px", strong=True)),
        "upload": box("col", n("field", label=p.of("身份证明", "Proof of identity"), control=n("upload"), required=True), n("list", items=[{"kids": [box("row", n("icon", name="file"), n("text", text=name), n("spacer"), p.tool("delete", "删除/Delete"))]} for name in p.w.some("FILES", 3)])),
    }
    return (site if p.w.chance(0.5) else console)(p, n("heading", level=1, text=p.label(p.w.domain.thing)), steps, n("card", kids=[body[variant], ends if variant != "done" else n("divider")]))


@archetype("survey", "rating choices nps quiz longtext")
def survey(p: Plan, variant: str) -> Node:
    questions = p.w.some("FAQ", 4)
    controls: dict[str, Node] = {
        "rating": n("rate", value=p.some(1, 5)),
        "choices": n("checkboxes", options=p.w.some("TOPICS", 4), values=[]),
        "nps": box("row", *[n("button", label=str(i), size="small", kind="primary" if i == 8 else "default") for i in range(11)], gap=4, wrap=True),
        "quiz": n("radios", options=p.w.some("CITIES", 4), value=None, group="q"),
        "longtext": n("textarea", rows=4, placeholder=p.of("请输入您的建议", "Tell us more"), name=p.of("建议", "Comments")),
    }
    cards = [n("card", title=f"{i + 1}. {q}", kids=[{**controls[variant], **({"group": f"q{i}"} if variant == "quiz" else {})}]) for i, q in enumerate(questions)]
    head = [n("heading", level=1, text=p.either("满意度调查/Customer survey|在线测验/Quiz|意见反馈/Feedback")), n("progress", value=p.some(10, 90), label=p.of("进度", "Progress"))]
    return box("page", box("main", *head, *cards, box("row", p.button("上一题/Previous"), p.button("提交/Submit|下一题/Next", "primary")), max=760, margin="0 auto", w="100%"))


@archetype("editor", "article rich markdown code", "desktop")
def editor(p: Plan, variant: str) -> Node:
    tools = [
        ("bold", "加粗/Bold"),
        ("italic", "斜体/Italic"),
        ("underline", "下划线/Underline"),
        ("align-left", "左对齐/Align left"),
        ("align-center", "居中/Centre"),
        ("list", "列表/List"),
        ("link", "链接/Link"),
        ("image", "图片/Image"),
        ("quote", "引用/Quote"),
        ("code", "代码/Code"),
        ("undo", "撤销/Undo"),
        ("redo", "重做/Redo"),
        ("table", "表格/Table"),
    ]
    bar = box("row", *[p.tool(icon, pair, size="small", pressed=True if p.w.chance(0.12) else None) for icon, pair in tools[: p.some(7, 13)]], gap=2, pad="6px", border=True, role="toolbar", label=p.of("格式", "Formatting"))
    side = box("col", n("card", title=p.of("发布设置", "Publishing"), kids=[*p.fields(4), p.button("发布/Publish", "primary", block=True), p.button("预览/Preview", block=True)]), w="280px", shrink=0)
    text = "\n".join(["# " + p.w.title(), "", *[p.w.sentence() for _ in range(5)]]) if variant != "code" else "function total(items) {\n  return items.reduce((sum, item) => sum + item.price * item.count, 0);\n}\n\nexport default total;"
    area = n("textarea", rows=14, value=text, name=p.of("正文", "Body"))
    halves: list[Node | None] = [box("col", n("input", value=p.w.title(), name=p.of("标题", "Title"), size="large"), bar, area, grow=1), side if variant in {"article", "rich"} else n("card", title=p.of("预览", "Preview"), kids=[n("heading", level=1, text=p.w.title()), n("para", kids=[p.w.paragraph(4)])])]
    return box("page", box("header", p.tool("arrow-left", "返回/Back"), n("text", text=p.of("草稿已保存", "Draft saved"), muted=True), n("spacer"), *p.actions(2)), box("main", box("row", *halves, align="flex-start")))
