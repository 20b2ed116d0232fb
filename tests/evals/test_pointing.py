"""Boxes: what is asked about is pointed at, by one of the boxes that mean it, in the right picture."""

from __future__ import annotations

from flashweb.evals.asking import Pointed
from flashweb.evals.items import Target
from flashweb.evals.pointing import Pointing, judge_pointing

BUTTON, LABEL = (10.0, 10.0, 110.0, 50.0), (40.0, 20.0, 80.0, 40.0)


def at(box: tuple[float, float, float, float], image: int = 0) -> Pointed:
    return Pointed(image, "button", "", box)


def test_any_box_of_the_target_will_do() -> None:
    target = Target(any_of=(BUTTON, LABEL))
    assert judge_pointing([target], [at(BUTTON), at(LABEL)]) == Pointing(1, 1, 2, 2)
    assert judge_pointing([target], [at(BUTTON, image=1)]) == Pointing(1, 0, 1, 0)
    assert judge_pointing([target], [at((10, 10, 110, 200))]) == Pointing(1, 0, 1, 0)


def test_no_boxes_are_no_wrong_boxes() -> None:
    assert judge_pointing([Target(any_of=(BUTTON,))], []) is None
    assert judge_pointing([], [at(BUTTON)]) is None
