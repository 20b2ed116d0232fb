"""Is an answer about a screenshot right? Judged by what it must hold, must not hold and must point at.

Text is compared after NFKC and case folding, without white space and quotes. A string that begins or ends
with a digit does not match inside a longer number ("3" is in "3.00", not in "13" or "3.5"), and one of up to three
letters not inside a longer word. Whoever recites the page has not answered: outside reading, summing up and
open questions an answer longer than half the page fails. Nor has who says that the page does not tell, and then
lists several things that it could be, or denies what is there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashweb.core.screen import Box

LANGUAGES = ("zh", "en")
KINDS = (
    *("read", "near", "exists", "where", "count", "about", "phone", "email", "price", "date", "value"),
    *("open", "cannot", "absent", "follow_up"),
)
MIN_IOU = 0.5
MAY_RECITE = frozenset({"read", "about", "open"})
HAS_ONE_VALUE = frozenset({"count", "phone", "email", "price", "date", "value", "follow_up"})
RECITING_SHARE, RECITING_CHARACTERS = 0.5, 160
_QUOTES = "\"'`“”‘’「」『』«»《》"
_QUOTED = re.compile(
    r"“[^”]*”|「[^」]*」|『[^』]*』|«[^»]*»|《[^》]*》|\"[^\"]*\"|`[^`]*`|‘[^’]*’|(?<![A-Za-z])'.*?'(?![A-Za-z])"
)
_GAP = rf"[\s{_QUOTES}]*"
_SAYS_NO = {
    "zh": re.compile(
        "没有|没找到|没看到|没见|没写|没提|没出现|没法|没能|未找到|未见|未写|未提|未出现|未包含|未显示|并未|找不到|看不到|看不出|"
        "无法|不能|不知道|不确定|不清楚|不支持|不存在|不包含|不在|尚不|还不|不会|答不|判断不|分辨不|认不"
    ),
    "en": re.compile(
        r"\b(no|not|none|nothing|nowhere|cannot|unable|never|without|neither|unknown|unclear)\b|n't\b",
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what a right answer holds.

    history: earlier questions of the same conversation. answers: alternatives; each is strings that must all
    be there. boxes: texts of the page's lines that the answer must point at. is_unanswerable: a right answer
    says that the page does not tell, or that the model cannot; where answers are given too, those are also right.
    """

    page: str
    language: str
    question: str
    kind: str
    answers: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    is_unanswerable: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, and the boxes it pointed at, in pixels of the picture."""

    text: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """The page's true lines: text and box."""

    lines: tuple[tuple[str, Box], ...]


def load(path: Path) -> list[Question]:
    """The questions of one split. Raises ValueError on one that is not well formed, naming its line."""
    with path.open(encoding="utf-8") as file:
        return [_parse(json.loads(line), f"{path.name}:{number}") for number, line in enumerate(file, 1)]


def _parse(item: dict[str, Any], place: str) -> Question:
    unknown = item.keys() - {
        "page", "language", "question", "kind", "answers", "forbidden", "boxes", "history", "abstain"
    }  # fmt: skip
    if unknown:
        raise ValueError(f"{place}: unknown {', '.join(sorted(unknown))}")
    if item["kind"] not in KINDS or item["language"] not in LANGUAGES:
        raise ValueError(f"{place}: kind must be one of {', '.join(KINDS)}, language zh or en")
    question = Question(
        item["page"],
        item["language"],
        item["question"],
        item["kind"],
        tuple(tuple(alternative) for alternative in item.get("answers", ())),
        tuple(item.get("forbidden", ())),
        tuple(item.get("boxes", ())),
        tuple(item.get("history", ())),
        item.get("abstain", False),
    )
    if not (question.answers or question.boxes or question.is_unanswerable):
        raise ValueError(f"{place}: any answer would do; give answers, boxes or abstain")
    return question


def judge(question: Question, answer: Answer, page: PageText) -> str | None:
    """None for a right answer, else what is wrong with it, in a few words."""
    if not answer.text.strip():
        return "empty"
    if question.kind != "read" and not in_language(answer.text, question.language, page):
        return "language"
    present = [wrong for wrong in question.forbidden if holds(answer.text, wrong)]
    if present:
        return f"holds {present[0]!r}"
    if question.kind not in MAY_RECITE and recites(answer.text, page):
        return "recites the page"
    if says_no(answer.text, question.language):
        if question.is_unanswerable:
            return None
        if question.kind == "exists":
            return "denies"
        if question.kind in HAS_ONE_VALUE and len(_QUOTED.findall(answer.text)) > 1:
            return "hedges"
    if question.answers and not _has_one_of(question.answers, answer.text):
        return "lacks the answer"
    if question.is_unanswerable and not question.answers:
        return "does not say that it cannot tell"
    missed = [text for text in question.boxes if not points_at(answer.boxes, text, page)]
    return f"does not point at {missed[0]!r}" if missed else None


def _has_one_of(alternatives: Iterable[Sequence[str]], text: str) -> bool:
    return any(all(holds(text, part) for part in alternative) for alternative in alternatives)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _bare(text: str) -> str:
    return re.sub(_GAP, "", _folded(text))


def holds(text: str, wanted: str) -> bool:
    """Whether the string is there, white space and quotes aside, and not as a part of a longer number or short word."""
    bare = _bare(wanted)
    pattern = _GAP.join(re.escape(character) for character in bare)
    if bare[:1].isdecimal():
        pattern = rf"(?<!\d)(?<!\d[.,:]){pattern}"
    if bare[-1:].isdecimal():
        pattern = rf"{pattern}(?:\.0+)?(?!\d)(?![.,:]\d)"
    if re.fullmatch("[a-z]{1,3}", bare):
        pattern = rf"(?<![a-z]){pattern}(?![a-z])"
    return re.search(pattern, _folded(text)) is not None


def says_no(text: str, language: str) -> bool:
    """Whether the answer's own words, quotations aside, deny or decline."""
    return _SAYS_NO[language].search(_QUOTED.sub(" ", text).casefold().replace("’", "'")) is not None


def in_language(text: str, language: str, page: PageText) -> bool:
    """Whether the answer's own words, without what it quotes from the page, are in the language; none is fine."""
    own = _bare(_QUOTED.sub(" ", text))
    for line in sorted((_bare(line) for line, _ in page.lines), key=len, reverse=True):
        own = own.replace(line, "") if len(line) > 3 else own
    chinese, latin = len(re.findall(r"[\u4e00-\u9fff]", own)), len(re.findall("[a-z]", own))
    if language == "zh":
        return chinese > 0 or latin == 0
    return latin > chinese or chinese == 0


def recites(text: str, page: PageText) -> bool:
    """Whether the answer is so long that it may as well be the page."""
    length = len(_bare(text))
    whole = sum(len(_bare(line)) for line, _ in page.lines)
    return length > RECITING_CHARACTERS and length > RECITING_SHARE * whole


def points_at(boxes: Iterable[Box], text: str, page: PageText) -> bool:
    """Whether a box covers a line of this text."""
    wanted = [box for line, box in page.lines if _bare(line) == _bare(text)]
    return any(box.iou(line) >= MIN_IOU for box in boxes for line in wanted)
