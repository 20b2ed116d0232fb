"""Sizes and tokens by the models' own rules, tiles, and what is told about it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashweb.core.errors import ImageTooLarge
from flashweb.core.screen import Box
from flashweb.engines.families import FAMILIES, family_named
from flashweb.engines.image_budget import FixedRule, GridRule, plan_tiles, rule_of, text_height, told

GLM = FAMILIES[0].rule
sides = st.integers(30, 6000)


@pytest.mark.parametrize(("size", "tokens"), [((1280, 720), 1196), ((1440, 900), 1632), ((1920, 1080), 2691)])
def test_glm_costs_what_is_published(size: tuple[int, int], tokens: int) -> None:
    assert GLM.fit(*size).tokens == tokens and GLM.max_tokens == 6144


@given(sides, sides, st.integers(64, 6144))
def test_no_picture_costs_more_than_its_budget(width: int, height: int, budget: int) -> None:
    if max(width, height) / min(width, height) > 100:
        return
    for family in FAMILIES:
        rule = family.rule.limited(budget)
        if isinstance(rule, GridRule):
            fit = rule.fit(width, height)
            assert 0 < fit.tokens <= max(budget, max(fit.width, fit.height) // rule.cell)
            assert fit.width % rule.cell == fit.height % rule.cell == 0
            if min(fit.width, fit.height) > rule.cell:  # a strip one cell wide may cost more than its budget
                assert rule.fit(fit.width, fit.height) == fit, "what was fitted is not fitted again"


def test_a_strip_is_refused_by_name() -> None:
    with pytest.raises(ImageTooLarge, match="200"):
        GLM.fit(30, 9000)


def test_llava_sees_the_whole_picture_in_its_square() -> None:
    rule = FixedRule(336, 576)
    fit = rule.fit(1280, 800)
    assert (fit.width, fit.height, fit.tokens) == (336, 210, 576)


def test_a_checkpoint_knows_its_limits_better() -> None:
    rule = rule_of(GLM, {"patch_size": 16, "merge_size": 2, "size": {"shortest_edge": 4096, "longest_edge": 2**20}})
    assert rule == GridRule(32, 4096, 2**20, 2)


@given(st.integers(200, 2000), st.integers(200, 12000), st.integers(1, 8), st.integers(8, 40))
def test_tiles_cover_the_page_once_in_reading_order_and_tear_no_line(
    width: int, height: int, most: int, step: int
) -> None:
    lines = [Box(10, top, 100, top + step * 0.6) for top in range(0, height - step, step)]
    tiles = plan_tiles((width, height), GLM.limited(800), lines, most)
    assert 1 <= len(tiles) <= most
    assert tiles[0].top == 0 and tiles[-1].bottom == height
    assert all(above.bottom == below.top for above, below in itertools.pairwise(tiles))
    for tile in tiles[:-1]:
        if height / len(tiles) / 4 > step:
            assert not any(line.top < tile.bottom < line.bottom for line in lines)


def test_what_was_done_is_told_only_where_something_was() -> None:
    fit = GLM.fit(1280, 800)
    assert told(1, (1280, 800), [fit], 14.0, 10.0) is None
    small = GLM.limited(300).fit(1280, 800)
    note = told(2, (1280, 800), [small], 6.0, 10.0)
    assert note is not None and "picture 2 was seen at" in note and "6 pixels" in note and "crop" in note
    assert "3 tiles" in (told(1, (1280, 4000), [fit] * 3, None, 10.0) or "")


def test_the_height_of_text_is_that_of_the_small_lines() -> None:
    assert text_height([]) is None
    assert text_height([Box(0, 0, 9, height) for height in (10, 12, 14, 40)]) == 12


def test_models_are_known_by_their_ids() -> None:
    for family in FAMILIES:
        for model in family.models:
            assert family_named(model.huggingface) in (family, family_named("vision-cair"))
            assert family.memory(model, "int4", 4096).total < family.memory(model, "int8", 4096).total
            assert family.memory(model, "int8", 4096).total < family.memory(model, "bf16", 4096).total


@pytest.mark.parametrize(
    ("name", "billions"),
    [("zai-org/GLM-4.6V-Flash", 9.4), ("llava-hf/llava-1.5-7b-hf", 6.74), ("Qwen/Qwen2.5-VL-7B-Instruct", 7.62)],
)
def test_parameters_follow_from_shapes(name: str, billions: float) -> None:
    model = next(model for family in FAMILIES for model in family.models if model.huggingface == name)
    assert model.text.parameters / 1e9 == pytest.approx(billions, abs=0.01)
