"""`python -m training.screens.install`: fetches the kits, icons and fonts with npm and bundles what needs it."""

from __future__ import annotations

from pathlib import Path

import click

from training.screens.kits import DEFAULT_FOLDER, KITS, host_page, install


@click.command()
@click.option("--kits", "folder", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
@click.option("--bundle-only", is_flag=True, help="The packages are there already.")
def main(folder: Path, bundle_only: bool) -> None:
    """Fetch the UI kits into a folder outside the sources (about 1.5 GB, a few minutes)."""
    if not bundle_only:
        install(folder)
    for kit in KITS.values():
        click.echo(f"{kit.name}: {host_page(kit, folder)}")


if __name__ == "__main__":
    main()
