"""Logs, one record a line, as text or as JSON: no text from outside can forge a line, and no secret gets in.

Whoever logs is to leave secrets out; scrubbing the finished line is the second fence, for what comes inside an
exception's message or a library's own log.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import Any, Literal

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_TIME = "%Y-%m-%dT%H:%M:%S%z"
_END = r"[^\s\"'<>\\,;})\]]"
_SECRETS = re.compile(
    rf"(?P<data>\bdata:[\w.+/;=-]{{0,128}},){_END}*"
    r"|(?P<key>\bfw_[0-9a-f]{16}_)[\w-]+"
    r"|(?P<scheme>\b(?:bearer|basic)\s+)[\w.~+/=-]+"
    r"|(?P<other>\bsk-)[\w-]{8,}"
    r"|(?P<user>://)[^\s/@\"'<>\\]{1,256}@"
    rf"|(?P<query>(?<=[\w/.~%-])\?)(?=[\w.~%\[\]-]{{1,64}}=){_END}+"
    r"|(?P<field>\b(?:authorization|cookie|set-cookie|x-api-key|api[_-]?key|password|secret|token|flashweb_session)"
    rf"\\{{0,4}}[\"']?\s?[:=]\s?\\{{0,4}}[\"']?)(?!(?:bearer|basic)\s){_END}+",
    re.IGNORECASE,
)
_CONTROLS = {
    code: f"\\u{code:04x}"
    for code in (*range(32), 127, *range(128, 160), 0x2028, 0x2029, *range(0x200B, 0x2010), *range(0x202A, 0x202F))
} | {code: f"\\u{code:04x}" for code in (*range(0x2060, 0x2070), 0xFEFF)}
_PLAIN = re.compile(r"[^\s\"=]+")


MAX_CHARS = 16_000
"""Of one field; what is longer is cut."""


def scrub(text: str) -> str:
    """The text with every secret that can be told by its shape replaced by …, their kinds left to read."""
    return _SECRETS.sub(lambda found: f"{found[found.lastgroup or 0]}…", text)


class JsonFormatter(logging.Formatter):
    """time, level, logger, message, the record's extra fields, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": self.formatTime(record, _TIME),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _cut(record.getMessage()),
            **_extras(record),
        }
        if record.exc_info:
            entry["traceback"] = _cut(self.formatException(record.exc_info))
        return scrub(json.dumps(entry, ensure_ascii=False, default=str)).translate(_CONTROLS)


class TextFormatter(logging.Formatter):
    """The same for people: time, level, logger, message, then name=value; a traceback's lines begin with a bar."""

    def format(self, record: logging.LogRecord) -> str:
        message = _cut(record.getMessage()).translate(_CONTROLS)
        head = f"{self.formatTime(record, _TIME)} {record.levelname:<7} {record.name}: {message}"
        line = " ".join((head, *(f"{name}={_value(value)}" for name, value in _extras(record).items())))
        if record.exc_info:
            trace = _cut(self.formatException(record.exc_info)).splitlines()
            line = "\n".join((line, *(f"  | {part.translate(_CONTROLS)}" for part in trace)))
        return scrub(line)


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    fields = {key: value for key, value in vars(record).items() if key not in _STANDARD and value is not None}
    return {key: value if isinstance(value, int | float) else _cut(str(value)) for key, value in fields.items()}


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARS else f"{text[:MAX_CHARS]}… ({len(text):,} characters)"


def _value(value: object) -> str:
    text = str(value)
    shown = text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
    return shown.translate(_CONTROLS)


def configure_logging(level: LogLevel, style: LogFormat = "text") -> None:
    """Send every log of the process to stderr; called once, by the server's command."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "asyncio", "PIL", "redis"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
