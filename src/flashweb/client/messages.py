"""What goes into a chat and what comes out of its stream, apart from how it travels."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MAGIC = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


@dataclass(frozen=True, slots=True)
class Annotation:
    """An element that proves the answer.

    image counts the pictures of the whole request from 0; box is left, top, right, bottom in pixels of the
    original picture.
    """

    image: int
    role: str
    name: str
    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ChatDelta:
    """What one event of the stream adds; usage is the server's own object and comes last, if at all.

    notice: what guardrails did with the question, the pictures or the answer, in words for people.
    """

    text: str = ""
    annotations: tuple[Annotation, ...] = ()
    finish_reason: str | None = None
    usage: dict[str, Any] | None = None
    notice: str = ""


def mime_type(data: bytes) -> str:
    """By magic, never by name; what is unknown here is left for the server to refuse by name."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for magic, mime in _MAGIC if data.startswith(magic)), "application/octet-stream")


def image_message(question: str, images: Sequence[bytes | str]) -> dict[str, Any]:
    """One user message: the pictures in order, then the question; bytes go inline, str are ids of uploaded files."""
    parts: list[dict[str, Any]] = []
    for image in images:
        if isinstance(image, str):
            parts.append({"type": "file", "file": {"file_id": image}})
        else:
            url = f"data:{mime_type(image)};base64,{base64.b64encode(image).decode('ascii')}"
            parts.append({"type": "image_url", "image_url": {"url": url}})
    return {"role": "user", "content": [*parts, {"type": "text", "text": question}]}


def parse_chunk(chunk: Mapping[str, Any]) -> ChatDelta:
    """One chunk of `chat.completion.chunk`. Raises KeyError, TypeError or ValueError when it is not one."""
    usage = chunk.get("usage")
    choices = chunk.get("choices") or [{}]
    delta = choices[0].get("delta") or {}
    return ChatDelta(
        text=delta.get("content") or "",
        annotations=_parse_annotations(delta.get("annotations") or ()),
        finish_reason=choices[0].get("finish_reason"),
        usage=dict(usage) if usage else None,
        notice=str((delta.get("guardrails") or {}).get("message", "")),
    )


def _parse_annotations(raw: Sequence[Mapping[str, Any]]) -> tuple[Annotation, ...]:
    """Our own kind only: other servers' annotations (citations) carry no boxes."""
    found = []
    for item in raw:
        if item.get("type") != "element":
            continue
        element = item["element"]
        left, top, right, bottom = (float(edge) for edge in element["box"])
        box = (left, top, right, bottom)
        name, text = str(element.get("name", "")), str(element.get("text", ""))
        found.append(Annotation(int(element["image"]), str(element["role"]), name, text, box))
    return tuple(found)
