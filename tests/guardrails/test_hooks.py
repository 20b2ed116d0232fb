"""A picture classifier of the operator's own: what it objects to is refused or flagged, and told in plain words."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from flashweb.core.errors import ConfigurationError
from flashweb.core.events import Failed
from flashweb.guardrails.base import ContentBlocked, Guarded
from flashweb.guardrails.hooks import find_judge
from flashweb.guardrails.settings import GuardrailSettings
from flashweb.serving.service import Service
from tests.guardrails.asking import Talker, asking, guarded, saying
from tests.media import pictures

CLASSIFIER = """
calls = 0

def check(pixels):
    global calls
    calls += 1
    assert pixels.dtype == "uint8" and pixels.shape == (200, 320, 3)
    return "unsuitable" if pixels[190, 310, 1] > 4 else None

number = 7
"""
GOOD, BAD = pictures.picture(seed=1), pictures.picture(seed=9)

Make = Callable[..., Awaitable[tuple[Service, Talker]]]


@pytest.fixture
async def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Make]:
    (tmp_path / "operators_classifier.py").write_text(CLASSIFIER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "operators_classifier", raising=False)
    services: list[Service] = []

    async def start(**policy: object) -> tuple[Service, Talker]:
        settings = {"picture_hook": "operators_classifier:check", "policy": policy}
        engine = Talker(saying("Yes."))
        services.append(guarded(engine, tmp_path, GuardrailSettings.model_validate(settings)))
        await services[-1].start()
        return services[-1], engine

    yield start
    for service in services:
        await service.close()


async def test_what_it_objects_to_is_refused_before_the_engine_is_asked(make: Make) -> None:
    service, engine = await make()
    good, bad = [await service.media.add("me", data) for data in (GOOD, BAD)]
    events = [event async for event in service.ask(asking("What is this?", good, bad))]
    (failed,) = events
    assert isinstance(failed, Failed) and isinstance(failed.error, ContentBlocked)
    assert "Send another one" in failed.error.message
    (verdict,) = failed.error.verdicts
    assert (verdict.kind, verdict.done) == ("picture_moderation", "block")
    assert (verdict.rule, verdict.image) == ("unsuitable", 1)
    assert engine.asked == []


async def test_flagged_is_answered_and_told_and_each_picture_is_judged_once(make: Make) -> None:
    service, engine = await make(picture_moderation="flag")
    good, bad = [await service.media.add("me", data) for data in (GOOD, BAD)]
    for _ in range(2):
        events = [event async for event in service.ask(asking("这是什么？", good, bad))]
        (told,) = (event for event in events if isinstance(event, Guarded))
        assert [verdict.image for verdict in told.verdicts] == [1] and "已作标记" in told.message
    assert not any(isinstance(event, Guarded) for event in [e async for e in service.ask(asking("Hi?", good))])
    assert len(engine.asked) == 3
    assert sys.modules["operators_classifier"].calls == 2


@pytest.mark.parametrize(
    "path", ["no_such_module:check", "operators_classifier:missing", "operators_classifier:number"]
)
async def test_a_hook_that_is_none_stops_the_start(make: Make, path: str) -> None:
    with pytest.raises(ConfigurationError, match="picture_hook"):
        find_judge(path)
