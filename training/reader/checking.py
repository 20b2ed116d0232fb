"""How well the reader does on pages and wordings that it is not taught."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from training.reader.grammar.labels import Labelled
from training.reader.losses import Asked, meet, slot_targets, span_targets
from training.reader.model import Reader
from training.reader.pages_read import ReadPage, joined
from training.reader.texts import Texts


@torch.no_grad()
def check(model: Reader, texts: Texts, pages: list[ReadPage], held: Iterator[Labelled]) -> dict[str, float]:
    """Shares on pages and skeletons never taught: right line first, none rightly said, cosine's; intent, program."""
    model.eval()
    counts = dict.fromkeys(("first", "ranked", "cosine", "answered", "none", "without", "refused"), 0)
    for page in pages:
        count = len(page.questions)
        met = meet(model, texts, page, Asked([each.text for each in page.questions], [()] * count, count))
        for row, each in enumerate(page.questions):
            is_none = bool(met.scores[row, 0] > met.scores[row, 1:].max())
            if each.lines:
                counts["answered"] += 1
                counts["first"] += int(met.chosen[row, met.scores[row, 1:].argmax()]) in each.lines
                counts["ranked"] += int(met.ranks[row, 1:].argmax()) in each.lines
                counts["cosine"] += int(met.cosines[row].argmax()) in each.lines
                counts["refused"] += is_none
            else:
                counts["without"] += 1
                counts["none"] += is_none
    asked = [next(held) for _ in range(400)]
    right = whole = 0
    for start in range(0, len(asked), 50):
        part = asked[start : start + 50]
        pieces, _, vectors = texts.read([f"query: {joined(e.question, e.earlier)}" for e in part], keep=False)
        slots, spans = model.heads(pieces, vectors)
        fits = {name: slots[name].argmax(1) == target for name, target in slot_targets(part).items()}
        wanted = span_targets(part, texts, pieces.shape[1])
        tagged = ((spans.argmax(2) == wanted) | (wanted == -100)).all(1)
        right += int(fits["intent"].sum())
        whole += int((torch.stack(list(fits.values())).all(0) & tagged).sum())
    model.train()
    shares = {name: counts[name] / max(counts["answered"], 1) for name in ("first", "ranked", "cosine", "refused")}
    return shares | {"none": counts["none"] / max(counts["without"], 1), "intent": right / 400, "program": whole / 400}
