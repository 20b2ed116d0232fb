# ruff: noqa: E501 - patterns, word lists and sentences read better unbroken
"""From an English question to a program; see `understand_zh.py`, whose order of meanings it shares."""

from __future__ import annotations

import re
from typing import Any

from flashweb.engines.nano import lexicon_en as en
from flashweb.engines.nano.comparing.questions import comparing
from flashweb.engines.nano.program import Attribute, Gap, Intent, QueryProgram, Relation
from flashweb.engines.nano.target import Target, as_text, take
from flashweb.engines.nano.utterance import Utterance, parse_number

_ELLIPSIS = re.compile(
    r"^(?:and|what about|how about|then|also|or|and what about|what of)\b\s*(?P<x>.*)$", re.IGNORECASE
)
_IS_VALUE = re.compile(
    r"^(?:what|which) (?:e-?mail|phone|number|date|name|address|city|price|amount|text|value)\b"
    r"|^what(?:'s|s| is| are| was) the [\w -]{2,30} of (?:the|this|that) (?:selected|current|active|open|highlighted)\b",
    re.IGNORECASE,
)
"""Asks for what is filled in, or for a property of what is selected; not whether it is."""
_CLICKABLE = re.compile(
    r"^(?:what|which|anything)\b.{0,20}\b(?:can|could|should) (?:i|we|one|you) (?:click|press|tap)(?: on)?$",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:comes?|can|could|should|would|will|may|might|must|does|do|did|have|has|had|happens?|needs?|gets?|supports|includes?|allows?|offers?|makes?|takes?|works?|wrote|sent|made|if|because|my .* (?:was|is|were)|am)\b",
    re.IGNORECASE,
)
_GETS = re.compile(
    r"^what(?:'s|s| is| are| do| does| can| would| will)? (?:(?:i|we|you|one) )?(?:get|included|comes?) (?:with|in|for|from) (?:the )?"
    r"(?P<x>[\w .+-]{2,40}?)(?: plan| package| tier| version| edition)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|which|when|how (?:much|many|old|big|large|tall|heavy|far))(?:'s|s\b|'re)?\b\s*(?:is|are|was|were|does|do|did)?\b\s*",
    re.IGNORECASE,
)
_IS_ON_PAGE = re.compile(r"^(?:is|are|was|do|does|did)\s+(?:the (?:words?|text|phrase)\s+)?(?P<x>.+)$", re.IGNORECASE)


def parse_english(said: Utterance) -> tuple[QueryProgram, bool]:
    """Understand one English question by itself; the flag says that its wording leans on an earlier one."""
    body = en.TAIL.sub("", said.text)
    body = en.POLITE.sub("", body)
    if match := _ELLIPSIS.match(body):
        target = noun_phrase(said, en.PAGE.sub("", match["x"]))
        return _program(said, Intent.VALUE, target), True
    text = en.PAGE.sub("", body).strip()
    text = en.PAGE_SUBJECT.sub("it", text).strip()
    text = en.POLITE.sub("", en.TAIL.sub("", text))
    if not text and said.pictures:
        return _program(said, Intent.ABOUT), True
    compared = comparing(said.raw, is_chinese=False)
    program = (
        _parse_talk(said, body)
        or (compared and _program(said, compared[0], noun_phrase(said, compared[1]), role=take(body, en.ROLES)[1]))
        or _parse_count(said, text)
        or _parse_gap(said, text, body)
        or _parse_part(said, text, body)
        or _parse_place(said, text, body)
        or _parse_whole(said, text or body, body)
        or _parse_exists(said, text, body)
        or _parse_value(said, text or body)
    )
    return program, False


def noun_phrase(said: Utterance, text: str) -> Target:
    """Take role and kind of value off a noun phrase."""
    rest, role = take(_tidy(text), en.ROLES)
    label = _tidy(rest if role else text)
    rest, attribute = take(rest, en.ATTRIBUTES)
    anchor = _tidy(rest)
    if en.PRONOUN.match(anchor):
        anchor = ""
    if en.PRONOUN.match(label):
        label = ""
    return Target(said.restore(anchor), said.restore(label), attribute, role)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,.:;?!-")
    text = en.HEAD.sub("", text)
    return en.TAIL_WORDS.sub("", text).strip() or text


def _program(said: Utterance, intent: Intent, target: Target | None = None, **fields: Any) -> QueryProgram:
    target = target or Target()
    anchors = said.quotes or ((target.anchor,) if target.anchor else ())
    known: dict[str, Any] = {"anchors": anchors, "is_quoted": bool(said.quotes), "label": target.label}
    known |= {"attribute": target.attribute, "role": target.role, "pictures": said.pictures, "question": said.raw}
    return QueryProgram(intent, "en", **(known | fields))


def _parse_talk(said: Utterance, text: str) -> QueryProgram | None:
    if said.is_foreign:
        return _program(said, Intent.CANNOT, gap=Gap.LANGUAGE)
    if not re.search(r"[A-Za-z\d]", text) and not said.quotes and not said.pictures:
        return _program(said, Intent.HELP)
    if en.HELP.search(said.text.strip(" ,.!?~").lower()) or en.HELP.search(text):
        return _program(said, Intent.HELP)
    if en.OUTSIDE.search(text) and not said.quotes:
        return _program(said, Intent.OUTSIDE)
    return None


def _parse_gap(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if en.ACTION.search(body) and not said.raw.rstrip().endswith("?"):
        rest = re.sub(r"\bfor me\b", "", re.sub(r"^\w+(?: in| out)?", "", body))
        return _program(said, Intent.CANNOT, noun_phrase(said, rest), gap=Gap.ACTION, attribute=None)
    is_place = bool(en.WHERE.search(text) or en.FIND.search(text))
    for gap, pattern in en.GAPS:
        match = pattern.search(body if gap in (Gap.PHOTO, Gap.TRANSLATE) else text)
        if match and gap is Gap.STATE and _IS_VALUE.search(text):
            continue
        if match is None or (is_place and gap in (Gap.STATE, Gap.APPEARANCE, Gap.PHOTO)):
            continue
        rest = en.GAP_NOISE.sub(" ", text if gap is Gap.FUNCTION else pattern.sub(" ", text))
        target = noun_phrase(said, rest)
        if gap is Gap.FUNCTION and not (said.quotes or target.anchor or target.role):
            continue
        is_icon = gap is Gap.FUNCTION and target.role == "img"
        intent = Intent.STATE if gap is Gap.STATE else Intent.CANNOT
        return _program(said, intent, target, gap=Gap.ICON if is_icon else gap, attribute=None)
    if _CLICKABLE.search(text):
        return _program(said, Intent.ELEMENTS, role="button")
    _, role = take(text, en.ROLES)
    if role is None or said.quotes or is_place:
        return None
    if role == "img" and not en.IS_THERE.search(text):
        return _program(said, Intent.CANNOT, noun_phrase(said, en.GAP_NOISE.sub(" ", text)), gap=Gap.ICON)
    asks = re.search(r"^(?:which|what|list|name|how many|count|show|all|every|enumerate|give)\b", text, re.IGNORECASE)
    rest = re.sub(
        r"\b(?:list|name|how many|count|show|all|every|each|enumerate|give|see|i|you|can|different|visible|available|click|out|press|use)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    for pattern, _side in en.SIDES:
        rest = pattern.sub(" ", rest)
    target = noun_phrase(said, en.GAP_NOISE.sub(" ", rest))
    if asks and not target.anchor and not any(p.search(text) for p, _ in en.RELATIONS[:-1]):
        region = next((region for pattern, region in en.SIDES if pattern.search(text)), None)
        return _program(said, Intent.ELEMENTS, target, role=role, region=region)
    return None


def _parse_count(said: Utterance, text: str) -> QueryProgram | None:
    if match := en.TIMES.search(text):
        rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,.")
        for _ in range(3):
            rest = en.TIMES_VERBS.sub("", rest).strip()
        target = noun_phrase(said, rest)
        return _program(said, Intent.COUNT, Target(target.label, target.label, None, target.role))
    if not (match := en.HOW_MANY.search(text)) or re.search(r"\btimes\b|\b(?:days|hours|minutes|weeks)\b", text):
        return None
    target = noun_phrase(said, en.HOW_MANY_TAIL.sub(" ", text[match.end() :]))
    counts_text = bool(said.quotes) or bool(target.role and target.anchor)
    is_kind = target.attribute in (Attribute.EMAIL, Attribute.PHONE, Attribute.URL) and not target.anchor
    if counts_text or is_kind:
        return _program(said, Intent.COUNT, target)
    if target.role or not target.anchor:
        return None
    return _program(said, Intent.VALUE, Target(target.label or target.anchor, target.label, Attribute.NUMBER))


def _parse_place(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if match := en.FIND.search(text):
        rest = text[match.end() :]
        if where := en.WHERE.search(rest):
            rest = rest[: where.start()] + " " + rest[where.end() :]
    elif match := en.WHERE.search(body):
        rest = en.PAGE.sub("", (body[: match.start()] + " " + body[match.end() :]).strip())
        if re.match(r"^\s*(?:in|on|at)\b", rest):
            rest = re.sub(r"^\s*(?:in|on|at)\s+", "", rest)
    else:
        return None
    for _ in range(2):
        rest = en.PLACE_VERBS.sub("", rest.strip(" ,.")).strip()
    rest = re.sub(r"^to\s+(?:find\s+)?", "", rest.strip())
    return _program(said, Intent.LOCATE, as_text(noun_phrase(said, rest)))


def _parse_part(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if (match := en.LINES.search(body)) and _is_line_request(match, body):
        return _program(said, Intent.READ, lines=_slice(match))
    if match := _GETS.match(text):
        target = noun_phrase(said, match["x"])
        return _program(said, Intent.READ, target, relation=Relation.BELOW, anchors=(target.anchor,), attribute=None)
    if en.WHERE.search(body) or not en.READING.search(text):
        return None
    for pattern, relation in en.RELATIONS:
        if match := pattern.search(text):
            target = noun_phrase(said, re.sub(r"\b(?:say|says|written|shown|it)$", "", text[match.end() :].strip()))
            head = re.sub(
                en.READING.pattern
                + r"|\b(?:the|is|are|does|it|there|comes|stands|appears?|that|you|see|placed|immediately|directly|label)\b",
                "",
                text[: match.start()],
                flags=re.IGNORECASE,
            )
            if (target.label or said.quotes) and not head.strip(" '?,") and not en.PRONOUN.match(target.label):
                anchors = said.quotes or (target.anchor or target.label,)
                return _program(said, Intent.READ, target, relation=relation, anchors=anchors, attribute=None)
    for pattern, region in en.SIDES:
        if match := pattern.search(body):
            rest = (text if pattern.search(text) else body).replace(match.group(), " ")
            rest = re.sub(r"\b(?:at|in|on|from|to)(?: the)?(?: very)? *$", "", en.PAGE.sub("", rest).rstrip())
            if en.READ.match(re.sub(r"\s+", " ", rest).strip()) or en.ABOUT.match(re.sub(r"\s+", " ", rest).strip()):
                return _program(said, Intent.READ, region=region)
    return None


def _is_line_request(match: re.Match[str], body: str) -> bool:
    """ "Line 6" is the sixth line only where reading is asked for; it may also be a bus."""
    if en.WHERE.search(body):
        return False
    lead = re.sub(
        en.READING.pattern + r"|\b(?:show|give|me|print|the|of|in|on|does|is)\b",
        "",
        body[: match.start()],
        flags=re.IGNORECASE,
    )
    return not lead.strip(" ,'?") or match["n"] is None


def _slice(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match["back"]:
        count = parse_number(match["b"]) or 2 if match["b"] else 1
        return -count, None
    if match["f"]:
        return 0, parse_number(match["f"]) or 2
    if match["nth"]:
        digits = re.match(r"\d+", match["nth"])
        number = int(digits.group()) if digits else parse_number(match["nth"]) or 1
        return (-1, None) if number < 0 else (number - 1, number)
    start = int(match["n"])
    return max(start - 1, 0), max(int(match["m"] or start), start)


def _parse_whole(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if said.quotes:
        return None
    if en.TITLE.match(text) or en.TITLE.match(body):
        return _program(said, Intent.TITLE)
    if en.READ.match(text):
        return _program(said, Intent.READ)
    if en.ABOUT.match(text) or en.ABOUT.match(body):
        return _program(said, Intent.ABOUT)
    return None


def _parse_exists(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if match := en.IS_THERE.search(text):
        return _program(said, Intent.EXISTS, as_text(noun_phrase(said, text[match.end() :])))
    if match := en.APPEARS.match(text):
        return _program(said, Intent.EXISTS, as_text(noun_phrase(said, match["x"])))
    if (match := _IS_ON_PAGE.match(text)) and (text != body or (said.quotes and len(text) < 24)):
        return _program(said, Intent.EXISTS, as_text(noun_phrase(said, match["x"])))
    return None


def _parse_value(said: Utterance, text: str) -> QueryProgram:
    whole = re.sub(r"\s+", " ", text).strip(" ?!.")
    match = _ASKS.match(whole)
    rest = whole[match.end() :] if match else whole
    _, asked = take(whole[: match.end()] if match else "", en.ATTRIBUTES)
    _, kind = take(whole, en.ATTRIBUTES)
    if kind is Attribute.DURATION:
        return _program(said, Intent.OPEN, attribute=kind)
    is_question = bool(match) or not re.match(
        r"^(?:is|are|was|do|does|did|can|could|will|would|should|why|how|may|has|have|am)\b", whole, re.IGNORECASE
    )
    if kind in (Attribute.PERCENT, Attribute.ERROR, Attribute.TIME, Attribute.URL) and is_question and match:
        target = noun_phrase(said, whole)
        return _program(said, Intent.VALUE, Target(target.anchor, target.label, kind))
    if re.match(r"^(?:what|which) (?:date|day|year|month)\b", whole, re.IGNORECASE):
        after = re.sub(r"^\w+ \w+\s*(?:is|was|did|does)?\b", "", whole, flags=re.IGNORECASE)
        return _program(said, Intent.VALUE, noun_phrase(said, after), attribute=Attribute.DATE)
    has_verb = bool(_VERBS.search(rest)) or bool(match and match.group().lower().startswith("which"))
    is_cost = kind is Attribute.PRICE and bool(re.search(r"\b(?:how much|cost|price)", whole, re.IGNORECASE))
    if not said.quotes and (not is_question or (has_verb and not is_cost) or len(rest.split()) > 9):
        return _program(said, Intent.OPEN, attribute=kind if match else None)
    target = noun_phrase(
        said, re.sub(r"\b(?:do|does|i|we|have to|need to|pay|sell|go)\b", " ", rest) if is_cost else rest
    )
    return _program(said, Intent.VALUE, Target(target.anchor, target.label, target.attribute or asked, target.role))
