"""The ranker: of every line of a page, how likely it answers; small arrays, no framework.

`training/reader/network.py` holds the same computation as it is taught; a test keeps them equal.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from flashweb.engines.nano.reader.inputs import PageInputs

MIXES = 4
"""Ways of mixing a line's vector with those of the lines that stand with it."""
KINDS = 16
"""Numbers that say what sort of thing a question asks for, and a line tells."""
ROLE_WIDTH = 8
ABSENT = -3.0
SPREAD = 1e-3
Floats = npt.NDArray[np.float32]
Arrays = Mapping[str, Floats]


def rank(arrays: Arrays, inputs: PageInputs, vectors: Floats, asked: Floats, overlaps: Floats) -> Floats:
    """(1 + n,): that no line answers, then of each line that it does. asked: the question's vector (384,)."""
    lines = _unit(vectors - arrays["of_lines.mean"])
    question = _unit(asked - arrays["of_questions.mean"])
    relations = inputs.relations.astype(np.float32)
    among = relations / np.maximum(relations.sum(axis=2, keepdims=True), 1)
    mixing = np.einsum("kr,rij->kij", arrays["mixes"], among)
    mixed = mixing @ lines + arrays["own"][:, None, None] * lines
    near = 10 * (_unit(mixed) @ question).T
    close = lines @ question
    close = (close - close.mean()) / (close.std() + SPREAD)
    asked_kind = np.tanh(_dense(arrays, "asked_kind", _standard(arrays, "of_questions", asked)))
    told_kind = np.tanh(_dense(arrays, "told_kind", _standard(arrays, "of_lines", vectors)))
    own = [near, close[:, None], overlaps]
    features = [
        *own, _strongest(close, inputs.relations), _strongest(overlaps[:, 0], inputs.relations),
        inputs.facts, arrays["role.weight"][inputs.roles],
        np.broadcast_to(asked_kind, (len(lines), KINDS)), asked_kind * told_kind,
    ]  # fmt: skip
    hidden = np.maximum(_dense(arrays, "first", norm(arrays, "scale", np.concatenate(features, axis=1))), 0)
    scores = _dense(arrays, "last", np.maximum(_dense(arrays, "second", hidden), 0))[:, 0]
    top = np.sort(scores)[::-1][:2]
    summary = np.concatenate([np.concatenate(own, axis=1).max(axis=0), asked_kind, [top[0], top[0] - top[-1]]])
    none = _dense(arrays, "none_last", np.maximum(_dense(arrays, "none_first", summary), 0))
    return np.concatenate([none, scores]).astype(np.float32)


def norm(arrays: Arrays, name: str, x: Floats) -> Floats:
    """Layer normalisation with the learned scale and shift of that name."""
    centred = x - x.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
    return np.asarray(scaled * arrays[f"{name}.weight"] + arrays[f"{name}.bias"])


def _dense(arrays: Arrays, name: str, x: Floats) -> Floats:
    return np.asarray(x @ arrays[f"{name}.weight"].T + arrays[f"{name}.bias"])


def _standard(arrays: Arrays, name: str, x: Floats) -> Floats:
    return np.asarray((x - arrays[f"{name}.mean"]) / arrays[f"{name}.spread"])


def _unit(x: Floats) -> Floats:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-12))


def _strongest(of_lines: Floats, relations: npt.NDArray[np.bool_]) -> Floats:
    """(n, R): the largest value among the lines that stand so to each; ABSENT if none does."""
    return np.asarray(np.where(relations, of_lines[None, None], ABSENT).max(axis=2).T)
