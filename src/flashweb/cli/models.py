"""`flashweb models`: what answers here, which big models are known and what they need, and fetching one."""

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
from flashweb.cli.pulling import SOURCES, pull
from flashweb.engines.families import FAMILIES
from flashweb.engines.needs import PRECISIONS
from flashweb.perception.models import FILES, WEIGHTS
from flashweb.settings import Settings, load_settings

# What no engine can say of itself: the weights' origin is told in NOTICE.
ORIGINS: dict[str, dict[str, Any]] = {
    "nano": {"languages": ["zh", "en"], "licence": "Apache-2.0", "weights": "PP-OCRv6 small, shipped with the package"},
    "echo": {"languages": [], "licence": "Apache-2.0", "weights": "none: says back what it was asked"},
}
ELSEWHERE: dict[str, Any] = {"languages": [], "licence": "see the model's own", "weights": "not ours"}
TOKENS = 8192
"""Question, pictures and answer for which needed memory is told."""


@click.group("models", invoke_without_command=True)
@click.option("--json", "is_json", is_flag=True, help="Print a JSON list.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML).")
@click.pass_context
def command(context: click.Context, is_json: bool, config: Path | None) -> None:
    """List what answers here, and the big models that other engines can run; `pull` fetches one."""
    if context.invoked_subcommand is not None:
        return
    found = asyncio.run(_look(load_settings(None, config)))
    if is_json:
        click.echo(json.dumps([found, *known_models()], ensure_ascii=False))
        return
    table = Table("model", "languages", "pictures", "boxes", "weights", "licence")
    size = f"{found['weights_bytes'] / 1e6:.1f} MB, " if found["weights_bytes"] else ""
    boxes = "yes" if found["capabilities"]["grounding"] else "no"
    languages = ", ".join(found["languages"]) or "any"
    table.add_row(
        found["id"], languages, f"up to {found['max_images']}", boxes, size + found["weights"], found["licence"]
    )
    Console().print(table)
    Console().print(_table())


@command.command("pull")
@click.argument("model")
@click.option("--source", type=click.Choice(SOURCES), default=SOURCES[0], show_default=True, help="Where from.")
@click.option("--to", type=click.Path(path_type=Path), help="Folder; the hub's own cache if unset.")
def pull_command(model: str, source: str, to: Path | None) -> None:
    """Fetch MODEL (an id); goes on where it stopped, and checks what came."""
    click.echo(f"{pull(model, source, to)}")


def known_models() -> list[dict[str, Any]]:
    """The catalogue as data; memory in bytes by precision."""
    return [
        {
            "id": model.huggingface,
            "family": family.name,
            "modelscope": model.modelscope,
            "licence": model.licence,
            "parameters": round(model.parameters),
            "memory_bytes": {kind: round(family.memory(model, kind, TOKENS).total) for kind in PRECISIONS},
            "context": model.context,
            "engines": ["vllm", "transformers"] if family.has_vllm else ["transformers"],
            **({"note": model.note} if model.note else {}),
        }
        for family in FAMILIES
        for model in family.models
    ]


def _table() -> Table:
    title = f"Run by --engine vllm or transformers; memory in GB for a question of {TOKENS:,} tokens"
    table = Table("Hugging Face", "ModelScope", "BF16", "INT8", "INT4", "licence", title=title)
    for model in known_models():
        sizes = [f"{model['memory_bytes'][kind] / 1e9:.1f}" for kind in PRECISIONS]
        mirror = "the same" if model["modelscope"] == model["id"] else model["modelscope"] or "-"
        table.add_row(model["id"], mirror, *sizes, model["licence"])
    return table


async def _look(settings: Settings) -> dict[str, Any]:
    service = build_service(settings)
    try:
        able = model_object(service)
    finally:
        await service.close()
    sizes = [(WEIGHTS / name).stat().st_size for name in FILES] if able["id"] == "nano" else [0]
    return able | ORIGINS.get(able["id"], ELSEWHERE) | {"weights_bytes": sum(sizes)}
