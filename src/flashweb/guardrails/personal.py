"""Personal data in text: Chinese mobile numbers, ID cards (GB 11643 checksum), bank cards (Luhn), e-mail addresses.

Checksums keep order numbers and prices readable. Numbers may be written in groups and in full width.
"""

from __future__ import annotations

import logging
import re

from flashweb.guardrails.words import Category, Match

_PLAIN = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "})
_GAP = r"[ \-.·]?"
_ID_CARD = rf"\d{{6}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}[01]\d[0-3]\d{_GAP}\d{{3}}[\dXx]"
_MOBILE = rf"(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_PATTERNS = (
    ("id_card", re.compile(rf"(?<![0-9A-Za-z]){_ID_CARD}(?![0-9A-Za-z])")),
    ("mobile", re.compile(rf"(?<![0-9A-Za-z.]){_MOBILE}(?![0-9A-Za-z])")),
    ("bank_card", re.compile(r"(?<![0-9A-Za-z])\d(?:[ \-]?\d){12,18}(?![0-9A-Za-z])")),
    ("email", re.compile(rf"(?<![\w.+%-]){_EMAIL}(?![A-Za-z0-9-])")),
)
_POSSIBLE = re.compile(r"[\d@＠]")
_LIKELY = re.compile(r"[@＠]|(?:\d\D?){11}")
"""What every one of them has: an at sign, or eleven digits that stand close."""
_TAIL = re.compile(r"(?:[A-Za-z0-9+][A-Za-z0-9._%+@-]*|[A-Za-z0-9._%+@-]*\d[\d \-.·]*[Xx]?)\Z")
MAX_TAIL = 400
"""Longest end of a text that may still become one of them: an address' 64 + 1 + 255 characters, and room."""
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_valid(kind: str, text: str) -> bool:
    digits = [int(char) for char in text if char.isdigit()]
    if kind == "bank_card":
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
        return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
    if kind == "id_card":
        body = [char for char in text if char.isalnum()]
        total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body[:17], strict=True))
        return "10X98765432"[total % 11] == body[17].upper()
    return True


def find_personal(text: str) -> list[Match]:
    """Where personal data stands; the category tells its kind."""
    plain = text.translate(_PLAIN)
    found: list[Match] = []
    for kind, pattern in _PATTERNS:
        for hit in pattern.finditer(plain):
            if _is_valid(kind, hit[0]) and not any(hit.start() < m.end and m.start < hit.end() for m in found):
                found.append(Match(hit.start(), hit.end(), Category(kind, "mask")))
    return sorted(found, key=lambda match: match.start)


def without_personal(text: str) -> str:
    """The text with personal data masked; short and cheap where there is none."""
    if not _POSSIBLE.search(text) or not _LIKELY.search(text):
        return text
    parts, end = [], 0
    for match in find_personal(text):
        parts += [text[end : match.start], masked(text[match.start : match.end])]
        end = match.end
    return "".join([*parts, text[end:]]) if parts else text


def masked(text: str) -> str:
    """Every letter and digit as a star."""
    return "".join("*" if char.isalnum() else char for char in text)


class PersonalScanner:
    """Personal data in a growing text; see `Scanner` in moderation."""

    def __init__(self) -> None:
        self._text = ""
        self._from = 0
        """Position of the first character of _text."""
        self.hold = 0

    def feed(self, text: str) -> list[Match]:
        """Matches that later text cannot change."""
        self._text += text
        tail = _TAIL.search(self._text.translate(_PLAIN)[-MAX_TAIL:])
        keep = len(tail[0]) if tail else 0
        return self._take(len(self._text) - keep)

    def finish(self) -> list[Match]:
        """The rest."""
        return self._take(len(self._text))

    def _take(self, end: int) -> list[Match]:
        found = [m for m in find_personal(self._text[:end]) if m.end + self._from > self.hold]
        moved = [Match(m.start + self._from, m.end + self._from, m.category) for m in found]
        self.hold = self._from + end
        keep = max(end - 1, 0)  # one character shows whether what follows stands alone
        self._text, self._from = self._text[keep:], self._from + keep
        return moved


class PersonalDataFilter(logging.Filter):
    """Masks personal data in log messages and in the texts of their fields."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through."""
        record.msg, record.args = without_personal(record.getMessage()), None
        for name, value in vars(record).items():
            if isinstance(value, str) and name not in ("name", "msg", "pathname", "filename", "module", "funcName"):
                setattr(record, name, without_personal(value))
        return True
