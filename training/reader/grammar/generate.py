"""`python -m training.reader.grammar.generate --num N --split train [--data DIR]`: questions with their programs.

A question is drawn as an intent, a skeleton of its, fillers for its placeholders, and noise; the same seed gives the
same questions. A thing gets a name of the kind of element that the question names, or that its intent is about.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import click

from flashweb.engines.nano.program import Language
from training.reader.grammar.labels import INTENTS, Labelled
from training.reader.grammar.names import Names
from training.reader.grammar.noise import Piece, noisy
from training.reader.grammar.skeleton import LANGUAGES, PLACEHOLDER, VALUE, Filler, Skeleton, Split, fillers, skeletons

SPAN_OF = {"thing": "thing", "task": "thing", "within": "within", "field": "field"}
CLICKABLE = ("button", "link", "tab", "menuitem", "img")
INPUT = ("textbox", "searchbox", "combobox")
TOGGLE = ("checkbox", "radio", "switch")
PART = ("table", "form", "dialog", "alert", "navigation", "card")
GROUPS = {
    **{"clickable": CLICKABLE, "input": INPUT, "toggle": TOGGLE, "part": PART, "item": ("row", "listitem", "card")},
    **{
        "measure": ("price", "number", "percent", "duration", "date", "time"),
        "amount": ("price", "number", "duration"),
    },
}
FIRST = ("state", "is_state", "pick")
CAN_BE = {
    **dict.fromkeys(("checked", "unchecked"), TOGGLE),
    **dict.fromkeys(("disabled", "enabled"), (*CLICKABLE, *INPUT, *TOGGLE, "option", "slider")),
    **dict.fromkeys(("expanded", "collapsed"), ("menuitem", "combobox", "card", "button", "listitem")),
    **dict.fromkeys(("required", "invalid", "readonly", "focused"), (*INPUT, "textbox", "checkbox")),
    "selected": ("tab", "menuitem", "option", "radio", "row", "card", "listitem", "button", "checkbox"),
}
NOT_COUNTED = ("row", "columnheader")
WITHIN = ("heading", "tab", "menuitem", "form", "dialog", "navigation")
CONTENT = ("cell", "cell", "heading", "listitem", "link", "columnheader")
THINGS = {
    "state": (*TOGGLE, *CLICKABLE, *INPUT, "option"),
    "function": (*CLICKABLE, *CLICKABLE, *TOGGLE, *INPUT),
    "describe": (*CLICKABLE, *INPUT, *TOGGLE, "heading"),
    "locate": (*CLICKABLE, *INPUT, *TOGGLE, "heading", "columnheader", "cell"),
    "under": WITHIN,
    "how": ("button", "link", "menuitem"),
    "fill": ("textbox", "combobox"),
    "error": ("textbox", "combobox", "form"),
    "table": ("cell",),
    "open": CONTENT,
    "read": WITHIN,
    "about": WITHIN,
}
ANYTHING = (*CLICKABLE, *INPUT, *TOGGLE, *CONTENT, VALUE)
WEIGHTS = {
    **dict.fromkeys(INTENTS, 4),
    **{"open": 16, "elements": 9, "locate": 8, "count": 7, "function": 7, "how": 7, "state": 7, "table": 8},
    **{"exists": 6, "describe": 5, "under": 5, "read": 5, "about": 5, "changes": 5, "cannot": 7, "outside": 5},
    **{"title": 2, "same": 2, "which_picture": 3, "help": 2},
}
CHATTY = 0.08
HEADER = 0.2


@cache
def _wordings(language: Language, intent: str, split: Split) -> tuple[Skeleton, ...]:
    every = skeletons(language, intent)
    return tuple(skeleton for skeleton in every if skeleton.split == split) or every


def _members(only: str) -> tuple[str, ...]:
    """The labels that `a,b` after an @ stands for; groups are spelled out."""
    return tuple(value for name in only.split(",") for value in GROUPS.get(name, (name,)))


def _saying(choices: tuple[Filler, ...], wanted: tuple[str, ...]) -> tuple[Filler, ...]:
    return tuple(filler for filler in choices if set(wanted) & {value for _, value in filler.labels})


class Draft:
    """A question in the making: its pieces, and the labels that they bring."""

    def __init__(self, skeleton: Skeleton, names: Names, rng: random.Random) -> None:
        self.labels = dict(skeleton.labels)
        self._skeleton, self._names, self._rng = skeleton, names, rng
        text = skeleton.chosen(rng)
        matches = [m for m in PLACEHOLDER.finditer(text) if not m[3] or rng.random() < 0.5]
        by_words = {
            m.start(): self._filled(m[1], m[2])
            for m in sorted(matches, key=lambda m: m[1] not in FIRST)
            if m[1] not in ("thing", "within")
        }
        by_name = {m.start(): self._named(m[1], m[2]) for m in matches if m[1] in ("thing", "within")}
        filled, at = by_words | by_name, 0
        self.pieces: list[Piece] = []
        for match in PLACEHOLDER.finditer(text):
            self.pieces += [Piece(text[at : match.start()]), filled.get(match.start(), Piece(""))]
            at = match.end()
        self.pieces.append(Piece(text[at:]))
        if sum(piece.kind == "field" for piece in self.pieces) > 1:
            self.labels.pop("attribute", None)

    def _filled(self, name: str, only: str | None) -> Piece:
        if name == "field" and not only and "pick" not in self.labels and self._rng.random() < HEADER:
            return Piece(self._names.draw(self._rng, self._skeleton.language, ("columnheader",)), "field")
        choices = self._choices(name, only)
        filler = self._rng.choices(choices, [filler.weight for filler in choices])[0]
        self.labels |= dict(filler.labels)
        return Piece(self._rng.choice(filler.words), SPAN_OF.get(name))

    def _choices(self, name: str, only: str | None) -> tuple[Filler, ...]:
        """Fillers that go with what is said: a box can be ticked, a heading cannot; an average needs numbers."""
        choices, intent = fillers(self._skeleton.language, name), self._skeleton.intent
        if only:
            return _saying(choices, _members(only))
        if name in ("role", "roles"):
            if "state" in self.labels:
                return _saying(choices, CAN_BE[self.labels["state"]])
            if intent in ("function", "state"):
                return _saying(choices, THINGS[intent])
            if intent == "count":
                return tuple(filler for filler in choices if dict(filler.labels)["role"] not in NOT_COUNTED)
        if name == "field" and "pick" in self.labels:
            return _saying(choices, _members("amount" if self.labels["pick"] in ("sum", "average") else "measure"))
        return choices

    def _named(self, name: str, only: str | None) -> Piece:
        roles: tuple[str, ...] = WITHIN if name == "within" else THINGS.get(self._skeleton.intent, ANYTHING)
        if only:
            roles = _members(only)
        elif name == "thing" and self.labels.get("role") in ANYTHING:
            roles = (self.labels["role"],)
        elif name == "thing" and "state" in self.labels:
            roles = CAN_BE[self.labels["state"]]
        return Piece(self._names.draw(self._rng, self._skeleton.language, roles), name)


def rendered(pieces: list[Piece]) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The question's text and its spans, without the spaces around names."""
    text, spans = "", []
    for piece in pieces:
        if piece.kind:
            start = len(text) + len(piece.text) - len(piece.text.lstrip())
            spans.append((piece.kind, start, len(text) + len(piece.text.rstrip())))
        text += piece.text
    return text, tuple(spans)


class Grammar:
    """Draws questions of one split with one stream of chance."""

    def __init__(self, seed: int, names: Names, split: Split) -> None:
        self._rng = random.Random(f"{seed}/{split}")
        self._names, self._split = names, split

    def question(self) -> Labelled:
        """The next one: at times in a conversation, and if so at times leaning on it."""
        language = self._rng.choice(LANGUAGES)
        intent = self._rng.choices(INTENTS, [WEIGHTS[intent] for intent in INTENTS])[0]
        skeleton = self._rng.choice(_wordings(language, intent, self._split))
        draft = Draft(skeleton, self._names, self._rng)
        question, spans = rendered(noisy(draft.pieces, self._rng, language))
        earlier = self._earlier(skeleton)
        return Labelled(
            question, language, intent, **draft.labels, spans=spans, skeleton=skeleton.id, earlier=earlier,
            leans=bool(skeleton.after),
        )  # fmt: skip

    def _earlier(self, skeleton: Skeleton) -> tuple[str, ...]:
        turns = [self._turn(skeleton, skeleton.after)] if skeleton.after else []
        while self._rng.random() < CHATTY and len(turns) < 3:
            turns.insert(0, self._turn(skeleton, ("any",)))
        return tuple(turns)

    def _turn(self, skeleton: Skeleton, wanted: tuple[str, ...]) -> str:
        """A question before this one; one about the largest or a sum, if this one goes on about that."""
        intent = self._rng.choice(tuple(THINGS) if "any" in wanted else wanted)
        whole = [other for other in _wordings(skeleton.language, intent, self._split) if not other.after]
        if skeleton.intent == intent == "table" and skeleton.picks:
            whole = [other for other in whole if other.picks and "{field" in other.text]
        draft = Draft(self._rng.choice(whole), self._names, self._rng)
        return rendered(noisy(draft.pieces, self._rng, skeleton.language))[0]


def questions(seed: int, names: Names, split: Split) -> Iterator[Labelled]:
    """Questions without end."""
    grammar = Grammar(seed, names, split)
    while True:
        yield grammar.question()


@click.command()
@click.option("--num", default=20, show_default=True, help="How many questions.")
@click.option("--seed", default=0, show_default=True)
@click.option("--split", type=click.Choice(["train", "held_out"]), default="train", show_default=True)
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A rendered data set.")
def main(num: int, seed: int, split: Split, data: Path | None) -> None:
    """Prints questions with their programs, a JSON line each."""
    stream = questions(seed, Names.of(data) if data else Names.built_in(), split)
    for _ in range(num):
        labelled = {key: value for key, value in asdict(next(stream)).items() if value not in (None, (), False)}
        print(json.dumps(labelled, ensure_ascii=False))


if __name__ == "__main__":
    main()
