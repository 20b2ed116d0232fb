"""What is taught beside the encoder: heads that read a question, and two ways of finding the lines that answer it.

The *ranker* looks at every line of a page: how near its vector, mixed with those of the lines that stand with it, is to
the question's; which of the question's words it and they hold; its place, form and role. The *joint reading* lets the
encoder's last layers read the question and the best lines together, told by learned weights how lines stand together.
At run time both but for the encoder's layers are a few small arrays (`flashweb.engines.nano.reader`).
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from flashweb.engines.nano.reader.inputs import FACTS, RELATIONS, ROLES
from flashweb.engines.nano.reader.ranking import ABSENT, KINDS, MIXES, ROLE_WIDTH, SPREAD
from flashweb.engines.nano.reader.words import OVERLAPS
from training.reader.encoder import HEADS, WIDTH, Encoder

DROP = 0.3
RARE = -3.0
"""Where scores of lines start: few answer."""
FEATURES = MIXES + 1 + 2 * len(RELATIONS) + OVERLAPS + FACTS + ROLE_WIDTH + 2 * KINDS
NONE_FEATURES = MIXES + 1 + OVERLAPS + KINDS + 2


class LineInputs(NamedTuple):
    """Of one page: vectors (n, 384), facts (n, FACTS), roles (n,), relations (R, n, n) of 0 and 1."""

    vectors: Tensor
    facts: Tensor
    roles: Tensor
    relations: Tensor


States = tuple[list[Tensor], list[Tensor]]
"""Of questions and of lines, (T, 384) each: what the frozen layers made of their pieces."""


class Standard(nn.Module):
    """Takes away what all vectors of the encoder share, which is most of them; measured once, before training."""

    def __init__(self) -> None:
        super().__init__()
        self.mean: Tensor
        self.spread: Tensor
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("spread", torch.ones(WIDTH))

    def measure(self, vectors: Tensor) -> None:
        """Takes mean and spread of vectors (N, 384)."""
        self.mean.copy_(vectors.mean(0))
        self.spread.copy_(vectors.std(0).clamp(min=1e-4))

    def forward(self, x: Tensor) -> Tensor:
        return (x - self.mean) / self.spread


class Ranker(nn.Module):
    """-> (Q, 1 + n): that no line answers, then of each line that it does."""

    def __init__(self) -> None:
        super().__init__()
        self.of_lines, self.of_questions = Standard(), Standard()
        self.mixes = nn.Parameter(torch.randn(MIXES, len(RELATIONS)) * 0.1)
        self.own = nn.Parameter(torch.ones(MIXES))
        self.role = nn.Embedding(len(ROLES), ROLE_WIDTH)
        self.asked_kind, self.told_kind = nn.Linear(WIDTH, KINDS), nn.Linear(WIDTH, KINDS)
        self.scale = nn.LayerNorm(FEATURES)
        self.first, self.second, self.last = nn.Linear(FEATURES, 128), nn.Linear(128, 64), nn.Linear(64, 1)
        self.none_first, self.none_last = nn.Linear(NONE_FEATURES, 64), nn.Linear(64, 1)
        nn.init.constant_(self.last.bias, RARE)

    def forward(self, page: LineInputs, asked: Tensor, overlaps: Tensor) -> Tensor:
        """asked: vectors (Q, 384). overlaps: (Q, n, OVERLAPS)."""
        lines = functional.normalize(page.vectors - self.of_lines.mean, dim=1)
        questions = functional.normalize(asked - self.of_questions.mean, dim=1)
        among = page.relations / page.relations.sum(2, keepdim=True).clamp(min=1)
        mixed = torch.einsum("kr,rij->kij", self.mixes, among) @ lines + self.own[:, None, None] * lines
        near = 10 * torch.einsum("qe,kne->qnk", questions, functional.normalize(mixed, dim=2))
        close = questions @ lines.T
        close = (close - close.mean(1, keepdim=True)) / (close.std(1, keepdim=True, correction=0) + SPREAD)
        asked_kind = torch.tanh(self.asked_kind(self._dropped(self.of_questions(asked))))
        told_kind = torch.tanh(self.told_kind(self._dropped(self.of_lines(page.vectors))))
        still = torch.cat([page.facts, self.role(page.roles)], 1)
        count, length = close.shape
        own = [near, close[..., None], overlaps]
        features = [
            *own, strongest(close, page.relations), strongest(overlaps[..., 0], page.relations),
            still[None].expand(count, -1, -1), asked_kind[:, None].expand(-1, length, -1),
            asked_kind[:, None] * told_kind[None],
        ]  # fmt: skip
        hidden = self._dropped(functional.relu(self.first(self.scale(torch.cat(features, 2)))))
        scores = self.last(self._dropped(functional.relu(self.second(hidden))))[..., 0]
        top = scores.topk(min(2, length), dim=1).values
        summary = [torch.cat(own, 2).max(1).values, asked_kind, top[:, :1], top[:, :1] - top[:, -1:]]
        none = self.none_last(self._dropped(functional.relu(self.none_first(torch.cat(summary, 1)))))
        return torch.cat([none, scores], 1)

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, DROP, self.training)


def strongest(of_lines: Tensor, relations: Tensor) -> Tensor:
    """(Q, n) and (R, n, n) -> (Q, n, R): the largest value among the lines that stand so to each; ABSENT if none."""
    found = []
    for relation in relations:
        spread = of_lines[:, None].expand(-1, of_lines.shape[1], -1)
        found.append(spread.masked_fill(relation[None] == 0, ABSENT).max(2).values)
    return torch.stack(found, 2)


class Joint(nn.Module):
    """Reads questions with some lines each through the encoder's last layers."""

    def __init__(self) -> None:
        super().__init__()
        self.role = nn.Embedding(len(ROLES), WIDTH)
        self.fact = nn.Linear(FACTS, WIDTH)
        self.related = nn.Parameter(torch.zeros(len(RELATIONS), HEADS))
        self.norm = nn.LayerNorm(WIDTH)
        self.score, self.none = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 1)
        self.trust = nn.Parameter(torch.ones(2))
        for part in (self.role.weight, self.fact.weight, self.fact.bias):
            nn.init.zeros_(part)
        nn.init.zeros_(self.score.weight)

    def forward(self, encoder: Encoder, states: States, page: LineInputs, chosen: Tensor, ranks: Tensor) -> Tensor:
        """states: of questions and lines. chosen: (Q, K) lines. ranks: (Q, 1 + n) of the ranker.

        -> (Q, 1 + K).
        """
        asked, lines = states
        added = self.role(page.roles) + self.fact(page.facts)
        told = [line + added[place] for place, line in enumerate(lines)]
        rows, owners = [], []
        for question, places in zip(asked, chosen.tolist(), strict=True):
            rows.append(torch.cat([question, *(told[place] for place in places)]))
            sizes = torch.tensor([len(question), *(len(lines[place]) for place in places)])
            owners.append(torch.repeat_interleave(torch.arange(len(sizes)), sizes))
        x = pad_sequence(rows, batch_first=True)
        owner = pad_sequence(owners, batch_first=True, padding_value=-1)
        read = encoder.upper(x, self._bias(owner, chosen, page.relations).to(x.dtype))
        member = functional.one_hot(owner + 1, chosen.shape[1] + 2)[..., 1:].to(read.dtype)
        means = (member.transpose(1, 2) @ read) / member.sum(1)[..., None].clamp(min=1)
        means = self.norm(means.float())
        none = self.none(means[:, 0]) + self.trust[0] * ranks[:, :1]
        return torch.cat([none, self.score(means[:, 1:])[..., 0] + self.trust[1] * ranks[:, 1:].gather(1, chosen)], 1)

    def _bias(self, owner: Tensor, chosen: Tensor, relations: Tensor) -> Tensor:
        """(Q, HEADS, S, S): learned weights of how the lines of two pieces stand together; none sees padding."""
        biases = []
        for places, owners in zip(chosen, owner, strict=True):
            among = torch.einsum("rij,rh->hij", relations[:, places][:, :, places], self.related)
            whole = functional.pad(among, (1, 0, 1, 0))
            at = owners.clamp(min=0)
            biases.append(whole[:, at][:, :, at].masked_fill((owners < 0)[None, None], -1e4))
        return torch.stack(biases)


class QuestionHeads(nn.Module):
    """Pieces (Q, T, 384) and vectors (Q, 384) of questions -> logits of each slot, and of each piece's span."""

    def __init__(self, sizes: dict[str, int], spans: int) -> None:
        super().__init__()
        self.of_pieces, self.of_questions = Standard(), Standard()
        self.rise = nn.Linear(2 * WIDTH, WIDTH)
        self.slots = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items()})
        self.span_rise, self.span_last = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, spans)

    def forward(self, pieces: Tensor, vectors: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """The first piece stands for the whole beside the mean."""
        pieces, vectors = self.of_pieces(pieces), self.of_questions(vectors)
        whole = functional.relu(self.rise(torch.cat([pieces[:, 0], vectors], 1)))
        around = torch.cat([pieces, vectors[:, None].expand_as(pieces)], 2)
        spans = self.span_last(functional.relu(self.span_rise(around)))
        return {name: head(whole) for name, head in self.slots.items()}, spans


def mean_of(pieces: Tensor, mask: Tensor) -> Tensor:
    """(N, T, 384) and (N, T) -> (N, 384): the mean of the pieces that are there."""
    weight = mask.to(pieces.dtype)[..., None]
    return (pieces * weight).sum(1) / weight.sum(1).clamp(min=1)
