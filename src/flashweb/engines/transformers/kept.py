"""What is kept of pictures that were read: prefixes (keys and values) and features, within a budget of bytes.

A prefix serves every prompt that begins like it: the same tokens, and the same tenant's same pictures in the same
places. It is never changed; whoever goes on from it copies it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from flashweb.engines.transformers.cache import num_bytes
from flashweb.engines.transformers.prompt import Features, Prompt, Span
from flashweb.media.blobs import Key


@dataclass(frozen=True, slots=True, eq=False)
class Prefix:
    """The beginning of a prompt, read. layers: keys and values, each (1, heads, tokens, size)."""

    tokens: tuple[int, ...]
    spans: tuple[Span, ...]
    layers: tuple[tuple[Any, Any], ...]

    def shared(self, prompt: Prompt) -> int:
        """How many of the prompt's tokens it holds; at least the last one is left to be read."""
        length = _alike(self.tokens, prompt.tokens)
        for number, span in enumerate(prompt.spans):
            if span.start >= length:
                break
            if number >= len(self.spans) or self.spans[number].key != span.key:
                return span.start
        return min(length, len(prompt.tokens) - 1)

    def holds(self, other: Prefix) -> bool:
        """Whether it begins with all of the other."""
        is_same = all(mine.key == span.key for mine, span in zip(self.spans, other.spans, strict=False))
        return len(self.spans) >= len(other.spans) and is_same and self.tokens[: len(other.tokens)] == other.tokens


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Prefix | Features
    pictures: frozenset[Key]
    size: int


class Kept:
    """Least recently used go first. Used from several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self.num_bytes = 0
        self.num_evicted = 0

    def __len__(self) -> int:
        return len(self._entries)

    def prefix(self, prompt: Prompt) -> tuple[Prefix | None, int]:
        """The prefix that holds most of a prompt, and how many of its tokens."""
        best: tuple[Prefix | None, int] = (None, 0)
        if not prompt.spans:
            return best
        first = prompt.spans[0].key
        with self._lock:
            for key, entry in self._entries.items():
                if isinstance(entry.value, Prefix) and entry.value.spans[0].key == first:
                    shared = entry.value.shared(prompt)
                    if shared > max(best[1], prompt.spans[0].start):
                        best, used = (entry.value, shared), key
            if best[0] is not None:
                self._entries.move_to_end(used)
        return best

    def features(self, picture: Key) -> Features | None:
        """What the vision part made of a picture."""
        with self._lock:
            entry = self._entries.get(picture)
            if entry is None or not isinstance(entry.value, Features):
                return None
            self._entries.move_to_end(picture)
            return entry.value

    def keep_features(self, picture: Key, features: Features) -> None:
        """Keep them while there is room."""
        size = num_bytes((features.tokens, *features.deep))
        self._put(picture, _Entry(features, frozenset((picture,)), size))

    def keep_prefix(self, prefix: Prefix) -> None:
        """Keep it while there is room; shorter ones that it holds are dropped."""
        pictures = tuple(span.key for span in prefix.spans)
        with self._lock:
            for key, entry in list(self._entries.items()):
                if isinstance(entry.value, Prefix) and prefix.holds(entry.value):
                    self._drop(key)
        size = num_bytes([side for layer in prefix.layers for side in layer])
        self._put((prefix.tokens, pictures), _Entry(prefix, frozenset(pictures), size))

    def forget(self, picture: Key) -> None:
        """Everything that was made from a picture."""
        with self._lock:
            for key, entry in list(self._entries.items()):
                if picture in entry.pictures:
                    self._drop(key)

    def clear(self) -> None:
        """Everything."""
        with self._lock:
            self._entries.clear()
            self.num_bytes = 0

    def _put(self, key: Hashable, entry: _Entry) -> None:
        if entry.size > self._max_bytes:
            return
        with self._lock:
            self._drop(key)
            while self.num_bytes + entry.size > self._max_bytes:
                self._drop(next(iter(self._entries)))
                self.num_evicted += 1
            self._entries[key] = entry
            self.num_bytes += entry.size

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        self.num_bytes -= entry.size if entry else 0


def _alike(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the beginning that two sequences share."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # the longest equal beginning, by halves: slices of tuples compare fast
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
