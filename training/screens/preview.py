"""`python -m training.screens.preview DIR`: a contact sheet that shows boxes and labels to a human.

Colours are roles; dashed boxes can be made out only in part; thin lines lead from a field to its label.
"""

from __future__ import annotations

import colorsys
from pathlib import Path
from typing import Any

import click
from PIL import Image, ImageDraw, ImageFont

from training.screens.store import records

FONT = ("NotoSansCJK-Regular.ttc", "DejaVuSans.ttf")
QUIET = {
    "row",
    "cell",
    "columnheader",
    "rowheader",
    "listitem",
    "main",
    "banner",
    "contentinfo",
    "complementary",
    "article",
    "group",
    "radiogroup",
    "tablist",
    "list",
}
GAP = 12


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font with Chinese letters where the machine has one."""
    for name in FONT:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default()


def colour(role: str) -> tuple[int, int, int]:
    """Always the same for a role."""
    red, green, blue = colorsys.hsv_to_rgb(sum(map(ord, role)) * 0.618 % 1, 0.9, 0.85)
    return int(red * 255), int(green * 255), int(blue * 255)


def caption(element: dict[str, Any]) -> str:
    """Role, states, icon and place in a table, short."""
    parts = [element["role"], *element["state"]]
    if "icon" in element:
        parts.append(f"<{element['icon']}>")
    if "cell" in element:
        parts = [f"{'H' if element['cell']['header'] else ''}{element['cell']['row']},{element['cell']['col']}"]
    return " ".join(parts)


def drawn(picture: Path, record: dict[str, Any], *, names: bool) -> Image.Image:
    """The page with its boxes."""
    image = Image.open(picture).convert("RGB")
    draw, scale = ImageDraw.Draw(image), record["scale"]
    letters = font(round(9 * scale))
    for element in record["elements"]:
        left, top, right, bottom = element["box"]
        tint = colour(element["role"])
        quiet = element["role"] in QUIET or element.get("partial")
        draw.rectangle(
            (left, top, max(right - 1, left), max(bottom - 1, top)),
            outline=tint,
            width=1 if quiet else max(2, round(1.5 * scale)),
        )
        if not element.get("partial") and ("cell" in element or element["role"] not in QUIET):
            text = caption(element) + (f" “{element['name'][:16]}”" if names and "cell" not in element else "")
            box = draw.textbbox((left, max(0, top - 10 * scale)), text, font=letters)
            draw.rectangle(box, fill=(255, 255, 255))
            draw.text((left, max(0, top - 10 * scale)), text, fill=tint, font=letters)
        if "label" in element:
            a, b = element["label"]["box"], element["box"]
            draw.line(
                ((a[0] + a[2]) / 2, (a[1] + a[3]) / 2, (b[0] + b[2]) / 2, (b[1] + b[3]) / 2),
                fill=(220, 0, 120),
                width=1,
            )
    return image


def sheet(images: list[tuple[str, Image.Image]], columns: int, width: int) -> Image.Image:
    """Pictures of one width, side by side, each under its title."""
    letters = font(14)
    small = [
        (title, image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS))
        for title, image in images
    ]
    rows = [small[i : i + columns] for i in range(0, len(small), columns)]
    heights = [max(image.height for _, image in row) + 24 for row in rows]
    whole = Image.new("RGB", (columns * (width + GAP) + GAP, sum(heights) + GAP * (len(rows) + 1)), (90, 90, 96))
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (title, image) in enumerate(row):
            left = GAP + column * (width + GAP)
            ImageDraw.Draw(whole).text((left, top), title, fill=(255, 255, 255), font=letters)
            whole.paste(image, (left, top + 22))
        top += height + GAP
    return whole


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Default: FOLDER/preview.png")
@click.option("--pages", type=click.IntRange(1), default=24, show_default=True)
@click.option("--columns", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--width", type=click.IntRange(100), default=900, show_default=True, help="Of each page on the sheet, in pixels."
)
@click.option("--names", is_flag=True, help="Write the accessible names too.")
def main(folder: Path, out: Path | None, pages: int, **shape: int) -> None:
    """Draw the truth of a data set on its pictures."""
    chosen = list(records(folder))[:pages]
    images = [
        (
            f"#{r['index']} {r['kit']} {r['archetype']} {r['theme']} x{r['scale']}",
            drawn(path, r, names=bool(shape["names"])),
        )
        for path, r in chosen
    ]
    target = out or folder / "preview.png"
    sheet(images, shape["columns"], shape["width"]).save(target)
    click.echo(f"{len(images)} pages on {target}")


if __name__ == "__main__":
    main()
