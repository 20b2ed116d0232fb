"""What may be asked for of a screen, by name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from flashweb.core.errors import InvalidRequest
from flashweb.core.screen import Need
from flashweb.perception.elements import CONTAINERS, THINGS

ROLES = frozenset({"text", "paragraph", *THINGS, *CONTAINERS})
"""Every role that an element of a screen can have."""


def check_need(need: Need) -> None:
    """Raises InvalidRequest for a role that no element has, with the nearest that one can have."""
    if need.roles is not None:
        check_roles(need.roles)


def check_roles(roles: Iterable[str]) -> None:
    """Raises InvalidRequest (param "roles") naming the first unknown role and what is allowed."""
    for role in sorted(set(roles) - ROLES):
        near = difflib.get_close_matches(role, ROLES, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise InvalidRequest(
            f"There is no role {role[:40]!r}.{hint} Roles are {', '.join(sorted(ROLES))}.", param="roles"
        )
