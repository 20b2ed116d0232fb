"""Pieces of an answer against its limits: `max_tokens`, and the strings at which it must stop."""

from __future__ import annotations

from flashweb.engines.nano.tokens import count_tokens, cut, pieces


class Budget:
    """Lets text through until the tokens are spent or a stop string appears.

    Text that may be the beginning of a stop string is held back until it is known not to be.
    is_cut: tokens ran out. is_spent: nothing more will be let through.
    """

    def __init__(self, max_tokens: int, stop: tuple[str, ...]) -> None:
        self.text = ""
        self.is_cut = False
        self.is_spent = False
        self._left = max_tokens
        self._stop = tuple(s for s in stop if s)
        self._held = ""

    def take(self, text: str) -> list[str]:
        """The pieces to send now."""
        if self.is_spent:
            return []
        self._held += text
        found = [at for s in self._stop if (at := self._held.find(s)) >= 0]
        if found:
            ready, self._held, self.is_spent = self._held[: min(found)], "", True
        else:
            keep = self._overlap()
            ready, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return self._spend(ready)

    def flush(self) -> list[str]:
        """What was held back, at the end of the answer."""
        ready, self._held = self._held, ""
        return [] if self.is_spent else self._spend(ready)

    def _overlap(self) -> int:
        longest = max((len(s) for s in self._stop), default=1) - 1
        for size in range(min(longest, len(self._held)), 0, -1):
            if any(s.startswith(self._held[-size:]) for s in self._stop):
                return size
        return 0

    def _spend(self, ready: str) -> list[str]:
        count = count_tokens(ready)
        if count > self._left:
            ready = cut(ready, self._left)
            self.is_cut = self.is_spent = True
        self._left -= min(count, self._left)
        self.text += ready
        return pieces(ready)
