"""Logs: one JSON object a line, which no text from outside can forge."""

from __future__ import annotations

import io
import json
import logging

import pytest

from flashweb.telemetry.logging import JsonFormatter


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, stream


def test_a_line_is_one_json_object_with_its_extras(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    logger.info("asked %s", "图", extra={"request_id": "req_1", "path": object()})
    entry = json.loads(stream.getvalue())
    assert (entry["level"], entry["logger"], entry["message"], entry["request_id"]) == (
        "info",
        "test",
        "asked 图",
        "req_1",
    )
    assert entry["time"] and entry["path"]


def test_text_from_outside_cannot_forge_a_line(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    logger.warning('x"}\n{"level":"error","message":"forged"}', extra={"who": "a\r\nb"})
    assert len(stream.getvalue().splitlines()) == 1
    assert json.loads(stream.getvalue())["message"].startswith('x"}\n')


def test_a_traceback_stays_inside_its_line(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    try:
        raise ValueError("inner")
    except ValueError:
        logger.exception("failed")
    entry = json.loads(stream.getvalue())
    assert len(stream.getvalue().splitlines()) == 1 and "ValueError: inner" in entry["traceback"]
