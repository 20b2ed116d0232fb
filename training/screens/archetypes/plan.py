"""What every kind of page is made with: nodes, a registry of kinds, and the parts that many of them share.

A node is {"t": kind, ...}; `kids` are nodes or strings. The kinds are those that `page/*.js` has recipes for.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from training.screens.content.writer import Writer

Node = dict[str, Any]
Form = Literal["any", "desktop", "mobile"]
AVATAR_SEEDS = 500


def n(kind: str, /, **properties: Any) -> Node:
    """A node; properties that are None are left out."""
    return {"t": kind, **{name: value for name, value in properties.items() if value is not None}}


def box(kind: str, /, *kids: Node | str | None, **properties: Any) -> Node:
    """A node that holds others."""
    return n(kind, kids=[kid for kid in kids if kid is not None], **properties)


@dataclass(frozen=True, slots=True)
class Archetype:
    """One kind of page: `name` is KIND/VARIANT; form says on which screens it makes sense."""

    name: str
    form: Form
    build: Callable[[Plan], Node]


ARCHETYPES: dict[str, Archetype] = {}


def archetype(kind: str, variants: str, form: Form = "any") -> Callable[[Callable[[Plan, str], Node]], Callable[[Plan, str], Node]]:
    """Registers build(plan, variant) once for each variant."""

    def register(build: Callable[[Plan, str], Node]) -> Callable[[Plan, str], Node]:
        for variant in variants.split():
            name = f"{kind}/{variant}"
            ARCHETYPES[name] = Archetype(name, form, lambda plan, variant=variant: build(plan, variant))  # type: ignore[misc]
        return build

    return register


class Plan:
    """The making of one page. narrow: a phone; w: its words; brand: the site's name."""

    def __init__(self, rng: random.Random, writer: Writer, *, narrow: bool) -> None:
        self.rng = rng
        self.w = writer
        self.narrow = narrow
        self.brand = writer.pick("BRANDS")

    def some(self, low: int, high: int) -> int:
        """A count between both, these included."""
        return self.rng.randint(low, high)

    def seed(self) -> int:
        """For a drawn picture."""
        return self.rng.randint(1, AVATAR_SEEDS)

    def of(self, zh: str, en: str) -> str:
        """The text in the page's language."""
        return self.w.of(zh, en)

    def label(self, pair: tuple[str, ...]) -> str:
        """The text of a (Chinese, English, ...) entry."""
        return self.w.of(pair[0], pair[1])

    def either(self, pairs: str) -> str:
        """One of "中文/English|中文/English|...", in the page's language."""
        zh, en = self.rng.choice(pairs.split("|")).split("/", 1)
        return self.w.of(zh, en)

    def all_of(self, pairs: str) -> list[str]:
        """All of "中文/English|...", in the page's language."""
        return [self.w.of(*pair.split("/", 1)) for pair in pairs.split("|")]

    def button(self, pairs: str, kind: str = "default", **more: Any) -> Node:
        """A button with one of the given labels."""
        return n("button", label=self.either(pairs), kind=kind, **more)

    def tool(self, icon: str, pair: str, **more: Any) -> Node:
        """A button that is an icon alone; the pair is its accessible name."""
        return n("button", icon=icon, name=self.of(*pair.split("/", 1)), kind=more.pop("kind", "text"), **more)

    def actions(self, count: int = 2) -> list[Node]:
        """Buttons of the line of business, the first one prominent."""
        chosen = self.rng.sample(self.w.domain.actions, min(count, len(self.w.domain.actions)))
        icons = self.w.chance(0.5)
        kinds = ["primary", self.rng.choice(["default", "outline"])] + ["default"] * len(chosen)
        return [n("button", label=self.label(a), icon=a[2] if icons else None, kind=kinds[i]) for i, a in enumerate(chosen)]

    def nav_items(self, count: int = 8, *, icons: bool = True) -> list[Node]:
        """Entries of a site's navigation."""
        items = [{"text": self.label(e), **({"icon": e[2]} if icons else {})} for e in self.w.domain.nav[:count]]
        if self.w.chance(0.3):
            self.rng.choice(items)["badge"] = str(self.some(1, 99))
        return items

    def field(self, entry: tuple[str, str, str, str], *, filled: float = 0.5, side: bool = False) -> Node:
        """A labelled control of the line of business, filled in or not, sometimes wrong or disabled."""
        zh, en, kind, about = entry
        label, control = self.of(zh, en), n(kind)
        if kind in {"select", "radios", "checkboxes"}:
            options = self.w.of(*about.split(",", 1)).split("|")
            control |= {"options": options, "group": f"g{self.some(1, 10**6)}"}
            if kind != "checkboxes" and self.w.chance(0.7):
                control["value"] = self.rng.choice(options)
            if kind == "checkboxes":
                control["values"] = [option for option in options if self.w.chance(0.4)]
        elif kind in {"checkbox", "switch"}:
            control |= {"checked": self.w.chance(0.5), "label": label if kind == "checkbox" else None, "name": label}
        elif kind in {"slider", "number"}:
            control |= {"value": self.some(1, 99), "stepper": kind == "number" and self.w.chance(0.4), "name": label}
        else:
            self._fill_text(control, label, kind, (about or "date") if kind != "date" else "date", filled)
        if self.w.chance(0.1):
            control["disabled"] = True
        if kind == "checkbox":
            return control
        error = self.either("该项不能为空/This field is required|格式不正确/Check the format") if self.w.chance(0.14) and kind in {"input", "select", "textarea"} else None
        help_text = self.w.sentence() if self.w.chance(0.06) else None
        return n("field", label=label, control=control, required=self.w.chance(0.4) or None, error=error, help=help_text, side=side or None)

    def _fill_text(self, control: Node, label: str, kind: str, about: str, filled: float) -> None:
        if self.w.chance(filled):
            control["value"] = self.w.plain(about) if kind != "textarea" else self.w.paragraph(2)
        elif self.w.chance(0.8):
            control["placeholder"] = self.of("请输入", "Enter ") + (label if self.w.language == "zh" else label.lower())

    def fields(self, count: int = 6, **how: Any) -> list[Node]:
        """Several fields of the line of business, in its order."""
        entries = self.w.domain.fields
        chosen = sorted(self.rng.sample(range(len(entries)), min(count, len(entries))))
        return [self.field(entries[i], **how) for i in chosen]

    def table(self, rows: int = 8, columns: int = 6, **more: Any) -> Node:
        """A table of the line of business, with actions in its last column more often than not."""
        chosen = sorted(self.rng.sample(range(len(self.w.domain.columns)), min(columns, len(self.w.domain.columns))))
        entries = [self.w.domain.columns[i] for i in chosen]
        heads = [n("column", text=self.label(e), align="right" if e[2] in {"price", "count", "small"} and self.w.chance(0.6) else None) for e in entries]
        if self.w.chance(0.3):
            self.rng.choice(heads)["sort"] = self.rng.choice(["ascending", "descending"])
        body: list[list[Any]] = [[self.w.value(e[2]) for e in entries] for _ in range(rows)]
        if self.w.chance(0.6):
            heads.append(n("column", text=self.of("操作", "Actions")))
            style = self.rng.choice(["links", "icons", "buttons"])
            for row in body:
                row.append([self.row_actions(style)])
        return n("table", columns=heads, rows=body, label=self.label(self.w.domain.thing), striped=self.w.chance(0.3), bordered=self.w.chance(0.3), small=self.w.chance(0.3), **more)

    def row_actions(self, style: str) -> Node:
        """What can be done with one row."""
        pairs = ["编辑/Edit", "删除/Delete", "查看/View"][: self.some(2, 3)]
        icons = {"编辑/Edit": "edit", "删除/Delete": "delete", "查看/View": "eye"}
        if style == "links":
            return box("row", *[n("link", label=self.of(*p.split("/"))) for p in pairs], gap=10)
        if style == "icons":
            return box("row", *[self.tool(icons[p], p, size="small") for p in pairs], gap=2)
        return box("row", *[n("button", label=self.of(*p.split("/")), size="small", kind="danger" if p[0] == "删" else "default") for p in pairs], gap=6)

    def pages(self) -> Node:
        """Paging below a list or table."""
        pages = self.some(2, 60)
        return n("pagination", page=self.rng.choice([1, self.some(1, pages), pages]), pages=pages, total=self.some(10, 2000) if self.w.chance(0.5) else None)

    def picture(self, kind: str | None = None, **more: Any) -> Node:
        """A drawn picture with a description."""
        return n("image", seed=self.seed(), kind=kind, label=more.pop("label", self.of("图片", "Picture")), **more)

    def face(self, name: str | None = None, size: int = 36) -> Node:
        """Somebody's avatar."""
        return n("avatar", name=name or self.w.person(), seed=self.seed(), size=size, picture=self.w.chance(0.5))

    def rise(self) -> Node:
        """A figure with its trend."""
        entry = self.rng.choice(self.w.domain.stats)
        return n("stat", label=self.label(entry), value=self.w.plain(entry[2]), trend=self.w.plain("percent") if self.w.chance(0.6) else None, up=self.w.chance(0.6))

    def chart(self, **more: Any) -> Node:
        """A chart with a few values."""
        count = self.some(5, 9)
        return n("chart", kind=self.rng.choice(["bar", "line", "pie"]), values=[self.some(5, 100) for _ in range(count)], labels=[str(i + 1) for i in range(count)], label=self.of("统计图", "Chart"), **more)
