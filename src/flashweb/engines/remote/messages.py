"""Request bodies. Messages come first and pictures before text, so that requests about one picture begin alike.

Servers keep the work on a common beginning (prefix caching), and it is what upload-time prefill computes: `written`
gives the same bytes for the same system message and pictures, whatever is asked about them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flashweb.core.request import MediaRef, Message, Request
from flashweb.engines.remote.pictures import Sent

PREFILL = "."
"""What is asked when nothing is: some servers refuse a message without text."""


def written(messages: Sequence[Message], sent: Mapping[MediaRef, Sent]) -> bytes:
    """A JSON array of messages."""
    return b"[" + b",".join(_message(message, sent) for message in _merged(messages)) + b"]"


def _merged(messages: Sequence[Message]) -> list[Message]:
    """System messages at the beginning as one: templates know only one."""
    num = next((index for index, message in enumerate(messages) if message.role != "system"), len(messages))
    if num < 2:
        return list(messages)
    texts = "\n\n".join(message.text for message in messages[:num])
    return [replace(messages[0], text=texts), *messages[num:]]


def _message(message: Message, sent: Mapping[MediaRef, Sent]) -> bytes:
    head = b'{"role":"' + message.role.encode() + b'","content":'
    if not message.images:
        return head + _json(message.text) + b"}"
    pictures = [b'{"type":"image_url","image_url":{"url":"' + sent[image].uri + b'"}}' for image in message.images]
    text = [b'{"type":"text","text":' + _json(message.text) + b"}"] if message.text else []
    return head + b"[" + b",".join(pictures + text) + b"]}"


def body(messages: bytes, fields: Mapping[str, Any]) -> bytes:
    """A whole request: written messages, then the other fields."""
    return b'{"messages":' + messages + b"," + _json(fields)[1:]


def sampling_fields(request: Request) -> dict[str, Any]:
    """What the request says of sampling and form, in OpenAI's names; not the answer's length."""
    given = request.sampling
    named = {"temperature": given.temperature, "top_p": given.top_p, "seed": given.seed}
    fields: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    if given.stop:
        fields["stop"] = list(given.stop)
    if request.response_format is not None:
        fields["response_format"] = json.loads(request.response_format.source)
    return fields


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
