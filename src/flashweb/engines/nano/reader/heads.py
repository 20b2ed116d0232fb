"""What a question asks for, from its vectors: a value for each slot, and a kind for each piece."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from flashweb.engines.nano.reader.ranking import Arrays

Floats = npt.NDArray[np.float32]


def slots_of(arrays: Arrays, names: list[str], states: Floats, vector: Floats) -> dict[str, Floats]:
    """Of each slot, how likely each value is. states: of the pieces (T, 384); vector: their mean (384,)."""
    pieces, mean = _standard(arrays, states, vector)
    whole = np.maximum(np.concatenate([pieces[0], mean]) @ arrays["rise.weight"].T + arrays["rise.bias"], 0)
    return {name: _softmax(whole @ arrays[f"slots.{name}.weight"].T + arrays[f"slots.{name}.bias"]) for name in names}


def tags_of(arrays: Arrays, states: Floats, vector: Floats) -> npt.NDArray[np.intp]:
    """(T,): 0 for pieces outside spans, else the place of the span's kind and one."""
    pieces, mean = _standard(arrays, states, vector)
    around = np.concatenate([pieces, np.broadcast_to(mean, pieces.shape)], axis=1)
    hidden = np.maximum(around @ arrays["span_rise.weight"].T + arrays["span_rise.bias"], 0)
    return np.asarray((hidden @ arrays["span_last.weight"].T + arrays["span_last.bias"]).argmax(axis=1))


def _standard(arrays: Arrays, states: Floats, vector: Floats) -> tuple[Floats, Floats]:
    pieces = (states - arrays["of_pieces.mean"]) / arrays["of_pieces.spread"]
    return pieces, (vector - arrays["of_questions.mean"]) / arrays["of_questions.spread"]


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum())
