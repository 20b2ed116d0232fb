"""API keys: what one looks like, what it opens, and how a secret is checked.

A key reads fw_<id>_<secret>. The id is public and indexes the store; the secret is 256 random bits, and only its
SHA-256 is kept. A slow password hash (bcrypt, argon2) protects secrets that people choose, which can be guessed;
2^256 cannot, whatever the hash costs, so a fast one gives nothing away and costs a request two microseconds. The
digests are compared in constant time, and for an unknown id as well, so that an answer's time says nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass
from typing import Literal

SCOPES = ("chat", "vqa", "files", "screens", "models", "metrics", "admin")
DEFAULT_SCOPES = frozenset({"chat", "vqa", "files", "screens", "models"})
PREFIX = "fw_"
_TOKEN = re.compile(r"fw_([0-9a-f]{16})_([\w-]{43})", re.ASCII)
_NO_DIGEST = bytes(32)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Requests and pictures a minute, requests at once; None takes the server's default, 0 sets no bound."""

    requests: int | None = None
    pictures: int | None = None
    concurrent: int | None = None

    def filled(self, default: Allowance) -> Allowance:
        """With the default's numbers where there is none."""
        mine = (self.requests, self.pictures, self.concurrent)
        others = (default.requests, default.pictures, default.concurrent)
        return Allowance(*(other if own is None else own for own, other in zip(mine, others, strict=True)))


@dataclass(frozen=True, slots=True)
class Key:
    """One key, or one session that a key or the password opened; times are Unix seconds.

    tenant: whose pictures and files it sees; keys of one tenant share them, so that a key can be replaced.
    policy: the guardrail policy of its requests, the server's own if None. parent: the key of a session.
    """

    id: str
    digest: bytes
    kind: Literal["key", "session"]
    name: str
    tenant: str
    scopes: frozenset[str]
    created: float
    expires: float | None = None
    revoked: float | None = None
    policy: str | None = None
    allowance: Allowance = Allowance()
    parent: str | None = None

    @property
    def state(self) -> Literal["active", "expired", "revoked"]:
        """Whether it opens anything now."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= time.time() else "active"

    @property
    def limited_as(self) -> str:
        """Whose allowance its requests use: a session of a key uses the key's."""
        return self.parent or self.id


def new_token() -> tuple[str, str, bytes]:
    """A fresh key: its id, the whole token (to be shown once), and the digest to keep."""
    key_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    return key_id, f"{PREFIX}{key_id}_{secret}", _digest(secret)


def split_token(token: str) -> tuple[str, bytes] | None:
    """A token's id and its secret's digest; None when it is no key of ours."""
    found = _TOKEN.fullmatch(token)
    return (found[1], _digest(found[2])) if found else None


def is_match(key: Key | None, digest: bytes) -> bool:
    """Whether the secret is the key's, in constant time."""
    return hmac.compare_digest(key.digest if key else _NO_DIGEST, digest) and key is not None


def tenant_id(name: str) -> str:
    """A tenant's name as it is used in caches, paths and logs: nothing to read, nothing to break."""
    return hashlib.sha256(b"tenant:" + name.encode()).hexdigest()[:32]


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
