"""Refusals of the gate, each with what to do about it."""

from __future__ import annotations

from flashweb.core.errors import FlashWebError, Overloaded


class Unauthorized(FlashWebError):
    """No key, or one that opens nothing."""

    code = "invalid_api_key"


class LoginRequired(Unauthorized):
    """The page's visitor has no session (any more)."""

    code = "login_required"


class Forbidden(FlashWebError):
    """Known, but not allowed here."""

    code = "forbidden"


class RateLimited(Overloaded):
    """An allowance is used up; retry_after says when there is room again."""

    code = "rate_limit_exceeded"
