"""What is kept of long messages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashweb.engines.nano.gist import LONG, gist


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("有哪些按钮？", "有哪些按钮？"),
        ("哈哈哈哈哈哈哈哈", "哈哈哈哈哈哈哈哈"),
        ("按钮" * 2500, "按钮"),
        ("".join(f"第{n}段说了别的。" for n in range(500)) + "有哪些按钮？", "有哪些按钮？"),
        ("有哪些按钮？\n" + "".join(f"第{n}段说了别的。" for n in range(500)), "有哪些按钮？"),
        ("".join(f"So much for part {n}, " for n in range(90)) + "which buttons are there", "which buttons are there"),
    ],
)
def test_the_part_that_asks_is_kept(message: str, kept: str) -> None:
    assert gist(message) == kept


@given(st.text(max_size=3000))
def test_never_long_and_nothing_but_what_was_written(message: str) -> None:
    kept = gist(message)
    assert len(kept) <= LONG and (len(message) > LONG or kept == message)


@pytest.mark.parametrize("unit", ["a", "ab", " ", "x, ", "?", "啊。", "\n", "abcdefghijkl"])
def test_a_long_message_costs_little(unit: str) -> None:
    started = time.process_time()
    gist((unit * 20_000)[:20_000])
    assert time.process_time() - started < 0.5
