"""Logs: one record a line, which no text from outside can forge and no secret gets into."""

from __future__ import annotations

import io
import json
import logging
import time

import pytest

from flashweb.access.keys import new_token
from flashweb.telemetry.logging import MAX_CHARS, JsonFormatter, TextFormatter, scrub

Log = tuple[logging.Logger, io.StringIO]
HOSTILE = [
    "a\nb", "a\r\nlevel=error forged", "\x1b[2J\x1b[31mred", "\x00\x07\x7f", "\x85next\u2028line\u2029end",
    "\u202eright to left\u2066", "zero\u200bwidth\ufeff", 'x"}\n{"level":"error","message":"forged"}', "tab\tstop",
]  # fmt: skip
TOKEN = new_token()[1]
SECRETS = [
    (f"Authorization: Bearer {TOKEN}", TOKEN[20:]),
    ("authorization: bearer abc.DEF-123_x/y+z==", "abc.DEF"),
    (f"the key {TOKEN}, it is", TOKEN[20:]),
    (f"cookie: flashweb_session={TOKEN}; other=1", TOKEN[20:]),
    ("{'authorization': 'Basic dXNlcjpwYXNz'}", "dXNlcjpwYXNz"),
    ('{"api_key": "hunter2hunter2"}', "hunter2"),
    ("password=hunter2 and so on", "hunter2"),
    ("OpenAI sk-proj-abcdefghijklmnop failed", "abcdefghijklmnop"),
    ("redis://:hunter2@10.0.0.1:6379/0 is down", "hunter2"),
    ("GET https://example.com/a/b.png?token=hunter2&x=1 failed", "hunter2"),
    ("GET /v1/files?after=hunter2 HTTP/1.1", "hunter2"),
    ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUg== is broken", "iVBORw0KGgo"),
    ("bad url 'data:image/webp;charset=x;base64,UklGRiIAAABXRUJQ'", "UklGRiIA"),
]


@pytest.fixture(params=[JsonFormatter, TextFormatter])
def log(request: pytest.FixtureRequest) -> Log:
    return logger_with(request.param())


def logger_with(formatter: logging.Formatter) -> Log:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, stream


def raise_and_log(logger: logging.Logger, text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError:
        logger.exception("failed")


def test_a_json_line_is_one_object_with_its_extras() -> None:
    logger, stream = logger_with(JsonFormatter())
    logger.info("asked %s", "图", extra={"request_id": "req_1", "path": object(), "key": None})
    entry = json.loads(stream.getvalue())
    told = (entry["level"], entry["logger"], entry["message"], entry["request_id"])
    assert told == ("info", "test", "asked 图", "req_1")
    assert entry["time"] and entry["path"] and "key" not in entry


def test_a_text_line_names_its_extras() -> None:
    logger, stream = logger_with(TextFormatter())
    logger.warning("slow", extra={"request_id": "req_1", "note": "two words", "key": None, "trick": "a b=c"})
    line = stream.getvalue()
    assert line.endswith('WARNING test: slow request_id=req_1 note="two words" trick="a b=c"\n')


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_cannot_forge_a_line(log: Log, text: str) -> None:
    logger, stream = log
    logger.warning("%s", text, extra={"who": text})
    line = stream.getvalue()
    assert len(line.splitlines()) == 1 and line.removesuffix("\n").isprintable()
    if line.startswith("{"):
        assert json.loads(line)["message"] == text == json.loads(line)["who"], "and nothing of it is lost"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_traceback_stays_inside_its_record(log: Log, text: str) -> None:
    logger, stream = log
    raise_and_log(logger, text)
    first, *rest = stream.getvalue().split("\n")[:-1]
    assert "failed" in first and all(line.startswith("  | ") and line.isprintable() for line in rest)
    if rest:
        assert rest[0] == "  | Traceback (most recent call last):" and "ValueError" in "".join(rest)
    else:
        assert text in json.loads(first)["traceback"]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_no_secret_gets_in(log: Log, text: str, secret: str) -> None:
    logger, stream = log
    logger.info("%s", text)
    logger.info("header", extra={"value": text, "headers": {"x": text}})
    raise_and_log(logger, text)
    written = stream.getvalue()
    assert secret not in written and "…" in written
    for line in written.splitlines():
        assert not line.startswith("{") or json.loads(line)


def test_what_is_no_secret_is_left_to_read() -> None:
    plain = "12 prompt_tokens: 7, data: ok; is it? yes https://example.com/a POST /v1/files 200 token bucket"
    assert scrub(plain) == plain
    assert scrub(f"key {TOKEN}") == f"key {TOKEN[:20]}…", "the id tells which key it was"


@pytest.mark.parametrize(
    "unit",
    [
        "data:",
        "a/",
        "bearer ",
        "password\\\\",
        "a://",
        "fw_0123456789abcdef_",
        "x",
        "?a",
        "token=",
        "data:image/",
        "s@",
    ],
)
def test_scrubbing_takes_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        spent = []
        for _ in range(5):
            begun = time.thread_time()
            scrub(text)
            spent.append(time.thread_time() - begun)
        return min(spent)

    assert seconds(128_000) < 4 * 16 * seconds(8_000) + 0.005


def test_a_long_text_is_cut(log: Log) -> None:
    logger, stream = log
    logger.info("%s", "x" * 1_000_000, extra={"more": ["y" * 100_000]})
    assert len(stream.getvalue()) < 3 * MAX_CHARS and "1,000,000 characters" in stream.getvalue()
