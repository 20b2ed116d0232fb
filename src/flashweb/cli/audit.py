"""`flashweb audit`: search, export, check and erase the record of questions and answers, while servers run or not."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console
from rich.progress import Progress

from flashweb.access.keys import tenant_id
from flashweb.audit.chain import Entry, verify
from flashweb.audit.export import exported, imported
from flashweb.audit.log import erase, erase_older
from flashweb.audit.opening import open_store, seal_of
from flashweb.audit.settings import AUDIT_FILE
from flashweb.audit.store import Store, Wanted
from flashweb.core.errors import ConfigurationError
from flashweb.settings import Settings, load_settings

SLOW = 2.0
"""Seconds after which progress is shown."""
_TENANT = re.compile(r"[0-9a-f]{32}|anonymous")
_config = click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML).")


@click.group("audit")
def command() -> None:
    """Search, check, export and erase the record of questions and answers."""


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """Microseconds since 1970."""
    if value is None:
        return None
    try:
        return int(datetime.fromisoformat(value).astimezone().timestamp() * 1_000_000)
    except (ValueError, OverflowError):
        raise click.BadParameter("write a day or a time, such as 2026-01-31 or 2026-01-31T18:30") from None


def _hash(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch("[0-9a-f]{64}", value):
        raise click.BadParameter("write the 64 characters that `flashweb audit verify` printed")
    return value


def _person(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Whose entries: an id in the record as it is, and a key's tenant by its hash."""
    return value if value is None or _TENANT.fullmatch(value) else tenant_id(value)


_since = click.option("--since", callback=_moment, metavar="DATE", help="From then on.")
_until = click.option("--until", callback=_moment, metavar="DATE", help="Before then.")
_who = click.option(
    "--person", callback=_person, help="Of one tenant: as `flashweb keys list` shows it (a key's id, if its own)."
)


@command.command("search")
@click.option("--text", help="With this text anywhere, in any case.")
@_who
@_since
@_until
@click.option("--verdict", help="With this verdict: prompt_injection, moderation, block, mask ...")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="The last so many.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON lines.")
@_config
def search(is_json: bool, limit: int, verdict: str | None, config: Path | None, **wanted: Any) -> None:
    """Show entries, oldest first."""
    with _opened(load_settings(None, config)) as store:
        found: list[Entry] = []
        for entry in _followed(store.read(Wanted(**wanted)), store, "Searching"):
            if _fits(entry, wanted["text"], verdict):
                found = [*found[-limit + 1 :], entry] if limit > 1 else [entry]
    if not found and not is_json:
        click.echo("Nothing is recorded that fits.")
    for entry in found:
        click.echo(json.dumps(_told(entry), ensure_ascii=True) if is_json else _line(entry))


@command.command("export")
@click.argument("target", type=click.File("w", encoding="utf-8", errors="surrogatepass", lazy=False), metavar="FILE|-")
@_who
@_since
@_until
@_config
def export(target: IO[str], config: Path | None, **wanted: Any) -> None:
    """Write entries as JSON lines with their hashes; `verify --file` checks a whole export."""
    num_entries = 0
    with _opened(load_settings(None, config)) as store:
        for entry in _followed(store.read(Wanted(**wanted)), store, "Exporting"):
            target.write(exported(entry) + "\n")
            num_entries += 1
    click.echo(f"{num_entries} entries exported.", err=True)


@command.command("verify")
@click.option("--head", callback=_hash, metavar="HASH", help="A last hash noted earlier: it must still be there.")
@click.option(
    "--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Check an export instead."
)
@_config
def verify_record(head: str | None, path: Path | None, config: Path | None) -> None:
    """Check every entry; say what was changed, is missing or out of order, and exit with 1 if anything is.

    Prints the last hash. Note it elsewhere: with --head it shows later whether the end was cut off.
    """
    settings = load_settings(None, config)
    with nullcontext() if path else _opened(settings) as store:
        entries = imported(path) if path else store.read(Wanted()) if store else iter(())
        last: list[Entry] = []
        checked = _noting(_followed(entries, store, "Checking"), last)
        num_faults = 0
        for fault in verify(checked, seal_of(settings.audit), head):
            num_faults += 1
            click.echo(f"entry {fault.seq}: {fault.problem}")
    if num_faults:
        click.echo(f"{num_faults} faults: this record is not as it was written.", err=True)
        sys.exit(1)
    if not last:
        click.echo("The record is empty.")
        return
    click.echo(f"{last[0].seq} entries, all as they were written. The last hash is\n{last[0].hash.hex()}")


@command.command("erase")
@_who
@click.option("--before", callback=_moment, metavar="DATE", help="Everybody's, from before then.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_config
def erase_contents(person: str | None, before: int | None, yes: bool, config: Path | None) -> None:
    """Erase what one person asked and was answered, or all that is old; the chain stays and still verifies."""
    if (person is None) == (before is None):
        raise click.UsageError("Name either --person or --before.")
    with _opened(load_settings(None, config)) as store:
        if not yes:
            click.confirm("What is erased cannot be had back. Go on?", abort=True)
        if before is not None:
            num_erased = erase_older(store, before)
        else:
            num_erased = erase(store, Wanted(person=person), "one person's")
    click.echo(f"{num_erased} entries erased.")


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    path = settings.data_path / AUDIT_FILE
    if settings.audit.url is None and not path.exists():
        raise ConfigurationError(f"There is no record at {path} yet; see audit.enabled and data_directory.")
    with closing(open_store(settings.audit, settings.data_path)) as store:
        yield store


def _followed(entries: Iterator[Entry], store: Store | None, title: str) -> Iterator[Entry]:
    """The entries, with their progress on a terminal once that takes long."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from entries
        return
    total = store.end()[0] if store else None
    began = time.monotonic()
    with Progress(console=console, transient=True, disable=False) as progress:
        task = progress.add_task(title, total=total, visible=False)
        for entry in entries:
            yield entry
            if time.monotonic() - began > SLOW:
                progress.update(task, completed=entry.seq, visible=True)


def _noting(entries: Iterator[Entry], last: list[Entry]) -> Iterator[Entry]:
    for entry in entries:
        last[:] = [entry]
        yield entry


def _fits(entry: Entry, text: str | None, verdict: str | None) -> bool:
    """What the database cannot tell: that a text stands in a value, not in a name; which verdicts there are."""
    body = entry.body
    if text is not None and text.lower() not in "\n".join(_texts(body)).lower():
        return False
    return verdict is None or any(verdict in (found["kind"], found["done"]) for found in body.get("verdicts", ()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _told(entry: Entry) -> dict[str, Any]:
    at = datetime.fromtimestamp(entry.at / 1_000_000).astimezone().isoformat(timespec="milliseconds")
    return {"seq": entry.seq, "at": at, "person": entry.person, "hash": entry.hash.hex(), **entry.body}


def _line(entry: Entry) -> str:
    """An entry for people, in one line, whatever it holds."""
    told, body = _told(entry), entry.body
    words = " | ".join(message["text"] for message in body.get("messages", ())) or body.get("text", "")
    verdicts = " ".join(f"{found['kind']}:{found['done']}" for found in body.get("verdicts", ()))
    parts = (entry.seq, told["at"], (entry.person or "-")[:8], body.get("kind", "erased"), body.get("outcome", ""))
    text = " ".join(str(part) for part in (*parts, verdicts, words[:200]) if part != "")
    return "".join(char if char.isprintable() else " " for char in text)
