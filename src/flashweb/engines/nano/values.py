# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Values that are known by their form: telephone numbers, mail and web addresses, prices, dates, times.

Forms of mainland China and of English-language pages, as screens write them, with the spaces that readers of pixels
insert. An error message is known by its wording and is the whole line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flashweb.engines.nano.program import Attribute

_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?"
_CLOCK = r"(?:(?:上午|下午|中午|晚上|早上|凌晨|AM|PM)\s?)?(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)(?:\s?[AaPp]\.?[Mm]\b\.?)?"

_PATTERNS: dict[Attribute, re.Pattern[str]] = {
    Attribute.PHONE: re.compile(
        r"(?<![\d.])(?:\(?\+?86\)?[- ]?)?1[3-9]\d[- ]?[\d*]{4}[- ]?\d{4}(?!\d)"
        r"|(?<![\d-])[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
        r"|(?<![\d-])(?:\(0\d{2,3}\)|0\d{2,3})[- ]?\d{3,4}[- ]?\d{4}(?:\s?(?:-|转|ext\.?)\s?\d{1,6})?(?!\d)"
        r"|\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?!\d)"
        r"|(?<![\d-])(?:1[ .-])?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
        r"|(?<![\d-])\d{3,5}[ ]\d{3}[ ]\d{3,4}(?!\d)"
        r"|(?:(?<=热线)|(?<=电话)|(?<=热线[:：])|(?<=电话[:：])|(?<=热线[:：] )|(?<=电话[:：] ))(?:\d{3,4}-?\d{5,8}|[19]\d{4,5})(?!\d)",
        re.IGNORECASE,
    ),
    Attribute.EMAIL: re.compile(r"[A-Za-z0-9*][\w.+*-]*\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    Attribute.URL: re.compile(
        r"https?://[^\s\"'<>，。、）)]+|\bwww\.[^\s\"'<>，。、）)]+"
        r"|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|dev|app|ai|co|gov|edu|me|info|shop|xyz|top|de|uk)(?![\w@])(?:/[^\s\"'<>，。、）)]*)?",
        re.IGNORECASE,
    ),
    Attribute.PRICE: re.compile(
        rf"-?\s?(?:HK\$|US\$|NT\$|A\$|C\$|[¥$€£₩₹]|RMB|CNY|USD|EUR|GBP)\s?-?(?:{_NUM})(?:\s?(?:万|亿|[kKmM](?![A-Za-z])))?(?:\s?[-~–]\s?[¥$€£]?\s?(?:{_NUM}))?(?:\s?/\s?(?:月|年|人|晚|件|天|次|个|位|季|mo(?:nth)?|yr|year|user|day|week|night|seat|hour|hr)(?:\b|(?<=[\u4e00-\u9fff])))?"
        rf"|(?:{_NUM})\s?(?:万|亿)?(?:元|块钱|美元|美金|欧元|英镑|港币|日元|人民币|RMB|CNY|USD|EUR|GBP|€|円)(?:起)?(?:\s?/\s?(?:月|年|人|晚|件|天|次|个|位|季))?",
        re.IGNORECASE,
    ),
    Attribute.DATE: re.compile(
        rf"(?<!\d)(?:19|20)\d\d\s?年\s?(?:\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?(?:\s?{_CLOCK})?"
        rf"|(?<![\d.])(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:(?!\d)|(?=[0-2]\d:[0-5]\d))(?:[ T]?{_CLOCK})?"
        rf"|(?<!\d)\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号](?:\s?{_CLOCK})?"
        rf"|{_DAY}\b{_MONTH}\.?\s?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s?(?:19|20)\d\d)?(?!\d)(?:,?\s(?:at\s)?{_CLOCK})?"
        rf"|{_DAY}(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b\.?(?:,?\s(?:19|20)\d\d)?(?:,?\s{_CLOCK})?"
        rf"|\b{_MONTH}\.?\s(?:19|20)\d\d\b|(?<![\d/.])\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d(?![\d/])"
        rf"|(?:今天|明天|后天|昨天|今日|明日)(?:\s?{_CLOCK})?|(?:周|星期)[一二三四五六日天](?:\s?{_CLOCK})?|"
        r"\d+\s?(?:分钟|小时|天|周|个月)(?:前|后)|\b(?:today|tomorrow|yesterday)\b"
        r"|\b\d+\s(?:minutes?|hours?|days?|weeks?|months?)\sago\b|(?<!\d)(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])",
        re.IGNORECASE,
    ),
    Attribute.TIME: re.compile(
        rf"{_CLOCK}(?:\s?[-~–至到]+\s?{_CLOCK})?|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?(?:\s?(?:[-–]|to)\s?(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?)?"
        r"|(?:上午|下午|中午|晚上|早上|凌晨)?\s?\d{1,2}\s?(?:点|时)(?:半|\d{1,2}分)?",
        re.IGNORECASE,
    ),
    Attribute.DURATION: re.compile(
        r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十半几]+)(?:\s?(?:[-~–—至到]|to)+\s?(?:\d+|[一二三四五六七八九十]+))?\s?个?(?:工作日|自然日|交易日|天|日内|小时|分钟|秒钟?|周|星期|月|年(?!\d)|季度)(?:内|左右|以内|之内)?"
        r"|\b(?:\d+|one|two|three|four|five|six|seven|ten|a few|several)(?:\s?(?:[-–—]|to)\s?\d+)?[\s-](?:business |working |calendar )?(?:days?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|seconds?)\b"
        r"|即时|实时|立即到账|当天|次日|隔天|\b(?:immediately|instantly|same[ -]day|next[ -]day|overnight)\b",
        re.IGNORECASE,
    ),
    Attribute.PERCENT: re.compile(rf"[-+]?(?:{_NUM})\s?%|百分之[一二三四五六七八九十百零点\d]+|[\d.]+\s?折"),
    Attribute.NUMBER: re.compile(rf"(?<![\w.])(?:{_NUM})(?:\s?[万亿千百kKmM](?![A-Za-z]))?\+?"),
    Attribute.ERROR: re.compile(
        r"^.*(?:错误|失败|无效|不正确|有误|不存在|异常|超时|无法|被拒|拒绝|不能为空|必填|请重试|重新输入|已过期|已失效|不合法|不匹配|不一致|出错|未找到|没有权限|无权|不可用"
        r"|\berrors?\b|\bfail(?:ed|ure|s)?\b|\binvalid\b|\bincorrect\b|\bnot found\b|\bdenied\b|\bis required\b|\bunable to\b|\bcan ?(?:not|'t)\b|\bcould not\b|\bcouldn't\b|\bexpired\b|\bwrong\b|\btry again\b"
        r"|\bunauthori[sz]ed\b|\bforbidden\b|\btimed? ?out\b|\bdeclined\b|\bdoes ?n[o']t (?:exist|match)\b|\bdo not match\b|\bunavailable\b|\bmust (?:be|contain|have)\b|\bnot (?:valid|allowed|match)\b).*$",
        re.IGNORECASE,
    ),
}
_GENERIC: dict[Attribute, frozenset[str]] = {
    Attribute.PHONE: frozenset(
        [
            "电话",
            "电话号码",
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "热线",
            "热线电话",
            "号码",
            "phone",
            "phonenumber",
            "telephone",
            "telephonenumber",
            "tel",
            "contactnumber",
            "mobile",
            "mobilenumber",
            "phoneno",
            "hotline",
            "numbertocall",
        ]
    ),
    Attribute.EMAIL: frozenset(
        [
            "邮箱",
            "邮箱地址",
            "电子邮箱",
            "电子邮件",
            "邮件地址",
            "电子邮箱地址",
            "email",
            "emailaddress",
            "mail",
            "emails",
            "emailaddresses",
        ]
    ),
    Attribute.URL: frozenset(
        [
            "网址",
            "链接地址",
            "网站地址",
            "官网",
            "官方网站",
            "官网网址",
            "域名",
            "网页地址",
            "官网地址",
            "url",
            "websiteaddress",
            "webaddress",
            "siteaddress",
            "domain",
            "domainname",
            "urls",
        ]
    ),
    Attribute.PRICE: frozenset(
        [
            "价格",
            "价钱",
            "钱",
            "售价",
            "多少钱",
            "卖多少钱",
            "定价",
            "price",
            "prices",
            "howmuch",
            "cost",
            "costs",
            "howmuchmoney",
        ]
    ),
    Attribute.DATE: frozenset(["日期", "时间", "什么时候", "date", "dates", "when", "time"]),
    Attribute.TIME: frozenset(["时间", "几点", "time", "whattime"]),
    Attribute.PERCENT: frozenset(["百分比", "百分之多少", "percentage", "percent", "whatpercentage"]),
    Attribute.ERROR: frozenset(
        [
            "错误",
            "报错",
            "报错信息",
            "错误信息",
            "错误提示",
            "error",
            "errormessage",
            "errors",
            "warning",
            "warningmessage",
        ]
    ),
}


_HINTS: dict[Attribute, re.Pattern[str]] = {
    Attribute.PHONE: re.compile(r"\d.*\d.*\d.*\d.*\d"),
    Attribute.EMAIL: re.compile(r"@"),
    Attribute.URL: re.compile(r"\."),
    Attribute.PRICE: re.compile(r"\d"),
    Attribute.DATE: re.compile(r"\d|[天日周期]|day|row", re.IGNORECASE),
    Attribute.TIME: re.compile(r"\d"),
    Attribute.NUMBER: re.compile(r"\d"),
}
"""What every value of a kind has, to pass over other lines quickly."""
_NARROWED = "￥＄＠．－／（）：％＋＊～"


@lru_cache(maxsize=8192)
def find_values(attribute: Attribute, text: str) -> tuple[str, ...]:
    """The values of this kind in a line, as they stand there."""
    hint = _HINTS.get(attribute)
    if hint is not None and not hint.search(text):
        return ()
    line = text if text.isascii() else "".join(_narrow(char) for char in text)
    found = [text[m.start() : m.end()].strip() for m in _PATTERNS[attribute].finditer(line)]
    if attribute is Attribute.PRICE:
        found = [value.strip("- ") if value.startswith("- ") else value for value in found]
    return tuple(value for value in found if value)


def _narrow(char: str) -> str:
    """Full-width figures, letters and signs of values in normal width; one letter stays one letter."""
    if "\uff10" <= char <= "\uff5a" or char in _NARROWED:
        return unicodedata.normalize("NFKC", char)
    return char


def is_generic(attribute: Attribute | None, folded_label: str) -> bool:
    """The label says no more than the kind of value."""
    return not folded_label or (attribute is not None and folded_label in _GENERIC.get(attribute, frozenset()))
