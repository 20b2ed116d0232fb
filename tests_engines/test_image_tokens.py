"""The image budget's counts are those of transformers' own image processors, for pictures of any shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import CLIPImageProcessor, Glm4vImageProcessor, Glm46VImageProcessor, Qwen2VLImageProcessor

from flashweb.engines.families import family_of
from flashweb.engines.image_budget import GridRule

PROCESSORS = {
    "glm4v": Glm4vImageProcessor,
    "glm46v": Glm46VImageProcessor,
    "qwen2_vl": Qwen2VLImageProcessor,
    "qwen2_5_vl": Qwen2VLImageProcessor,
    "qwen3_vl": Qwen2VLImageProcessor,
}
sides = st.integers(8, 5000)


@pytest.mark.parametrize("kind", PROCESSORS)
@settings(max_examples=150, deadline=None)
@given(width=sides, height=sides, budget=st.sampled_from([None, 1280, 4000]))
def test_tokens_are_those_of_the_processor(kind: str, width: int, height: int, budget: int | None) -> None:
    family = family_of({"model_type": kind})
    assert family is not None and isinstance(family.rule, GridRule)
    rule = family.rule.limited(budget)
    assert isinstance(rule, GridRule)
    if max(width, height) / min(width, height) > 150:
        return
    size = {"shortest_edge": rule.min_pixels, "longest_edge": rule.max_pixels}
    processor = PROCESSORS[kind](patch_size=rule.cell // 2, merge_size=2, size=size)
    assert processor.get_number_of_image_patches(height, width) // 4 == rule.fit(width, height).tokens


def test_a_real_picture_has_so_many_patches() -> None:
    family = family_of({"model_type": "glm4v"})
    assert family is not None
    pixels = np.zeros((720, 1280, 3), np.uint8)
    out = Glm4vImageProcessor(size={"shortest_edge": 12544, "longest_edge": 9_633_792})(
        images=pixels, return_tensors="pt"
    )
    assert int(out["image_grid_thw"].prod()) // 4 == family.rule.fit(1280, 720).tokens == 1196


def test_llava_is_padded_because_its_processor_would_crop() -> None:
    processor = CLIPImageProcessor(size={"shortest_edge": 336}, crop_size=336, do_normalize=False, do_rescale=False)
    wide = np.zeros((200, 400, 3), np.uint8)
    wide[:, :60] = 255
    assert int(np.asarray(processor(images=wide, return_tensors="np")["pixel_values"]).max()) < 255, "the left is gone"
    square = np.zeros((400, 400, 3), np.uint8)
    square[100:300, :60] = 255
    assert int(np.asarray(processor(images=square, return_tensors="np")["pixel_values"]).max()) == 255
