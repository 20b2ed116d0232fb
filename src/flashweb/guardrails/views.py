"""The texts that one text may hide: spaced out, in leetspeak, split over lines, encoded.

Each view is a normalised text for the detector's rules. The plain view comes first; the others exist only where the
text gives reason for them, so that ordinary text costs one pass. Encoded parts are decoded twice at most, which ends
bombs; what is decoded is looked at like any other text.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from flashweb.guardrails.folding import folded

MAX_DECODED = 20_000
MAX_PARTS = 8
DEPTH = 2
SMALL = 4000
"""Longest text in characters that is also looked at backwards and rotated by 13."""

_SPACES = re.compile(r"\s+")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])[\s_*·.|/~^+=-]{1,4}(?=[\u3400-\u9fff])")
_SPACED_HAN = re.compile(r"(?:[\u3400-\u9fff][\W_]{1,4}){4,}[\u3400-\u9fff]")
_SPACED = re.compile(r"\b(?:[a-z0-9@$|][\W_]{1,3}){5,}[a-z0-9@$|]\b")
_LEET = re.compile(r"[a-z][013457@$|]+[a-z]|[013457@$|][a-z]{2,}[013457@$|]")
_SKELETON = str.maketrans("01l|3457@$", "oiiieastas")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,]?){10,}")
_ESCAPES = re.compile(r"\\u[0-9a-fA-F]{4}")
_BITS = re.compile(r"(?:[01]{8}[\s,]?){6,}")
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")


def plain_view(text: str) -> str:
    """Folded, one space for any white space, and nothing between Chinese characters."""
    return _BETWEEN_HAN.sub("", _SPACES.sub(" ", folded(text)))


def views(text: str) -> Iterator[str]:
    """The plain view, then what it may hide."""
    plain = plain_view(text)
    yield plain
    for spaced in (_SPACED, _SPACED_HAN):
        if spaced.search(plain):
            yield spaced.sub(lambda found: re.sub(r"[\W_]+", "", found[0]), plain)
    if len(plain) <= SMALL and plain.isascii():
        yield plain[::-1]
        yield codecs.encode(plain, "rot13")
    for part in decoded(text):
        yield plain_view(part)


def leet_view(plain: str) -> str | None:
    """A plain view with signs read as letters (see rules for its own spelling), None where there are none."""
    return plain.translate(_SKELETON) if _LEET.search(plain) else None


def decoded(text: str, depth: int = DEPTH) -> list[str]:
    """Readable texts that are encoded in this one, and in those."""
    found = [part for part in _decode(text) if part != text][:MAX_PARTS]
    if depth > 1:
        found += [inner for part in found for inner in decoded(part, depth - 1)]
    return found


def _decode(text: str) -> Iterator[str]:
    if text.count("%") >= 4:
        yield unquote(text)
    if "&" in text and ";" in text:
        yield html.unescape(text)
    if _ESCAPES.search(text):
        yield _ESCAPES.sub(lambda found: chr(int(found[0][2:], 16)), text)
    for found in _TAGS.finditer(text):
        yield "".join(chr(ord(char) - 0xE0000) for char in found[0])
    for found in list(_HEX.finditer(text))[:MAX_PARTS]:
        digits = re.sub(r"0x|\\x|[\s,]", "", found[0])
        yield from _readable(binascii.unhexlify(digits[: len(digits) // 2 * 2]))
    for found in list(_BITS.finditer(text))[:MAX_PARTS]:
        yield from _readable(bytes(int(byte, 2) for byte in re.findall("[01]{8}", found[0])))
    for found in list(_BASE64.finditer(text))[:MAX_PARTS]:
        yield from _base64(found[0])


def _base64(token: str) -> Iterator[str]:
    token = token.rstrip("=").replace("-", "+").replace("_", "/")[: MAX_DECODED * 4 // 3]
    try:
        yield from _readable(base64.b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError):
        return


def _readable(data: bytes) -> Iterator[str]:
    """The text that the bytes are, if most of it are letters and spaces."""
    try:
        text = data[:MAX_DECODED].decode("utf-8")
    except UnicodeDecodeError:
        return
    if sum(char.isalpha() or char.isspace() for char in text) >= 0.8 * len(text):
        yield text
