"""Whether an answer tells the changes that were made: the scorer of `flashweb eval`, made stricter.

Each change that an answer counts and that is not a true one counts against it, whether it has a name or not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.comparing.rendering import Pair, Truth
from flashweb.evals.changes import judge_changes
from flashweb.evals.items import Change, Changes
from flashweb.evals.verdict import f1

RIGHT = 0.8
_TYPES = {"colour": "style", "size": "style", "position": "moved", "state": "state", "text": "text"}
_COUNTED = re.compile(r"有 (\d+) 处不同|differ in (\d+|one) places?")


@dataclass(frozen=True, slots=True)
class Score:
    """found: true changes told; true: all of them; told: changes that the answer tells of."""

    found: int
    true: int
    told: int

    @property
    def f1(self) -> float:
        """Of the changes; 1 where there are none and none is told."""
        return f1(self.found, self.true, self.told) if self.true or self.told else 1.0

    @property
    def is_right(self) -> bool:
        return self.f1 >= RIGHT


def judge(pair: Pair, answer: str) -> Score:
    """The score of an answer to what changed in a pair."""
    counted = _COUNTED.search(answer)
    number = next((group for group in counted.groups() if group), "0") if counted else "0"
    told = 1 if number == "one" else int(number)
    if not pair.truths:
        says_so = judge_changes(Changes(changes=()), answer).is_right
        return Score(0, 0, 0 if says_so and not told else max(told, 1))
    found = sum(_is_told(truth, answer) for truth in pair.truths)
    return Score(found, len(pair.truths), max(told, found))


def _is_told(truth: Truth, answer: str) -> bool:
    """Whether the answer tells this change, whatever else it tells."""
    return judge_changes(Changes(changes=(_change(truth),)), answer).share > 0


def _change(truth: Truth) -> Change:
    kind = truth.kind if truth.kind in ("added", "removed") else _TYPES[truth.aspect or ""]
    name, *also = truth.names
    values = {"before": truth.names[0], "after": truth.names[1]} if kind == "text" else {}
    return Change.model_validate({"type": kind, "name": name, "also": also, **values})


def share_of_right(scores: Sequence[Score]) -> tuple[int, int]:
    """How many are right, of how many."""
    return sum(score.is_right for score in scores), len(scores)
