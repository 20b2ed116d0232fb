"""`python -m training.screens.icon_sheets --out DIR`: sheets of icons on backgrounds as pages have.

Icons on rendered pages are few and unevenly spread; the icon classifier needs each function in every family, in
all sizes, colours and surroundings. A sheet is a grid of cells; OUT/icons.jsonl says of each cell what it shows.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
from pathlib import Path
from typing import Any

import click
from rich.progress import track

from training.screens.browser import browsing, resize
from training.screens.icons import HELD_OUT, TRAIN, Drawing, available, family
from training.screens.kits import DEFAULT_FOLDER
from training.screens.pages import Window

COLUMNS, ROWS, CELL = 16, 10, 64
BOXES = """() => [...document.querySelectorAll("[data-icon]")].map((icon) => {
  const r = icon.getBoundingClientRect();
  return [r.left, r.top, r.right, r.bottom].map((x) => Math.round(x * devicePixelRatio * 10) / 10);
})"""
Shown = tuple[str, str, Drawing]


def _paint(rng: random.Random) -> tuple[str, str]:
    """A background and a colour that can be told from it."""
    hue, other = rng.randint(0, 359), rng.randint(0, 359)
    dark = rng.random() < 0.4
    base = rng.randint(4, 38) if dark else rng.randint(78, 100)
    ink = rng.randint(70, 100) if dark else rng.randint(0, 46)
    strong, weak = rng.choice([0, 0, 8, 60, 90]), rng.choice([0, 6, 20, 70])
    plain = f"hsl({hue} {weak}% {base}%)"
    fade = f"linear-gradient({rng.randint(0, 359)}deg,{plain},hsl({other} {weak}% {min(100, base + 8)}%))"
    return rng.choice([plain, plain, plain, fade]), f"hsl({other} {strong}% {ink}%)"


def _cell(rng: random.Random, shown: Shown) -> str:
    _, function, (body, width, height) = shown
    background, ink = _paint(rng)
    size = rng.choice([12, 14, 16, 16, 18, 20, 20, 24, 24, 28, 32, 40])
    frame = rng.choice(
        ["", "", "", f"padding:{rng.randint(2, 8)}px;border:1px solid {ink};border-radius:{rng.randint(0, 20)}px"]
    )
    left, top = rng.randint(0, 8), rng.randint(0, 8)
    near = rng.choice(
        ["", "", f"<span style='position:absolute;right:-6px;bottom:2px;font-size:12px;color:{ink}'>12</span>"]
    )
    drawing = f'<svg data-icon="{function}" viewBox="0 0 {width} {height}" width="{size}" height="{size}">{body}</svg>'
    return (
        f"<div style='position:relative;overflow:hidden;display:grid;place-items:center;"
        f"background:{background};color:{ink};padding:{top}px 0 0 {left}px'>"
        f"<span style='display:inline-flex;{frame}'>{drawing}</span>{near}</div>"
    )


def sheet_html(rng: random.Random, shown: list[Shown]) -> str:
    """The page of one sheet."""
    grid = f"display:grid;grid-template-columns:repeat({COLUMNS},{CELL}px);grid-auto-rows:{CELL}px"
    cells = "".join(_cell(rng, icon) for icon in shown)
    return f"<!doctype html><body style='margin:0;font-family:sans-serif'><div style='{grid}'>{cells}</div>"


def choose(rng: random.Random, folder: Path, names: tuple[str, ...], count: int) -> list[Shown]:
    """Functions evenly, then a family that has it, then one of its drawings."""
    families = {name: family(folder, name) for name in available(folder, names)}
    functions = sorted({function for drawings in families.values() for function in drawings})
    chosen = []
    for _ in range(count):
        function = rng.choice(functions)
        name = rng.choice([name for name, drawings in families.items() if function in drawings])
        chosen.append((name, function, rng.choice(families[name][function])))
    return chosen


async def render(out: Path, folder: Path, names: tuple[str, ...], sheets: int, seed: int) -> None:
    """Writes the sheets and their labels; boxes are pixels of the sheet."""
    async with browsing() as browser:
        page = await browser.new_page()
        session = await page.context.new_cdp_session(page)
        with (out / "icons.jsonl").open("w", encoding="utf-8") as labels:
            for number in track(range(sheets), "sheets"):
                rng = random.Random(f"{seed}:{number}")
                scale = rng.choice([1.0, 1.0, 1.25, 1.5, 2.0])
                await resize(session, Window(COLUMNS * CELL, ROWS * CELL, scale))
                shown = choose(rng, folder, names, COLUMNS * ROWS)
                await page.set_content(sheet_html(rng, shown))
                boxes: list[Any] = await page.evaluate(BOXES)
                picture = f"{number:05}.png"
                shot = await session.send("Page.captureScreenshot", {"format": "png"})
                (out / picture).write_bytes(base64.b64decode(shot["data"]))
                for (source, function, _), box in zip(shown, boxes, strict=True):
                    record = {"picture": picture, "function": function, "family": source, "box": box, "scale": scale}
                    labels.write(json.dumps(record) + "\n")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--sheets", type=click.IntRange(1), default=100, show_default=True, help=f"{COLUMNS * ROWS} icons each.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--split", type=click.Choice(["train", "held_out"]), default="train", show_default=True)
@click.option("--kits", "folder", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
def main(out: Path, sheets: int, seed: int, split: str, folder: Path) -> None:
    """Render icons for the icon classifier."""
    names = TRAIN if split == "train" else HELD_OUT
    if not available(folder, names):
        raise click.ClickException(f"no icons in {folder}; install them with: python -m training.screens.install")
    out.mkdir(parents=True, exist_ok=True)
    asyncio.run(render(out, folder, names, sheets, seed))


if __name__ == "__main__":
    main()
