"""What the reader is taught by: questions that point at lines of a page, and questions with their programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from flashweb.engines.nano.reader.joint import JOINTLY, LONGEST_LINE
from flashweb.engines.nano.reader.words import overlaps
from training.reader.grammar.labels import INTENTS, SLOTS, SPANS, Labelled
from training.reader.model import Reader
from training.reader.network import LineInputs
from training.reader.pages_read import Question, ReadPage, joined
from training.reader.texts import Texts

QUESTIONS, READ_JOINTLY = 16, 2
"""Of a page in one step; and so many of them with the joint reading, each of which costs as much as all the ranking."""
OPENLY = 4
"""Of a page's questions, so many teach of intents in one step."""
TEMPERATURE = 0.03
OPEN_KINDS = {"value": "open", "prose": "open", "reason": "open", "list": "open", "where": "how"}
"""What the hand-made questions' kinds teach of intents; other kinds teach none."""


class Met(NamedTuple):
    """ranks: (Q, 1 + n), of the ranker; chosen: (J, K) lines, read jointly with scores (J, 1 + K), of the first J
    questions; cosines: (Q, n)."""

    ranks: Tensor
    chosen: Tensor
    scores: Tensor
    cosines: Tensor


class Asked(NamedTuple):
    """Questions, and of each the lines that are to be read jointly in any case; the first `jointly` are read so."""

    questions: list[str]
    wanted: list[tuple[int, ...]]
    jointly: int


def meet(model: Reader, texts: Texts, page: ReadPage, asked: Asked) -> Met:
    """Questions on a page."""
    _, _, vectors = texts.read([f"query: {each}" for each in asked.questions])
    named = [f"passage: {each}" for each in page.texts]
    lines = texts.vectors(named)
    inputs = LineInputs(
        lines,
        torch.from_numpy(page.inputs.facts),
        torch.from_numpy(page.inputs.roles),
        torch.from_numpy(page.inputs.relations).float(),
    )
    common = torch.from_numpy(np.stack([overlaps(each, page.texts) for each in asked.questions]))
    ranks = model.ranker(inputs, vectors, common).float()
    preferred = ranks[: asked.jointly, 1:].detach().clone()
    for row, places in enumerate(asked.wanted[: asked.jointly]):
        preferred[row, list(places)] = 1e3
    chosen = preferred.topk(min(JOINTLY, preferred.shape[1]), dim=1).indices.sort(dim=1).values
    states = [each[:LONGEST_LINE].float() for each in texts.prepare(named)]
    spoken = [each.float() for each in texts.prepare([f"query: {each}" for each in asked.questions[: asked.jointly]])]
    scores = model.joint(model.encoder, (spoken, states), inputs, chosen, ranks[: asked.jointly]).float()
    return Met(ranks, chosen, scores, functional.normalize(vectors.float()) @ functional.normalize(lines.float()).T)


def choice_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Some right one against all others, and each by itself. target: 1 where right, none in the first column."""
    right = logits.masked_fill(target == 0, -1e4).logsumexp(1)
    each = functional.binary_cross_entropy_with_logits(logits[:, 1:], target[:, 1:], reduction="sum") / len(logits)
    return (logits.logsumexp(1) - right).mean() + 0.3 * each


def pointing_loss(met: Met, wanted: list[tuple[int, ...]]) -> dict[str, Tensor]:
    """For the ranker, the joint reading, and the encoder's own way of finding."""
    target = torch.zeros_like(met.ranks)
    for row, lines in enumerate(wanted):
        target[row, [line + 1 for line in lines] or [0]] = 1.0
    read = target[: len(met.chosen)]
    jointly = torch.cat([read[:, :1], read[:, 1:].gather(1, met.chosen)], 1)
    losses = {"rank": choice_loss(met.ranks, target), "joint": choice_loss(met.scores, jointly)}
    answered = target[:, 1:].sum(1) > 0
    if answered.any():
        scaled = met.cosines[answered] / TEMPERATURE
        near = scaled.logsumexp(1) - scaled.masked_fill(target[answered, 1:] == 0, -1e4).logsumexp(1)
        losses["near"] = 0.4 * near.mean()
    return losses


def slot_targets(asked: list[Labelled]) -> dict[str, Tensor]:
    """Of each slot, (Q,) places of the values."""
    found = {"intent": torch.tensor([INTENTS.index(each.intent) for each in asked])}
    for name, values in SLOTS.items():
        said = [getattr(each, name) for each in asked]
        found[name] = torch.tensor([0 if value is None else values.index(value) + 1 for value in said])
    found["leans"] = torch.tensor([int(each.leans) for each in asked])
    return found


def span_targets(asked: list[Labelled], texts: Texts, length: int) -> Tensor:
    """(Q, T): 0 outside spans, else the kind's place + 1; -100 behind the end."""
    target = torch.full((len(asked), length), -100)
    for row, each in enumerate(asked):
        whole = f"query: {joined(each.question, each.earlier)}"
        shift = len(whole) - len(each.question)
        encoding = texts.tokenizer.encode(whole)
        for place, (start, end) in enumerate(encoding.offsets):
            kinds = [kind for kind, a, b in each.spans if start < b + shift and a + shift < end and end > start]
            target[row, place] = SPANS.index(kinds[0]) + 1 if kinds else 0
    return target


def grammar_loss(model: Reader, texts: Texts, asked: list[Labelled]) -> dict[str, Tensor]:
    """Intent, slots and spans of the grammar's questions."""
    pieces, _, vectors = texts.read([f"query: {joined(e.question, e.earlier)}" for e in asked], keep=False)
    slots, spans = model.heads(pieces, vectors)
    targets = slot_targets(asked)
    losses = {name: functional.cross_entropy(slots[name].float(), target) for name, target in targets.items()}
    wanted = span_targets(asked, texts, pieces.shape[1])
    tagged = functional.cross_entropy(spans.float().flatten(0, 1), wanted.flatten(), ignore_index=-100)
    intent = losses.pop("intent")
    return {"intent": intent, "slots": torch.stack(list(losses.values())).sum() * 0.5, "spans": tagged}


def page_loss(
    model: Reader, texts: Texts, page: ReadPage, strangers: list[Question], draw: np.random.Generator
) -> dict[str, Tensor]:
    """Pointing for some of a page's questions, and for some that belong to others."""
    places = draw.permutation(len(page.questions))[:QUESTIONS]
    asked = [page.questions[place] for place in places] + [Question(each.text, "", ()) for each in strangers]
    wanted = [each.lines for each in asked]
    losses = pointing_loss(meet(model, texts, page, Asked([each.text for each in asked], wanted, READ_JOINTLY)), wanted)
    return losses | open_loss(model, texts, asked)


def open_loss(model: Reader, texts: Texts, asked: Sequence[Question]) -> dict[str, Tensor]:
    """The intents of questions whose kind tells them."""
    known = [each for each in asked if each.kind in OPEN_KINDS][:OPENLY]
    if not known:
        return {}
    pieces, _, vectors = texts.read([f"query: {each.text}" for each in known])
    slots, _ = model.heads(pieces, vectors)
    intents = torch.tensor([INTENTS.index(OPEN_KINDS[each.kind]) for each in known])
    return {"open": 0.3 * functional.cross_entropy(slots["intent"].float(), intents)}
