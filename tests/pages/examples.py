"""Makes the example screenshots that the web page offers: `python -m tests.pages.examples`.

Only development pages, so that nobody is shown, or tempted to tune on, a held-out one.
"""

from __future__ import annotations

from pathlib import Path

import click
from PIL import Image

from tests.pages.render import rendered

OUT = Path(__file__).parents[2] / "src" / "flashweb" / "ui" / "examples"
NAMES = ("login_zh", "shop_en", "product_zh")
MAX_BYTES = 150_000


def save(picture: Path, out: Path) -> int:
    """Writes an optimised PNG, with a palette where colours would make it larger than MAX_BYTES; its bytes."""
    with Image.open(picture) as image:
        colours = image.convert("RGB")
    colours.save(out, optimize=True)
    if out.stat().st_size > MAX_BYTES:
        colours.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(out, optimize=True)
    return out.stat().st_size


@click.command()
def main() -> None:
    """Write the example screenshots."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (page,) = rendered(name)
        click.echo(f"{name}.png {save(page.picture, OUT / f'{name}.png'):,} bytes")


if __name__ == "__main__":
    main()
