"""BLEU-4 over a group of answers, by sacrebleu (Post, A Call for Clarity in Reporting BLEU Scores, 2018).

Never alone: one wrong name in a long sentence costs little, a right paraphrase costs nearly all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flashweb.core.errors import ConfigurationError
from flashweb.evals.text import normalise


@dataclass(frozen=True, slots=True)
class Bleu:
    """score: 0 to 1. signature: sacrebleu's own, with its version, tokens and smoothing."""

    score: float
    signature: str


def require_sacrebleu() -> None:
    """Raises ConfigurationError that names the command which installs it."""
    try:
        import sacrebleu  # noqa: F401, PLC0415 - an extra, so only asked for here
    except ImportError as error:
        raise ConfigurationError(
            "BLEU needs sacrebleu, which is not installed; run: pip install 'flashweb[eval]'", param="sacrebleu"
        ) from error


def bleu(pairs: Sequence[tuple[str, Sequence[str]]]) -> Bleu | None:
    """Answers with one to four references each; None for no pair. A missing answer is an empty one."""
    from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415

    if not pairs:
        return None
    metric = BLEU(tokenize="zh")
    answers = [normalise(answer) for answer, _ in pairs]
    most = max(len(references) for _, references in pairs)
    streams: list[Any] = [
        [normalise(references[rank]) if rank < len(references) else None for _, references in pairs]
        for rank in range(most)
    ]
    score = metric.corpus_score(answers, streams).score / 100
    return Bleu(score, str(metric.get_signature()))
