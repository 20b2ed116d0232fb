"""`python -m training.reader.train --pages DIR --base DIR --out DIR --minutes M`: teaches the reader.

Each step takes one page with its questions, a few questions of other pages, and questions of the grammar. Run it again
and it goes on where it stopped; the rates fall with the minutes spent. Writes checkpoint.pt and log.jsonl.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from flashweb.engines.nano.reader.words import overlaps
from training.reader.encoder import FROZEN, Encoder
from training.reader.grammar.generate import questions
from training.reader.grammar.labels import INTENTS, SLOTS, SPANS, Labelled
from training.reader.grammar.names import Names
from training.reader.network import Joint, LineInputs, QuestionHeads, Ranker
from training.reader.pages_read import Question, ReadPage, is_held_out, joined, load_all, without
from training.reader.texts import Texts

SIZES = {"intent": len(INTENTS), **{name: len(values) + 1 for name, values in SLOTS.items()}, "leans": 2}
"""Of each slot, how many values: the first of all but the intent is that it says nothing."""
GRAMMAR_BATCH = 64
PAGE_EVERY = 3
"""Steps between those that point, which cost more and are learnt sooner than programs."""
STRANGERS = 1
QUESTIONS = 4
"""Of a page in one step."""
JOINTLY = 14
"""Lines that are read together with a question."""
LONGEST_LINE = 24
"""Pieces of a line that are read together with a question."""
GONE = 0.35
"""Chance that one answer of a page is taken away, so that its questions have none."""
TEMPERATURE = 0.03
EVERY, SAVE_SECONDS, CHECK_SECONDS = 20, 120.0, 420.0
WARM_UP = 0.03
RATE, UPPER_RATE = 5e-4, 5e-5
"""Largest learning rates: of what is new, and of the encoder's end."""
OPEN_KINDS = {"value": "open", "prose": "open", "reason": "open", "list": "open", "where": "how"}
"""What the hand-made questions' kinds teach of intents; other kinds teach none."""


class Reader(nn.Module):
    """All that learns: the encoder's end, heads, ranker, joint reading."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.heads = QuestionHeads(SIZES, len(SPANS) + 1)
        self.ranker, self.joint = Ranker(), Joint()


class Met(NamedTuple):
    """ranks: (Q, 1 + n), of the ranker; chosen: (Q, K) lines, read jointly with scores (Q, 1 + K); cosines: (Q, n)."""

    ranks: Tensor
    chosen: Tensor
    scores: Tensor
    cosines: Tensor


def meet(model: Reader, texts: Texts, page: ReadPage, asked: list[str], wanted: list[tuple[int, ...]]) -> Met:
    """Questions on a page. wanted: lines that are to be among the chosen in any case, while learning."""
    _, _, vectors = texts.read([f"query: {each}" for each in asked])
    named = [f"passage: {each}" for each in page.texts]
    lines = texts.vectors(named)
    inputs = LineInputs(
        lines,
        torch.from_numpy(page.inputs.facts),
        torch.from_numpy(page.inputs.roles),
        torch.from_numpy(page.inputs.relations).float(),
    )
    common = torch.from_numpy(np.stack([overlaps(each, page.texts) for each in asked]))
    ranks = model.ranker(inputs, vectors, common).float()
    preferred = ranks[:, 1:].detach().clone()
    for row, places in enumerate(wanted):
        preferred[row, list(places)] = 1e3
    chosen = preferred.topk(min(JOINTLY, preferred.shape[1]), dim=1).indices.sort(dim=1).values
    states = [each[:LONGEST_LINE].float() for each in texts.prepare(named)]
    spoken = [each.float() for each in texts.prepare([f"query: {each}" for each in asked])]
    scores = model.joint(model.encoder, spoken, states, inputs, chosen, ranks).float()
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
    jointly = torch.cat([target[:, :1], target[:, 1:].gather(1, met.chosen)], 1)
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
    losses = pointing_loss(meet(model, texts, page, [each.text for each in asked], wanted), wanted)
    known = [each for each in asked if each.kind in OPEN_KINDS]
    if known:
        pieces, _, vectors = texts.read([f"query: {each.text}" for each in known])
        slots, _ = model.heads(pieces, vectors)
        intents = torch.tensor([INTENTS.index(OPEN_KINDS[each.kind]) for each in known])
        losses["open"] = 0.3 * functional.cross_entropy(slots["intent"].float(), intents)
    return losses


@torch.no_grad()
def check(model: Reader, texts: Texts, pages: list[ReadPage], held: Iterator[Labelled]) -> dict[str, float]:
    """Shares on pages and skeletons never taught: right line first, none rightly said, cosine's; intent, program."""
    model.eval()
    counts = dict.fromkeys(("first", "ranked", "cosine", "answered", "none", "without", "refused"), 0)
    for page in pages:
        met = meet(model, texts, page, [each.text for each in page.questions], [()] * len(page.questions))
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


class Trainer:
    """Model, optimiser and how long they have been at it."""

    def __init__(self, base: Path, out: Path) -> None:
        self.out, out_exists = out, (out / "checkpoint.pt").exists()
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.model = Reader(tokenizer.get_vocab_size())
        self.model.encoder.load_state_dict(torch.load(base / "base.pt", weights_only=True))
        self.model.encoder.requires_grad_(False)
        upper = list(self.model.encoder.layers[FROZEN:].parameters())
        for parameter in upper:
            parameter.requires_grad_(True)
        new = [p for part in (self.model.heads, self.model.ranker, self.model.joint) for p in part.parameters()]
        groups = [{"params": new, "lr": RATE, "top": RATE}, {"params": upper, "lr": UPPER_RATE, "top": UPPER_RATE}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.02)
        self.texts = Texts(tokenizer, self.model.encoder)
        self.step, self.seconds = 0, 0.0
        out.mkdir(parents=True, exist_ok=True)
        if out_exists:
            saved = torch.load(out / "checkpoint.pt", weights_only=True)
            self.model.load_state_dict(saved["model"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.seconds = saved["step"], saved["seconds"]

    @torch.no_grad()
    def measure(self, pages: list[ReadPage]) -> None:
        """What vectors of lines and questions share, from some pages; before the first step."""
        model, some = self.model, pages[:: max(len(pages) // 40, 1)]
        lines = self.texts.vectors([f"passage: {text}" for page in some for text in page.texts])
        pieces, mask, vectors = self.texts.read([f"query: {each.text}" for page in some for each in page.questions])
        model.ranker.of_lines.measure(lines)
        model.ranker.of_questions.measure(vectors)
        model.heads.of_questions.measure(vectors)
        model.heads.of_pieces.measure(pieces[mask])

    def save(self) -> None:
        """Writes the checkpoint so that a stop at any moment leaves a whole one."""
        parts = {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save({**parts, "step": self.step, "seconds": self.seconds}, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")

    def learn(self, losses: dict[str, Tensor], progress: float) -> dict[str, float]:
        """One step down the sum of the losses. progress: part of the time spent, 0 to 1."""
        share = min(progress / WARM_UP, 0.5 + 0.5 * math.cos(math.pi * min(progress, 1.0))) + 0.01
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * share
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.grad is not None], 1.0)
        self.optimiser.step()
        self.step += 1
        return {name: float(value.detach()) for name, value in losses.items()}


def drawn(page: ReadPage, draw: np.random.Generator) -> ReadPage:
    """The page, at times without the lines that one of its questions asks for, or without some that none does."""
    answered = [each for each in page.questions if each.lines]
    gone: set[int] = set()
    if answered and draw.random() < GONE:
        gone |= set(answered[draw.integers(len(answered))].lines)
    wanted = {line for each in answered for line in each.lines}
    idle = [line for line in range(len(page.texts)) if line not in wanted]
    gone |= {line for line in idle if draw.random() < 0.05}
    return without(page, sorted(gone)) if gone and len(gone) < len(page.texts) else page


@click.command()
@click.option("--pages", "folders", type=click.Path(path_type=Path, exists=True), multiple=True, required=True)
@click.option("--names", type=click.Path(path_type=Path, exists=True), help="A data set that gives elements' names.")
@click.option("--base", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--minutes", type=float, default=60.0, show_default=True, help="Training time, all runs together.")
def main(folders: tuple[Path, ...], names: Path | None, base: Path, out: Path, minutes: float) -> None:
    """Teach the reader."""
    pages = list(load_all(folders))
    taught, kept = [p for p in pages if not is_held_out(p)], [p for p in pages if is_held_out(p)]
    asked = sum(len(page.questions) for page in pages)
    click.echo(json.dumps({"taught": len(taught), "kept": len(kept), "questions": asked}))
    trainer = Trainer(base, out)
    if trainer.step == 0:
        trainer.measure(taught)
    known = Names.of(names) if names else Names.built_in()
    grammar, held = questions(trainer.step, known, "train"), questions(1, known, "held_out")
    draw = np.random.default_rng(trainer.step)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[loss]}"), TimeRemainingColumn())
    with Progress(*columns) as progress, (out / "log.jsonl").open("a") as log:
        task = progress.add_task("training", total=minutes * 60, loss="")
        sums: dict[str, float] = {}
        before = saved = checked = time.monotonic()
        while trainer.seconds < minutes * 60:
            page = drawn(taught[draw.integers(len(taught))], draw)
            other = taught[draw.integers(len(taught))]
            strangers = [] if other.source == page.source else list(other.questions[:STRANGERS])
            with torch.autocast("cpu", torch.bfloat16):
                losses = {}
                if trainer.step % PAGE_EVERY == 0:
                    losses = page_loss(trainer.model, trainer.texts, page, strangers, draw)
                losses |= grammar_loss(trainer.model, trainer.texts, [next(grammar) for _ in range(GRAMMAR_BATCH)])
            parts = trainer.learn(losses, trainer.seconds / (minutes * 60))
            sums = {name: sums.get(name, 0.0) + value / EVERY for name, value in parts.items()}
            now = time.monotonic()
            trainer.seconds, before = trainer.seconds + now - before, now
            if trainer.step % EVERY == 0:
                log.write(json.dumps({"step": trainer.step, "seconds": round(trainer.seconds), **sums}) + "\n")
                log.flush()
                progress.update(task, completed=trainer.seconds, loss=f"{sum(sums.values()):.2f}")
                sums = {}
            if now - checked > CHECK_SECONDS or trainer.seconds >= minutes * 60:
                checked = time.monotonic()
                shares = check(trainer.model, trainer.texts, kept, held)
                log.write(json.dumps({"step": trainer.step, **shares}) + "\n")
                click.echo(json.dumps({"step": trainer.step, **{k: round(v, 3) for k, v in shares.items()}}))
            if now - saved > SAVE_SECONDS or trainer.seconds >= minutes * 60:
                trainer.save()
                saved = time.monotonic()


if __name__ == "__main__":
    main()
