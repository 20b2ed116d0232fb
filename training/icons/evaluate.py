"""`python -m training.icons.evaluate --split held_out`: how well icons of families never seen are named.

Measured through the shipped network and the code that serves it. `drawings`: each drawing of a family, black on white
at 16, 24 and 40 pixels; `pages`: icons of rendered pages, with `--pages FILE` (`training.icons.crops`). A drawing that
its family's names give to two functions is right with either. Top-1: the best function is right; "named right": and
sure enough to be named; "abstains": what has no function gets none; "precision": of all that was named, what is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from PIL import Image

from flashweb.core.screen import Box
from flashweb.perception.icons import IconClassifier, IconLabels, ink
from flashweb.perception.models import WEIGHTS
from training.icons.drawings import SPLITS
from training.icons.train import Samples, crops_of, masks_of

SIZES = (16, 24, 40)
PAPER = 12
"""White around each drawing, in pixels."""


@dataclass(frozen=True, slots=True)
class Examples:
    """inks: (N, 40, 40); functions: those that are right for each, none where it must abstain."""

    inks: np.ndarray
    functions: list[tuple[str, ...]]
    families: list[str]


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return middle - reach, middle + reach


def _families(samples: Samples) -> list[str]:
    named: dict[int, str] = {}
    for families in samples.pool.values():
        for family, indices in families.items():
            named.update(dict.fromkeys(indices, family))
    return [named[index] for index in range(len(samples.functions))]


def drawn(samples: Samples) -> Examples:
    """Drawings as small pictures, seen as at run time."""
    seen = []
    for size in SIZES:
        for mask in samples.pictures:
            canvas = np.full((size + 2 * PAPER, size + 2 * PAPER, 3), 255, np.uint8)
            small = np.asarray(Image.fromarray(mask).resize((size, size), Image.Resampling.BOX))
            canvas[PAPER : PAPER + size, PAPER : PAPER + size] -= small[..., None]
            seen.append(ink(canvas, Box(PAPER, PAPER, PAPER + size, PAPER + size)))
    return Examples(np.stack(seen), samples.functions * len(SIZES), _families(samples) * len(SIZES))


def examples(data: Path, split: str, pages: Path | None) -> Iterator[tuple[str, Examples]]:
    """What there is to be measured on."""
    yield "drawings", drawn(masks_of(data, split))
    crops = crops_of(pages) if pages else None
    if crops is not None:
        yield "pages", Examples(crops.pictures, crops.functions, _families(crops))


def scores_of(classifier: IconClassifier, seen: np.ndarray) -> np.ndarray:
    """(N, functions + 1)."""
    return np.concatenate([classifier.scores(seen[start : start + 256]) for start in range(0, len(seen), 256)])


def rightness(labels: tuple[str, ...], scores: np.ndarray, measured: Examples) -> np.ndarray:
    """(N,) whether the best function is a right one; never, where there is none."""
    best = scores[:, :-1].argmax(1)
    return np.array([labels[b] in right for b, right in zip(best, measured.functions, strict=True)])


def load(folder: Path) -> tuple[IconClassifier, IconLabels]:
    """The network of a folder with icons.xml, icons.bin and icons.json, on one thread."""
    import openvino as ov  # noqa: PLC0415

    labels = IconLabels.parse((folder / "icons.json").read_bytes())
    options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": "1"}
    return IconClassifier(ov.Core().compile_model(folder / "icons.xml", "CPU", options), labels), labels


def _line(name: str, right: np.ndarray) -> str:
    low, high = wilson(int(right.sum()), len(right))
    return f"  {name:<12} {right.mean():.3f} ({low:.3f} to {high:.3f}) of {len(right)}"


def report(kind: str, measured: Examples, scores: np.ndarray, labels: IconLabels) -> list[str]:
    """Top-1 of each family and of all; what is named from the threshold on, and how often rightly."""
    right = rightness(labels.functions, scores, measured)
    has_name = np.array([bool(functions) for functions in measured.functions])
    families = np.array(measured.families)
    lines = [f"{kind}, top-1:"]
    lines += [_line(name, right[has_name & (families == name)]) for name in sorted(set(families.tolist()))]
    lines.append(_line("all", right[has_name]))
    is_named = scores[:, :-1].max(1) >= labels.sure_enough
    lines.append(f"{kind}, from confidence {labels.sure_enough:.2f}:")
    lines.append(_line("precision", right[is_named]))
    lines.append(_line("named right", (is_named & right)[has_name]))
    if not has_name.all():
        lines.append(_line("abstains", ~is_named[~has_name]))
    return lines


def mistakes(measured: Examples, scores: np.ndarray, labels: IconLabels) -> list[str]:
    """The most frequent ones: what it is, what it was called."""
    wrong = ~rightness(labels.functions, scores, measured)
    pairs = [
        f"{'/'.join(measured.functions[index])} as {labels.functions[int(scores[index, :-1].argmax())]}"
        for index in np.flatnonzero(wrong)
        if measured.functions[index]
    ]
    values, counts = np.unique(pairs, return_counts=True)
    return [f"  {counts[i]} {values[i]}" for i in counts.argsort()[::-1][:25]]


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), default=Path("build/icons"), show_default=True)
@click.option("--weights", type=click.Path(path_type=Path, exists=True), default=WEIGHTS, show_default=True)
@click.option("--split", type=click.Choice(list(SPLITS)), default="held_out", show_default=True)
@click.option("--pages", type=click.Path(path_type=Path, exists=True), help="Crops of the split's pages.")
@click.option("--errors", is_flag=True, help="List the most frequent mistakes.")
def main(data: Path, weights: Path, split: str, pages: Path | None, errors: bool) -> None:
    """Measure the icon classifier on families it has not seen."""
    classifier, labels = load(weights)
    for kind, measured in examples(data, split, pages):
        scores = scores_of(classifier, measured.inks)
        lines = report(kind, measured, scores, labels)
        click.echo("\n".join(lines + (mistakes(measured, scores, labels) if errors else [])))


if __name__ == "__main__":
    main()
