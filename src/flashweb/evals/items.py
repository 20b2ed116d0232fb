"""What an item of a suite is: pictures, a question, reference answers, and the truth that an answer is held against.

One JSON object a line; docs/evaluating.md describes every field. Unknown fields are refused, so that a misspelt one
cannot make an item easier than it looks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flashweb.core.errors import ConfigurationError

Category = Literal["text", "ui", "compare", "layout", "unanswerable"]
Language = Literal["zh", "en"]
CATEGORIES: tuple[Category, ...] = ("text", "ui", "layout", "compare", "unanswerable")
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Strict):
    """A thing on the page. also: other spellings of its name. role: ARIA's, empty where any word for it will do.

    state: ARIA states that the answer must tell, such as "disabled"; "unchecked" and the like for what is not so.
    """

    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    role: str = ""
    state: tuple[str, ...] = ()


class Value(_Strict):
    """One value. values: each a right one. distractors: values of the same kind on the page that are not meant."""

    kind: Literal["value"] = "value"
    values: tuple[str, ...] = Field(min_length=1)
    distractors: tuple[str, ...] = ()


class Count(_Strict):
    """How many. items: their names, for answers that list without counting."""

    kind: Literal["count"] = "count"
    number: int = Field(ge=0)
    items: tuple[Named, ...] = ()
    others: tuple[str, ...] = ()


class Elements(_Strict):
    """A set of elements. others: names on the page that do not belong to it."""

    kind: Literal["elements"] = "elements"
    items: tuple[Named, ...]
    others: tuple[str, ...] = ()


class YesNo(_Strict):
    """A claim that holds or does not; state: the ARIA state it is about, whose own words answer as well."""

    kind: Literal["yes_no"] = "yes_no"
    holds: bool
    state: str = ""


class Facts(_Strict):
    """What must be said, each fact in one of several wordings, and what must not be (`wrong`).

    In a wording, `a…b` stands for a, then b later in the same sentence.
    """

    kind: Literal["facts"] = "facts"
    facts: tuple[tuple[str, ...], ...] = Field(min_length=1)
    wrong: tuple[str, ...] = ()


class Change(_Strict):
    """What differs in the later picture. before and after: of changed text or values, both must be told."""

    type: Literal["added", "removed", "moved", "text", "state", "style"]
    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


class Changes(_Strict):
    """All differences, none if the pictures show the same. others: names of what stayed as it was."""

    kind: Literal["changes"] = "changes"
    changes: tuple[Change, ...]
    others: tuple[str, ...] = ()


class TableCell(_Strict):
    """A cell that the answer must tell. row and column: the names that lead to it."""

    row: str = ""
    column: str = ""
    value: str = Field(min_length=1)
    also: tuple[str, ...] = ()


class Cells(_Strict):
    """Cells of a table. others: values of further cells, which do not belong to the answer."""

    kind: Literal["cells"] = "cells"
    cells: tuple[TableCell, ...] = Field(min_length=1)
    others: tuple[str, ...] = ()


class Children(_Strict):
    """What stands under a heading, in a card, a menu or a group. others: what stands elsewhere."""

    kind: Literal["children"] = "children"
    parent: str
    children: tuple[Named, ...] = Field(min_length=1)
    others: tuple[str, ...] = ()


class Unanswerable(_Strict):
    """The page does not tell. tempting: what a server that invents would say."""

    kind: Literal["unanswerable"] = "unanswerable"
    tempting: tuple[str, ...] = ()


Truth = Annotated[
    Value | Count | Elements | YesNo | Facts | Changes | Cells | Children | Unanswerable, Field(discriminator="kind")
]
Quad = tuple[float, float, float, float]


class Target(_Strict):
    """Something that the answer is about. any_of: boxes that all mean it (the field, its text), in pixels."""

    image: int = Field(default=0, ge=0)
    any_of: tuple[Quad, ...] = Field(min_length=1)


class Turn(_Strict):
    """An earlier question about the same pictures, and what was answered."""

    question: str
    answer: str


class Item(_Strict):
    """One question. images: paths relative to the suite's file. twin: the id of the item that it is paired with."""

    id: str = Field(pattern=r"^[\w.-]+$")
    suite: str
    category: Category
    language: Language
    images: tuple[str, ...] = Field(min_length=1)
    question: str = Field(min_length=1)
    history: tuple[Turn, ...] = ()
    references: tuple[str, ...] = Field(default=(), max_length=4)
    truth: Truth
    boxes: tuple[Target, ...] = ()
    twin: str = ""


def load(path: Path) -> list[Item]:
    """The items of a suite's file. Raises ConfigurationError that names the line and the field."""
    items: list[Item] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"Cannot read the suite {path}: {error}", param="suite") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            items.append(Item.model_validate_json(line))
        except ValidationError as error:
            raise ConfigurationError(f"{path}, line {number}: {_told(error)}", param="suite") from error
    if not items:
        raise ConfigurationError(f"{path} holds no items.", param="suite")
    return items


def dump(items: Sequence[Item]) -> str:
    """The same as JSON lines, with what is left at its default left out."""
    bodies = (_trimmed(item) for item in items)
    return "".join(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n" for body in bodies)


def _trimmed(item: Item) -> dict[str, object]:
    body = item.model_dump(mode="json", exclude_defaults=True)
    body["truth"]["kind"] = item.truth.kind
    return body


def _told(error: ValidationError) -> str:
    first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")  # misspelt before missing
    return f"{'.'.join(map(str, first['loc'])) or 'item'}: {first['msg']}"
