"""Which items of a tree are expanded: those that the next item below begins further in than."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashweb.core.screen import Box
from flashweb.perception.found import Found
from flashweb.perception.looks import written_in

NEAR = 0.6
"""Space between an item and the next, at most, in its height."""
DEEPER = 0.5
"""How much further in a child begins, at least, in the height of its parent's words."""


def with_branches(found: Sequence[Found], lines: Sequence[Box]) -> tuple[Found, ...]:
    """What was found, items of trees `expanded` where their children follow and not where none do."""
    told = list(found)
    items = sorted((n for n, each in enumerate(found) if each.role == "treeitem"), key=lambda n: found[n].box.top)
    words = {index: written_in(found[index].box, lines) for index in items}
    for rank, index in enumerate(items):
        begins, box, state = words[index], found[index].box, found[index].state
        following = next((other for other in items[rank + 1 :] if found[other].box.top > box.center[1]), None)
        if begins is None or following is None or found[following].box.top > box.bottom + NEAR * box.height:
            continue
        child = words[following]
        if child is not None and child.left - begins.left >= DEEPER * begins.height:
            told[index] = replace(found[index], state=state - {"collapsed"} | {"expanded"})
        elif child is not None and "expanded" in state:
            told[index] = replace(found[index], state=state - {"expanded"})
    return tuple(told)
