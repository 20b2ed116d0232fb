"""The joint reading: a question and the lines that the ranker likes best, read together by the encoder's last layers.

`training/reader/network.py` holds the same computation as it is taught; a test keeps them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from flashweb.engines.nano.reader.inputs import PageInputs
from flashweb.engines.nano.reader.ranking import Arrays, norm

JOINTLY = 14
"""Lines that are read together with a question."""
LONGEST_LINE = 24
"""Pieces of a line that are read together with a question."""
Floats = npt.NDArray[np.float32]
Upper = Callable[[Floats, Floats], Floats]
"""The encoder's last layers: states (1, S, 384) and bias (1, heads, S, S) -> states (1, S, 384)."""


def chosen_lines(ranks: Floats) -> npt.NDArray[np.intp]:
    """Places of the lines to read, in reading order. ranks: (1 + n,) of the ranker."""
    return np.sort(np.argsort(-ranks[1:], kind="stable")[:JOINTLY])


def read_together(
    arrays: Arrays,
    upper: Upper,
    question: Floats,
    lines: Sequence[npt.NDArray[np.float16]],
    inputs: PageInputs,
    ranks: Floats,
) -> Floats:
    """(1 + n,): that no line answers, then of each line that it does; -inf for those that were not read.

    question, lines: their pieces' states (T, 384) before the last layers.
    """
    chosen = chosen_lines(ranks)
    told = [
        lines[place][:LONGEST_LINE].astype(np.float32)
        + arrays["role.weight"][inputs.roles[place]]
        + inputs.facts[place] @ arrays["fact.weight"].T
        + arrays["fact.bias"]
        for place in chosen
    ]
    sizes = [len(question), *(len(each) for each in told)]
    owner = np.repeat(np.arange(len(sizes)), sizes)
    read = upper(np.concatenate([question, *told])[None], _bias(arrays, inputs, chosen, owner))[0]
    means = np.stack([part.mean(axis=0) for part in np.split(read, np.cumsum(sizes)[:-1])])
    means = norm(arrays, "norm", means)
    scores = np.full(len(ranks), -np.inf, np.float32)
    scores[0] = means[0] @ arrays["none.weight"][0] + arrays["none.bias"][0] + arrays["trust"][0] * ranks[0]
    own = means[1:] @ arrays["score.weight"][0] + arrays["score.bias"][0]
    scores[chosen + 1] = own + arrays["trust"][1] * ranks[chosen + 1]
    return scores


def _bias(arrays: Arrays, inputs: PageInputs, chosen: npt.NDArray[np.intp], owner: npt.NDArray[np.intp]) -> Floats:
    """(1, heads, S, S): learned weights of how the lines that pieces belong to stand together."""
    among = inputs.relations[:, chosen][:, :, chosen].astype(np.float32)
    whole = np.zeros((arrays["related"].shape[1], len(chosen) + 1, len(chosen) + 1), np.float32)
    whole[:, 1:, 1:] = np.einsum("rij,rh->hij", among, arrays["related"])
    return whole[:, owner][:, :, owner][None]
