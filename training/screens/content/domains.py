"""Lines of business: what their sites call their pages, things, columns, fields, figures and actions.

They are written down in `domains.txt`. A column or figure names the kind of value that the writer makes;
a field names its control and its choices; icons are functions of `icons.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.screens.content.lexicon import HERE, sections

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Domain:
    """nav: (zh, en, icon). columns and stats: (zh, en, kind). fields: (zh, en, control, choices or placeholder)."""

    name: str
    thing: Pair
    nav: tuple[tuple[str, str, str], ...]
    columns: tuple[tuple[str, str, str], ...]
    fields: tuple[tuple[str, str, str, str], ...]
    stats: tuple[tuple[str, str, str], ...]
    actions: tuple[tuple[str, str, str], ...]


def _entries(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.strip() for part in entry.split("/")) for entry in text.split(";"))


def _domain(name: str, lines: list[str]) -> Domain:
    parts = {key: text.strip() for key, _, text in (line.partition(":") for line in lines)}
    zh, en = parts.pop("thing").split("/")
    return Domain(name=name, thing=(zh, en), **{key: _entries(text) for key, text in parts.items()})  # type: ignore[arg-type]


DOMAINS: tuple[Domain, ...] = tuple(_domain(name, lines) for name, lines in sections(HERE / "domains.txt").items())
