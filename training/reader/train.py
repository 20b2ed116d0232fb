"""`python -m training.reader.train --pages DIR --base DIR --out DIR --minutes M`: teaches the reader.

Each step takes one page with its questions, a few questions of other pages, and questions of the grammar. Run it again
and it goes on where it stopped; the rates fall with the minutes spent. Writes checkpoint.pt and log.jsonl.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.reader.checking import check
from training.reader.encoder import FROZEN
from training.reader.grammar.generate import questions
from training.reader.grammar.labels import Labelled
from training.reader.grammar.names import Names
from training.reader.losses import grammar_loss, open_loss, page_loss
from training.reader.model import Reader
from training.reader.pages_read import ReadPage, is_held_out, load_all, without
from training.reader.texts import Texts

GRAMMAR_BATCH, GRAMMAR_EVERY = 48, 2
"""Every step points at lines of a page; every second one learns programs besides."""
STRANGERS = 1
GONE = 0.35
"""Chance that one answer of a page is taken away, so that its questions have none."""
EVERY, SAVE_SECONDS, CHECK_SECONDS = 20, 120.0, 420.0
WARM_UP = 0.03
RATE, UPPER_RATE = 5e-4, 8e-5
"""Largest learning rates: of what is new, and of the encoder's end."""


class Trainer:
    """Model, optimiser and how long they have been at it."""

    def __init__(self, base: Path, out: Path, *, only_programs: bool = False) -> None:
        self.out, self.only_programs = out, only_programs
        self.is_new = not (out / "checkpoint.pt").exists()
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
        if not self.is_new:
            saved = torch.load(out / "checkpoint.pt", weights_only=True)
            self.model.load_state_dict(saved["model"])
            if saved["optimiser"]:  # none in what `training.reader.shipped` writes
                self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.seconds = saved["step"], saved["seconds"]
        if only_programs:
            self.model.requires_grad_(False)
            self.model.heads.requires_grad_(True)

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


def one_step(
    trainer: Trainer, taught: list[ReadPage], grammar: Iterator[Labelled], draw: np.random.Generator
) -> dict[str, Tensor]:
    """Losses of a step: of a drawn page with questions of another, and of the grammar's questions."""
    model, texts = trainer.model, trainer.texts
    if trainer.only_programs:
        page = taught[draw.integers(len(taught))]
        asked = [page.questions[place] for place in draw.permutation(len(page.questions))]
        return grammar_loss(model, texts, list(islice(grammar, 2 * GRAMMAR_BATCH))) | open_loss(model, texts, asked)
    losses = one_page(trainer, taught, draw)
    if trainer.step % GRAMMAR_EVERY == 0:
        losses |= grammar_loss(model, texts, list(islice(grammar, GRAMMAR_BATCH)))
    return losses


def one_page(trainer: Trainer, taught: list[ReadPage], draw: np.random.Generator) -> dict[str, Tensor]:
    """Losses of a drawn page, with questions of another."""
    page, other = (taught[draw.integers(len(taught))] for _ in range(2))
    strangers = [] if other.source == page.source else list(other.questions[:STRANGERS])
    return page_loss(trainer.model, trainer.texts, drawn(page, draw), strangers, draw)


@click.command()
@click.option("--pages", "folders", type=click.Path(path_type=Path, exists=True), multiple=True, required=True)
@click.option("--names", type=click.Path(path_type=Path, exists=True), help="A data set that gives elements' names.")
@click.option("--base", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--minutes", type=float, default=60.0, show_default=True, help="Training time, all runs together.")
@click.option("--only-programs", is_flag=True, help="Teach the heads alone, on what the encoder has come to.")
def main(folders: tuple[Path, ...], names: Path | None, base: Path, out: Path, **how: Any) -> None:
    """Teach the reader."""
    pages = list(load_all(folders))
    taught, kept = [p for p in pages if not is_held_out(p)], [p for p in pages if is_held_out(p)]
    asked = sum(len(page.questions) for page in pages)
    click.echo(json.dumps({"taught": len(taught), "kept": len(kept), "questions": asked}))
    trainer, minutes = Trainer(base, out, only_programs=how["only_programs"]), how["minutes"]
    if trainer.is_new:
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
            with torch.autocast("cpu", torch.bfloat16):
                losses = one_step(trainer, taught, grammar, draw)
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
