"""Whether the boxes that a server gave with its answer are those of what it speaks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashweb.core.screen import Box
from flashweb.evals.asking import Pointed
from flashweb.evals.items import Target

MIN_IOU = 0.5


@dataclass(frozen=True, slots=True)
class Pointing:
    """Of one answer: how many things it is about, how many of them a box points at, boxes told, and right ones."""

    wanted: int
    hit: int
    told: int
    right: int


def judge_pointing(targets: Sequence[Target], pointed: Sequence[Pointed]) -> Pointing | None:
    """None where there is nothing to point at, or the server gave no boxes at all."""
    if not targets or not pointed:
        return None
    hit = sum(any(_is_at(target, one) for one in pointed) for target in targets)
    right = sum(any(_is_at(target, one) for target in targets) for one in pointed)
    return Pointing(len(targets), hit, len(pointed), right)


def _is_at(target: Target, one: Pointed) -> bool:
    """A box of the right picture covers one of the target's boxes."""
    return target.image == one.image and any(Box(*box).iou(Box(*one.box)) >= MIN_IOU for box in target.any_of)
