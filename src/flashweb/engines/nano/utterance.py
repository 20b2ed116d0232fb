# ruff: noqa: E501 - patterns, word lists and sentences read better unbroken
"""A question made ready for understanding: one width, quotations set aside, pictures it names, its language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from flashweb.engines.nano.program import Language
from flashweb.engines.nano.typos_en import typos

QUOTE_MARK = 0xE000
"""Quotation i stands in the text as the private-use character QUOTE_MARK + i."""

_QUOTES = re.compile(
    r"「([^」]{1,200})」|『([^』]{1,200})』|“([^”“]{1,200})[”“]|‘([^’]{1,200})’|《([^》]{1,200})》|【([^】]{1,200})】"
    r"|\"([^\"]{1,200})\"|`([^`]{1,200})`|(?<![A-Za-z])'([^'\n]{1,200})'(?![A-Za-z])"
)
_WORD = re.compile(r"(?<![\w.@/-])[A-Za-z][A-Za-z']*(?![\w@/-]|\.\w)")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\uac00-\ud7af]"
)
_CHINESE_GRAMMAR = re.compile(r"[的是在有吗呢么吧请几哪谁把]|多少|怎|这|那|帮|告诉|一下")
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿœ]+", re.IGNORECASE)
_FOREIGN_WORDS = """
où est le la les des une qui que quoi quel quelle dans sur cette page-ci combien comment pourquoi bouton wo
ist der das und wie welche welcher ein eine auf dieser seite wieviel steht gibt dónde donde está qué cuál cual
el los del una en esta página cuánto cómo hay por onde está qual são não uma esse nesta quanto dove è il che
cosa questa pagina quanto
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_ENGLISH_WORDS = """
the is are what where how who which when does do it on in of to a an this that there can you me i my page find
read show tell say text many much
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())

_ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "首": 1, "末": -1}
_EN_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "one", "1st"),
            ("second", "two", "2nd"),
            ("third", "three", "3rd"),
            ("fourth", "four", "4th"),
            ("fifth", "five", "5th"),
            ("sixth", "six", "6th"),
            ("seventh", "seven", "7th"),
            ("eighth", "eight", "8th"),
            ("ninth", "nine", "9th"),
            ("tenth", "ten", "10th"),
        ),
        1,
    )
    for word in words
} | {"last": -1, "final": -1}

_N_ZH = r"[一二三四五六七八九十两\d]{1,3}"
_TAIL_ZH = r"(?:里面|里边|里|之?中|上面|上|的)*"
_PICTURE_ZH = re.compile(
    rf"(?:第(?P<a>{_N_ZH})(?:张|幅)(?:图片|截图|截屏|照片|网页|页面|图)?|第(?P<b>{_N_ZH})个?(?:图片|截图|截屏|图)"
    rf"|(?:图片|截图|图像|图)\s*(?P<c>[一二三四五六七八九\d])(?![\d个张行次列段])|(?P<d>最后|末尾)(?:一|那)?(?:张|幅|个截)(?:图片|截图|图)?){_TAIL_ZH}"
)
_N_EN = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|final|1st|2nd|3rd|[4-9]th)"
_NOUN_EN = r"(?:pictures?|images?|screenshots?|pics?|screens?|screen\s*shots?|photos?)"
_PICTURE_EN = re.compile(
    rf"(?:\b(?:in|on|of|from|for)\s+)?(?:\bthe\s+)?(?:\b(?P<a>{_N_EN})\s+(?:{_NOUN_EN}|one)\b"
    rf"|\b{_NOUN_EN}\s*(?:no\.?|number|#)?\s*(?P<b>\d|one|two|three|four|five|six|seven|eight)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """text: NFKC, single spaces, quotations and picture numbers taken out. raw: NFKC only. is_foreign: neither zh nor en."""

    raw: str
    text: str
    quotes: tuple[str, ...]
    pictures: tuple[int, ...]
    language: Language
    is_foreign: bool

    @property
    def is_english_grammar(self) -> bool:
        """An English sentence, whatever names it holds ("where is the 登录 button")."""
        words = [word.lower() for word in _LATIN_WORD.findall(self.text)]
        return sum(word in _ENGLISH for word in words) >= 2 and not _CHINESE_GRAMMAR.search(self.text)

    def restore(self, text: str) -> str:
        """Put quotations back where their marks stand."""
        return "".join(
            self.quotes[ord(c) - QUOTE_MARK] if 0 <= ord(c) - QUOTE_MARK < len(self.quotes) else c for c in text
        ).strip()


def parse_number(text: str) -> int | None:
    """A small number in digits, Chinese or English words; -1 for "last"."""
    text = text.strip().lower()
    if text.isdigit():
        return int(text)
    if text in _EN_NUMBERS:
        return _EN_NUMBERS[text]
    if "十" in text:
        tens, _, units = text.partition("十")
        return _ZH_DIGITS.get(tens, 1) * 10 + _ZH_DIGITS.get(units, 0)
    return _ZH_DIGITS.get(text)


def utter(question: str, fallback: Language = "en") -> Utterance:
    """Prepare one question; fallback is the language when it has no letters at all."""
    bare = "".join(c for c in question if not QUOTE_MARK <= ord(c) < QUOTE_MARK + 0x1000)
    quotes: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        content = next(g for g in match.groups() if g is not None).strip()
        if not content or len(quotes) >= 8:
            return match.group()
        quotes.append(unicodedata.normalize("NFKC", content))
        return f" {chr(QUOTE_MARK + len(quotes) - 1)} "

    text = unicodedata.normalize("NFKC", _QUOTES.sub(set_aside, bare))
    raw = unicodedata.normalize("NFKC", bare)
    language = _language(text, raw, fallback)
    is_foreign = _is_foreign(text)
    if re.search(r"[A-Za-z]", text):
        text = _WORD.sub(lambda m: typos().get(m.group().lower(), m.group()), text)
    text, pictures = _take_pictures(text, language)
    text = re.sub(r"\s+", " ", text).strip()
    return Utterance(raw.strip(), text, tuple(quotes), pictures, language, is_foreign)


def _language(text: str, raw: str, fallback: Language) -> Language:
    if _HAN.search(text):
        return "zh"
    if re.search(r"[A-Za-z]", text):
        return "en"
    return "zh" if _HAN.search(raw) else "en" if re.search(r"[A-Za-z]", raw) else fallback


def _is_foreign(text: str) -> bool:
    if len(_OTHER_SCRIPT.findall(text)) >= 2:
        return True
    if _HAN.search(text):
        return False
    words = [w.lower() for w in _LATIN_WORD.findall(text)]
    foreign = sum(w in _FOREIGN for w in words)
    return foreign >= 2 and foreign > 2 * sum(w in _ENGLISH for w in words)


def _take_pictures(text: str, language: Language) -> tuple[str, tuple[int, ...]]:
    pattern = _PICTURE_ZH if language == "zh" and _PICTURE_ZH.search(text) else _PICTURE_EN
    found: list[int] = []

    def note(match: re.Match[str]) -> str:
        word = next(g for g in match.groups() if g is not None)
        number = -1 if word in ("最后", "末尾") else parse_number(word)
        if number is None:
            return match.group()
        found.append(number)
        return " "

    text = pattern.sub(note, text)
    return text, tuple(dict.fromkeys(found))
