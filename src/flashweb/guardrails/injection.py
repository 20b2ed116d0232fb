"""Prompt injection in a text, whoever wrote it: one detector for questions and for what pictures show.

Known shapes are found by rules in every view of the text (see `views`), the others by a learned classifier on the
plain one. The rules alone decide where they are strong; a weak rule adds to what the classifier says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flashweb.guardrails.classifier import Classifier
from flashweb.guardrails.rules import MENTION, STRONG, WEAK, Hit, hits
from flashweb.guardrails.views import leet_view, views

_SENTENCE = re.compile(r"[^.!?。！？\n;；]+[.!?。！？\n;；]*\s*")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """score: 0 to 1. rule: the strongest rule that hit, or "classifier"."""

    score: float
    rule: str


NONE = Suspicion(0.0, "none")


class InjectionDetector:
    """Judges texts; remembers the latest ones, since screens repeat most of their lines."""

    def __init__(self, classifier: Classifier, threshold: float) -> None:
        self.threshold = threshold
        self._classifier = classifier
        self.judge = lru_cache(maxsize=4096)(self._judge)

    def is_injection(self, text: str) -> bool:
        """Above the threshold."""
        return self.judge(text).score >= self.threshold

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text that are injections, as slices of it; all of it where only the whole is one."""
        found = [m.span() for m in _SENTENCE.finditer(text) if self.is_injection(m[0])]
        return found or [(0, len(text))]

    def _judge(self, text: str) -> Suspicion:
        best: Hit | None = None
        score = 0.0
        for number, view in enumerate(views(text)):
            if number == 0:
                score = self._classifier.probability(view)
            for hit in self._hits(view):
                if best is None or hit.weight > best.weight:
                    best = hit
        if best is None:
            return Suspicion(score, "classifier") if score > 0 else NONE
        if best.weight >= STRONG:
            return Suspicion(max(best.weight, score), best.rule)
        if best.weight == WEAK:
            score = 1 - (1 - score) * (1 - WEAK)
        elif best.weight == MENTION:
            score = min(score, MENTION)
        return Suspicion(score, best.rule)

    @staticmethod
    def _hits(view: str) -> list[Hit]:
        found = list(hits(view))
        leet = leet_view(view)
        return found + list(hits(leet, is_leet=True)) if leet else found
