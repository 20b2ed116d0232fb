"""INT8 and INT4: how close, how much smaller, and what is refused."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from flashweb.core.errors import ConfigurationError
from flashweb.core.request import MediaRef, Message
from flashweb.engines.transformers.cache import new_cache
from flashweb.engines.transformers.loading import load
from flashweb.engines.transformers.prompt import spread
from flashweb.engines.transformers.settings import TransformersSettings
from tests_engines.original_files import built, written
from tests_engines.tiny import saved
from tests_engines.transformers.running import running

WIDE = {"hidden_size": 256, "intermediate_size": 512, "num_hidden_layers": 4}
IMAGE = MediaRef("t", "p", 60, 40)
QUESTIONS = ("What is it?", "Colours, please", "中文", "Read the second line.")


@pytest.fixture(scope="module", params=["glm4v", "llava", "qwen2_5_vl", "minigpt4"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp(request.param)
    if request.param == "minigpt4":
        return written(path, built(gain=0.8, **WIDE))
    return saved(request.param, path, spread=2.0, **WIDE)


def loaded(folder: Path, **settings: Any) -> Any:
    torch.set_num_threads(1)
    return load(TransformersSettings(model=str(folder), device="cpu", **settings), lambda _step, _done: None)


@torch.inference_mode()
def logits(model: Any) -> torch.Tensor:
    """After each of the questions about a picture, (questions, vocabulary)."""
    found = []
    pixels = np.random.default_rng(5).integers(0, 256, (IMAGE.height, IMAGE.width, 3), dtype=np.uint8)
    seen = model.see(pixels)
    features = model.encode(seen)
    for question in QUESTIONS:
        written = model.write([Message("user", question, (IMAGE,))], None)
        tokens, spans = spread(written, model.image_token, [(("t", "p"), seen.grid, seen.num_tokens)])
        positions = model.positions(tokens, [span.grid for span in spans])[:, None]
        found.append(model.forward(torch.tensor([tokens]), positions, new_cache(model.num_layers), features, None)[0])
    return torch.stack(found).float()


def cosine(one: torch.Tensor, other: torch.Tensor) -> float:
    """The least of the questions' ones."""
    return float(torch.cosine_similarity(one, other, dim=-1).min())


class TestPrecision:
    def test_int8_is_close_and_int4_is_small(self, folder: Path) -> None:
        full, half = loaded(folder, dtype="float32"), loaded(folder, dtype="bfloat16")
        int8, int4 = loaded(folder, quantization="int8"), loaded(folder, quantization="int4")
        want = logits(full)
        close = {name: cosine(logits(model), want) for name, model in (("int8", int8), ("int4", int4))}
        share = {name: model.weights.after / half.weights.after for name, model in (("int8", int8), ("int4", int4))}
        print(folder.name, close, share)
        assert close["int8"] >= 0.99
        assert close["int4"] >= 0.9
        assert share["int8"] <= 0.6
        assert share["int4"] <= 0.4
        assert int8.weights.before == int4.weights.before == half.weights.before == half.weights.after

    async def test_answers_and_reports(self, folder: Path) -> None:
        for named in ("int8", "int4"):
            async with running(folder, quantization=named, max_running=2) as kit:
                request = kit.ask(Message("user", "What is it?", (kit.picture(1),)), max_tokens=6)
                cold, warm = await kit.answer(request), await kit.answer(request)
                stats = kit.engine.stats()
            assert cold.text == warm.text
            assert warm.usage.cached_tokens > 0
            assert 0 < stats["weight_bytes"] <= 0.6 * stats["weight_bytes_as_read"]


class TestRefused:
    """At start-up, before weights are read."""

    def refused(self, folder: Path, **settings: Any) -> str:
        with pytest.raises(ConfigurationError) as told:
            load(TransformersSettings(model=str(folder), **settings), lambda _step, _done: None)
        return str(told.value)

    @pytest.mark.parametrize("named", ["int8", "int4"])
    def test_a_device_without_kernels(self, tmp_path: Path, named: str) -> None:
        assert "runs on cpu and cuda, not on mps" in self.refused(tmp_path, device="mps", quantization=named)

    def test_without_torchao(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "torchao", None)
        told = self.refused(tmp_path, device="cpu", quantization="int8")
        assert "needs torchao: pip install 'flashweb[transformers]'" in told

    def test_int4_of_layers_too_narrow(self, tmp_path: Path) -> None:
        folder = saved("llava", tmp_path, hidden_size=40, intermediate_size=72)
        assert "this model has none. Use int8" in self.refused(folder, device="cpu", quantization="int4")
