"""What stands between the web and the service: the keys, the sessions that they open, and the limits."""

from __future__ import annotations

import hashlib
import hmac
import time
from pathlib import Path

from flashweb.access.keyring import KeyRing
from flashweb.access.keys import DEFAULT_SCOPES, PREFIX, Allowance, Key, new_token
from flashweb.access.limits import Counters, Limiter
from flashweb.access.settings import AccessSettings, LimitSettings
from flashweb.access.store import KeyStore
from flashweb.core.errors import Unauthorized


class Door:
    """Locked as soon as there is a key or a password; else open, to this machine or (settings.public) to everyone."""

    def __init__(self, settings: AccessSettings, limits: LimitSettings, database: Path, counters: Counters) -> None:
        self.ring = KeyRing(KeyStore(database))
        self.limiter = Limiter(counters, limits)
        self._counters = counters
        self.is_public = settings.public
        self._settings = settings

    async def is_locked(self) -> bool:
        """Whether a key or a log-in is needed."""
        return self._settings.password is not None or await self.ring.has_keys()

    async def log_in(self, secret: str, address: str) -> tuple[str, float]:
        """A session for a visitor who brings a key or the password: its token, and the seconds it lives.

        Raises RateLimited, or Unauthorized.
        """
        await self.limiter.log_in(address)
        secret = secret.strip()
        opener = await self.ring.find(secret) if secret.startswith(PREFIX) else None
        if opener is not None and (opener.kind != "key" or opener.state != "active"):
            raise Unauthorized("This key has ended; ask whoever gave it to you for a new one.")
        if opener is None and not self._is_password(secret):
            raise Unauthorized("This is neither a valid key nor the password; check for missing characters.")
        session, token = self._session(opener)
        await self.ring.add(session)
        return token, (session.expires or 0.0) - session.created

    async def log_out(self, session: Key) -> None:
        """End a session."""
        if session.kind == "session":
            await self.ring.revoke(session.id)

    async def close(self) -> None:
        """Release the store and the counters."""
        self.ring.close()
        await self._counters.close()

    def _is_password(self, secret: str) -> bool:
        if self._settings.password is None:
            return False
        expected, given = (
            hashlib.sha256(text.encode()).digest() for text in (self._settings.password.get_secret_value(), secret)
        )
        return hmac.compare_digest(expected, given)

    def _session(self, opener: Key | None) -> tuple[Key, str]:
        """A key's session sees what the key sees; one of the password sees only its own."""
        session_id, token, digest = new_token()
        now = time.time()
        ends = now + self._settings.session_ttl
        if opener is not None and opener.expires is not None:
            ends = min(ends, opener.expires)
        session = Key(
            id=session_id,
            digest=digest,
            kind="session",
            name=opener.name if opener else "password",
            tenant=opener.tenant if opener else f"session {session_id}",
            scopes=opener.scopes if opener else DEFAULT_SCOPES,
            created=now,
            expires=ends,
            policy=opener.policy if opener else None,
            allowance=opener.allowance if opener else Allowance(),
            parent=opener.id if opener else None,
        )
        return session, token
