"""Free questions: the lines that most of the question's words point to.

Words are weighted by how rare they are on the page (idf; Sparck Jones, 1972). Chinese is compared by letter pairs,
English by stems. A line counts as an answer only when it covers enough of the question; otherwise
nothing is returned, and the answer says so. A trained reader takes this place later.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

from flashweb.core.screen import Element
from flashweb.engines.nano.concepts import synonyms
from flashweb.engines.nano.matching import fold
from flashweb.engines.nano.passages import Passage
from flashweb.engines.nano.program import Attribute
from flashweb.engines.nano.values import find_values

MIN_COVERAGE = 0.5
"""Share of the question's weight that a line must cover."""
COVERAGE_WITH_KIND = 0.3
"""The same where the line also holds the kind of value that is asked for ("几天", "how much")."""

COVERAGE_WITHOUT_KIND = 0.75
"""The same where a kind of value is asked for and the line has none."""

OTHER_NAME = 0.25
"""What a line gains by holding another name of something in the question; not enough by itself."""

_STOP_EN_WORDS = """
a an the is are was were be been do does did of in on at to for from by with and or not no it its this that
these those there here i me my we our you your they their he she who whom what which when where why how can
could will would shall should may might must have has had if so as about into than then any some all just
please tell show page screen screenshot picture image many much long get want need know after before s t re m
ve d us them one am also very really come comes minutes minute hours hour days day weeks week months until
"""
_STOP_EN = frozenset(_STOP_EN_WORDS.split())
_STOP_ZH = re.compile(
    r"请问|麻烦|告诉|一般|大概|通常|多久|多长时间|几天|多少|什么时候|什么|怎么样|怎么|怎样|如何|为什么|为啥|哪个|哪些|哪里|哪儿|能不能|可不可以|是不是|有没有|需不需要|可以|需要|应该|能够"
    r"|页面|网页|截图|图里|图中|这个|那个|这里|那里|知道|一下|我们|你们|他们|[的了吗呢啊呀吧嘛哦么是在有和与就都也还很我你他她它这那能会要让给被把对到为及或]"
)
_HOW_TO = re.compile(
    r"怎么|怎样|如何|咋|\bhow (?:do|can|should|to|would)\b|\bforgot\b|\bwhat (?:do|should) i do\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HINTS = {
    "写": "作者",
    "发": "发件人",
    "寄": "寄件人",
    "创建": "创建人",
    "负责": "负责人",
    "wrote": "author",
    "sent": "sender",
    "created": "created by",
}


@lru_cache(maxsize=8192)
def terms(text: str) -> frozenset[str]:
    """What a text is compared by: stems of its Latin words and pairs of its Chinese letters."""
    folded = text.casefold()
    words = [word.split("'")[0] for word in _WORD.findall(folded)]
    found = {_stem(word) for word in words if word not in _STOP_EN}
    for run in _HAN.findall(folded):
        for part in _STOP_ZH.sub(" ", run).split():
            packed = fold(part).packed
            found |= {packed[i : i + 2] for i in range(len(packed) - 1)} or {packed}
    longer = {term for term in found if len(term) > 1}
    return frozenset(longer or found)


def prepare(text: str) -> None:
    """Works out ahead what any question will compare a line by, while nobody waits."""
    terms(text)
    for kind in (Attribute.PHONE, Attribute.EMAIL, Attribute.PRICE, Attribute.DATE):
        find_values(kind, text)
    fold(text)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word


def best_passages(question: str, attribute: Attribute | None, lines: list[Passage]) -> list[Passage]:
    """The sentence or line that answers a free question, or none."""
    wanted = terms(question)
    if not wanted or not lines:
        return []
    texts = [terms(line.text) for line in lines]
    seen = Counter(term for text in texts for term in text)
    weight = {term: math.log(1 + len(lines) / (1 + seen[term])) for term in wanted}
    alternatives = _alternatives(question)
    total = sum(weight.values())
    other_words = frozenset(term for other in alternatives for term in other)
    is_thin = len(wanted) == 1 and attribute is None and max(seen[term] for term in wanted) > 1
    is_common = is_thin and max(seen[term] for term in wanted) > 3
    best: tuple[float, Passage] | None = None
    for line, text in zip(lines, texts, strict=True):
        covered = sum(weight[term] for term in wanted & text) / total
        if any(other <= text for other in alternatives):
            covered += OTHER_NAME
        has_kind = attribute is not None and bool(find_values(attribute, line.text))
        least = MIN_COVERAGE if attribute is None else COVERAGE_WITH_KIND if has_kind else COVERAGE_WITHOUT_KIND
        says_more = bool(text - wanted - other_words)
        score = covered + 0.3 * has_kind + 0.1 * any(c.isdigit() for c in line.text) + 0.01 * min(len(text), 10)
        if (
            covered >= least
            and says_more
            and not (is_common or (is_thin and not _is_statement(line.text)))
            and (best is None or score > best[0])
        ):
            best = score, line
    return [best[1]] if best else []


def closest_lines(text: str, lines: list[tuple[int, Element]]) -> list[Element]:
    """Lines that say what a phrase says in other words ("add this to the cart"), the tersest first."""
    wanted = terms(text)
    if not wanted:
        return []
    hits = [(len(terms(line.text)), line) for _, line in lines if wanted <= terms(line.text)]
    return [line for _, line in sorted(hits, key=lambda hit: hit[0])[:1]]


def _is_statement(text: str) -> bool:
    """A sentence rather than a label or somebody's question."""
    return len(text) >= 10 and text.rstrip()[-1:] not in "?？:："


def named_controls(question: str, lines: list[tuple[int, Element]]) -> list[Element]:
    """For "how do I ...": the text on the screen that is the name of what the person wants to do."""
    if not _HOW_TO.search(question):
        return []
    for phrase in _phrases(question):
        names = {fold(name).packed for name in (phrase, *synonyms(phrase))} if synonyms(phrase) else set()
        if hits := [line for _, line in lines if fold(line.text).packed in names]:
            return hits[:1]
    return []


def _phrases(question: str) -> list[str]:
    """Runs of words, and of Chinese letters, that may be a name; the longest first."""
    words = _WORD.findall(question.casefold())
    phrases = [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]
    for run in _HAN.findall(question):
        phrases += [run[i : i + n] for n in (4, 3, 2) for i in range(len(run) - n + 1)]
    return [phrase for phrase in phrases if phrase not in _STOP_EN]


def _alternatives(question: str) -> list[frozenset[str]]:
    """Terms of other names for what the question speaks of: the other language's words, "wrote" for an author."""
    phrases = _phrases(question)
    phrases += [hint for cue, hint in _HINTS.items() if cue in question.casefold()]
    found = [terms(name) for phrase in phrases for name in synonyms(phrase)]
    return [terms_ for terms_ in found if terms_]
