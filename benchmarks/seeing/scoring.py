"""What is counted on one page: pairs of (right, of how many), each under the name of its figure.

`score_elements` needs no text: roles, boxes, confidences and states are enough, so training can call it too.
`score_contents` adds what needs reading and structure. Figures with "/" in their names belong together:

    interactive/f1 /precision /recall   found at IoU 0.5 whatever the role; also for elements/ (all) and containers/
    role, role/elements                 right role, of the matched interactive ones, of all matched ones
    role/NAME/f1 /recall                of one role: f1 with the role right, recall whatever it was called
    state, state/held                   exactly the true states, of the matched interactive; of those that have any
    state/NAME /recall /precision       of one state, over matched elements of roles that can have it
    name, name/written                  exact name, of matched interactive ones with a name; of those whose name is
                                        on the page, as text or label (not only told to screen readers)
    icon, icon/found                    right function, of found icons; found, of all icons
    cells, cells/matched                right row and column, of all true cells; of the matched ones
    label, label/ticks                  name is the label, of matched fields with a label; of check boxes and the like
    text/recall /precision              characters, as in benchmarks/scoring.py
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.scoring import Quad, TextLine, normalise, score
from benchmarks.seeing.matching import IOU, Matching, match, overlaps
from benchmarks.seeing.page import CONTAINERS, ELEMENTS, INTERACTIVE, Page, Seen, Truth
from benchmarks.seeing.tables import score_cells

Counts = dict[str, tuple[float, float]]
FIELDS = frozenset(("textbox", "searchbox", "combobox", "spinbutton", "slider"))
TICKS = frozenset(("checkbox", "radio", "switch"))
STATES: dict[str, frozenset[str]] = {
    "checked": TICKS | {"menuitem", "option"},
    "mixed": frozenset(("checkbox",)),
    "disabled": INTERACTIVE,
    "selected": frozenset(("tab", "option", "treeitem", "menuitem", "link", "button")),
    "expanded": frozenset(("button", "combobox", "menuitem", "treeitem", "link", "tab")),
    "collapsed": frozenset(("button", "combobox", "menuitem", "treeitem", "link", "tab")),
    "pressed": frozenset(("button",)),
    "invalid": FIELDS | TICKS,
    "readonly": FIELDS,
    "required": FIELDS | TICKS,
    "focused": INTERACTIVE,
}
"""Roles that can have a state."""
HARD_TO_SEE = frozenset(("readonly", "required", "focused"))
"""Pages often do not show them at all; each has a figure, but `state` leaves them out."""
MISSED, SPURIOUS = "missed", "spurious"
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page's counts; `confusion` counts (true role, found role), with "missed" and "spurious" for none.

    elements and interactive: indices into the page's truth and what was seen there, for pictures of failures.
    """

    counts: Counts
    confusion: Counter[tuple[str, str]]
    elements: Matching
    interactive: Matching


def normalise_name(name: str) -> str:
    """NFKC, white space collapsed (none beside Chinese characters), without the glyphs of icon fonts."""
    text = unicodedata.normalize("NFKC", _PRIVATE.sub(" ", name))
    return _BESIDE_CJK.sub("", " ".join(text.split()))


def score_elements(truth: Sequence[Truth], seen: Sequence[Seen]) -> PageScore:
    """What can be said without any text."""
    interactive, elements = match(truth, seen, INTERACTIVE), match(truth, seen, ELEMENTS)
    counts: Counts = {}
    found = {"interactive": interactive, "elements": elements, "containers": match(truth, seen, CONTAINERS)}
    for name, matching in found.items():
        counts |= _detection(name, matching)
    counts["role"] = _role(truth, seen, interactive)
    counts["role/elements"] = _role(truth, seen, elements)
    confusion = _confusion(truth, seen, interactive, INTERACTIVE) + _confusion(truth, seen, elements, None)
    counts |= _per_role(confusion)
    counts |= _states(truth, seen, interactive)
    return PageScore(counts, confusion, elements, interactive)


def score_found(truth: Sequence[Truth], found: Iterable[tuple[str, Quad, float, Iterable[str]]]) -> PageScore:
    """The same for a detector's plain (role, box, confidence, states)."""
    return score_elements(truth, [Seen(role, box, sure, frozenset(state)) for role, box, sure, state in found])


def score_contents(page: Page, seen: Sequence[Seen], lines: Sequence[TextLine]) -> PageScore:
    """Everything, of a parsed page; lines: the text that was read, line by line."""
    scored = score_elements(page.elements, seen)
    counts = scored.counts
    counts |= _names(page.elements, seen, scored.interactive)
    counts |= _icons(page.elements, seen, scored.interactive)
    counts |= score_cells(page.elements, seen)
    text = score(page.lines, page.ignored, lines)
    counts["text/recall"] = (text.common_characters, text.truth_characters)
    counts["text/precision"] = (text.common_characters, text.read_characters)
    return scored


def _detection(name: str, matching: Matching) -> Counts:
    right = len(matching.pairs)
    return {
        f"{name}/f1": (2 * right, matching.num_true + matching.num_found),
        f"{name}/precision": (right, matching.num_found),
        f"{name}/recall": (right, matching.num_true),
    }


def _role(truth: Sequence[Truth], seen: Sequence[Seen], matching: Matching) -> tuple[int, int]:
    right = sum(seen[index].role in truth[true].roles for true, index in matching.pairs)
    return right, len(matching.pairs)


def _confusion(
    truth: Sequence[Truth], seen: Sequence[Seen], matching: Matching, only: frozenset[str] | None
) -> Counter[tuple[str, str]]:
    """Interactive roles are judged among themselves, the others in the matching of all elements."""

    def counts(role: str) -> bool:
        return role in INTERACTIVE if only else role not in INTERACTIVE

    pairs: Counter[tuple[str, str]] = Counter()
    for true, index in matching.pairs:
        role, called = truth[true].role, seen[index].role
        if counts(truth[true].roles[0]):
            pairs[called if called in truth[true].roles else role, called] += 1
        elif counts(called):
            pairs[SPURIOUS, called] += 1
    pairs.update((truth[true].roles[0], MISSED) for true in matching.missed if counts(truth[true].roles[0]))
    pairs.update((SPURIOUS, seen[index].role) for index in matching.spurious if counts(seen[index].role))
    return pairs


def _per_role(confusion: Counter[tuple[str, str]]) -> Counts:
    counts: Counts = {}
    for role in sorted({role for pair in confusion for role in pair} & ELEMENTS):
        true = sum(n for (actual, _), n in confusion.items() if actual == role)
        called = sum(n for (_, found), n in confusion.items() if found == role)
        counts[f"role/{role}/f1"] = (2 * confusion[role, role], true + called)
        counts[f"role/{role}/recall"] = (true - confusion[role, MISSED], true)
    return counts


def _states(truth: Sequence[Truth], seen: Sequence[Seen], matching: Matching) -> Counts:
    tally: Counter[tuple[str, str]] = Counter()
    for true, index in matching.pairs:
        held, said = truth[true].state, seen[index].state
        plain, claimed = held & STATES.keys() - HARD_TO_SEE, said & STATES.keys() - HARD_TO_SEE
        for name in ("state", "state/held") if plain else ("state",):
            tally[name, "of"] += 1
            tally[name, "right"] += plain == claimed
        for state, roles in STATES.items():
            if truth[true].roles[0] in roles:
                is_held, is_said = state in held, state in said
                tally[f"state/{state}", "of"] += 1
                tally[f"state/{state}", "right"] += is_held == is_said
                tally[f"state/{state}/recall", "of"] += is_held
                tally[f"state/{state}/precision", "of"] += is_said
                for share in ("recall", "precision"):
                    tally[f"state/{state}/{share}", "right"] += is_held and is_said
    return {name: (tally[name, "right"], tally[name, "of"]) for name, _ in tally}


def _names(truth: Sequence[Truth], seen: Sequence[Seen], matching: Matching) -> Counts:
    tally: Counter[tuple[str, str]] = Counter({(name, "of"): 0 for name in ("name", "label")})
    for true, index in matching.pairs:
        element, called = truth[true], normalise_name(seen[index].name)
        figures = []
        if normalise_name(element.name):
            right = called == normalise_name(element.name)
            is_written = bool(element.label) or normalise(element.name) in normalise(element.text)
            figures += [("name", right), ("name/written", right)] if is_written else [("name", right)]
        if element.label and element.role in FIELDS | TICKS:
            right = called == normalise_name(element.label)
            figures.append(("label" if element.role in FIELDS else "label/ticks", right))
        for name, right in figures:
            tally[name, "of"] += 1
            tally[name, "right"] += right
    return {name: (tally[name, "right"], tally[name, "of"]) for name, part in tally if part == "of"}


def _icons(truth: Sequence[Truth], seen: Sequence[Seen], matching: Matching) -> Counts:
    """An icon is found as a picture of its own, or told by the matched widget that carries it."""
    widgets = dict(matching.pairs)
    pictures = [element for element in seen if element.role == "img"]
    parents = {element.parent for element in truth if element.icon and element.role == "img"}
    wanted = [i for i, element in enumerate(truth) if element.icon and not element.is_partial and i not in parents]
    close = overlaps([truth[i].box for i in wanted], [element.box for element in pictures])
    found = right = 0
    for rank, index in enumerate(wanted):
        told = [pictures[int(close[rank].argmax())]] if close[rank].max(initial=0) >= IOU else []
        holder = truth[index].parent if truth[index].role == "img" else index
        if holder in widgets and (seen[widgets[holder]].icon or truth[holder].icon):
            told.append(seen[widgets[holder]])
        found += bool(told)
        right += truth[index].icon == next((element.icon for element in told if element.icon), None)
    return {"icon": (right, found), "icon/found": (found, len(wanted))}
