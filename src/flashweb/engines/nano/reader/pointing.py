"""From the reader's scores of lines to an answer: a cell, a line, or the sentence that runs over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from flashweb.core.screen import Element
from flashweb.engines.nano.answers import Answer
from flashweb.engines.nano.passages import Passage, passages
from flashweb.engines.nano.reader.inputs import RELATIONS, PageInputs
from flashweb.engines.nano.reader.model import Pointed

DOUBT = 0.0
"""How much surer than "none" the best line must be."""
ALSO = 0.8
"""Lines that are nearly as sure as the best one belong to the answer too."""
LIKELY = 0.5
FALL = 1.5
"""A line so much less sure than the best one is as likely as not to belong to the sentence."""
RAGGED = 9.0
"""Heights of a line by which wrapped lines may fall short of the widest: a long word more did not fit."""
MOST = 8
_BULLET = re.compile(r"^[•·▪◦‣]\s*")
_OVER, _BEGINS, _LEFT = (RELATIONS.index(name) for name in ("over", "begins", "left"))


def answer_of(lines: Sequence[Element], pointed: Pointed, inputs: PageInputs) -> Answer | None:
    """The answer on a page; None where none is likelier."""
    if not len(pointed.lines):
        return None
    best = int(pointed.lines.argmax())
    if pointed.lines[best] < pointed.none + DOUBT:
        return None
    passage = _passage(lines, pointed, best)
    if len(passage.lines) > 1 or passage.text != lines[best].text:
        return _answer(passage.text, passage.lines, (), pointed)
    places = _equals(pointed, best, inputs)
    if len(places) > 1:
        text = "\n".join(_bare(lines[place].text) for place in places)
        return _answer(text, tuple(lines[place] for place in places), (), pointed)
    return _answer(lines[best].text, (lines[best],), _heads(best, lines, inputs, pointed.shared), pointed)


def _answer(text: str, lines: tuple[Element, ...], heads: tuple[Element, ...], pointed: Pointed) -> Answer:
    score = float(pointed.lines.max())
    return Answer(_bare(text), lines, heads, score, 0.0, margin=score - pointed.none)


def _bare(text: str) -> str:
    return _BULLET.sub("", text).strip()


def _passage(lines: Sequence[Element], pointed: Pointed, best: int) -> Passage:
    """The sentence that the best line is part of: of several, the one that holds the sure lines and no others; the
    whole line where that leaves a choice."""
    named = [replace(line, children=()) for line in lines]
    place = {id(line): index for index, line in enumerate(named)}
    holding = [each for each in passages(named) if _wraps(each) and any(place[id(line)] == best for line in each.lines)]
    sure = 1 / (1 + np.exp(pointed.lines[best] - FALL - pointed.lines)) - 0.5

    def fitness(passage: Passage) -> float:
        within = {place[id(line)] for line in passage.lines}
        missed = sum(max(sure[other], 0.0) for each in holding for line in each.lines
                     if (other := place[id(line)]) not in within)  # fmt: skip
        return float(sum(sure[index] for index in within) - missed)

    ordered = sorted(holding, key=fitness, reverse=True)
    if not ordered or (len(ordered) > 1 and fitness(ordered[0]) == fitness(ordered[1])):
        return Passage(lines[best].text, (lines[best],))
    return Passage(ordered[0].text, tuple(lines[place[id(line)]] for line in ordered[0].lines))


def _wraps(passage: Passage) -> bool:
    """Its lines are one text: all but the last reach nearly as far as the widest, and none but the first is an item."""
    widest = max(line.box.right for line in passage.lines)
    is_full = all(line.box.right > widest - RAGGED * line.box.height for line in passage.lines[:-1])
    return is_full and not any(_BULLET.match(line.text) for line in passage.lines[1:])


def _equals(pointed: Pointed, best: int, inputs: PageInputs) -> list[int]:
    """The best line and those of its column that are nearly as sure: an answer of several parts."""
    column = inputs.relations[RELATIONS.index("column"), best]
    chance = 1 / (1 + np.exp(-pointed.lines))
    near = (pointed.lines > pointed.lines[best] - ALSO) & (chance > LIKELY) & (column > 0)
    near[best] = True
    return [int(place) for place in np.flatnonzero(near)[:MOST]]


def _heads(
    best: int, lines: Sequence[Element], inputs: PageInputs, shared: npt.NDArray[np.float32]
) -> tuple[Element, ...]:
    """What a cell's row begins with, and what stands over its column, where the question speaks of one of them."""
    found = [
        int(place) for relation in (_BEGINS, _OVER) for place in np.flatnonzero(inputs.relations[relation, best])[:1]
    ]
    if not any(shared[place] > 0 for place in found):
        return ()
    return tuple(lines[place] for place in found if place != best)
