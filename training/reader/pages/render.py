"""`python -m training.reader.pages.render --source DIR --out DIR`: draws pages with questions, each in several styles.

A source folder holds, at any depth, NNN.html (the inside of a body) and NNN.jsonl (its questions, see ../README.md).
Each drawing is NAME.png and NAME.json: the questions, each with the rectangles of the texts that answer it. What is
drawn stays.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Page, sync_playwright
from rich.progress import track

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars"]
WIDTHS = (390, 768, 1024, 1152, 1280, 1280, 1366, 1440, 1680)
TALLEST = 2400
FAMILIES = (
    "'Noto Sans CJK SC', Arial, sans-serif",
    "Arial, 'Noto Sans CJK SC', sans-serif",
    "'DejaVu Sans', 'Noto Sans CJK SC', sans-serif",
    "'DejaVu Serif', 'Noto Serif CJK SC', serif",
    "'Liberation Sans', 'Noto Sans CJK SC', sans-serif",
)
LIGHT = ("#ffffff #1f2328 #6b7280 #d7dbe0 #f6f7f9 #eef1f5", "#fafafa #222222 #777777 #e2e2e2 #ffffff #f0f0f0")
DARK = ("#141518 #e6e6e6 #9aa0a6 #3a3d42 #1d1f23 #2a2d33", "#0f172a #e2e8f0 #94a3b8 #334155 #1e293b #253349")
ACCENTS = ("#1677ff", "#409eff", "#0d6efd", "#7c3aed", "#059669", "#dc2626", "#ea580c", "#0f766e", "#333333")


def style(draw: random.Random) -> str:
    """A drawn set of colours, sizes and habits, as CSS variables."""
    page, ink, muted, line, panel, soft = draw.choice(LIGHT * 3 + DARK).split()
    accent = draw.choice(ACCENTS)
    bars = [(panel, ink), (accent, "#ffffff"), (page, ink), ("#20242a", "#f0f0f0")]
    bar, bar_ink = draw.choice(bars)
    values = {
        **{"page": page, "ink": ink, "muted": muted, "line": line, "panel": panel, "soft": soft, "accent": accent},
        **{"bar": bar, "bar-ink": bar_ink, "price": draw.choice(["#e1251b", accent, ink])},
        "size": f"{draw.choice([13, 14, 14, 14, 15, 16, 16, 18])}px",
        "lead": f"{draw.choice([1.4, 1.5, 1.6, 1.75])}",
        "family": draw.choice(FAMILIES),
        "gap": f"{draw.choice([10, 14, 18, 24])}px",
        "rule": draw.choice(["transparent", line, line]),
        "head": draw.choice(["transparent", soft]),
        "cell": f"{draw.choice([4, 6, 9, 12])}px {draw.choice([8, 12, 18])}px",
        "table": draw.choice(["100%", "100%", "auto"]),
        "terms": draw.choice(["max-content 1fr", "max-content 1fr", "1fr", "max-content 1fr max-content 1fr"]),
        "card": f"{draw.choice([180, 220, 260, 340])}px",
        "radius": f"{draw.choice([0, 3, 6, 12])}px",
        "shadow": draw.choice(["none", "0 1px 4px #0002"]),
        "underline": draw.choice(["none", "none", "underline"]),
        "field": draw.choice(["block", "block", "inline-block"]),
        "field-width": draw.choice(["100%", "320px", "220px"]),
    }
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}"


def questions(path: Path) -> list[dict[str, Any]]:
    """The questions of a page."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def draw_page(browser_page: Page, html: Path, number: int, out: Path) -> bool:
    """Draws one page in its style of that number; False if it is drawn already."""
    name = f"{html.parent.name}_{html.stem}_{number}"
    if (out / f"{name}.json").exists():
        return False
    draw = random.Random(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]))
    width = draw.choice(WIDTHS)
    asked = questions(html.with_suffix(".jsonl"))
    browser_page.set_viewport_size({"width": width, "height": 900})
    css = (HERE / "base.css").read_text() + style(draw)
    if width < 500:
        css += ".sidebar{float:none!important;width:auto!important}.row{display:block!important}"
    body = html.read_text(encoding="utf-8")
    browser_page.set_content(f"<!doctype html><meta charset=utf-8><style>{css}</style><body>{body}</body>")
    height = min(int(browser_page.evaluate("document.documentElement.scrollHeight")), TALLEST)
    browser_page.set_viewport_size({"width": width, "height": max(height, 300)})
    wanted = [{"texts": each["a"], "at": each.get("at")} for each in asked]
    places = browser_page.evaluate((HERE / "locate.js").read_text(), wanted)
    browser_page.screenshot(path=str(out / f"{name}.png"))
    kept = [each | {"boxes": found} for each, found in zip(asked, places, strict=True) if found is not None]
    record = {"name": name, "size": [width, max(height, 300)], "lost": len(asked) - len(kept), "questions": kept}
    (out / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return True


@click.command()
@click.option("--source", type=click.Path(path_type=Path, exists=True), multiple=True, required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--styles", default=2, show_default=True, help="Drawings of each page.")
def main(source: tuple[Path, ...], out: Path, styles: int) -> None:
    """Draw pages with questions."""
    out.mkdir(parents=True, exist_ok=True)
    pages = [html for folder in source for html in sorted(folder.rglob("*.html"))]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        browser_page = browser.new_page(java_script_enabled=True)
        work = [(html, number) for number in range(styles) for html in pages]
        for html, number in track(work, description="drawing pages"):
            draw_page(browser_page, html, number, out)
        browser.close()


if __name__ == "__main__":
    main()
