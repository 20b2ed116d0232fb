"""Train the injection classifier: `python -m training.injection.train --pages DIR --corpora build/injection`.

Logistic regression on hashed n-grams with the scores of `flashweb.guardrails.classifier`, by Adagrad on one core in
a minute or two; INT8 afterwards. Attacks are hidden in harmless surroundings now and then, and harmless texts come
as pages do: several lines together.
"""

from __future__ import annotations

import hashlib
import html
import json
import pydoc
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from flashweb.guardrails.classifier import BITS, WEIGHTS, WINDOW, ngram_hashes
from flashweb.guardrails.views import plain_view
from training.injection import corpora, families, phrases, requests
from training.injection.natural import prose

EPOCHS = 5
FIRST_KEPT = 1
TOGETHER = 256
"""Texts a step."""
RATE = 0.1
DECAY = 5e-4
FALSE_ALARMS = 0.003
NUM_REQUESTS = 20_000
NUM_SAID = 8_000
NUM_LONG = 20_000
NUM_FAMILIES = 12_000
NUM_PROSE = 25_000
"""Of each kind."""
SURROUNDED = 7
SOURCES = Path(__file__).parents[1] / "reader" / "pages" / "sources"
_BLOCK = re.compile(r"</?(?!(?:b|i|em|strong|small|code|u|s)\b)\w+[^>]*>")
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
HARMLESS_WEIGHT = 3.0
"""A false alarm costs more than a miss: rules find most attacks as well."""


def docstrings() -> Iterator[str]:
    """English prose with orders to its reader, of which every machine has plenty: the standard library's own.

    What differs from run to run and between machines is left out: addresses, values, files.
    """
    for name in sorted(sys.stdlib_module_names):
        if name.startswith("_") or name in ("antigravity", "this", "idlelib", "turtledemo", "test"):
            continue
        try:
            text = pydoc.plain(pydoc.render_doc(name))
        except (ImportError, pydoc.ErrorDuringImport, SystemExit):
            continue
        for paragraph in re.split(r"\n\s*\|?\s*\n", text):
            words = _ADDRESS.sub("0x0", re.sub(r"[\s|]+", " ", paragraph).strip())
            if 30 < len(words) < 600 and not words.startswith(("DATA ", "FILE ")):
                yield words


def page_texts(folder: Path, rng: random.Random) -> Iterator[str]:
    """Lines of rendered pages: single ones, and runs of neighbours."""
    for path in sorted(folder.glob("*/pages.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            lines = [line["text"] for line in json.loads(row).get("lines", [])]
            start = 0
            while start < len(lines):
                count = rng.choice((1, 2, 4, 8))
                yield "\n".join(lines[start : start + count])
                start += count


def written_pages(is_kept_back: bool) -> Iterator[str]:
    """The pages that the reader learns from: their texts, single and with their neighbours, and what people ask.

    Every tenth page is kept back for development.
    """
    for number, path in enumerate(sorted(SOURCES.glob("*/*.html"))):
        if (number % 10 == 0) != is_kept_back:
            continue
        parts = [html.unescape(re.sub(r"<[^>]+>", "", part)) for part in _BLOCK.split(path.read_text(encoding="utf-8"))]
        texts = [text for part in parts if len(text := re.sub(r"\s+", " ", part).strip()) > 3]
        yield from texts
        yield from ("\n".join(texts[start : start + 3]) for start in range(0, len(texts), 3))
        for row in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(row)["q"]


def ordinary_requests(rng: random.Random) -> Iterator[str]:
    """Harmless requests and notices in the words of attacks."""
    yield from phrases.made(requests.ZH_SHAPES, requests.ZH_SLOTS, NUM_REQUESTS, rng)
    yield from phrases.made(requests.EN_SHAPES, requests.EN_SLOTS, NUM_REQUESTS, rng)
    yield from phrases.made(requests.SAID_ZH_SHAPES, requests.SAID_ZH_SLOTS, NUM_SAID, rng)
    yield from phrases.made(requests.SAID_EN_SHAPES, requests.SAID_EN_SLOTS, NUM_SAID, rng)
    yield from phrases.made(families.ZH_HARMLESS, families.ZH, 2 * NUM_FAMILIES, rng)
    yield from phrases.made(families.EN_HARMLESS, families.EN, 2 * NUM_FAMILIES, rng)


def among_others(texts: list[str], rng: random.Random) -> list[str]:
    """Each text alone and SURROUNDED times with others of its kind, so that the few count beside what shapes make."""
    return texts + [f"{text}\n{rng.choice(texts)}" for text in texts for _ in range(SURROUNDED)]


def examples(corpora_folder: Path, pages: Path | None) -> list[tuple[str, bool]]:
    """Plain views with their labels, shuffled; none that figures or the threshold are told on."""
    rng = random.Random(7)
    attacks = [text.text for text in corpora.training(corpora_folder)] + phrases.attacks(6000)
    attacks += among_others(corpora.written(is_attack=True), rng)
    attacks += phrases.made(families.ZH_ATTACKS, families.ZH, NUM_FAMILIES, rng)
    attacks += phrases.made(families.EN_ATTACKS, families.EN, NUM_FAMILIES, rng)
    harmless = (
        phrases.harmless(5000)
        + list(ordinary_requests(rng))
        + list(docstrings())
        + list(written_pages(is_kept_back=False))
        + among_others(corpora.written(is_attack=False), rng)
    )
    said = corpora.conversations(corpora_folder)
    harmless += rng.sample(said, 12_000) + [" ".join(rng.sample(said, 3)) for _ in range(3_000)]
    for texts in prose(corpora_folder, is_kept_back=False).values():
        harmless += rng.sample(texts, min(len(texts), NUM_PROSE))
    if pages is not None:
        texts = sorted(set(page_texts(pages, rng)))
        harmless += rng.sample(texts, min(len(texts), 25_000))
    harmless += ["\n".join(rng.sample(harmless, rng.randint(3, 12))) for _ in range(NUM_LONG)]
    harmless += ["\n".join([rng.choice(harmless)] * rng.randint(3, 12)) for _ in range(NUM_LONG // 4)]
    hidden = [f"{rng.choice(harmless)[:80]}\n{attack[:160]}\n{rng.choice(harmless)[:40]}" for attack in attacks[::4]]
    labelled = [(text, True) for text in attacks + hidden] + [(text, False) for text in harmless]
    rng.shuffle(labelled)
    kept_out = [text.text for text in corpora.held_out(corpora_folder) + corpora.own() + corpora.development()]
    unseen = {plain_view(text)[:WINDOW] for text in [*kept_out, *written_pages(is_kept_back=True)]} | {""}
    views = ((plain_view(text[: 4 * WINDOW])[:WINDOW].strip(), label) for text, label in labelled)
    return [(view, label) for view, label in dict.fromkeys(views) if view not in unseen]


def fit(labelled: list[tuple[str, bool]]) -> tuple[NDArray[np.float32], float]:
    """Weights by slot, and the bias: the mean of the later epochs, which forgets what one order taught."""
    features = [ngram_hashes(text) for text, _ in labelled]
    shares = np.array([1 / np.sqrt(slots.shape[1]) for slots in features], np.float32)
    flats = [slots.ravel() for slots in features]
    labels = np.array([label for _, label in labelled], np.float32)
    costs = np.where(labels > 0, np.float32(1), np.float32(HARMLESS_WEIGHT))
    weights, squares = np.zeros(1 << BITS, np.float32), np.full(1 << BITS, 1e-2, np.float32)
    mean = np.zeros(1 << BITS, np.float64)
    bias = -2.0
    rng = np.random.default_rng(5)
    for epoch in range(EPOCHS):
        loss = 0.0
        order = rng.permutation(len(flats))
        for start in range(0, len(order), TOGETHER):
            chosen = order[start : start + TOGETHER]
            lengths = np.array([len(flats[index]) for index in chosen])
            slots, starts = np.concatenate([flats[index] for index in chosen]), np.cumsum(lengths) - lengths
            sums = np.add.reduceat(weights[slots], starts)
            probability = 1 / (1 + np.exp(-(bias + shares[chosen] * sums)))
            right = np.where(labels[chosen] > 0, probability, 1 - probability)
            loss -= float(np.log(np.maximum(right, 1e-9)).sum())
            error = (probability - labels[chosen]) * costs[chosen]
            gradient = np.bincount(slots, np.repeat(error * shares[chosen], lengths), 1 << BITS).astype(np.float32)
            gradient[0] = 0
            touched = np.flatnonzero(gradient)
            step = gradient[touched] + DECAY * weights[touched]
            squares[touched] += step * step
            weights[touched] -= RATE * step / np.sqrt(squares[touched])
            bias -= 5e-4 * float(error.sum())
        click.echo(f"epoch {epoch}: mean loss {loss / len(flats):.4f}")
        if epoch >= FIRST_KEPT:
            mean += weights / (EPOCHS - FIRST_KEPT)
    return mean.astype(np.float32), bias


def calibrated(weights: NDArray[np.float32], labelled: list[tuple[str, bool]]) -> float:
    """The bias at which FALSE_ALARMS of harmless texts that were not trained on reach one half."""
    sums = []
    for text, label in labelled:
        if not label:
            slots = ngram_hashes(text)
            sums.append(float(weights[slots.ravel()].sum()) / np.sqrt(slots.shape[1]))
    return -float(np.quantile(sums, 1 - FALSE_ALARMS))


def save(weights: NDArray[np.float32], bias: float, folder: Path) -> None:
    """INT8 weights and what is needed to read them."""
    limit = float(np.quantile(np.abs(weights[weights != 0]), 0.9995))
    data = np.clip(np.round(weights / limit * 127), -127, 127).astype(np.int8).tobytes()
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "scale": limit / 127, "bias": bias}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "injection.bin").write_bytes(data)
    (folder / "injection.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


@click.command()
@click.option("--corpora", "corpora_folder", type=click.Path(path_type=Path), default=Path("build/injection"))
@click.option("--pages", type=click.Path(path_type=Path, exists=True), help="Pages of training.screens.generate.")
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS)
def main(corpora_folder: Path, pages: Path | None, out: Path) -> None:
    """Train, and write the weights into the package."""
    labelled = examples(corpora_folder, pages)
    click.echo(f"{len(labelled)} texts, {sum(label for _, label in labelled)} attacks")
    kept = len(labelled) // 12
    weights, bias = fit(labelled[kept:])
    fair = calibrated(weights, labelled[:kept])
    click.echo(f"bias {bias:.2f}, calibrated {fair:.2f}")
    save(weights, fair, out)


if __name__ == "__main__":
    main()
