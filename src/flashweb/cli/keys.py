"""`flashweb keys`: make, list and end API keys, while servers run or not."""

from __future__ import annotations

import dataclasses
import json
import re
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from flashweb.access.keys import DEFAULT_SCOPES, SCOPES, Allowance, Key, new_token
from flashweb.access.settings import KEY_FILE
from flashweb.access.store import KeyStore
from flashweb.settings import load_settings

_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_NAME = re.compile(r"[\w .@+-]{1,64}")
_COUNT = click.IntRange(min=0)
_config = click.option("--config", type=click.Path(path_type=Path), help="Settings file (TOML).")
_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")


@click.group("keys")
def command() -> None:
    """Make, list and end API keys.

    As soon as there is one, a server answers nobody without a key; it notices every change within a second.
    """


def _seconds(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    found = re.fullmatch(r"([1-9]\d{0,5})([mhdw])", value or "", re.ASCII)
    if value is not None and found is None:
        raise click.BadParameter("write a number and m, h, d or w, such as 90d")
    return int(found[1]) * _UNITS[found[2]] if found else None


def _name(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _NAME.fullmatch(value):
        raise click.BadParameter("use up to 64 letters, digits, spaces and . _ @ + -")
    return value


@command.command("create")
@click.argument("name", callback=_name)
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    help="Again for each; else all but metrics and admin.",
)
@click.option("--expires", callback=_seconds, help="Life, such as 12h or 90d; else without end.")
@click.option("--tenant", callback=_name, help="Whose files it sees; else its own. Keys of one tenant share files.")
@click.option("--policy", callback=_name, help="Guardrail policy of its requests; else the server's.")
@click.option("--requests", type=_COUNT, help="Requests a minute; 0 sets no bound; else the server's limit.")
@click.option("--pictures", type=_COUNT, help="Pictures sent a minute.")
@click.option("--concurrent", type=_COUNT, help="Requests at once.")
@_json
@_config
def create(name: str, scopes: tuple[str, ...], is_json: bool, config: Path | None, **options: Any) -> None:
    """Make a key and show it, this once."""
    key_id, token, digest = new_token()
    now = time.time()
    key = Key(
        id=key_id,
        digest=digest,
        kind="key",
        name=name,
        tenant=options["tenant"] or key_id,
        scopes=frozenset(scopes) or DEFAULT_SCOPES,
        created=now,
        expires=now + options["expires"] if options["expires"] else None,
        policy=options["policy"],
        allowance=Allowance(options["requests"], options["pictures"], options["concurrent"]),
    )
    with _opened(config) as store:
        store.add(key)
    if is_json:
        click.echo(json.dumps(_told(key) | {"key": token}, ensure_ascii=False))
        return
    click.echo(token)
    click.echo(f"Keep it now: it is not shown again. To end it: flashweb keys revoke {key_id}", err=True)


@command.command("list")
@_json
@_config
def list_keys(is_json: bool, config: Path | None) -> None:
    """Show every key that was made, without its secret."""
    with _opened(config) as store:
        keys = store.list()
    if is_json:
        click.echo(json.dumps([_told(key) for key in keys], ensure_ascii=False))
        return
    if not keys:
        click.echo("There are no keys; make one with: flashweb keys create NAME")
        return
    table = Table("id", "name", "state", "scopes", "tenant", "policy", "limits", "made", "expires")
    for key in keys:
        limits = " / ".join("-" if number is None else str(number) for number in dataclasses.astuple(key.allowance))
        scopes, tenant = " ".join(sorted(key.scopes)), "own" if key.tenant == key.id else key.tenant
        table.add_row(
            *(key.id, key.name, key.state, scopes, tenant, key.policy or "-", limits, _day(key.created)),
            _day(key.expires) if key.expires else "never",
        )
    console = Console()
    console.width = max(console.width, 150)
    console.print(table)


@command.command("revoke")
@click.argument("key_id", metavar="ID")
@_json
@_config
def revoke(key_id: str, is_json: bool, config: Path | None) -> None:
    """End a key for good, and every log-in that it opened."""
    with _opened(config) as store:
        key = store.revoke(key_id)
    click.echo(
        json.dumps(_told(key), ensure_ascii=False) if is_json else f"{key.id} ({key.name}) opens nothing any more."
    )


def _opened(config: Path | None) -> closing[KeyStore]:
    return closing(KeyStore(load_settings(None, config).data_path / KEY_FILE))


def _day(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _told(key: Key) -> dict[str, Any]:
    """A key as JSON; times are Unix seconds."""
    return {
        "id": key.id,
        "name": key.name,
        "state": key.state,
        "scopes": sorted(key.scopes),
        "tenant": key.tenant,
        "policy": key.policy,
        **dataclasses.asdict(key.allowance),
        "created": key.created,
        "expires": key.expires,
        "revoked": key.revoked,
    }
