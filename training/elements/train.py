"""`python -m training.elements.train --data DIR --out DIR --minutes M`: trains the element detector.

Run it again and it goes on where it stopped. The learning rate falls with the minutes spent, so that a slower machine
ends as neatly as a fast one. Writes checkpoint.pt, log.jsonl and loss.png.
"""

from __future__ import annotations

import copy
import json
import math
import time
from pathlib import Path
from typing import Any

import click
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from torch import Tensor, nn
from torch.utils.data import DataLoader

from training.elements.losses import total_loss
from training.elements.network import Network
from training.elements.samples import Sample, Windows, pages, report, together

EVERY = 50
"""Steps between lines of the log."""
SAVE_SECONDS = 120.0
WARM_UP = 0.02
"""Part of the time in which the learning rate rises."""


class Trainer:
    """Network, its running average, optimiser and how long they have been at it."""

    def __init__(self, out: Path, rate: float, accumulate: int) -> None:
        self.out, self.rate, self.accumulate = out, rate, accumulate
        self.network = Network().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network).requires_grad_(False)
        decayed = [p for p in self.network.parameters() if p.ndim > 1]
        others = [p for p in self.network.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": 0.02}, {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=rate)
        self.step, self.seconds = 0, 0.0
        out.mkdir(parents=True, exist_ok=True)
        if (out / "checkpoint.pt").exists():
            self._resume()

    def _resume(self) -> None:
        saved = torch.load(self.out / "checkpoint.pt", weights_only=True)
        self.network.load_state_dict(saved["network"])
        self.average.load_state_dict(saved["average"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.step, self.seconds = saved["step"], saved["seconds"]

    def save(self) -> None:
        """Writes the checkpoint so that a stop at any moment leaves a whole one."""
        parts = {name: getattr(self, name).state_dict() for name in ("network", "average", "optimiser")}
        torch.save({**parts, "step": self.step, "seconds": self.seconds}, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")

    def learn(self, inputs: dict[str, Tensor], samples: list[Sample], progress: float) -> dict[str, float]:
        """One batch; steps the optimiser every `accumulate` batches. progress: part of the time spent, 0 to 1."""
        rate = self.rate * min(progress / WARM_UP, 0.5 + 0.5 * math.cos(math.pi * min(progress, 1.0))) + 1e-6
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        losses = batch_losses(self.network, inputs, samples)
        (losses["things"]["total"] + losses["containers"]["total"]).div(self.accumulate).backward()
        self.step += 1
        if self.step % self.accumulate == 0:
            nn.utils.clip_grad_norm_(self.network.parameters(), 10.0)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            self._follow()
        return {
            f"{kind}.{name}": float(value.detach()) for kind, parts in losses.items() for name, value in parts.items()
        }

    @torch.no_grad()
    def _follow(self) -> None:
        keep = min(0.998, self.step / (self.step + 200))
        for mine, theirs in zip(self.average.state_dict().values(), self.network.state_dict().values(), strict=True):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1 - keep)
            else:
                mine.copy_(theirs)


def batch_losses(network: Network, inputs: dict[str, Tensor], samples: list[Sample]) -> dict[str, dict[str, Tensor]]:
    """Losses for things and containers."""
    things, containers = network(*prepared(inputs))
    owners = [torch.stack([torch.from_numpy(s.thing_owners[level]) for s in samples]) for level in range(len(things))]
    around = [
        torch.stack([torch.from_numpy(s.container_owners[level]) for s in samples]) for level in range(len(containers))
    ]
    return {
        "things": total_loss(things, owners, [s.things for s in samples]),
        "containers": total_loss(containers, around, [s.containers for s in samples]),
    }


def prepared(inputs: dict[str, Tensor]) -> tuple[Tensor, Tensor, list[Tensor]]:
    """A batch of features as the network takes them."""
    pixels = inputs["image"].permute(0, 3, 1, 2).float() / 255
    taps = [inputs[name].contiguous(memory_format=torch.channels_last) for name in ("c2", "c3", "c4", "c5")]
    return pixels, inputs["text"].float() / 255, taps


def is_for_training(record: dict[str, Any]) -> bool:
    """One page in fifteen stays out, for development."""
    return bool(record["index"] % 15 != 14)


def plot(out: Path) -> None:
    """The losses over steps, as a picture."""
    import matplotlib  # noqa: PLC0415 - slow to import, and only drawn now and then

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    rows = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    names = [name for name in rows[0] if "." in name and not name.endswith("total")]
    figure, axes = pyplot.subplots(2, 4, figsize=(16, 7))
    for axis, name in zip(axes.flat, names, strict=False):
        axis.plot([row["step"] for row in rows], [row[name] for row in rows])
        axis.set_title(name)
    figure.tight_layout()
    figure.savefig(out / "loss.png")
    pyplot.close(figure)


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), multiple=True, required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--minutes", type=float, default=90.0, show_default=True, help="Training time, all runs together.")
@click.option("--batch", type=int, default=2, show_default=True)
@click.option("--accumulate", type=int, default=2, show_default=True, help="Batches for each step of the optimiser.")
@click.option("--rate", type=float, default=2e-3, show_default=True, help="Largest learning rate.")
def main(data: tuple[Path, ...], out: Path, minutes: float, batch: int, accumulate: int, rate: float) -> None:
    """Train the element detector on rendered pages."""
    found = pages(list(data), is_for_training)
    click.echo(report(found))
    trainer = Trainer(out, rate, accumulate)
    windows = Windows(found, batch, seed=trainer.step, length=10**6)
    loader = DataLoader(windows, batch, num_workers=1, collate_fn=together, prefetch_factor=4)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[loss]}"), TimeRemainingColumn())
    with Progress(*columns) as progress, (out / "log.jsonl").open("a") as log:
        task = progress.add_task("training", total=minutes * 60, loss="")
        sums: dict[str, float] = {}
        before = saved = time.monotonic()
        for inputs, samples in loader:
            losses = trainer.learn(inputs, samples, trainer.seconds / (minutes * 60))
            sums = {name: sums.get(name, 0.0) + value / EVERY for name, value in losses.items()}
            trainer.seconds, before = trainer.seconds + time.monotonic() - before, time.monotonic()
            if trainer.step % EVERY == 0:
                log.write(json.dumps({"step": trainer.step, "seconds": round(trainer.seconds), **sums}) + "\n")
                log.flush()
                progress.update(task, completed=trainer.seconds, loss=f"{sums['things.total']:.2f}")
                sums = {}
            if time.monotonic() - saved > SAVE_SECONDS or trainer.seconds > minutes * 60:
                trainer.save()
                saved = time.monotonic()
            if trainer.seconds > minutes * 60:
                break
    plot(out)


if __name__ == "__main__":
    main()
