# ruff: noqa: E501 - word lists read better unbroken
"""The kind of thing that a question asks for, by its wording."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What form an answer to the question has."""

    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    PRICE = "price"
    CLOCK = "clock"
    WHEN = "when"
    DURATION = "duration"
    PERCENT = "percent"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    WHICH = "which"
    CONTACT = "contact"
    THING = "thing"


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.CONTACT, r"(?:怎么|如何|怎样)联系|联系方式|\bhow (?:do|can|to|should)\b.*\b(?:contact|reach|get in touch)|\bcontact (?:info|details)"),
        (Kind.PHONE, r"电话|手机号|热线|\bphone (?:no|number|#)|\bphone\?*$|\bhotline|number to call|\btelephone|\bfax\b"),
        (Kind.EMAIL, r"邮箱|电子邮件|e-?mail (?:address|is|for|was)|\be-?mail\?*$"),
        (Kind.URL, r"网址|链接地址|官网|\burl\b|web ?site address|\bdomain\b"),
        (Kind.PRICE, r"多少钱|多少元|价格|价钱|售价|原价|票价|什么价|收费多少|费用|工资|薪|\bprices?\b|\bcosts?\b|how much (?:is|are|was|does|do|did|for|would|will)\b|how much\?*$|\bsalary\b|\bpays?\b|\bfee\b"),
        (Kind.PERCENT, r"百分之|百分比|\bpercent"),
        (Kind.DURATION, r"多久|多长时间|几(?:天|小时|分钟|周|个月|秒)|\bhow long\b|how many (?:days|hours|minutes|weeks|months|years|seconds)\b"),
        (Kind.CLOCK, r"几点|几时|\bwhat time\b"),
        (Kind.WHEN, r"下一班|\bnext (?:bus|train|flight|ferry|departure|stop)\b|什么时候|何时|哪(?:一)?(?:天|年|月|日)|几月|几号|日期|什么时间|\bwhen\b|\b(?:what|which) (?:date|day|year|month)\b|\bdate\b"),
        (Kind.NUMBER, r"多少|几(?=[个台条件张人位名次篇页行种款家封项只层岁])|\bhow (?:many|much|big|large|old|tall|heavy|far|late|fast|high|deep|wide)\b|number of|\brating|\bscore|\bsize\b|\bweight|\bage\b|评分|面积|重量|温度|湿度|大小|年龄|多(?:大|远|重|高|宽|快)"),
        (Kind.PLACE, r"哪里|哪儿|什么地方|何处|在哪|去哪|停哪|哪个(?:城市|地方|地址|镇)|地址|\bwhere\b|\bwhat (?:address|city|town|place)\b|\bwhich (?:city|town|place|country)\b|\baddress\b"),
        (Kind.WHICH, r"\bwhich (?!is|are)|哪一?(?:个|家|款|种|项|台|些)|哪位"),
        (Kind.PERSON, r"谁|哪位|什么人|叫什么(?:名字)?$|\bwho(?:se|m)?\b"),
    )
)  # fmt: skip
KIND_WORDS: dict[Kind, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in (
        (Kind.CONTACT, "contact reach touch support help info details customer service 联系 联系方式 客服"),
        (Kind.PHONE, "phone telephone number tel mobile call hotline 电话 手机 手机号 热线 号码 联系 打"),
        (Kind.EMAIL, "email e-mail mail address 邮箱 电子邮箱"),
        (Kind.URL, "url website link 网址 链接"),
        (Kind.PRICE, "price cost costs pay fee salary charge 价格 费用 花费 收费 工资 一斤 票价"),
        (Kind.PERCENT, "percentage percent 百分比"),
        (Kind.DURATION, "long duration time days hours minutes 时长 时间"),
        (Kind.CLOCK, "time 时间 arrive leave start open 到达 出发 开始 开"),
        (
            Kind.WHEN,
            "time date when day month year next 时间 日期 leave depart arrive posted issued published due start end 建 开始 结束 出发 到达",
        ),
        (Kind.NUMBER, "number count total times 数量 多远 多大 人 big large far size"),
        (Kind.PERSON, "name person 名字 姓名"),
        (Kind.PLACE, "address city town place location meet 地址 城市 地方 位置 停 镇"),
    )
}
"""Words that the form of the answer itself makes good: a price needs no "price" beside it."""


def kind_of(question: str) -> Kind:
    """The first kind that the wording names; THING when it names none."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), Kind.THING)
