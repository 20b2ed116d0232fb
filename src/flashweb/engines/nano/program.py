"""The query program: what a question asks for, as data.

It is the seam of the model. Today rules write it (`understand.py`); a trained reader may write it
tomorrow. Execution knows only the program and the screen, so counting, listing and looking up are
exact rather than plausible, whoever wrote the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["zh", "en"]


class Intent(StrEnum):
    """What to tell about the target."""

    READ = "read"
    EXISTS = "exists"
    LOCATE = "locate"
    COUNT = "count"
    VALUE = "value"
    ABOUT = "about"
    LAYOUT = "layout"
    TITLE = "title"
    OPEN = "open"
    ELEMENTS = "elements"
    STATE = "state"
    DESCRIBE = "describe"
    FUNCTION = "function"
    HOW = "how"
    TABLE = "table"
    UNDER = "under"
    FILL = "fill"
    ERROR = "error"
    CHANGES = "changes"
    SAME = "same"
    WHICH_PICTURE = "which_picture"
    CANNOT = "cannot"
    OUTSIDE = "outside"
    HELP = "help"


class Attribute(StrEnum):
    """A kind of value that can be recognised by its form (or, for errors, by its wording)."""

    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    PRICE = "price"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    PERCENT = "percent"
    NUMBER = "number"
    ERROR = "error"


class Pick(StrEnum):
    """What a question about a table wants of a column, or of the table."""

    LARGEST = "largest"
    SMALLEST = "smallest"
    SUM = "sum"
    AVERAGE = "average"
    ROWS = "rows"
    COLUMNS = "columns"
    ORDER = "order"


class Gap(StrEnum):
    """What is asked for and cannot be told."""

    STATE = "state"
    APPEARANCE = "appearance"
    ICON = "icon"
    FUNCTION = "function"
    COMPARE = "compare"
    CALCULATE = "calculate"
    TRANSLATE = "translate"
    ACTION = "action"
    PHOTO = "photo"
    LANGUAGE = "language"


class Relation(StrEnum):
    """Where the wanted text stands, seen from the anchor."""

    BELOW = "below"
    ABOVE = "above"
    RIGHT = "right"
    LEFT = "left"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture: its third from top to bottom and from left to right; None means all of it."""

    vertical: Literal["top", "middle", "bottom"] | None = None
    horizontal: Literal["left", "center", "right"] | None = None


@dataclass(frozen=True, slots=True)
class QueryProgram:
    """One question, understood.

    anchors: texts on the screen that the question names, without words for roles and kinds of values.
    is_quoted: the anchors stood in quotation marks and are meant to the letter.
    label: the noun phrase whose value is wanted, kind of value included ("客服电话").
    attribute: the form that the value must have. role: the ARIA role that the question names.
    relation: reads beside the anchor. region, lines: read only there; lines is a slice of the reading order.
    within: text that names the menu, card, section, row or table to look in. field: text that names the column or
    property that is wanted. pick: what of a column. state: the ARIA state asked about. colour: an English colour word.
    order: the first, second ... of several, from 1; negative from the end.
    pictures: 1-based numbers that the question names, -1 for the last; empty for all of the current turn.
    gap: for Intent.CANNOT, what is missing.
    otherwise: what to run where this finds nothing.
    earlier: the question before this one. leans: this one cannot be understood without it ("and X?", "where is it").
    """

    intent: Intent
    language: Language
    anchors: tuple[str, ...] = ()
    is_quoted: bool = False
    label: str = ""
    attribute: Attribute | None = None
    role: str | None = None
    relation: Relation | None = None
    region: Region | None = None
    lines: tuple[int | None, int | None] | None = None
    within: str = ""
    field: str = ""
    pick: Pick | None = None
    state: str | None = None
    colour: str | None = None
    order: int | None = None
    pictures: tuple[int, ...] = ()
    gap: Gap | None = None
    question: str = ""
    earlier: str = ""
    leans: bool = False
    otherwise: QueryProgram | None = None
