"""Listed words and everything that reads like them, found while text still arrives.

An Aho-Corasick automaton (Aho and Corasick 1975) over folded characters: traditional, full-width, styled and look-alike
spellings are one path, and what separates characters is skipped. Our own rather than a library's, because streaming
needs the automaton's state: the longest suffix that may still become a listed word is exactly what must be held back.

Words with Chinese characters match with up to MAX_GAP separators between any two characters. Other words match whole
only ("ass" is not in "class"), closed up, or with their letters all spaced out, or with signs but no space inside.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from flashweb.guardrails.folding import SIGNS, fold, is_han, skeleton

Handling = Literal["mask", "replace", "stop", "allow"]
"""mask: one * a character. replace: the category's text. stop: the answer ends there. allow: an exception."""

MAX_GAP = 8
"""Separators in a row inside a word; zero-width characters do not count."""


@dataclass(frozen=True, slots=True)
class Category:
    """What is done with the words of one kind; replacement is used by replace only."""

    name: str
    handling: Handling
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A part of a text, [start, end), and what to do with it."""

    start: int
    end: int
    category: Category


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    fail: _Node | None = None
    depth: int = 0
    words: list[_Word] = field(default_factory=list)
    has_free: bool = False
    """Some word below may start inside a run of letters."""
    has_phrase: bool = False
    """Some word below has a space in it."""


@dataclass(frozen=True, slots=True)
class _Word:
    length: int
    is_free: bool
    breaks: frozenset[int]
    """Where the listed word itself has a space: before which of its characters, from 0."""
    category: Category


class WordAutomaton:
    """All words of all categories; built once, shared by all answers."""

    def __init__(self, listed: Iterable[tuple[str, Category]]) -> None:
        self.root = _Node()
        for word, category in listed:
            self._add(word, category)
        self._link()

    def _add(self, word: str, category: Category) -> None:
        path: list[str] = []
        breaks: set[int] = set()
        for char in word.strip():
            plain = skeleton(char)
            if not plain and fold(char):
                breaks.add(len(path))
            path.extend(plain)
        if not path:
            return
        is_free = any(is_han(char) for char in path)
        node = self.root
        for char in path:
            node.has_free |= is_free
            node.has_phrase |= bool(breaks)
            node = node.next.setdefault(char, _Node(depth=node.depth + 1))
        node.words.append(_Word(len(path), is_free, frozenset(breaks), category))

    def _link(self) -> None:
        queue = deque([self.root])
        while queue:
            node = queue.popleft()
            for char, child in node.next.items():
                fail = node.fail
                while fail is not None and char not in fail.next:
                    fail = fail.fail
                child.fail = fail.next[char] if fail is not None else self.root
                child.words += child.fail.words
                queue.append(child)


class WordScanner:
    """One answer's way through the automaton; see `Scanner` in moderation."""

    def __init__(self, automaton: WordAutomaton) -> None:
        self._root = automaton.root
        self._node = automaton.root
        self._origins: list[int] = []
        """For each folded character, the position of the one it came from."""
        self._gaps: list[int] = []
        """For each folded character, how many separators stand before it."""
        self._is_word: list[bool] = []
        self._spaced: list[bool] = []
        """For each folded character, whether white space stands before it."""
        self._position = 0
        self._gap = 0
        self._has_space = False
        self._open: list[tuple[int, _Word]] = []
        """Whole words that end with the last character: the next one decides."""

    def feed(self, text: str) -> list[Match]:
        """Matches that this piece of text completes, in order of their ends."""
        found: list[Match] = []
        for char in text:
            plain = skeleton(char)
            if char in SIGNS and self._is_word and not self._is_word[-1]:
                plain = ""
            if not plain:
                self._separate(char, found)
            for part in plain:
                self._step(part, found)
            self._position += 1
        return found

    def finish(self) -> list[Match]:
        """Matches that the text's end completes."""
        found: list[Match] = []
        self._settle(found)
        return found

    @property
    def hold(self) -> int:
        """Position from which on text may still belong to a listed word."""
        holds = [self._origins[len(self._origins) - word.length] for _, word in self._open]
        node: _Node | None = self._node
        while node is not None and node.depth:
            first = len(self._origins) - node.depth
            if node.next and self._may_start(first, node):
                holds.append(self._origins[first])
                break
            node = node.fail
        return min(holds, default=self._position)

    def _separate(self, char: str, found: list[Match]) -> None:
        if fold(char):
            self._gap += 1
            self._has_space |= char.isspace()
            self._settle(found)
            if self._gap > MAX_GAP:
                self._node = self._root

    def _step(self, part: str, found: list[Match]) -> None:
        if self._gap == 0 and not is_han(part):
            self._open.clear()  # the word went on
        else:
            self._settle(found)
        self._origins.append(self._position)
        self._gaps.append(self._gap)
        self._spaced.append(self._has_space)
        self._gap, self._has_space = 0, False
        node: _Node | None = self._node
        while node is not None and part not in node.next:
            node = node.fail
        self._node = node.next[part] if node is not None else self._root
        self._is_word.append(not is_han(part))
        for word in self._node.words:
            if word.is_free:
                found.append(self._match(word, self._position + 1))
            elif self._is_whole(word):
                self._open.append((self._position + 1, word))

    def _settle(self, found: list[Match]) -> None:
        found += [self._match(word, end) for end, word in self._open]
        self._open.clear()

    def _match(self, word: _Word, end: int) -> Match:
        return Match(self._origins[len(self._origins) - word.length], end, word.category)

    def _may_start(self, first: int, node: _Node) -> bool:
        """A word below node may start at this folded character, as far as is known."""
        if node.has_free:
            return True
        if not self._at_edge(first):
            return False
        inner = range(first + 1, len(self._origins))
        return node.has_phrase or self._is_even([self._spaced[i] for i in inner], [self._gaps[i] for i in inner])

    def _at_edge(self, first: int) -> bool:
        return first == 0 or self._gaps[first] > 0 or not self._is_word[first - 1]

    @staticmethod
    def _is_even(spaced: list[bool], gaps: list[int]) -> bool:
        return not any(spaced) or all(gaps)

    def _is_whole(self, word: _Word) -> bool:
        first = len(self._origins) - word.length
        if not self._at_edge(first):
            return False
        starts = [0, *sorted(word.breaks), word.length]
        parts = (range(first + start + 1, first + end) for start, end in itertools.pairwise(starts))
        return all(self._is_even([self._spaced[i] for i in part], [self._gaps[i] for i in part]) for part in parts)
