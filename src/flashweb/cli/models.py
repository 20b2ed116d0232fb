"""`flashweb models`: what answers here, from the engine itself, without loading it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from flashweb.api.models import model_object
from flashweb.app import build_service
from flashweb.perception.models import FILES, WEIGHTS
from flashweb.settings import Settings, load_settings

# What no engine can say of itself: the weights' origin is told in NOTICE.
ORIGINS: dict[str, dict[str, Any]] = {
    "nano": {"languages": ["zh", "en"], "licence": "Apache-2.0", "weights": "PP-OCRv6 small, shipped with the package"},
    "echo": {"languages": [], "licence": "Apache-2.0", "weights": "none: says back what it was asked"},
}


@click.command("models")
@click.option("--json", "is_json", is_flag=True, help="Print a JSON list.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML).")
def command(is_json: bool, config: Path | None) -> None:
    """List the models, what each can do, the size and licence of its weights."""
    found = asyncio.run(_look(load_settings(None, config)))
    if is_json:
        click.echo(json.dumps([found], ensure_ascii=False))
        return
    table = Table("model", "languages", "pictures", "boxes", "weights", "licence")
    size = f"{found['weights_bytes'] / 1e6:.1f} MB, " if found["weights_bytes"] else ""
    boxes = "yes" if found["capabilities"]["grounding"] else "no"
    languages = ", ".join(found["languages"]) or "any"
    table.add_row(
        found["id"], languages, f"up to {found['max_images']}", boxes, size + found["weights"], found["licence"]
    )
    Console().print(table)


async def _look(settings: Settings) -> dict[str, Any]:
    service = build_service(settings)
    try:
        able = model_object(service)
    finally:
        await service.close()
    sizes = [(WEIGHTS / name).stat().st_size for name in FILES] if able["id"] == "nano" else [0]
    return able | ORIGINS[able["id"]] | {"weights_bytes": sum(sizes)}
