"""The JSON text of an answer."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence

from flashweb.core.json_schema import ResponseFormat, Shape
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import QueryProgram
from flashweb.engines.nano.structured.asked import Asking, Told
from flashweb.engines.nano.structured.shaping import shaped

_TEXT, _NUMBER = Shape(("string",)), Shape(("integer",))
_BOX = Shape(("array",), items=_NUMBER)
_ELEMENT = Shape(
    ("object",),
    properties=(
        ("image", _NUMBER),
        ("role", _TEXT),
        ("name", _TEXT),
        ("text", _TEXT),
        ("box", _BOX),
        ("state", Shape(("array",), items=_TEXT)),
    ),
    required=frozenset({"image", "role", "name", "text", "box", "state"}),
)
"""An element in the answer that {"type": "json_object"} gets: {"answer": ..., "elements": [...]}."""


async def as_json(
    wanted: ResponseFormat, program: QueryProgram, pages: Sequence[Page], tell: Callable[[], Awaitable[Told]]
) -> str:
    """What is wanted of the pages, as JSON. tell: gives the answer in words, for what only it says."""
    asking = Asking(program, pages, tell)
    value: object
    if wanted.kind == "json_object":
        elements = [await shaped(_ELEMENT, each) for each in await asking.elements()]
        value = {"answer": await asking.text(), "elements": elements}
    else:
        value = await shaped(wanted.shape, await asking.whole(wanted.shape))
    return json.dumps(value, ensure_ascii=False)
