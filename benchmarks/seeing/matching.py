"""Which found element stands for which true one: greedy by confidence, whatever the roles, at an IoU of 0.5.

True elements that lie in each other with nearly one box (a list item and its only link) are one target: finding any of
them is right, finding the others too is neither right nor wrong. The lines of a wrapped link are boxes of its target.
A found element that only an element seen in part explains counts neither way (as COCO ignores crowds).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.scoring import Quad
from benchmarks.seeing.page import Seen, Truth

IOU = 0.5
SAME_BOX = 0.85
SAME_ROLE = 0.1
"""Between two true elements nearly as close, the one of the found role is meant."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Indices of true and of found elements.

    pairs: (true, found). missed: a true element of each target that was not found, its innermost.
    spurious: found ones that are nothing. Each target is in `pairs` or `missed` once.
    """

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    spurious: tuple[int, ...]

    @property
    def num_true(self) -> int:
        return len(self.pairs) + len(self.missed)

    @property
    def num_found(self) -> int:
        return len(self.pairs) + len(self.spurious)


def overlaps(first: Sequence[Quad], second: Sequence[Quad]) -> npt.NDArray[np.float64]:
    """IoU of each with each, shape (first, second)."""
    a = np.array(first, dtype=float).reshape(-1, 1, 4)
    b = np.array(second, dtype=float).reshape(1, -1, 4)
    shared = np.clip(np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]), 0, None).prod(-1)
    either = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - shared
    share: npt.NDArray[np.float64] = shared / np.maximum(either, 1e-9)
    return share


def targets(truth: Sequence[Truth], roles: Collection[str]) -> list[list[int]]:
    """True elements of these roles that can be made out, those of nearly one box together, outermost first."""
    chosen = [i for i, element in enumerate(truth) if not element.is_partial and element.roles[0] in roles]
    home: dict[int, list[int]] = {}
    for index in chosen:
        around = truth[index].parent
        while around is not None and around not in home:
            around = truth[around].parent
        if around is not None and overlaps([truth[around].box], [truth[index].box])[0, 0] >= SAME_BOX:
            home[index] = home[around]
            home[around].append(index)
        else:
            home[index] = [index]
    return [home[index] for index in chosen if home[index][0] == index]


def match(truth: Sequence[Truth], seen: Sequence[Seen], roles: Collection[str]) -> Matching:
    """Match the elements of these roles."""
    groups = targets(truth, roles)
    spots = [
        (number, member, box)
        for number, group in enumerate(groups)
        for member in group
        for box in (truth[member].box, *truth[member].parts)
    ]
    room = [sum(number == owner for owner, _, _ in spots) for number in range(len(groups))]
    order = sorted((i for i, element in enumerate(seen) if element.role in roles), key=lambda i: -seen[i].confidence)
    close = overlaps([seen[i].box for i in order], [box for _, _, box in spots])
    partial = overlaps([seen[i].box for i in order], [element.box for element in truth if element.is_partial])
    pairs: dict[int, tuple[int, int]] = {}
    spurious: list[int] = []
    for rank, index in enumerate(order):
        near = [
            (close[rank, spot] + SAME_ROLE * (seen[index].role in truth[member].roles), number, member)
            for spot, (number, member, _) in enumerate(spots)
            if close[rank, spot] >= IOU and room[number]
        ]
        free = [option for option in near if option[1] not in pairs]
        if near:
            _, number, member = max(free or near)
            pairs.setdefault(number, (member, index))
            room[number] -= 1
        elif not (partial[rank] >= IOU).any():
            spurious.append(index)
    missed = tuple(group[-1] for number, group in enumerate(groups) if number not in pairs)
    return Matching(tuple(pairs.values()), missed, tuple(spurious))
