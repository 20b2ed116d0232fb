"""What the rules share: a program with nothing read into it, and what a question quotes."""

from __future__ import annotations

import re
from dataclasses import replace

from flashweb.engines.nano.program import Intent, QueryProgram

QUOTED = re.compile(r"[“\"「『](.+?)[”\"」』]")
YES_NO = re.compile(
    r"(?:吗|嘛|(?<!什)么|没有|没|不)[\s?？。呀啊]*$|是不是|有没有|是否|^\W*(?:please |so )?(?:is|are|has|have|was|"
    r"do i (?:have|need) to|must i|can i)\b",
    re.IGNORECASE,
)


def bare(program: QueryProgram, intent: Intent) -> QueryProgram:
    """The question's language and pictures, and nothing that was read into it; what was read is run where it fails."""
    kept = ("language", "pictures", "question", "earlier", "leans", "is_quoted")
    fresh = QueryProgram(intent, **{name: getattr(program, name) for name in kept})
    return replace(fresh, otherwise=program)


def quoted(question: str) -> tuple[str, ...]:
    """What stands in quotation marks."""
    return tuple(QUOTED.findall(question))
