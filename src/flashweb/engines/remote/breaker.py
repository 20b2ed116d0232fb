"""A circuit breaker (Nygard, Release It!): a server that keeps failing is left alone, and asked now and then.

Half open, it lets nobody through but our own check, so that no caller's request is the guinea pig.
"""

from __future__ import annotations


class Breaker:
    """Open at first: a server counts once its check has succeeded. Times are in seconds, `now` on any steady clock."""

    def __init__(self, failures: int, rest: float, max_rest: float) -> None:
        self._failures = failures
        self._first_rest = rest
        self._max_rest = max_rest
        self._num_failed = 0
        self._until = 0.0
        self.rest = rest
        self.is_closed = False

    def succeeded(self) -> None:
        """An answer came; also what ends an open state, after a check."""
        self._num_failed = 0
        self.rest = self._first_rest
        self.is_closed = True

    def failed(self, now: float) -> bool:
        """An attempt failed; True where this opened it."""
        self._num_failed += 1
        if self.is_closed and self._num_failed >= self._failures:
            self.is_closed = False
            self.rest = self._first_rest
            self._until = now + self.rest
            return True
        return False

    def check_failed(self, now: float) -> None:
        """Still away: leave it alone for twice as long."""
        self.rest = min(self.rest * 2, self._max_rest)
        self._until = now + self.rest

    def retry_after(self, now: float) -> float:
        """Until the next check."""
        return max(self._until - now, 0.0)
