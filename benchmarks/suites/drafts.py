"""What a rule makes of a page: a question without words yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.suites.page import Node, Page
from flashweb.evals.items import Category, Named, Target

AND = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Draft:
    """slots: what the wording's braces are filled with. answer: the same for references."""

    rule: str
    category: Category
    page: Page
    truth: Mapping[str, Any]
    slots: Mapping[str, str] = field(default_factory=dict)
    answer: Sequence[str] = ()
    boxes: tuple[Target, ...] = ()
    second: Page | None = None


def named(nodes: Sequence[Node], role: bool = True) -> list[dict[str, Any]]:
    """Elements as truth holds them."""
    return [
        Named(name=node.name, also=without_badge(node.name), role=node.role if role else "").model_dump(
            exclude_defaults=True
        )
        for node in nodes
    ]


def without_badge(name: str) -> tuple[str, ...]:
    """ "Inbox 12" is also called Inbox."""
    short = re.sub(r"\s\d+\+?$", "", name)
    return (short,) if short != name else ()


def targets(page: Page, nodes: Sequence[Node]) -> tuple[Target, ...]:
    """Where they are."""
    return tuple(Target(any_of=page.targets(node)) for node in nodes)


def others(page: Page, nodes: Sequence[Node], *roles: str) -> list[str]:
    """Names of the page that are not these; of some roles alone, if named."""
    own = {node.name for node in nodes}
    kept = [node.name for node in page.nodes if not roles or node.role in roles] if roles else page.names()
    return [name for name in dict.fromkeys(kept) if name and name not in own][:60]


def are_distinct(nodes: Sequence[Node]) -> bool:
    """Every one has a name, and no two the same."""
    names = [node.name for node in nodes]
    return all(names) and len(set(names)) == len(names)
