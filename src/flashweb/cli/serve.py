"""`flashweb serve`: flags over environment over file, a line that says where to look, and the server."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from flashweb import __version__
from flashweb.app import serve
from flashweb.cli.heap import limit_heap
from flashweb.guardrails.personal import PersonalDataFilter
from flashweb.settings import EngineName, Settings, load_settings
from flashweb.telemetry.logging import configure_logging

_EVERYWHERE = {"0.0.0.0", "::"}


@click.command("serve")
@click.option("--host", help="Address to listen on; 0.0.0.0 for every one.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on.  [default: 7860]")
@click.option("--engine", type=click.Choice(get_args(EngineName)), help="What answers.  [default: nano]")
@click.option("--url", multiple=True, help="remote: an OpenAI-compatible server; several times for several.")
@click.option("--model", help="remote, vllm, transformers: the model's id; remote finds it out where there is one.")
@click.option("--api-key-env", help="remote: the environment variable that holds the server's key.")
@click.option("--quantization", help="vllm, transformers: such as int8 or int4; what the engine and device support.")
@click.option("--grounding", help="remote, vllm, transformers: off, ocr, elements or auto.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML); flags and environment win.")
@click.option("--no-ui", is_flag=True, help="The API alone, without the page.")
@click.option("--public", is_flag=True, help="Answer everyone, without keys.")
@click.option("--log-format", type=click.Choice(["text", "json"]), help="[default: text]")
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]), help="[default: info]")
def command(**options: Any) -> None:
    """Serve the page and the OpenAI-compatible API until Ctrl-C.

    Exits with 2 when a setting is bad or the port is in use.
    """
    settings = load_settings(_overrides(options) | _engine_overrides(options), options["config"])
    configure_logging(settings.log_level, settings.log_format)
    if settings.guardrails.redact_logs:
        logging.getLogger().handlers[0].addFilter(PersonalDataFilter())
    if sys.platform == "win32":
        asyncio.run(_run(settings))
        return
    limit_heap()
    import uvloop  # noqa: PLC0415 - not installed on Windows

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(settings))
    gc.freeze()  # a last collection of all that was ever imported would take longer than the whole stop


def _overrides(options: dict[str, Any]) -> dict[str, Any]:
    """Only what was said on the command line, in the sections that it belongs to."""
    flat = {name: options[name] for name in ("engine", "log_level", "log_format") if options[name] is not None}
    api = {name: options[name] for name in ("host", "port") if options[name] is not None}
    flat |= {"api": api} if api else {}
    flat |= {"access": {"public": True}} if options["public"] else {}
    return flat | ({"ui": {"enabled": False}} if options["no_ui"] else {})


def _engine_overrides(options: dict[str, Any]) -> dict[str, Any]:
    """Flags of the chosen engine, in its section; which engine that is may stand in the environment or the file."""
    given = {name: options[name] for name in ("model", "api_key_env", "quantization") if options[name] is not None}
    given |= {"urls": options["url"]} if options["url"] else {}
    grounding = {"grounding": {"mode": options["grounding"]}} if options["grounding"] is not None else {}
    if not given:
        return grounding
    return {options["engine"] or load_settings(None, options["config"]).engine: given} | grounding


async def _run(settings: Settings) -> None:
    columns, console = (TextColumn("{task.description}"), BarColumn()), Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        await serve(settings, _announcer(settings, bar))


def _announcer(settings: Settings, bar: Progress) -> Callable[[str, float], None]:
    """Moves the bar, and at the end replaces it by where to go."""
    started = time.monotonic()
    task = bar.add_task("starting", total=1.0)

    def show(step: str, fraction: float) -> None:
        if bar.finished:  # the engine says that it is ready, and then the service does
            return
        bar.update(task, description=step, completed=fraction)
        if fraction >= 1.0:
            bar.stop()
            host = settings.api.host
            shown = "127.0.0.1" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
            url = f"http://{shown}:{settings.api.port}"
            what = f"open {url}" if settings.ui.enabled else f"API at {url}/v1"
            seconds = time.monotonic() - started
            click.echo(f"FlashWeb {__version__}: {settings.engine} is ready after {seconds:.1f} s; {what}", err=True)

    return show
