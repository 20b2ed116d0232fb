"""`python -m training.icons.train --out DIR`: trains the icon network on one core; run again, it goes on.

Reads DIR/{train,validation}.npz and .jsonl (`training.icons.masks`) and, where there, DIR/pages.npz and
DIR/pages_validation.npz (`training.icons.crops`). Writes DIR/checkpoint.pt, DIR/progress.jsonl, DIR/loss.png.
Each batch: functions evenly, within each its families evenly, a fifth without a function. Weights are averaged.
"""

from __future__ import annotations

import copy
import json
import math
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from training.icons.augment import augmented
from training.icons.network import NAMES, IconNetwork

BATCH, NOTHING, REPORT, AVERAGE = 128, 0.2, 50, 0.995
MASK = 48
OF_PAGES = 0.25
RENAMED_BY_PLATES = frozenset({"check", "close", "info", "help", "error", "stop", "play", "minus"})
Pool = dict[str, dict[str, list[int]]]


@dataclass(slots=True)
class Samples:
    """Masks or inks, uint8 (N, side, side); functions of each; by function and family, where they are."""

    pictures: np.ndarray
    functions: list[tuple[str, ...]]
    pool: Pool = field(default_factory=dict)

    def draw(self, count: int, rng: random.Random) -> list[int]:
        names = [name for name in self.pool if name]
        chosen = []
        for _ in range(count):
            name = "" if rng.random() < NOTHING and "" in self.pool else rng.choice(names)
            chosen.append(rng.choice(self.pool[name][rng.choice(list(self.pool[name]))]))
        return chosen

    def targets(self, indices: list[int]) -> Tensor:
        """(N, labels): evenly on all functions of a drawing."""
        rows = torch.zeros(len(indices), len(NAMES))
        for row, index in enumerate(indices):
            names = self.functions[index] or ("",)
            for name in names:
                rows[row, NAMES.index(name)] = 1 / len(names)
        return rows


def _pooled(pictures: np.ndarray, functions: list[tuple[str, ...]], families: list[str]) -> Samples:
    pool: Pool = defaultdict(lambda: defaultdict(list))
    for index, (names, family) in enumerate(zip(functions, families, strict=True)):
        for name in names or ("",):
            pool[name][family].append(index)
    return Samples(pictures, functions, pool)


def masks_of(folder: Path, split: str, side: int = 64) -> Samples:
    """The drawings that `training.icons.masks` painted."""
    lines = [json.loads(line) for line in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]
    masks = np.load(folder / f"{split}.npz")["masks"]
    if side != masks.shape[1]:
        masks = np.stack([np.asarray(Image.fromarray(m).resize((side, side), Image.Resampling.BOX)) for m in masks])
    return _pooled(masks, [tuple(line[2]) for line in lines], [line[0] for line in lines])


def crops_of(path: Path) -> Samples | None:
    """The crops that `training.icons.crops` cut out, if it did."""
    if not path.exists():
        return None
    data = np.load(path)
    functions = [(name,) if name else () for name in data["functions"].tolist()]
    return _pooled(data["inks"], functions, data["families"].tolist())


def _batch(masks: Samples, crops: Samples | None, rng: random.Random) -> tuple[Tensor, Tensor]:
    num_crops = 0 if crops is None else round(BATCH * OF_PAGES)
    drawn = masks.draw(BATCH - num_crops, rng)
    plain = torch.tensor([bool(RENAMED_BY_PLATES & set(masks.functions[index])) for index in drawn])
    x = augmented(torch.from_numpy(masks.pictures[drawn]).unsqueeze(1).float() / 255, plain)
    y = masks.targets(drawn)
    if crops is not None:
        seen = crops.draw(num_crops, rng)
        x = torch.cat([x, torch.from_numpy(crops.pictures[seen]).unsqueeze(1).float() / 255])
        y = torch.cat([y, crops.targets(seen)])
    return x, y


@torch.no_grad()
def top1(network: nn.Module, x: Tensor, y: Tensor) -> float:
    """The share of inputs whose best label is among their functions."""
    network.eval()
    best = torch.cat([network(part).argmax(1) for part in x.split(256)])
    return y.gather(1, best.unsqueeze(1)).gt(0).float().mean().item()


def _validation(folder: Path) -> dict[str, tuple[Tensor, Tensor]]:
    """The same inputs every time: clean, disturbed as in training, and of pages; functions only."""
    torch.manual_seed(7)
    masks = masks_of(folder, "validation", MASK)
    named = [index for index, names in enumerate(masks.functions) if names]
    sets = {"drawings": (masks, named)}
    crops = crops_of(folder / "pages_validation.npz")
    if crops is not None:
        sets["pages"] = (crops, [index for index, names in enumerate(crops.functions) if names])
    made = {}
    for name, (samples, chosen) in sets.items():
        x = torch.from_numpy(samples.pictures[chosen]).unsqueeze(1).float() / 255
        if name == "drawings":
            x = augmented(x, torch.tensor([bool(RENAMED_BY_PLATES & set(samples.functions[i])) for i in chosen]))
        made[name] = (x, samples.targets(chosen))
    return made


def _rate(part: float) -> float:
    """A short rise, then half a cosine. part: of the training that is done."""
    return 2e-3 * (part / 0.05 if part < 0.05 else 0.5 * (1 + math.cos(math.pi * min(1.0, (part - 0.05) / 0.95))))


def _plot(folder: Path) -> None:
    from matplotlib import pyplot  # noqa: PLC0415 - only here

    lines = [json.loads(line) for line in (folder / "progress.jsonl").read_text(encoding="utf-8").splitlines()]
    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4))
    axes[0].plot([line["samples"] for line in lines], [line["loss"] for line in lines])
    axes[0].set(xlabel="samples", ylabel="loss")
    for name in lines[-1]["top1"]:
        axes[1].plot([line["samples"] for line in lines], [line["top1"].get(name) for line in lines], label=name)
    axes[1].set(xlabel="samples", ylabel="top-1, validation families")
    axes[1].legend()
    figure.savefig(folder / "loss.png")
    pyplot.close(figure)


@dataclass(slots=True)
class Run:
    """All that a checkpoint keeps."""

    network: IconNetwork
    average: IconNetwork
    optimiser: torch.optim.Optimizer
    samples: int = 0
    seconds: float = 0.0

    @classmethod
    def begin(cls) -> Run:
        network = IconNetwork().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return cls(network, copy.deepcopy(network), torch.optim.AdamW(network.parameters(), weight_decay=0.05))

    def state(self) -> dict[str, Any]:
        parts = {name: getattr(self, name).state_dict() for name in ("network", "average", "optimiser")}
        return {**parts, "samples": self.samples, "seconds": self.seconds}

    def restore(self, state: dict[str, Any]) -> None:
        for name in ("network", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.samples, self.seconds = state["samples"], state["seconds"]

    def step(self, x: Tensor, y: Tensor) -> float:
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.network(x.to(memory_format=torch.channels_last))
        loss = nn.functional.cross_entropy(scores.float(), y, label_smoothing=0.05)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.samples += len(x)
        keep = min(AVERAGE, 1 - 10 / (10 + self.samples / BATCH))
        for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(now, 1 - keep)
        return loss.item()


@click.command()
@click.option("--out", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--minutes", type=click.FloatRange(0, min_open=True), default=30, show_default=True, help="All in all.")
def main(out: Path, minutes: float) -> None:
    """Train the icon network, some 1000 samples a second on a free core."""
    torch.set_num_threads(1)
    run, path = Run.begin(), out / "checkpoint.pt"
    if path.exists():
        run.restore(torch.load(path))
    masks, validation = masks_of(out, "train", MASK), _validation(out)
    torch.manual_seed(run.samples)
    rng, losses, start = random.Random(run.samples), [], time.monotonic() - run.seconds
    while run.seconds < minutes * 60:
        run.seconds = time.monotonic() - start
        for group in run.optimiser.param_groups:
            group["lr"] = _rate(run.seconds / (minutes * 60))
        if not losses:
            crops = crops_of(out / "pages.npz")
        losses.append(run.step(*_batch(masks, crops, rng)))
        if len(losses) == REPORT or run.seconds >= minutes * 60:
            scores = {name: round(top1(run.average, *pair), 4) for name, pair in validation.items()}
            loss = round(sum(losses) / len(losses), 4)
            record = {"samples": run.samples, "loss": loss, "top1": scores, "seconds": round(run.seconds)}
            with (out / "progress.jsonl").open("a", encoding="utf-8") as progress:
                progress.write(json.dumps(record) + "\n")
            click.echo(json.dumps(record))
            torch.save(run.state(), path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)
            losses = []
    _plot(out)


if __name__ == "__main__":
    main()
