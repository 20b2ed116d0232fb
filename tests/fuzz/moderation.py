"""Coverage-guided fuzzing of the answer filter: cuts change nothing, and no listed word leaves.

`python -m tests.fuzz.moderation CORPUS -max_total_time=60`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["flashweb"]):
    from flashweb.core.events import TextDelta
    from flashweb.guardrails.folding import fold, skeleton
    from flashweb.guardrails.lists import parse
    from flashweb.guardrails.moderation import AnswerFilter
    from flashweb.guardrails.personal import PersonalScanner
    from flashweb.guardrails.words import WordAutomaton, WordScanner

LIST = """台独
冰毒货源
abcsix
kill yourself
[r] replace: [removed]
假币出售
[s] stop
炸弹教程
[ok] allow
电台独家
"""
HAN_WORDS = ("台独", "冰毒货源", "假币出售", "炸弹教程")
AUTOMATON = WordAutomaton(parse(LIST, "fuzz"))
PIECES = (
    *"台独電獨冰毒货貨源假币出售人家 \n\u200b*.，@$13ａаx",
    *("电台独家", "炸弹", "教程", "abc", "six", "ABCsix", "kill", "yourself", "13800138000", "a@b.cn"),
)


def left(pieces: list[str]) -> str:
    """What leaves."""
    answer = AnswerFilter(lambda: [WordScanner(AUTOMATON), PersonalScanner()])
    events = [event for piece in pieces for event in answer.feed(TextDelta(piece))] + list(answer.finish())
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def one_input(data: bytes) -> None:
    """A text of pieces and of any characters, cut anywhere."""
    source = atheris.FuzzedDataProvider(data)
    text = ""
    while source.remaining_bytes() > 8 and len(text) < 200:
        choice = source.ConsumeIntInRange(0, len(PIECES))
        text += PIECES[choice] if choice < len(PIECES) else source.ConsumeUnicodeNoSurrogates(4)
    cuts = sorted(source.ConsumeIntInRange(0, len(text)) for _ in range(4))
    whole = left([text] if text else [])
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert left([piece for piece in pieces if piece]) == whole, (text, cuts)
    assert left(list(text)) == whole, text
    plain = "".join(skeleton(char) or (" " if fold(char) else "") for char in whole.replace("电台独家", " "))
    assert not any(word in plain for word in HAN_WORDS), (text, whole)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
