"""Facts put into a shape: the result always validates, and what is unknown is null or empty rather than invented."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from typing import Any

from flashweb.core.json_schema import Shape
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.structured.things import UNKNOWN
from flashweb.engines.nano.tabling.amounts import read
from flashweb.engines.nano.values import find_values

_NEUTRAL = ("unknown", "none", "other", "n/a", "null", "未知", "其他", "无", "")
_YES = re.compile(r"^(?:是|有|对|yes\b|true\b|on\b|enabled\b|checked\b|已|✓|✔)", re.IGNORECASE)
_NO = re.compile(r"^(?:否|不|没|无|未|no\b|not\b|false\b|off\b|disabled\b|unchecked\b|✗|×)", re.IGNORECASE)


async def shaped(shape: Shape, raw: Any) -> Any:
    """A fact as a value of the shape; empty where it cannot be one."""
    value = await _fitted(shape, raw)
    return empty(shape) if value is UNKNOWN else value


async def _fitted(shape: Shape, raw: Any) -> Any:
    """The value, or UNKNOWN where the fact does not fit."""
    if shape.options:
        for option in sorted(shape.options, key=lambda each: each.types == ("null",)):
            if (value := await _fitted(option, raw)) is not UNKNOWN:
                return value
        return UNKNOWN
    if raw is UNKNOWN or raw is None:
        return UNKNOWN
    if shape.choices:
        return _chosen(shape.choices, raw)
    for kind in shape.types:
        if (value := await _as(kind, shape, raw)) is not UNKNOWN:
            return value
    return UNKNOWN


async def _as(kind: str, shape: Shape, raw: Any) -> Any:
    if kind == "object":
        return await _object(shape, raw) if hasattr(raw, "get") else UNKNOWN
    if kind == "array":
        return await _array(shape, raw)
    if kind == "string":
        return _label(raw)
    if kind == "boolean":
        return _truth(raw)
    if kind in ("integer", "number"):
        return _number(raw, kind, shape)
    return UNKNOWN


async def _object(shape: Shape, thing: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, inner in shape.properties:
        raw = thing.get(name, inner)
        raw = await raw if inspect.isawaitable(raw) else raw
        value = await _fitted(inner, raw)
        if value is not UNKNOWN:
            found[name] = value
        elif name in shape.required or inner.may_be_null:
            found[name] = empty(inner)
    return found


async def _array(shape: Shape, raw: Any) -> Any:
    if shape.items is None:
        return UNKNOWN
    parts = raw if isinstance(raw, list | tuple) else raw.parts if hasattr(raw, "parts") else [raw]
    most = len(parts) if shape.maximum is None else int(shape.maximum)
    values = [value for part in parts[:most] if (value := await _fitted(shape.items, part)) is not UNKNOWN]
    return values + [empty(shape.items)] * max(0, int(shape.minimum or 0) - len(values))


def _label(raw: Any) -> Any:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list | tuple):
        return ", ".join(text for each in raw if isinstance(text := _label(each), str))
    return raw if isinstance(raw, str) else str(raw.label) if hasattr(raw, "label") else str(raw)


def _truth(raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, list | tuple):
        return bool(raw)
    if isinstance(raw, int | float):
        return raw > 0
    text = _label(raw)
    return False if _NO.match(text) else True if _YES.match(text) or hasattr(raw, "label") else UNKNOWN


def _number(raw: Any, kind: str, shape: Shape) -> Any:
    if isinstance(raw, list | tuple):
        raw = len(raw)
    value = float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else _figure(_label(raw))
    if value is None:
        return UNKNOWN
    if (shape.minimum is not None and value < shape.minimum) or (shape.maximum is not None and value > shape.maximum):
        return UNKNOWN
    if kind == "integer":
        return int(value) if value == int(value) else UNKNOWN
    return int(value) if value == int(value) else value


def _figure(text: str) -> float | None:
    """What a text amounts to; of a sentence, its one figure."""
    if amount := read(text.strip("'")):
        return float(amount.value / amount.factor) if amount.kind == "size" else float(amount.value)
    found = [amount for each in find_values(Attribute.NUMBER, text) if (amount := read(each))]
    return float(found[0].value) if len(found) == 1 else None


def _chosen(choices: Sequence[Any], raw: Any) -> Any:
    """The choice that says the same; a neutral one where none does."""
    text = _label(raw)
    for choice in choices:
        if choice is not None and fold(str(choice)).packed == fold(text).packed:
            return choice
    near = [
        c
        for c in choices
        if isinstance(c, str) and c and (c.lower() in text.lower() or text.lower() in c.lower()) and text
    ]
    return near[0] if len(near) == 1 else UNKNOWN


def empty(shape: Shape) -> Any:
    """The value that says least: null, an empty text or list, false, zero; of choices a neutral one."""
    if shape.may_be_null:
        return None
    if shape.options:
        return empty(shape.options[0])
    if shape.choices:
        return next((c for c in shape.choices if str(c).lower() in _NEUTRAL), shape.choices[0])
    kind = shape.types[0] if shape.types else "null"
    if kind == "object":
        return {name: empty(inner) for name, inner in shape.properties if name in shape.required or inner.may_be_null}
    if kind == "array":
        return [empty(shape.items or Shape(("null",)))] * int(shape.minimum or 0)
    if kind in ("integer", "number"):
        least = 0 if shape.minimum is None else max(0, shape.minimum)
        value = least if shape.maximum is None else min(least, shape.maximum)
        return int(-(-value // 1)) if kind == "integer" else value
    return {"string": "", "boolean": False}.get(kind)
