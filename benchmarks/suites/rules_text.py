"""Rules about what is written: titles, fields, hints, sentences, the one sum on a page; and about pairs of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks.suites.drafts import Draft, targets
from benchmarks.suites.page import Node, Page, is_hint
from flashweb.evals.items import Quad, Target

ONE_OF = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日|\d{4}/\d{1,2}/\d{1,2}"),
    "price": re.compile(r"[¥$€]\s?\d[\d,]*(?:\.\d+)?"),
    "percent": re.compile(r"\d+(?:\.\d+)?%"),
}
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ANY_DATE = re.compile(rf"\d{{1,4}}[-/年]\d{{1,2}}(?:[-/月]\d{{1,2}})?|\d{{1,2}}月|{_MONTH}\w* \d|\d {_MONTH}")
MOST_CHARACTERS = 45
FIRST = ("第一张", "图1", "图一", "第1张", "第一幅", "the first", "picture 1", "image 1", "screenshot 1", "first")
SECOND = ("第二张", "图2", "图二", "第2张", "第二幅", "the second", "picture 2", "image 2", "screenshot 2", "second")


def titles(page: Page) -> Iterator[Draft]:
    """The one main heading; the title of a dialog; what an alert says."""
    heads = [node for node in page.of_role("heading") if node.level == 1 and node.name]
    rest = [node.name for node in page.of_role("heading") if node not in heads]
    if len(heads) == 1 and not page.of_role("dialog"):
        yield _value("title", page, heads[0], rest)
    for dialog in page.of_role("dialog"):
        inside = [node for node in page.below(dialog) if node.role == "heading" and node.name]
        if len(inside) == 1:
            yield _value("dialog_title", page, inside[0], [])


def _value(rule: str, page: Page, node: Node, distractors: Sequence[str]) -> Draft:
    truth = {"kind": "value", "values": [node.name], "distractors": list(distractors)}
    return Draft(rule, "text", page, truth, {}, [node.name], targets(page, [node]))


def contents(page: Page) -> Iterator[Draft]:
    """What stands in a field with a label, or what its hint says."""
    nodes = [
        node for node in page.of_role("textbox", "combobox", "spinbutton") if node.label and node.text and node.name
    ]
    for node in nodes:
        if sum(other.name == node.name for other in page.nodes) > 1 or "●" in node.text or "*" in node.text:
            continue
        if not any(node.text == " ".join(text.split()) for text, _ in page.lines_in(node.box)):
            continue
        rest = [other.text for other in nodes if other.text != node.text]
        truth = {"kind": "value", "values": [node.text], "distractors": rest}
        rule = "hint" if is_hint(node.text) else "content"
        if len(node.text) > MOST_CHARACTERS:
            continue
        yield Draft(rule, "text", page, truth, {"name": node.name}, [node.text], targets(page, [node]))


def only_ones(page: Page) -> Iterator[Draft]:
    """The one e-mail address, date, price or percentage on the page."""
    if page.of_role("dialog"):
        return
    for rule, pattern in ONE_OF.items():
        found = [(match.group(), box) for text, box in page.lines for match in pattern.finditer(text)]
        dates = sum(len(_ANY_DATE.findall(text)) for text, _ in page.lines)
        if len(found) == 1 and not (rule == "date" and dates > 1):
            value, box = found[0]
            truth = {"kind": "value", "values": [value]}
            yield Draft(f"only_{rule}", "text", page, truth, {}, [value], (_target(box),))


def sentences(page: Page) -> Iterator[Draft]:
    """How a line goes on after its first words, where it is a whole sentence of one line."""
    for text, box in page.lines:
        start = text[:5] if page.language == "zh" else " ".join(text.split()[:3])
        is_whole = text.endswith(("。", ".", "！", "!", "？", "?"))
        enough = 12 <= len(text) <= 70 if page.language == "zh" else 25 <= len(text) <= 110
        if not (is_whole and enough) or sum(start in other for other, _ in page.lines) != 1:
            continue
        if not re.match(r"[A-Z\u4e00-\u9fff]", text) or _goes_on(page, box):
            continue
        rest = [other for other, _ in page.lines if len(other) > 20 and other != text][:10]
        truth = {"kind": "value", "values": [text.rstrip("。.")], "distractors": rest}
        yield Draft("sentence", "text", page, truth, {"start": start}, [text], (_target(box),))


def _goes_on(page: Page, box: Quad) -> bool:
    """Whether the line above, in the same paragraph, ends in the middle of a sentence."""
    left, top, _, bottom = box
    height = bottom - top
    return any(
        abs(other[0] - left) < height
        and -height < top - other[3] < 1.2 * height
        and not text.endswith(("。", ".", "!", "?"))
        for text, other in page.lines
    )


def _target(box: Quad) -> Target:
    return Target(any_of=(box,))


def pairs(first: Page, second: Page) -> Iterator[Draft]:
    """Which of two pictures has a button, a heading; the same picture twice differs in nothing."""
    for rule, role in (("which_has_button", "button"), ("which_has_heading", "heading")):
        for index, (page, other) in enumerate(((first, second), (second, first))):
            there = " ".join(text for text, _ in other.lines)
            for node in page.of_role(role):
                if (
                    node.text != node.name
                    or not 2 <= len(node.name) <= 24
                    or node.name in there
                    or node.name[0].isdigit()
                ):
                    continue
                right, wrong = (SECOND, FIRST) if index else (FIRST, SECOND)
                truth = {"kind": "value", "values": right, "distractors": wrong}
                where = (Target(image=index, any_of=page.targets(node)),)
                answer = [right[0], right[5]]
                yield Draft(rule, "compare", first, truth, {"name": node.name}, answer, where, second)
    same = {"kind": "changes", "changes": []}
    yield Draft("same", "compare", first, same, second=first)
