"""From a Chinese question to a program: each step takes the words of one meaning out; the rest names a text."""

from __future__ import annotations

import re
from typing import Any

from flashweb.engines.nano import lexicon_zh as zh
from flashweb.engines.nano.comparing.questions import comparing
from flashweb.engines.nano.program import Attribute, Gap, Intent, QueryProgram, Relation
from flashweb.engines.nano.target import Target, as_text, take
from flashweb.engines.nano.utterance import Utterance, parse_number

_ELLIPSIS = re.compile(r"^(?:那么?|还有|然后|再|另外|以及)?[,，\s]*(?P<x>.{0,16}?)\s*(?:又|的)?呢[?？!！。\s]*$")
_PAGE = re.compile(zh.PAGE)
_WHERE = re.compile(zh.WHERE)
_FIND = re.compile(zh.FIND)
_GOES = re.compile(
    r"(?:到|自|送|寄|运|产)(?:了|的)?(?:哪里|哪儿|哪个地方|什么地方)|^[^在]{2,8}地(?:址)?(?:是|在)?(?:哪里|哪儿|哪)$"
)
"""Asks for a place in the world, not on the page."""
_LISTS = re.compile(
    r"^(?:列出)?(?:都)?(?:有)?(?:哪些|什么|所有的?|全部的?)(?:价格|电话|电话号码|手机号|邮箱|日期|时间|网址|链接地址|金额|百分比)$"
)
_GETS = re.compile(
    r"^(?P<x>.{2,12}?)(?:套餐|方案)?(?:里|中)?(?:都)?(?:包含|包括)(?:了|有)?(?:些)?(?:哪些|什么|啥)(?:内容|功能|权益|服务)?$"
)
_TIMES = re.compile(zh.TIMES)
_HOW_MANY = re.compile(rf"^(?P<head>.*?)(?:数一?(?:下|数))?(?:{zh.HOW_MANY})(?P<tail>.*)$")
_HAS = re.compile(zh.HAS)
_STRONG_HAS = re.compile(zh.STRONG_HAS)
_HAS_ASKED = re.compile(rf"^(?P<head>.{{0,8}}?){zh.HAS}(?:过|了)?(?!{zh.WHAT})(?P<x>.+?){zh.QUESTION_TAIL}")
_SEEN_ASKED = re.compile(r"^(?P<x>.+?)(?:出现|存在|显示|提到|写)(?:过|了|在)*(?:吗|嘛|么|没有|没)$")
_WORDS_NOUN = re.compile(zh.WORDS_NOUN + r"$")
_LINES = re.compile(
    rf"(?P<back>最后|倒数|末尾|末)(?:的)?(?P<nth>第)?(?P<b>{zh.N})?行|前(?:面)?(?:的)?(?P<f>{zh.N})行|第(?P<n>{zh.N})行?(?:到|至|-|~)?第?(?P<m>{zh.N})?行|(?P<first>首行|开头一行)|头(?P<h>{zh.N})行"
)
_READING = re.compile(
    rf"{zh.READ_VERB}(?:些|点)?{zh.WHAT}|(?:是|有|为|都有){zh.WHAT}|(?:文字|文本|内容|字)(?:是|有|呢)?|(?:读|念|提取|识别)"
)
_ASKS = re.compile(
    r"(?:的)?(?:具体|大概|到底|究竟|分别|现在|目前|还)?(?:是|为|叫|有|等于|显示|写)?(?:的|着)?(?:百分之)?(?:多少|几(?:号|点|岁|折|楼|层|级)|什么(?:时候|日期|时间)?|啥(?:时候)?|谁|几(?=$)|哪(?:里|儿|个|天|位|家|一天|国|座|种|年|款)|哪$|怎么写|如何|多大|多高|多长|多重|何时)"
)
_WHO_DID = re.compile(r"^(?:是)?谁(?:是)?(?P<did>发|写|寄|创建|负责|审批|付|买|卖|下单|提交)")
_WHO_IS = re.compile(r"^(?:谁|哪位|哪个)是(.{1,12})$")
_OPEN = re.compile(
    r"什么(?:情况|条件|原因|办法|方法|要求|规定|好处)|咋|谁(?=[出付给买卖承管能可会有])|怎么|怎样|如何|为什么|为何|为啥|能不能|可不可以|可以.*(?:吗|(?<!什)么$|不$)|能.*(?:吗|(?<!什)么$|不$)|需不需要|需要.*(?:吗|什么)|支持|(?<!是)哪一?[台些个种款家条项间班趟列份件本辆](?!.*是$)|会(?!议|员|计).*(?:吗|(?<!什)么$)|要不要|是否|是不是|多久"
)


def parse_chinese(said: Utterance) -> tuple[QueryProgram, bool]:
    """Understand one Chinese question by itself; the flag says that its wording leans on an earlier one."""
    text = said.text
    for wrong, right in zh.LIST_TYPOS:
        text = text.replace(wrong, right)
    if match := _ELLIPSIS.match(text):
        return _program(said, Intent.VALUE, noun_phrase(said, _PAGE.sub("", match["x"]))), True
    full = zh.TAIL.sub("", text)
    body = _WHO_IS.sub(r"\1是谁", zh.POLITE.sub("", full))
    asked = bool(re.search(r"(?:吗|嘛|么|不|没有?|否)[\s?？!！。呀啊]*$", text))
    text = _PAGE.sub(" ", body)
    text = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text).strip(" ,，。:：的")
    has_page, text = text != body, text or body
    compared = comparing(said.raw, is_chinese=True)
    program = (
        _parse_talk(said, body)
        or (compared and _program(said, compared[0], noun_phrase(said, compared[1]), role=take(full, zh.ROLES)[1]))
        or _parse_count(said, text)
        or _parse_gap(said, text, body)
        or _parse_place(said, text)
        or _parse_part(said, text, body)
        or _parse_whole(said, text, has_page)
        or _parse_exists(said, text, asked)
        or _parse_value(said, text, asked)
    )
    return program, False


def noun_phrase(said: Utterance, text: str) -> Target:
    """Take role and kind of value off a noun phrase."""
    text = zh.FILLER_TAIL.sub("", zh.FILLER_HEAD.sub("", text.strip()))
    text = _WORDS_NOUN.sub("", text) or text
    rest, role = take(text, zh.ROLES)
    label = _tidy(rest if role else text)
    rest, attribute = take(rest, zh.ATTRIBUTES)
    anchor = _tidy(rest)
    anchor, label = ("" if zh.PRONOUN.match(part) else part for part in (anchor, label))
    return Target(said.restore(anchor), said.restore(label), attribute, role)


def _tidy(text: str) -> str:
    text = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text).strip()
    return zh.FILLER_TAIL.sub("", zh.FILLER_HEAD.sub("", text))


def _program(said: Utterance, intent: Intent, target: Target | None = None, **fields: Any) -> QueryProgram:
    target = target or Target()
    anchors = said.quotes or ((target.anchor,) if target.anchor else ())
    known: dict[str, Any] = {"anchors": anchors, "is_quoted": bool(said.quotes), "label": target.label}
    known |= {"attribute": target.attribute, "role": target.role, "pictures": said.pictures, "question": said.raw}
    return QueryProgram(intent, "zh", **(known | fields))


def _parse_talk(said: Utterance, text: str) -> QueryProgram | None:
    if said.is_foreign:
        return _program(said, Intent.CANNOT, gap=Gap.LANGUAGE)
    if zh.HELP.search(said.text.strip(" ,，。.!！?？~")) or zh.HELP.search(text):
        return _program(said, Intent.HELP)
    if zh.OUTSIDE.search(text) and not said.quotes:
        return _program(said, Intent.OUTSIDE)
    return None


def _parse_gap(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if zh.ACTION.search(body) and not _WHERE.search(text):
        return _program(said, Intent.CANNOT, noun_phrase(said, zh.ACTION.sub("", text)), gap=Gap.ACTION, attribute=None)
    for gap, pattern in zh.GAPS:
        match = pattern.search(body if gap in (Gap.PHOTO, Gap.ACTION) else text)
        if (
            match is None
            or (gap is Gap.STATE and re.match(r"(?:能|可以)(?!.*[点按编选])", text))
            or (gap is Gap.STATE and _STRONG_HAS.match(text) and not match.group().startswith(("是", "有")))
        ):
            continue
        rest = pattern.sub("", text)
        if gap is Gap.FUNCTION:
            asks_click = re.search(r"点|按|选", match.group())
            rest = re.sub(
                r"^(?:如果|我)*(?:点击|点了|点|按下|按)(?:了|一下)?|(?:之后|以后|后|会|发生).*$",
                "",
                text if asks_click else rest,
            )
            target = noun_phrase(said, rest)
            if not (target.anchor or target.role or target.label or said.quotes):
                continue
        target = noun_phrase(said, rest)
        if gap is Gap.STATE and match.group().endswith("状态") and not target.anchor:
            continue
        return _program(said, Intent.STATE if gap is Gap.STATE else Intent.CANNOT, target, gap=gap, attribute=None)
    _, role = take(text, zh.ROLES)
    if role == "img" and not _WHERE.search(text) and not _HAS.search(text):
        return _program(said, Intent.CANNOT, noun_phrase(said, _ASKS.sub("", text)), gap=Gap.ICON)
    if role and zh.ELEMENTS.search(text) and not said.quotes and not _WHERE.search(text):
        target = noun_phrase(said, zh.ELEMENTS.sub("", re.sub(_region_of(text)[0], "", text)))
        if not target.anchor:
            return _program(said, Intent.ELEMENTS, target, role=role, region=_region_of(text)[1])
    return None


def _region_of(text: str) -> tuple[str, Any]:
    for pattern, region in zh.SIDES:
        if match := pattern.search(text):
            return re.escape(match.group()), region
    return r"(?!)", None


def _parse_count(said: Utterance, text: str) -> QueryProgram | None:
    if match := _TIMES.search(text):
        rest = text[: match.start()] + " " + text[match.end() :]
        target = noun_phrase(said, re.sub(r"^(?:数一?[下数]|统计(?:一?下)?|出现)", "", rest.strip()))
        return _program(said, Intent.COUNT, Target(target.label, target.label, None, target.role))
    if not (match := _HOW_MANY.match(text)):
        return None
    target = noun_phrase(said, re.sub(r"^(?:数一?[下数]|统计(?:一?下)?)", "", match["tail"] or match["head"]))
    counts_text = (
        bool(said.quotes)
        or (target.role and target.anchor)
        or (target.attribute in (Attribute.EMAIL, Attribute.PHONE, Attribute.URL) and not target.anchor)
    )
    if counts_text and target.role != "img":
        return _program(said, Intent.COUNT, target)
    if target.role or target.attribute is Attribute.DURATION:
        return None
    anchor = target.anchor or noun_phrase(said, match["head"]).anchor
    return _program(said, Intent.VALUE, Target(anchor, target.label or anchor, Attribute.NUMBER)) if anchor else None


def _parse_place(said: Utterance, text: str) -> QueryProgram | None:
    rest = text
    if _GOES.search(text):
        return None
    if _FIND.search(text):
        rest = re.sub(r"(?:的)?(?:位置|地方)$", "", _FIND.sub("", text))
    elif (match := _WHERE.search(text)) and not re.search(r"是(?:哪里|哪儿)$", text):
        head, tail = text[: match.start()], text[match.end() :]
        rest = head if zh.FILLER_HEAD.sub("", head).strip() and len(tail) <= 2 else f"{head} {tail}"
    elif re.search(r"(?:位置|方位|坐标)(?:是(?:多少|什么|啥))?$", text):
        rest = re.sub(r"(?:的)?(?:位置|方位|坐标).*$", "", text)
    else:
        return None
    if re.search(r"怎么|怎样|如何", rest):
        return None
    target = noun_phrase(said, rest)
    is_field = re.search(r"填|输入", text)
    target = Target(target.label, target.label, None, target.role) if is_field else as_text(target)
    return _program(said, Intent.LOCATE, target)


def _parse_part(said: Utterance, text: str, body: str) -> QueryProgram | None:
    if match := _LINES.search(body):
        return _program(said, Intent.READ, lines=_slice(match))
    if match := _GETS.match(text):
        target = noun_phrase(said, match["x"])
        return _program(said, Intent.READ, target, relation=Relation.BELOW, anchors=(target.anchor,), attribute=None)
    if not _READING.search(text):
        return None
    for pattern, region in zh.SIDES:
        if (match := pattern.search(text)) and not _tidy(text[: match.start()]):
            return _program(said, Intent.READ, region=region)
    for pattern, relation in zh.RELATIONS:
        if match := pattern.search(text):
            target = noun_phrase(said, text[: match.start()])
            if target.label or said.quotes:
                anchors = said.quotes or (target.anchor or target.label,)
                return _program(said, Intent.READ, target, relation=relation, anchors=anchors, attribute=None)
    return None


def _slice(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match["back"]:
        count = parse_number(match["b"]) if match["b"] else 1
        count = count or 1
        is_single = bool(match["nth"]) or (match["back"] == "倒数" and not match["b"])
        return (-count, -count + 1 or None) if is_single else (-count, None)
    if match["first"]:
        return 0, 1
    if front := match["f"] or match["h"]:
        return 0, parse_number(front) or 1
    start = parse_number(match["n"]) or 1
    stop = (parse_number(match["m"]) or start) if match["m"] else start
    return start - 1, max(stop, start)


def _parse_whole(said: Utterance, text: str, has_page: bool) -> QueryProgram | None:
    if said.quotes:
        return None
    bare = re.sub(
        r"^(?:这里|这|那|它|此|里面|上面|上边|里边)(?:里|上|儿|边)?(?:面)?(?:一)?(?:个|张)?(?:的)?|(?:给我)?(?:听听?|看看)$",
        "",
        text,
    ).strip()
    if zh.TITLE.search(bare) and (match := re.search(r"标题|题目|抬头|叫", bare)) and len(bare[: match.start()]) <= 6:
        return _program(said, Intent.TITLE)
    if re.match(r"^(?:都|主要)?(?:说|讲)(?:了|的)?(?:是)?(?:些)?(?:什么|啥)$", bare):
        return _program(said, Intent.ABOUT)
    if zh.READ_ALL.match(bare) or (zh.READ_HINT.search(bare) and len(bare) <= 14):
        return _program(said, Intent.READ)
    if (
        (has_page and (not bare.strip("的 ") or _PAGE.fullmatch(text)))
        or zh.ABOUT.match(bare)
        or bare in ("什么", "是什么", "看看", "看下", "看一下")
    ):
        return _program(said, Intent.ABOUT)
    return None


def _parse_exists(said: Utterance, text: str, asked: bool) -> QueryProgram | None:
    spoken = text + "吗" if asked and not re.search(zh.QUESTION_TAIL, text) else text
    rest: str | None = None
    if match := _STRONG_HAS.search(text):
        rest = text[match.end() :] or text[: match.start()]
        if re.match(r"^(?:什么|啥|人|办法|必要|可能)", rest):
            return None
    elif match := _HAS_ASKED.match(spoken):
        head = zh.FILLER_HEAD.sub("", match["head"]).strip(" ,，")
        rest = match["x"] if not head or zh.PRONOUN.match(head) else None
    if rest is None and (match := _SEEN_ASKED.match(spoken)):
        rest = match["x"]
    if rest is None:
        return None
    rest = re.sub(zh.QUESTION_TAIL, "", rest.strip())
    rest = re.sub(r"^(?:关于|任何|类似|什么)|(?:相关|有关)(?:的)?(?:内容|信息)?$|(?:出现|存在)(?:过|了)?$", "", rest)
    return _program(said, Intent.EXISTS, as_text(noun_phrase(said, rest)))


def _parse_value(said: Utterance, text: str, asked: bool) -> QueryProgram:
    _, attribute = take(text, zh.ATTRIBUTES)
    if attribute is Attribute.DURATION:
        return _program(said, Intent.OPEN, Target(attribute=attribute))
    if match := _WHO_DID.match(text):
        return _program(said, Intent.OPEN, label=match["did"])
    if attribute and _LISTS.match(text):
        return _program(said, Intent.VALUE, Target(attribute=attribute))
    if (_OPEN.search(text) or (asked and not _ASKS.search(text))) and not said.quotes:
        return _program(said, Intent.OPEN, attribute=attribute)
    match = _ASKS.search(text)
    if attribute is Attribute.DATE and not match:
        match = re.search(r"$", text)
    head = text[: match.start()] if match else text
    is_price_question = attribute is Attribute.PRICE and "多少" in text
    target = noun_phrase(said, head) if match or attribute else noun_phrase(said, text)
    if match and not target.label:
        target = noun_phrase(said, text[match.end() :])
    if is_price_question or (attribute and not target.attribute):
        target = Target(target.anchor, target.label, attribute, target.role)
    tail = zh.FILLER_TAIL.sub("", text[match.end() :]) if match else ""
    if attribute is None and not said.quotes and ((len(tail) >= 2 and head.strip()) or (not match and len(text) > 10)):
        return _program(said, Intent.OPEN)
    return _program(said, Intent.VALUE, target)
