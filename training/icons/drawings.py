"""What drawings there are and what each does: the families of the pages and those of `package.json` beside this.

Names give labels. A family's first alias of a function (see `training.screens.icons`) is sure; further aliases count
where several families use them as their first; a drawing that two functions claim belongs to both. Names that share
no word with any alias are drawings of nothing that we name: the classifier must abstain on them.
"""

from __future__ import annotations

import functools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.screens.icons import HELD_OUT, TRAIN, functions, stem_of

VALIDATION = ("bi", "ri")
"""Families that choices are made with; training sees none of them."""
EXTRA = tuple(
    name.rpartition("/")[2]
    for name in json.loads((Path(__file__).parent / "package.json").read_text(encoding="utf-8"))["dependencies"]
)
SPLITS = {
    "train": tuple(name for name in (*TRAIN, *EXTRA) if name not in VALIDATION),
    "validation": VALIDATION,
    "held_out": HELD_OUT,
}
STYLES_OF_STEM, UNNAMED_OF_FAMILY = 4, 160
SURE_FAMILIES = 4
VARIANT = re.compile(r"-(\d+|alt|simple|o|s|variant|[a-c])$")
ANIMATED = re.compile(r"<animate|<set ")


@dataclass(frozen=True, slots=True)
class Drawing:
    """functions: what it does, more than one where names clash, none where it has no name of ours."""

    family: str
    stem: str
    functions: tuple[str, ...]
    svg: str


def _icons(folders: tuple[Path, ...], family: str) -> Iterator[tuple[str, str]]:
    path = next(path for folder in folders if (path := folder / "node_modules/@iconify-json" / family).exists())
    data = json.loads((path / "icons.json").read_text(encoding="utf-8"))
    width, height = data.get("width", 16), data.get("height", 16)
    for name, icon in data["icons"].items():
        if icon.get("hidden") or ANIMATED.search(icon["body"]):
            continue
        box = [icon.get("left", 0), icon.get("top", 0), icon.get("width", width), icon.get("height", height)]
        size = 'xmlns="http://www.w3.org/2000/svg" width="64" height="64"'
        view = " ".join(map(str, box))
        yield name, f'<svg {size} viewBox="{view}">{icon["body"]}</svg>'


@functools.cache
def _aliases() -> frozenset[str]:
    return frozenset(alias for function in functions().values() for alias in function.aliases)


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(word.rstrip("s") for alias in _aliases() for word in alias.split("-"))


def _stems(folders: tuple[Path, ...], family: str) -> dict[str, list[str]]:
    """Drawings of each name without its style endings."""
    stems: dict[str, list[str]] = {}
    for name, svg in _icons(folders, family):
        stem = name if name in _aliases() else stem_of(name)[0]
        stems.setdefault(stem, []).append(svg)
    return stems


def _first_aliases(stems: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Which functions each name is surely of."""
    claims: dict[str, tuple[str, ...]] = {}
    for function in functions().values():
        alias = next((alias for alias in function.aliases if alias in stems), None)
        if alias is not None:
            claims[alias] = (*claims.get(alias, ()), function.name)
    return claims


def _learned_aliases(claims: list[dict[str, tuple[str, ...]]]) -> dict[str, str]:
    """Aliases that are of one function alone and that several families use as their first."""
    used = Counter((alias, names) for claim in claims for alias, names in claim.items())
    clashing = {alias for alias in _aliases() if sum(alias in f.aliases for f in functions().values()) > 1}
    return {
        alias: names[0]
        for (alias, names), count in used.items()
        if count >= SURE_FAMILIES and len(names) == 1 and alias not in clashing
    }


def _label(stem: str, sure: dict[str, tuple[str, ...]], learned: dict[str, str]) -> tuple[str, ...] | None:
    """The functions of a name; none where it shares no word with an alias; None where nothing can be said."""
    if stem in sure:
        return sure[stem]
    short = VARIANT.sub("", stem)
    if stem in learned or short in learned:
        return (learned.get(stem) or learned[short],)
    if stem.startswith("filetype"):
        return None
    return None if any(word.rstrip("s") in _words() for word in stem.split("-")) else ()


def labelled(folders: tuple[Path, ...], split: str) -> list[Drawing]:
    """All drawings of a split's families, the same ones every time; held-out labels are the sure ones alone."""
    families = {family: _stems(folders, family) for family in SPLITS[split]}
    claims = {family: _first_aliases(stems) for family, stems in families.items()}
    learned = _learned_aliases(list(claims.values())) if split == "train" else {}
    found: list[Drawing] = []
    for family, stems in families.items():
        rng = random.Random(family)
        labels = {stem: _label(stem, claims[family], learned) for stem in stems}
        unnamed = [stem for stem, names in labels.items() if names == ()]
        kept = set(rng.sample(unnamed, min(UNNAMED_OF_FAMILY, len(unnamed))))
        for stem, names in labels.items():
            if names or stem in kept:
                styles = rng.sample(stems[stem], min(STYLES_OF_STEM if names else 1, len(stems[stem])))
                found += [Drawing(family, stem, names or (), svg) for svg in styles]
    return found
