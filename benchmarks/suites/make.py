"""`python -m benchmarks.suites.make --pages build/held_out` writes the suite dom300 anew.

The pages are those of `python -m training.screens.generate --split held_out --pages 240 --shard 10 --seed 7`, of kits
that nothing is trained on. Truth comes from their DOM by the rules beside this file, never from a parser of pictures.
The draw is seeded: rules take turns, so that rare ones are not crowded out, and no page gives many items.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image

from benchmarks.suites.drafts import AND, Draft
from benchmarks.suites.page import Page
from benchmarks.suites.rules_layout import groups, navigation, tables
from benchmarks.suites.rules_text import contents, only_ones, pairs, sentences, titles
from benchmarks.suites.rules_ui import counts, fields, icons, lists, states, which
from benchmarks.suites.wordings import WORDINGS
from flashweb.evals.items import Item, dump
from flashweb.evals.suites import FOLDER

SEED, NUM_ITEMS, NUM_PAGES = 20_300, 320, 96
MOST_OF_PAGE, MOST_BYTES = 7, 220_000
CROSS_LANGUAGE = 0.2
SHARES = {"text": 90, "ui": 110, "layout": 90, "compare": 30}
RULES: tuple[Callable[[Page], Iterator[Draft]], ...] = (
    *(lists, fields, counts, states, which, icons, tables, navigation, groups),
    *(titles, contents, only_ones, sentences),
)


def _records(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Pictures and records of a data set (training/screens/README.md), pages that failed left out."""
    for index in sorted(folder.glob("*/pages.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "failed" not in record:
                yield index.parent / record["picture"], record


def choose_pages(folder: Path, rng: random.Random) -> list[Page]:
    """Pages small enough to ship, the kits in turn."""
    all_pages = [Page.of(path, record) for path, record in _records(folder)]
    by_kit: dict[str, list[Page]] = defaultdict(list)
    for page in all_pages:
        if page.picture.stat().st_size <= MOST_BYTES and len(page.lines) >= 6:
            by_kit[page.kit].append(page)
    for pages in by_kit.values():
        rng.shuffle(pages)
        pages.sort(key=lambda page: -len({draft.rule for rule in RULES for draft in rule(page)}))
    share = NUM_PAGES // len(by_kit)
    chosen = [page for pages in by_kit.values() for page in pages[:share]]
    return sorted(chosen, key=lambda page: page.index)


def drafts_of(pages: Sequence[Page]) -> dict[str, list[Draft]]:
    """What every rule finds, by rule."""
    found: dict[str, list[Draft]] = defaultdict(list)
    partners = [pages[(at + 7) % len(pages)] for at in range(len(pages))]
    for page, partner in zip(pages, partners, strict=True):
        for draft in (draft for rule in RULES for draft in rule(page)):
            found[draft.rule].append(draft)
        for draft in pairs(page, partner if partner.language == page.language else page):
            if draft.rule == "same" or draft.second is not page:
                found[draft.rule].append(draft)
    return found


def draw(found: dict[str, list[Draft]], rng: random.Random) -> list[Draft]:
    """Rules in turn until each category has its share."""
    for rule in sorted(found):
        rng.shuffle(found[rule])
    taken: list[Draft] = []
    used: Counter[int] = Counter()
    for category, share in SHARES.items():
        rules = sorted(rule for rule, drafts in found.items() if drafts and drafts[0].category == category)
        num = 0
        while num < share and any(found[rule] for rule in rules):
            for rule in rules:
                draft = next((d for d in found[rule] if used[d.page.index] < MOST_OF_PAGE), None)
                if draft is None or num == share:
                    found[rule].clear() if draft is None else None
                    continue
                found[rule].remove(draft)
                if not _is_lopsided(draft, taken):
                    taken.append(draft)
                    used[draft.page.index] += 1
                    num += 1
    return taken


def _is_lopsided(draft: Draft, taken: Sequence[Draft]) -> bool:
    """Questions of yes and no come in equal parts."""
    if "holds" not in draft.truth:
        return False
    same = [other.truth["holds"] for other in taken if other.rule == draft.rule]
    return same.count(draft.truth["holds"]) > same.count(not draft.truth["holds"])


def worded(draft: Draft, number: int, rng: random.Random) -> Item:
    """The draft as an item, in the page's language or, now and then, in the other."""
    other = {"zh": "en", "en": "zh"}[draft.page.language]
    share = 0.5 if draft.category == "compare" else CROSS_LANGUAGE
    language = other if rng.random() < share else draft.page.language
    words = WORDINGS[draft.rule]
    quote = "“{}”" if language == "zh" else '"{}"'
    names = AND[language].join(quote.format(name) for name in draft.answer)
    slots = {**draft.slots, "names": names, "answer": (*draft.answer, "")[0], "other": (*draft.answer, "", "")[1]}
    images = [draft.page, *([draft.second] if draft.second else [])]
    if draft.rule == "same":
        images = [draft.page, draft.page]
    return Item.model_validate(
        {
            "id": f"{draft.rule}-{number:03}",
            "suite": "dom300",
            "category": draft.category,
            "language": language,
            "images": [f"pictures/{picture_name(page)}" for page in images],
            "question": rng.choice(words[language]).format(**slots),
            "references": [text.format(**slots) for text in words[f"answer_{language}"]],
            "truth": draft.truth,
            "boxes": [target.model_dump() for target in draft.boxes],
        }
    )


def picture_name(page: Page) -> str:
    """The suite's name for a page's picture; photographs stay as they are, lossless ones become WebP."""
    suffix = ".webp" if page.picture.suffix == ".png" else page.picture.suffix
    return f"{page.index:03}{suffix}"


def copy_picture(page: Page, folder: Path) -> None:
    """Pixel for pixel."""
    target = folder / picture_name(page)
    if page.picture.suffix != ".png":
        shutil.copyfile(page.picture, target)
        return
    with Image.open(page.picture) as picture:
        original = picture.convert("RGB")
    original.save(target, lossless=True, method=6)
    with Image.open(target) as copy:
        if not np.array_equal(np.asarray(original), np.asarray(copy.convert("RGB"))):
            raise ValueError(f"{target} differs from {page.picture}")


@click.command()
@click.option("--pages", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("build/held_out"))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, show_default=True)
def main(pages: Path, out: Path) -> None:
    """Make the suite dom300 of held-out pages."""
    rng = random.Random(SEED)
    chosen = choose_pages(pages, rng)
    taken = draw(drafts_of(chosen), rng)
    items = [worded(draft, number, rng) for number, draft in enumerate(taken, 1)]
    (out / "pictures").mkdir(parents=True, exist_ok=True)
    shown = {page.index: page for draft in taken for page in (draft.page, draft.second) if page}
    for page in shown.values():
        copy_picture(page, out / "pictures")
    (out / "dom300.jsonl").write_text(dump(items), encoding="utf-8")
    size = sum(path.stat().st_size for path in (out / "pictures").iterdir())
    print(f"{len(items)} items on {len(shown)} pictures, {size / 1e6:.1f} MB")
    print(dict(Counter((item.category, item.language) for item in items)))
    print(dict(Counter(draft.rule for draft in taken)))


if __name__ == "__main__":
    main()
