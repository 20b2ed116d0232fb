"""The reader's networks: lines -> what is kept of them, a question -> its slots, both -> the lines that answer."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from flashweb.core.weights import verified
from flashweb.engines.nano.reader.encoder import LastLayers
from flashweb.engines.nano.reader.heads import slots_of, tags_of
from flashweb.engines.nano.reader.inputs import PageInputs
from flashweb.engines.nano.reader.joint import LONGEST_LINE, read_together
from flashweb.engines.nano.reader.ranking import rank
from flashweb.engines.nano.reader.words import overlaps
from flashweb.language.encoder import PASSAGE, QUERY, Floats, TextEncoder, load_encoder, load_network

WEIGHTS = Path(__file__).parent / "weights"
ARRAYS = ("heads", "ranker", "joint")
FILES = ("upper.xml", "upper.bin", *(f"{name}.npz" for name in ARRAYS), "labels.json")
TOGETHER = 16
"""Lines encoded in one go."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line: its vector (384,), and its first pieces' states (T, 384) before the last layers."""

    vector: Floats
    states: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the question that names something: kind as of labels.json, from start to end in its letters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as the networks have it.

    text: with the turn before it. states: its pieces' (T, 384) before the last layers; vector (384,). slots: for each
    the most likely value, "" for none, and how likely it is; intents: likelihood of each; spans of the question alone.
    """

    question: str
    text: str
    states: Floats
    vector: Floats
    slots: dict[str, tuple[str, float]]
    intents: dict[str, float]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """How surely each line holds the answer (n,), and that none does: logits, to be compared with each other.

    shared: how much of the question stands in each line (n,).
    """

    lines: Floats
    none: float
    shared: Floats


class ReaderModel:
    """Safe to use from several threads at once."""

    def __init__(
        self, encoder: TextEncoder, last: LastLayers, arrays: dict[str, dict[str, Floats]], labels: bytes
    ) -> None:
        self._encoder, self._last, self._arrays = encoder, last, arrays
        known = json.loads(labels)
        self._slots: dict[str, list[str]] = known["slots"]
        self._spans: list[str] = known["spans"]

    @classmethod
    def load(cls, threads: int, folder: Path = WEIGHTS) -> ReaderModel:
        """Reads, checks and compiles; takes half a second, so call it off the event loop."""
        contents = verified(folder, FILES)
        arrays = {}
        for name in ARRAYS:
            with np.load(io.BytesIO(contents[f"{name}.npz"])) as stored:
                arrays[name] = {key: stored[key].astype(np.float32) for key in stored.files}
        last = LastLayers(load_network(contents, "upper", threads))
        return cls(load_encoder(threads), last, arrays, contents["labels.json"])

    def tell(self, texts: Sequence[str]) -> list[Told]:
        """Lines of a page; best so many of like length as TOGETHER says."""
        states = self._encoder.states([each.ids for each in self._encoder.pieces([PASSAGE + text for text in texts])])
        return [
            Told(read.mean(axis=0), line[:LONGEST_LINE].astype(np.float16))
            for line, read in zip(states, self._last.each(states), strict=True)
        ]

    def hear(self, question: str, earlier: str = "") -> Heard:
        """What a question asks for. earlier: the turn before it, if any."""
        text = f"{earlier} | {question}" if earlier else question
        (encoding,) = self._encoder.pieces([QUERY + text])
        (states,) = self._encoder.states([encoding.ids])
        (read,) = self._last.each([states])
        vector, arrays = read.mean(axis=0), self._arrays["heads"]
        likely = slots_of(arrays, list(self._slots), read, vector)
        slots = {name: (self._slots[name][int(each.argmax())], float(each.max())) for name, each in likely.items()}
        intents = dict(zip(self._slots["intent"], map(float, likely["intent"]), strict=True))
        shift = len(QUERY) + len(text) - len(question)
        spans = self._spans_of(tags_of(arrays, read, vector), encoding.offsets, shift, question)
        return Heard(question, text, states, vector, slots, intents, spans)

    def point(self, heard: Heard, texts: Sequence[str], told: Sequence[Told], inputs: PageInputs) -> Pointed:
        """Which lines answer a question. told: of the lines, of which there is one at least."""
        vectors = np.stack([each.vector for each in told])
        common = overlaps(heard.text, texts)
        ranks = rank(self._arrays["ranker"], inputs, vectors, heard.vector, common)
        states = [each.states for each in told]
        scores = read_together(self._arrays["joint"], self._last.together, heard.states, states, inputs, ranks)
        return Pointed(scores[1:], float(scores[0]), common[:, 0])

    def _spans_of(
        self, tagged: npt.NDArray[np.intp], offsets: list[tuple[int, int]], shift: int, question: str
    ) -> tuple[Span, ...]:
        """Neighbouring pieces of one kind are one span."""
        found: list[Span] = []
        for tag, (start, end) in zip(tagged, offsets, strict=True):
            first, last = max(start - shift, 0), end - shift
            if not tag or last <= first:
                continue
            kind = self._spans[int(tag) - 1]
            if found and found[-1].kind == kind and not question[found[-1].end : first].strip():
                found[-1] = Span(kind, found[-1].start, last)
            else:
                found.append(Span(kind, first, last))
        return tuple(_trimmed(span, question) for span in found if question[span.start : span.end].strip())


def _trimmed(span: Span, question: str) -> Span:
    """Without the white space that pieces begin with."""
    text = question[span.start : span.end]
    return Span(span.kind, span.end - len(text.lstrip()), span.start + len(text.rstrip()))
