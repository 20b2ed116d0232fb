"""An answer on its way out: listed words and personal data never leave, everything else leaves at once.

Scanners look at the text as it arrives and say from where on it may still become a match; text before that point goes
out, text after it waits for the next piece or the end. Other events keep their place between the words: a grounding
that came after held text goes out after it.
"""

from __future__ import annotations

import operator
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from flashweb.core.events import Event, Grounding, ReasoningDelta, TextDelta
from flashweb.core.screen import Element
from flashweb.guardrails.base import Verdict
from flashweb.guardrails.personal import masked
from flashweb.guardrails.words import Match


class Scanner(Protocol):
    """Positions count the characters fed so far. feed returns what is certain; hold says from where on nothing is."""

    @property
    def hold(self) -> int: ...

    def feed(self, text: str) -> list[Match]: ...

    def finish(self) -> list[Match]: ...


class Scanners(Protocol):
    """Makes fresh scanners for one text."""

    def __call__(self) -> Sequence[Scanner]: ...


class AnswerFilter:
    """One answer. is_stopped: a word that ends answers was met; nothing more goes out."""

    def __init__(self, scanners: Scanners) -> None:
        self._make = scanners
        self._scanners = scanners()
        self._text = ""
        self._sent = 0
        """Position of the first character of _text."""
        self._matches: list[Match] = []
        self._waiting: deque[tuple[int, Event]] = deque()
        self._found: Counter[tuple[str, str]] = Counter()
        self.is_stopped = False

    def feed(self, event: Event) -> Iterator[Event]:
        """What goes out now that this event came; the event is no terminal one."""
        if isinstance(event, TextDelta):
            self._text += event.text
            for scanner in self._scanners:
                self._matches += scanner.feed(event.text)
            yield from self._release(min(scanner.hold for scanner in self._scanners))
            return
        if isinstance(event, Grounding):
            event = self._clean(event)
        if self._text:
            self._waiting.append((self._sent + len(self._text), event))
        else:
            yield event

    def finish(self) -> Iterator[Event]:
        """What was held back, at the answer's end."""
        for scanner in self._scanners:
            self._matches += scanner.finish()
        yield from self._release(self._sent + len(self._text))

    def verdicts(self) -> tuple[Verdict, ...]:
        """What was found so far, without saying it."""
        kinds = {"mobile", "id_card", "bank_card", "email"}
        return tuple(
            Verdict("personal_data" if rule in kinds else "moderation", "answer", handling, rule, num=num)  # type: ignore[arg-type]
            for (rule, handling), num in self._found.items()
        )

    def _release(self, until: int) -> Iterator[Event]:
        """Send text up to this position, matches handled, and the events between."""
        for match in _standing(self._matches):
            if match.start >= until or self.is_stopped:
                break
            yield from self._send(max(match.start, self._sent), "")
            if match.end > self._sent:
                yield from self._handle(match)
        self._matches = [match for match in self._matches if match.end > self._sent]
        if not self.is_stopped:
            yield from self._send(max(until, self._sent), "")

    def _handle(self, match: Match) -> Iterator[Event]:
        category = match.category
        self._found[category.name, category.handling] += 1
        if category.handling == "stop":
            self.is_stopped = True
            self._text = ""
            return
        hidden = self._text[: match.end - self._sent]
        yield from self._send(match.end, category.replacement if category.handling == "replace" else _stars(hidden))

    def _send(self, until: int, instead: str) -> Iterator[Event]:
        """Text up to this position, or what stands for it, then the events that came before its end."""
        text = instead
        while self._waiting and self._waiting[0][0] <= until:
            position, event = self._waiting.popleft()
            if not instead:
                yield from _delta(self._cut(position))
            elif text:
                self._cut(until)
                yield from _delta(text)
                text = ""
            yield event
        if not instead:
            text = self._cut(until)
        else:
            self._cut(until)
        yield from _delta(text)

    def _cut(self, until: int) -> str:
        num = max(until - self._sent, 0)
        text, self._text = self._text[:num], self._text[num:]
        self._sent += num
        return text

    def _clean(self, grounding: Grounding) -> Grounding:
        """Elements carry texts of the picture, which leave as well."""
        items = tuple(replace(item, element=self.clean_element(item.element)) for item in grounding.elements)
        return Grounding(items)

    def clean_element(self, element: Element) -> Element:
        """An element and all below it with clean texts; the same object where nothing is found."""
        name, text = self.clean(element.name), self.clean(element.text)
        children = tuple(self.clean_element(child) for child in element.children)
        if name is element.name and text is element.text and all(map(operator.is_, children, element.children)):
            return element
        return replace(element, name=name, text=text, children=children)

    def clean(self, text: str) -> str:
        """A whole text at once; the same object where nothing is found. Words that end answers are masked here."""
        matches: list[Match] = []
        for scanner in self._make():
            matches += scanner.feed(text) + scanner.finish()
        parts, end = [], 0
        for match in _standing(matches):
            start = max(match.start, end)
            if match.end > end:
                category = match.category
                self._found[category.name, "mask" if category.handling == "stop" else category.handling] += 1
                instead = category.replacement if category.handling == "replace" else masked(text[start : match.end])
                parts += [text[end:start], instead]
                end = match.end
        return "".join([*parts, text[end:]]) if parts else text


class ReasoningFilter:
    """The same for what a model thinks: a text of its own, cut where other events come between."""

    def __init__(self, scanners: Scanners) -> None:
        self._make = scanners
        self._filters: list[AnswerFilter] = []
        self._is_open = False

    @property
    def is_stopped(self) -> bool:
        return any(part.is_stopped for part in self._filters)

    def feed(self, event: ReasoningDelta) -> Iterator[Event]:
        """What goes out now."""
        if not self._is_open:
            self._filters.append(AnswerFilter(self._make))
            self._is_open = True
        yield from map(_thought, self._filters[-1].feed(TextDelta(event.text)))

    def finish(self) -> Iterator[Event]:
        """What was held back; to be sent before anything else is said."""
        if self._is_open:
            self._is_open = False
            yield from map(_thought, self._filters[-1].finish())

    def verdicts(self) -> tuple[Verdict, ...]:
        """What was found so far."""
        return tuple(verdict for part in self._filters for verdict in part.verdicts())


def _thought(event: Event) -> Event:
    return ReasoningDelta(event.text) if isinstance(event, TextDelta) else event


def _standing(matches: list[Match]) -> list[Match]:
    """Matches by position, without those inside an exception; the longest of those that start together."""
    allowed = [match for match in matches if match.category.handling == "allow"]
    kept = [
        match
        for match in matches
        if match.category.handling != "allow"
        and not any(a.start <= match.start and match.end <= a.end for a in allowed)
    ]
    return sorted(kept, key=lambda match: (match.start, -match.end))


def _stars(text: str) -> str:
    return "".join(char if char.isspace() else "*" for char in text)


def _delta(text: str) -> Iterator[Event]:
    if text:
        yield TextDelta(text)
