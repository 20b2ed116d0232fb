"""`flashweb ask`: the whole service in this process, without HTTP, for one question."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from flashweb.api.sse import Answer
from flashweb.app import build_service
from flashweb.core.errors import FlashWebError, InvalidImage
from flashweb.core.events import Cancelled, TextDelta
from flashweb.core.request import MediaRef, Message, Request
from flashweb.serving.service import Service
from flashweb.settings import Settings, load_settings

TENANT = "cli"


@click.command("ask")
@click.argument("images_and_question", nargs=-1, required=True, metavar="IMAGE... QUESTION")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object: answer, annotations, usage with timings.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML).")
def command(images_and_question: tuple[str, ...], is_json: bool, config: Path | None) -> None:
    """Ask QUESTION (the last argument) about one or more pictures; the answer prints as it is found.

    Boxes are left, top, right, bottom in pixels of the picture. Exits with 1 when a picture cannot be used.
    """
    *names, question = images_and_question
    if not names or (Path(question).is_file() and not question.rstrip().endswith(("?", "？"))):
        raise click.UsageError(
            'Give one or more pictures, then the question: flashweb ask page.png "What does it say?"'
        )
    settings = load_settings({"log_level": "error"}, config)
    answer = asyncio.run(_ask(settings, [Path(name) for name in names], question, is_json))
    if is_json:
        reason = answer.finished.reason if answer.finished else None
        body: dict[str, Any] = {"model": answer.model, "answer": answer.text, "finish_reason": reason}
        body |= {"guardrails": answer.guarded} if answer.guarded else {}
        click.echo(
            json.dumps(body | {"annotations": answer.annotations, "usage": answer.usage_body()}, ensure_ascii=False)
        )
        return
    click.echo()
    if answer.guarded:
        click.secho(answer.guarded["message"], fg="yellow", err=True)
    for found in answer.annotations:
        element = found["element"]
        name = Path(names[element["image"]]).name
        box = ", ".join(f"{edge:g}" for edge in element["box"])
        click.secho(f"  {name}  [{box}]  {element['name']}", dim=True)


async def _ask(settings: Settings, paths: list[Path], question: str, is_json: bool) -> Answer:
    service = build_service(settings)
    try:
        images = [await _add(service, path) for path in paths]
        await _start(service)
        model = service.capabilities.model
        request = Request("cli", TENANT, model, (Message("user", question, tuple(images)),))
        answer = Answer(request.id, model)
        async with aclosing(service.ask(request)) as events:  # type: ignore[type-var]
            async for event in events:
                if isinstance(event, Cancelled):
                    raise FlashWebError(f"The answer was cut short: {event.reason}.")
                answer.add(event)
                if isinstance(event, TextDelta) and not is_json:
                    click.echo(event.text, nl=False)
        return answer
    finally:
        await service.close()


async def _add(service: Service, path: Path) -> MediaRef:
    """Into the store, where it is checked; raises InvalidImage that names the file."""
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise InvalidImage(f"{path}: {error.strerror}; check the path.") from error
    try:
        return await service.media.add(TENANT, data)
    except FlashWebError as error:
        raise InvalidImage(f"{path}: {error.message}") from error


async def _start(service: Service) -> None:
    """With a bar on stderr that is gone when the answer begins."""
    columns, console = (TextColumn("{task.description}"), BarColumn()), Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=1.0)

        def show(step: str, fraction: float) -> None:
            bar.update(task, description=step, completed=fraction)

        await service.start(show)
