"""Draws one page: archetype, words, looks, window, picture format. Same seed and index, same page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.screens.archetypes import ARCHETYPES, Archetype, Plan
from training.screens.content.writer import Writer
from training.screens.icons import BUILT_IN, HELD_OUT, TRAIN, available, draw
from training.screens.kits import Kit
from training.screens.pages import Format, PageSpec, Theme, Window

DESKTOP = (1024, 1152, 1200, 1280, 1280, 1280, 1366, 1440, 1440, 1536, 1600, 1680, 1920, 1920)
PHONE = (360, 375, 390, 393, 412, 414, 430)
TABLET = (768, 820, 834, 912)
MAX_PIXELS = 4_500_000
FONTS = (
    "",
    "",
    "",
    '"Noto Sans CJK SC"',
    '"Inter","Noto Sans CJK SC"',
    '"Roboto","Noto Sans CJK SC"',
    '"Open Sans","Noto Sans CJK SC"',
    '"Lato","Noto Sans CJK SC"',
    '"Nunito","Noto Sans CJK SC"',
    '"Liberation Sans","Noto Sans CJK SC"',
    '"DejaVu Sans","Noto Sans CJK SC"',
    '"Source Serif 4","Noto Serif CJK SC"',
    '"Liberation Serif","Noto Serif CJK SC"',
)
LOOKS = (
    "pill",
    "line",
    "fill",
    "upper",
    "shadow",
    "soft",
    "dense",
    "bold",
    "plainhead",
    "pilltabs",
    "boxtabs",
    "gradient",
    "airy",
    "noline",
)
WIDGET_ICONS = frozenset(
    {
        "close",
        "chevron-left",
        "chevron-right",
        "chevron-up",
        "chevron-down",
        "search",
        "calendar",
        "eye",
        "plus",
        "minus",
        "upload",
        "info",
        "check-circle",
        "error",
        "warning",
        "star",
        "star-filled",
        "inbox",
        "arrow-up",
        "arrow-down",
    }
)


FOCUSABLE = frozenset({"input", "password", "textarea", "search", "button"})


def suited(kit: Kit) -> list[Archetype]:
    """The kinds of pages that make sense with a kit."""
    return [a for a in ARCHETYPES.values() if not (kit.mobile and a.form == "desktop")]


def window(rng: random.Random, form: str, *, phone_kit: bool) -> Window:
    """A window and a device scale, within what a picture may weigh."""
    kind = (
        "phone"
        if form == "mobile" or phone_kit
        else rng.choices(["desktop", "phone", "tablet"], [0.76, 0.17, 0.07] if form == "any" else [0.93, 0.0, 0.07])[0]
    )
    if kind == "phone":
        width, height, scales = rng.choice(PHONE), rng.randint(640, 932), [1, 2, 2, 3, 3, 1.5]
    elif kind == "tablet":
        width, height, scales = rng.choice(TABLET), rng.randint(900, 1180), [1, 2, 1.5]
    else:
        width, height, scales = rng.choice(DESKTOP), rng.randint(620, 1080), [1, 1, 1, 1.25, 1.5, 2]
    fitting = [scale for scale in scales if width * height * scale * scale <= MAX_PIXELS]
    return Window(width, height, float(rng.choice(fitting or [1])))


def encoding(rng: random.Random) -> tuple[Format, int | None]:
    """Exact, or with the artefacts of a lossy format."""
    kind: Format = rng.choices(["png", "jpeg", "webp"], [0.3, 0.3, 0.4])[0]  # type: ignore[assignment]
    return kind, None if kind == "png" else rng.choice([45, 60, 75, 80, 85, 90, 95])


def colours(rng: random.Random, theme: Theme) -> dict[str, str]:
    """Tokens of a hand-made look: one strong colour, a tint of grey, corners."""
    hue, tint = rng.randint(0, 359), rng.randint(0, 12)
    drawn = {
        "--fw-primary": f"hsl({hue} {rng.randint(45, 90)}% {rng.randint(32, 56)}%)",
        "--fw-radius": f"{rng.choice([0, 2, 4, 6, 8, 12, 16])}px",
        "--fw-gap": f"{rng.choice([10, 12, 16, 20])}px",
    }
    if theme == "dark":
        base = rng.randint(6, 14)
        return drawn | {
            "--fw-page": f"hsl({hue} {tint}% {base}%)",
            "--fw-bg": f"hsl({hue} {tint}% {base + 5}%)",
            "--fw-soft": f"hsl({hue} {tint}% {base + 11}%)",
            "--fw-border": f"hsl({hue} {tint}% {base + 18}%)",
        }
    return drawn | {
        "--fw-page": f"hsl({hue} {tint * 2}% {rng.randint(94, 100)}%)",
        "--fw-soft": f"hsl({hue} {tint * 3}% {rng.randint(92, 97)}%)",
        "--fw-border": f"hsl({hue} {tint}% {rng.randint(80, 92)}%)",
    }


def icons_of(tree: Any) -> Iterator[str]:
    """Every function that the page's icons name."""
    if isinstance(tree, list):
        for item in tree:
            yield from icons_of(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str) and (key == "icon" or (key == "name" and tree.get("t") == "icon")):
                yield value
            else:
                yield from icons_of(value)


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a page."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for item in tree:
            yield from nodes(item)


def focus_one(rng: random.Random, tree: dict[str, Any]) -> None:
    """Gives the keyboard's focus to one control, as on a page that somebody uses."""
    able = [node for node in nodes(tree) if node["t"] in FOCUSABLE and not node.get("disabled")]
    if able:
        rng.choice(able)["focused"] = True


def compose(seed: int, index: int, kit: Kit, folder: Path) -> PageSpec:
    """Page `index` of the data set that `seed` names, for this kit."""
    rng = random.Random(f"{seed}:{index}:{kit.name}")
    archetype = rng.choice(suited(kit))
    theme: Theme = rng.choices(["light", "dark"], [0.75, 0.25])[0] if "dark" in kit.themes else "light"  # type: ignore[assignment]
    size = window(rng, archetype.form, phone_kit=kit.mobile)
    writer = Writer(rng, rng.choices(["zh", "en"], [0.6, 0.4])[0])  # type: ignore[arg-type]
    tree = archetype.build(Plan(rng, writer, narrow=size.width < 600))
    if rng.random() < 0.35:
        focus_one(rng, tree)
    families = available(folder, TRAIN if kit.split == "train" else HELD_OUT) or ("",)
    family = rng.choice(families)
    wanted = set(icons_of(tree)) | WIDGET_ICONS | {"logo"} | set(BUILT_IN)
    kind, quality = encoding(rng)
    handmade = kit.family == "handmade"
    return PageSpec(
        index=index,
        kit=kit.name,
        archetype=archetype.name,
        language=writer.language,
        theme=theme,
        window=size,
        tree=tree,
        icon_family=family,
        icons=draw(folder, family, wanted, rng),
        format=kind,
        quality=quality,
        font=rng.choice(FONTS),
        font_size=rng.choice([0, 0, 0, 13, 14, 15, 16]),
        scroll=rng.randint(80, 900) if rng.random() < 0.18 else 0,
        looks=tuple(rng.sample(LOOKS, rng.randint(0, 4))) if handmade else (),
        variables=colours(rng, theme) if handmade else {},
    )
