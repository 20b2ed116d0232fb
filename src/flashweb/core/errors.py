"""The one error tree. Each error has a stable code and a message that names the fix.

Nothing here knows of HTTP: `api/errors.py` holds the only table from errors to statuses.
"""

from __future__ import annotations


class FlashWebError(Exception):
    """Base of every error that a caller may see.

    code: stable, machine-readable. retryable: the same call may succeed later.
    param: the request field at fault, if one is. retry_after: seconds to wait before trying again.
    """

    code = "internal_error"
    retryable = False

    def __init__(self, message: str, *, param: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.retry_after = retry_after


class InternalError(FlashWebError):
    """A fault of ours; the message never holds details of the inside."""


class ConfigurationError(FlashWebError):
    """A bad or unknown setting; it stops start-up."""

    code = "bad_setting"


class InvalidRequest(FlashWebError):
    """The request itself is wrong; trying again unchanged cannot help."""

    code = "invalid_request"


class UnsupportedField(InvalidRequest):
    """A known field whose neglect would change the meaning of the answer."""

    code = "unsupported_field"


class NotFound(FlashWebError):
    """The named thing does not exist for this tenant."""

    code = "not_found"


class InvalidImage(InvalidRequest):
    """The picture cannot be used: damaged, of a wrong kind, or refused by name."""

    code = "invalid_image"


class ImageTooLarge(InvalidImage):
    """The picture exceeds a limit of bytes, pixels or number."""

    code = "image_too_large"


class PayloadTooLarge(FlashWebError):
    """The request body exceeds the limit of bytes."""

    code = "payload_too_large"


class Overloaded(FlashWebError):
    """Every place in the bounded queue is taken; shed early rather than answer late."""

    code = "overloaded"
    retryable = True


class NotReady(FlashWebError):
    """The model is still loading, or the server is draining."""

    code = "not_ready"
    retryable = True


class DeadlineExceeded(FlashWebError):
    """The answer did not come in the time that the request may take."""

    code = "deadline_exceeded"
    retryable = True


class StorageFull(FlashWebError):
    """A tenant's or the server's byte budget for uploads is used up."""

    code = "storage_full"
    retryable = True


class UpstreamError(FlashWebError):
    """A server that we called failed."""

    code = "upstream_error"
    retryable = True


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
