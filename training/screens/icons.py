"""Icons by what they do: families from npm (Iconify's JSON of each), their names mapped to some 170 functions.

`icons.tsv` holds the functions with their Chinese and English names and what families call them. A family's
icon belongs to a function if its name without style endings ("-outline", "-fill", "-rounded" ...) is one of
these; the first name in the table that the family has wins. Families of HELD_OUT are for numbers only.
"""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TRAIN = (
    "mdi",
    "fa6-solid",
    "bi",
    "tabler",
    "lucide",
    "ri",
    "ph",
    "ant-design",
    "ep",
    "heroicons",
    "material-symbols",
    "octicon",
    "solar",
    "tdesign",
)
HELD_OUT = ("carbon", "iconoir", "ion", "uil")
STYLES = (
    "outline",
    "outlined",
    "line",
    "linear",
    "fill",
    "filled",
    "solid",
    "regular",
    "rounded",
    "round",
    "sharp",
    "bold",
    "light",
    "thin",
    "duotone",
    "broken",
    "twotone",
    "16",
    "20",
    "24",
    "32",
)
PLAIN = ("outline", "outlined", "line", "linear", "regular", "rounded")

Drawing = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Function:
    """What an icon does, with its names for people and the names that families give it."""

    name: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    aliases: tuple[str, ...]


@functools.cache
def functions() -> dict[str, Function]:
    """Every function by name, in the order of the table."""
    rows = [
        line.split("|")
        for line in (HERE / "icons.tsv").read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]
    return {name: Function(name, *(tuple(part.split(",")) for part in parts)) for name, *parts in rows}


def stem_of(name: str) -> tuple[str, tuple[str, ...]]:
    """A family's name without its style endings, and these."""
    styles: list[str] = []
    while (cut := name.rpartition("-"))[0] and cut[2] in STYLES:
        styles.append(cut[2])
        name = cut[0]
    return name, tuple(styles)


def _without_ids(body: str) -> str:
    """Animated and masked drawings are left out: their ids would clash on a page."""
    return "" if re.search(r"<animate|<mask|<clipPath|\bid=", body) else body


def _drawings(data: dict[str, object]) -> Iterator[tuple[str, tuple[str, ...], Drawing]]:
    icons = data["icons"]
    assert isinstance(icons, dict)
    known = {alias for function in functions().values() for alias in function.aliases}
    width, height = float(str(data.get("width", 16))), float(str(data.get("height", 16)))
    for name, icon in icons.items():
        if icon.get("hidden") or not (body := _without_ids(icon["body"])):
            continue
        stem, styles = (name, ()) if name in known else stem_of(name)
        yield stem, styles, (body, float(icon.get("width", width)), float(icon.get("height", height)))


@functools.cache
def family(folder: Path, name: str) -> dict[str, list[Drawing]]:
    """The drawings of a family for each function it has; the plainest style first."""
    path = folder / "node_modules/@iconify-json" / name / "icons.json"
    by_stem: dict[str, list[tuple[bool, Drawing]]] = {}
    for stem, styles, drawing in _drawings(json.loads(path.read_text(encoding="utf-8"))):
        by_stem.setdefault(stem, []).append((bool(styles) and styles[0] not in PLAIN, drawing))
    found: dict[str, list[Drawing]] = {}
    for function in functions().values():
        alias = next((alias for alias in function.aliases if alias in by_stem), None)
        if alias is not None:
            found[function.name] = [drawing for _, drawing in sorted(by_stem[alias], key=lambda pair: pair[0])]
    return found


def available(folder: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these families are installed."""
    return tuple(name for name in names if (folder / "node_modules/@iconify-json" / name / "icons.json").exists())


BUILT_IN: dict[str, Drawing] = {
    "search": (
        '<path fill="none" stroke="currentColor" stroke-width="2" d="M4 10a6 6 0 1 0 12 0a6 6 0 1 0-12 0m11 5 6 6"/>',
        24,
        24,
    ),
    "close": ('<path fill="none" stroke="currentColor" stroke-width="2" d="m5 5 14 14M19 5 5 19"/>', 24, 24),
    "plus": ('<path fill="none" stroke="currentColor" stroke-width="2" d="M12 4v16M4 12h16"/>', 24, 24),
    "minus": ('<path fill="none" stroke="currentColor" stroke-width="2" d="M4 12h16"/>', 24, 24),
    "chevron-down": ('<path fill="none" stroke="currentColor" stroke-width="2" d="m6 9 6 6 6-6"/>', 24, 24),
    "chevron-up": ('<path fill="none" stroke="currentColor" stroke-width="2" d="m6 15 6-6 6 6"/>', 24, 24),
    "chevron-left": ('<path fill="none" stroke="currentColor" stroke-width="2" d="m15 6-6 6 6 6"/>', 24, 24),
    "chevron-right": ('<path fill="none" stroke="currentColor" stroke-width="2" d="m9 6 6 6-6 6"/>', 24, 24),
    "menu": ('<path fill="none" stroke="currentColor" stroke-width="2" d="M4 6h16M4 12h16M4 18h16"/>', 24, 24),
    "check": ('<path fill="none" stroke="currentColor" stroke-width="2" d="m5 12 5 5L20 7"/>', 24, 24),
}


def draw(folder: Path, main: str, names: set[str], rng: random.Random) -> dict[str, Drawing]:
    """A drawing for each wanted function: from the page's family, else from another of its split, else none."""
    split = HELD_OUT if main in HELD_OUT else TRAIN
    others = [name for name in available(folder, split) if name != main]
    rng.shuffle(others)
    drawn: dict[str, Drawing] = {}
    for name in sorted(names):
        for source in (*available(folder, (main,)), *others):
            choices = family(folder, source).get(name)
            if choices:
                drawn[name] = choices[0] if rng.random() < 0.8 else rng.choice(choices)
                break
        else:
            if name in BUILT_IN:
                drawn[name] = BUILT_IN[name]
    return drawn
