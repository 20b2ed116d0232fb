"""In whose name the page's routes call the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request


@dataclass(frozen=True, slots=True)
class Caller:
    """token: the session's where the visitor had to log in, else a random one that the page made for itself.

    address: the visitor's, so that the API's limits count each visitor and not the page.
    """

    token: str
    address: str
    session: str | None

    @property
    def headers(self) -> dict[str, str]:
        """What tells the API whose address counts; it believes this of the page's own server only."""
        return {"X-Forwarded-For": self.address}


def visitor_of(request: Request, authorization: Annotated[str, Header(pattern=r"^Bearer [0-9a-f]{32,64}$")]) -> Caller:
    """The visitor, as the edge found out."""
    token = authorization.removeprefix("Bearer ")
    return Caller(token, request.scope["address"], request.scope["session_token"])


Visitor = Annotated[Caller, Depends(visitor_of)]
