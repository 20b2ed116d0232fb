"""Headers that each response carries: what a browser may do with it, and how much the caller has left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from starlette.datastructures import MutableHeaders

from flashweb.access.limits import WINDOW, Standing

HSTS = "max-age=31536000; includeSubDomains"
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For answers that no browser is to show: JSON, streams, pictures."""
_OPENAI_NAMES = {"requests": "requests", "pictures": "images"}


def page_policy(frame_origins: Iterable[str], scripts: str) -> str:
    """The content security policy of an HTML page: everything from this server, framed by nobody else."""
    ancestors = " ".join(("'self'", *frame_origins))
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; worker-src 'self' blob:; "
        f"object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {ancestors}"
    )


def secure(headers: MutableHeaders, frame_origins: Iterable[str], *, is_https: bool) -> None:
    """Set what is not set yet. A browser heeds all policies, so a page's own one can only narrow this one."""
    headers.setdefault("x-content-type-options", "nosniff")
    headers.setdefault("referrer-policy", "no-referrer")
    is_html = headers.get("content-type", "").startswith("text/html")
    scripts = "'unsafe-inline' 'unsafe-eval'" if "content-security-policy" in headers else "'unsafe-inline'"
    headers.append("content-security-policy", page_policy(frame_origins, scripts) if is_html else DATA_POLICY)
    if is_https:
        headers.setdefault("strict-transport-security", HSTS)


def tell_limits(headers: MutableHeaders, standings: Sequence[Standing]) -> None:
    """RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10), and the names OpenAI's clients know."""
    if not standings:
        return
    latest = {standing.what: standing for standing in standings}.values()
    headers["ratelimit-policy"] = ", ".join(f'"{s.what}";q={s.limit};w={WINDOW}' for s in latest)
    headers["ratelimit"] = ", ".join(f'"{s.what}";r={s.count.remaining};t={math.ceil(s.count.wait)}' for s in latest)
    for standing in latest:
        name = _OPENAI_NAMES[standing.what]
        headers[f"x-ratelimit-limit-{name}"] = str(standing.limit)
        headers[f"x-ratelimit-remaining-{name}"] = str(standing.count.remaining)
        headers[f"x-ratelimit-reset-{name}"] = f"{math.ceil(standing.count.wait)}s"
