"""`flashweb parse`: what screenshots show, in this process or by a server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from flashweb.api.screens import screen_body
from flashweb.cli.overlay import check_overlay, draw_overlay
from flashweb.client import ApiError, FlashWebClient, screen_of
from flashweb.core.errors import InvalidImage, InvalidRequest
from flashweb.core.screen import Need, Screen
from flashweb.media.decode import decode
from flashweb.perception.need import check_roles
from flashweb.perception.outline import MIN_CHARS, outline
from flashweb.perception.reader import ScreenReader
from flashweb.settings import load_settings

Read = Callable[[bytes], Awaitable[tuple[Screen, dict[str, Any]]]]
"""A picture's screen, and the same as JSON."""


@dataclass(frozen=True, slots=True)
class _Options:
    """The command line, checked."""

    is_json: bool
    overlay: Path | None
    roles: frozenset[str] | None
    max_chars: int | None
    url: str | None
    api_key: str | None
    config: Path | None


@click.command("parse")
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", "is_text", is_flag=True, help="Print an outline, one element a line.  [default]")
@click.option("--json", "is_json", is_flag=True, help="Print what POST /v1/screens answers, one line a picture.")
@click.option("--overlay", type=click.Path(path_type=Path), help="Write the picture with boxes and names on it.")
@click.option("--roles", help="Elements of these roles alone, such as button,link.")
@click.option("--max-chars", type=click.IntRange(min=MIN_CHARS), help="Longest outline; says what it leaves out.")
@click.option("--url", help="Ask this server instead of reading here.")
@click.option("--api-key", help="Sent to --url only.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML).")
def command(images: tuple[Path, ...], is_text: bool, roles: str | None, **options: Any) -> None:
    """Tell what IMAGES show: elements with role, name, state and place, as a tree.

    Places are left,top widthxheight in pixels of the picture. Exits with 1 when a picture cannot be used.
    """
    overlay = options["overlay"]
    if is_text + options["is_json"] + (overlay is not None) > 1:
        raise click.UsageError("Choose one of --text, --json and --overlay.")
    if overlay is not None:
        if len(images) > 1:
            raise click.UsageError("--overlay takes one picture; call it once for each.")
        check_overlay(overlay)
    wanted = frozenset(role.strip() for role in roles.split(",")) if roles is not None else None
    check_roles(wanted or ())
    if not asyncio.run(_parse_all(images, _Options(roles=wanted, **options))):
        raise click.exceptions.Exit(1)


async def _parse_all(paths: tuple[Path, ...], options: _Options) -> bool:
    """Print each picture's screen as soon as it is known; whether all could be used."""
    columns, console = (TextColumn("{task.description}"), BarColumn()), Console(stderr=True)
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("starting", total=1.0)

    def show(step: str, fraction: float) -> None:
        bar.update(task, description=step, completed=fraction)

    is_good = True
    async with AsyncExitStack() as stack:
        with bar:
            read = await _reader(stack, options, show)
        for number, path in enumerate(paths):
            try:
                with bar:
                    show(f"reading {path.name}", number / len(paths))
                    data = await asyncio.to_thread(_bytes_of, path)
                    screen, body = await read(data)
                if len(paths) > 1 and not options.is_json:
                    click.secho(f"{path}", bold=True)
                _tell(screen, body, data, options)
            except (InvalidRequest, ApiError) as error:
                if isinstance(error, ApiError) and error.code not in ("invalid_image", "image_too_large"):
                    raise
                click.echo(f"Error: {path}: {error.message}", err=True)
                is_good = False
    return is_good


async def _reader(stack: AsyncExitStack, options: _Options, show: Callable[[str, float], None]) -> Read:
    """What reads pictures: a server, or the models loaded here."""
    if options.url is not None:
        client = await stack.enter_async_context(FlashWebClient(options.url, api_key=options.api_key))
        roles = None if options.roles is None else sorted(options.roles)

        async def ask(data: bytes) -> tuple[Screen, dict[str, Any]]:
            body = await client.screen(data, roles=roles)
            return screen_of(body), body

        return ask
    settings = load_settings(None, options.config)
    reader = await stack.enter_async_context(ScreenReader(settings.perception, settings.media, show))

    async def read(data: bytes) -> tuple[Screen, dict[str, Any]]:
        parsed = await reader.parse_timed(data, Need(roles=options.roles))
        return parsed.screen, screen_body(parsed)

    return read


def _tell(screen: Screen, body: dict[str, Any], data: bytes, options: _Options) -> None:
    if options.is_json:
        click.echo(json.dumps(body, ensure_ascii=False))
    elif options.overlay is None:
        click.echo(outline(screen, options.max_chars))
    else:
        draw_overlay(decode(data), screen).save(options.overlay)
        click.echo(f"{options.overlay}: {sum(1 for _ in screen.walk())} elements", err=True)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidImage(f"{error.strerror}; check the path.") from error
