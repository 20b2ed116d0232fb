"""Conversation -> query program: the rules that stand in for a trained reader.

A question is understood by itself first; where it leans on earlier ones ("它在哪?", "and the e-mail?"),
what it leaves out is taken from their programs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flashweb.engines.nano.program import Intent, Language, QueryProgram
from flashweb.engines.nano.understand_en import parse_english
from flashweb.engines.nano.understand_zh import parse_chinese
from flashweb.engines.nano.utterance import utter
from flashweb.engines.nano.whole import whole_intent

MEMORY_TURNS = 4
"""Earlier user turns that a follow-up may lean on."""

_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|that (?!one of)\w+|this one|that one|he|she)\b"
    r"|它|他们?|她|这个|那个|那封|这封|那条|这条",
    re.IGNORECASE,
)
_IF_SO = re.compile(
    r"^(?:is|are) there (?:an? |any )?(?P<en>[^,;?]{2,40})[,;?]? *(?:and )?"
    r"(?:if (?:so|yes|there (?:is|are))),? *where\b.*$"
    r"|^(?:请问)?(?:页面上)?有(?:没有)?(?P<zh>[^，,。？?吗]{1,16})吗?[，,？?。 ]*"
    r"(?:如果)?有的?话?[，,]?在(?:哪|什么).*$",
    re.IGNORECASE,
)
_MAY_BE_WHOLE = (Intent.VALUE, Intent.OPEN, Intent.EXISTS)
_NEEDS_TARGET = (Intent.LOCATE, Intent.EXISTS, Intent.COUNT)
_ABOUT_TEXT = (Intent.LOCATE, Intent.EXISTS, Intent.COUNT, Intent.VALUE)


def understand(questions: Sequence[str]) -> QueryProgram:
    """The program of the last question; the ones before it are the same person's earlier turns."""
    program: QueryProgram | None = None
    for question in questions[-1 - MEMORY_TURNS :]:
        parsed = _parse(question, program.language if program else "en")
        followed = _follow(parsed, program)
        leans = program is not None and (parsed[1] or bool(_PRONOUN.search(question)))
        program = replace(
            followed, earlier=_whole(program) if program else "", leans=leans, question=parsed[0].question
        )
    return program or QueryProgram(Intent.ABOUT, "en")


def _whole(program: QueryProgram) -> str:
    """What a program asked, with what it leaned on."""
    return f"{program.earlier} {program.question}" if program.leans else program.question


def _parse(question: str, fallback: Language) -> tuple[QueryProgram, bool]:
    """The program, and whether the wording is that of a follow-up ("那X呢", "what about X")."""
    said = utter(_one(question), fallback)
    if not said.raw:
        return QueryProgram(Intent.ABOUT, said.language), False
    is_chinese = said.language == "zh" and not said.is_english_grammar
    program, is_elliptic = parse_chinese(said) if is_chinese else parse_english(said)
    if program.intent in _MAY_BE_WHOLE and not said.quotes and not is_elliptic:
        program = replace(program, intent=whole_intent(said.text, is_chinese=is_chinese) or program.intent)
    return replace(program, language=said.language), is_elliptic


def _one(question: str) -> str:
    """Of "is there X, and if so where?" the second half: where a thing is says that it is there."""
    found = _IF_SO.match(question.strip())
    if not found:
        return question
    return f"where is {found['en']}?" if found["en"] else f"{found['zh']}在哪里？"


def _follow(parsed: tuple[QueryProgram, bool], before: QueryProgram | None) -> QueryProgram:
    program, is_elliptic = parsed
    if before is None:
        return program
    has_target = bool(program.anchors or program.attribute or program.label)
    if program.intent in _NEEDS_TARGET and not has_target:
        taken = before.anchors or ((before.label,) if before.label and not before.attribute else ())
        return replace(
            program,
            anchors=taken,
            is_quoted=before.is_quoted,
            label=before.label,
            attribute=before.attribute,
            role=program.role or before.role,
            pictures=program.pictures or before.pictures,
        )
    if not is_elliptic:
        return program
    if not has_target:
        return replace(before, pictures=program.pictures or before.pictures, language=program.language)
    intent = before.intent if before.intent in _ABOUT_TEXT else program.intent
    return replace(program, intent=intent, pictures=program.pictures or before.pictures)
