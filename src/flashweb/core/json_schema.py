# ruff: noqa: E501 - lists of keywords read better unbroken
"""The part of JSON Schema that answers can be shaped by, checked and taken apart once, when a request comes in.

It is what OpenAI's clients and pydantic write for data: objects, arrays, plain values, enumerations, alternatives and
references. What cannot be promised is refused by name rather than ignored, so that an answer always validates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flashweb.core.errors import InvalidRequest, UnsupportedField

MOST_CHARS = 32_768
MOST_NODES = 400
DEEPEST = 10
PARAM = "response_format"
TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_NOTES = frozenset({"title", "description", "default", "examples", "$schema", "$id", "$comment", "$defs", "definitions", "format", "deprecated", "readOnly"})  # fmt: skip
_KNOWN = frozenset({"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "allOf", "$ref", "minItems", "maxItems", "minimum", "maximum"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What one value may be. types: in the order of preference, "null" among them where it may be null.

    choices: the only values allowed, where there are any. options: alternatives; types is then empty.
    required: properties that must be there. minimum, maximum: of a number, or of an array's length.
    """

    types: tuple[str, ...] = ()
    description: str = ""
    properties: tuple[tuple[str, Shape], ...] = ()
    required: frozenset[str] = frozenset()
    items: Shape | None = None
    choices: tuple[Any, ...] = ()
    options: tuple[Shape, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    @property
    def may_be_null(self) -> bool:
        if self.choices:
            return None in self.choices
        return "null" in self.types or any(option.may_be_null for option in self.options)


@dataclass(frozen=True, slots=True)
class ResponseFormat:
    """kind: "json_object" for the engine's own form, "json_schema" for the given shape.

    source: the JSON text that it was read from, for engines that hand it on.
    """

    kind: Literal["json_object", "json_schema"]
    shape: Shape = field(default_factory=Shape)
    source: str = field(default="", compare=False)


def read_format(given: Mapping[str, Any]) -> ResponseFormat | None:
    """OpenAI's response_format; None for plain text. Raises InvalidRequest or UnsupportedField."""
    kind = given.get("type")
    if kind == "text":
        return None
    if kind == "json_object":
        return ResponseFormat("json_object", source=json.dumps({"type": kind}))
    if kind != "json_schema":
        raise InvalidRequest('response_format.type must be "text", "json_object" or "json_schema".', param=PARAM)
    inner = given.get("json_schema")
    schema = inner.get("schema") if isinstance(inner, Mapping) else None
    if not isinstance(schema, Mapping):
        raise InvalidRequest('response_format needs {"json_schema": {"name": ..., "schema": {...}}}.', param=PARAM)
    return ResponseFormat("json_schema", read_schema(schema), json.dumps(dict(given), ensure_ascii=False))


def read_schema(schema: Mapping[str, Any]) -> Shape:
    """The shape that a schema describes."""
    if len(json.dumps(schema)) > MOST_CHARS:
        raise InvalidRequest(f"The schema is longer than {MOST_CHARS:,} characters; ask for less at once.", param=PARAM)
    return _Reader(schema).shape(schema, "schema", 0)


class _Reader:
    """One schema, with what its references point to."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._count = 0

    def shape(self, schema: Any, path: str, depth: int) -> Shape:
        self._count += 1
        if depth > DEEPEST or self._count > MOST_NODES:
            raise InvalidRequest(
                f"The schema is too large at {path}: at most {DEEPEST} levels and {MOST_NODES} parts, and no part "
                "may hold itself. Ask for less at once.",
                param=PARAM,
            )
        if not isinstance(schema, Mapping):
            raise InvalidRequest(f"{path} must be an object; write {{}} for any value.", param=PARAM)
        self._refuse_unknown(schema, path)
        if "$ref" in schema or "allOf" in schema:
            return self.shape(self._merged(schema, path), path, depth + 1)
        if "anyOf" in schema:
            options = tuple(self.shape(each, f"{path}.anyOf", depth + 1) for each in _list(schema["anyOf"], path))
            return Shape(description=_note(schema), options=options)
        return self._plain(schema, path, depth)

    def _plain(self, schema: Mapping[str, Any], path: str, depth: int) -> Shape:
        choices = (schema["const"],) if "const" in schema else tuple(_list(schema.get("enum", ()), path))
        properties = schema.get("properties", {})
        if not isinstance(properties, Mapping):
            raise InvalidRequest(f"{path}.properties must be an object.", param=PARAM)
        shapes = tuple((name, self.shape(each, f"{path}.{name}", depth + 1)) for name, each in properties.items())
        required = frozenset(_list(schema.get("required", ()), path))
        if unknown := required - set(properties):
            raise InvalidRequest(
                f"{path} requires {sorted(unknown)[0]!r}, which is not among its properties.", param=PARAM
            )
        types = self._types(schema, path)
        items = self.shape(schema["items"], f"{path}[]", depth + 1) if "items" in schema else Shape(TYPES[2:])
        low, high = ("minItems", "maxItems") if "array" in types else ("minimum", "maximum")
        if "array" in types and schema.keys() & {"minimum", "maximum"}:
            raise UnsupportedField(f"{path}: an array or a number with limits; use anyOf instead.", param=PARAM)
        return Shape(types, _note(schema), shapes, required, items, choices, (), schema.get(low), schema.get(high))

    def _types(self, schema: Mapping[str, Any], path: str) -> tuple[str, ...]:
        given = schema.get("type")
        if given is None:
            return ("object",) if "properties" in schema else ("array",) if "items" in schema else TYPES[2:]
        types = tuple(_list(given if isinstance(given, list) else [given], path))
        if unknown := [each for each in types if each not in TYPES]:
            raise InvalidRequest(f"{path}: {unknown[0]!r} is no JSON type; use one of {', '.join(TYPES)}.", param=PARAM)
        return types

    def _refuse_unknown(self, schema: Mapping[str, Any], path: str) -> None:
        for keyword in schema:
            if keyword not in _KNOWN and keyword not in _NOTES:
                raise UnsupportedField(
                    f"response_format: the schema's keyword {keyword!r} at {path} is not supported; leave it out. "
                    f"Supported are {', '.join(sorted(_KNOWN))}.",
                    param=PARAM,
                )
        if isinstance(schema.get("additionalProperties"), Mapping):
            raise UnsupportedField(f"{path}.additionalProperties must be true or false.", param=PARAM)

    def _merged(self, schema: Mapping[str, Any], path: str) -> dict[str, Any]:
        """The schema with its one reference or its one part of allOf put in its place."""
        rest = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        parts = _list(schema.get("allOf", [{"$ref": schema.get("$ref")}]), path)
        if len(parts) != 1 or ("$ref" in schema and "allOf" in schema):
            raise UnsupportedField(f"{path}: allOf with more than one part is not supported; join them.", param=PARAM)
        part = parts[0]
        if isinstance(part, Mapping) and "$ref" in part:
            part = self._pointed(part["$ref"], path)
        if not isinstance(part, Mapping):
            raise InvalidRequest(f"{path}.allOf must hold an object.", param=PARAM)
        return {**part, **rest}

    def _pointed(self, reference: Any, path: str) -> Any:
        found: Any = self._root
        steps = reference.split("/") if isinstance(reference, str) else [""]
        for step in steps[1:]:
            found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
        if steps[0] != "#" or found is None:
            raise InvalidRequest(f"{path}: {reference!r} points at nothing in the schema.", param=PARAM)
        return found


def _list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise InvalidRequest(f"{path}: type, enum, required and anyOf must be lists.", param=PARAM)
    return list(value)


def _note(schema: Mapping[str, Any]) -> str:
    """What the schema says of the value, in words."""
    parts = (schema.get("title"), schema.get("description"))
    return ". ".join(part for part in parts if isinstance(part, str))[:500]
