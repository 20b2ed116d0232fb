# ruff: noqa: E501 - one kind of error a line reads better unbroken
"""Error messages on the page, quoted, and what each asks the person to do."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import SURE, calls
from flashweb.engines.nano.comparing.canvas import Canvas
from flashweb.engines.nano.functions.wording import say, spaced
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Attribute, Language, QueryProgram
from flashweb.engines.nano.selecting import FIELDS, INTERACTIVE, TEXT_FIELDS, Placed, holds, look, seen_colours
from flashweb.engines.nano.values import find_values
from flashweb.engines.nano.wording import Said, Wording, quote

MOST = 6
_ADVICE: tuple[tuple[str, str, str], ...] = (
    (r"不一致|不匹配|do(?:es)? ?n[o']t match|mismatch", "需要两处填成一样的内容", "make the two entries the same"),
    (
        r"验证码|verification code|captcha|\botp\b",
        "需要重新获取或核对验证码后再输入",
        "check the code or get a new one, then enter it again",
    ),
    (
        r"(?:用户名|账号|帐号|邮箱|手机号)[^，。]{0,4}(?:或|和|与)[^，。]{0,2}密码|密码(?:错误|不正确|有误)|(?:incorrect|wrong|invalid) (?:user ?name|e-?mail|password|credentials)|password is (?:incorrect|wrong)",
        "需要核对账号和密码后重新输入，忘记密码可以找回",
        "check the account and the password and enter them again; a forgotten one can be reset",
    ),
    (
        r"已(?:被)?(?:存在|注册|占用|使用)|already (?:exists|taken|in use|registered|been)|is taken",
        "需要换一个，或直接用已有的登录",
        "choose another one, or use the one that exists",
    ),
    (
        r"不能为空|必填|不可为空|请(?:输入|填写|选择|勾选)|required|can ?(?:not|'t) be (?:empty|blank)|must not be empty|please (?:enter|fill|select|choose|provide)",
        "需要填写或选择这一项",
        "fill it in or choose something",
    ),
    (
        r"太短|至少|不少于|最少|at least|too short|minimum|min\.",
        "需要填得更长或满足要求的最小值",
        "enter more, as many as it asks for",
    ),
    (
        r"太长|最多|超过|超出|不超过|过大|too long|at most|no more than|exceed|too large|too big|maximum",
        "需要缩短或减小到允许的范围",
        "make it shorter or smaller, within what is allowed",
    ),
    (
        r"格式|不合法|不符合|invalid|not (?:a )?valid|malformed|format|应为|must (?:be|contain|have|include)",
        "需要按要求的格式重新填写",
        "enter it again in the right form",
    ),
    (r"过期|失效|expired|session", "需要重新登录或重新获取", "sign in again or get a new one"),
    (
        r"权限|无权|禁止|拒绝访问|denied|forbidden|unauthori[sz]ed|not allowed|\b40[13]\b",
        "需要换有权限的账号或联系管理员",
        "use an account that may do this, or ask the administrator",
    ),
    (
        r"余额不足|insufficient|declined|支付失败|付款失败|payment failed",
        "需要换一种付款方式或先充值",
        "use another way to pay, or top up first",
    ),
    (
        r"不存在|未找到|找不到|not found|\b404\b|does ?n[o']t exist|no longer",
        "需要检查地址或名称，或返回上一页",
        "check the address or name, or go back",
    ),
    (
        r"网络|连接|超时|断开|network|connection|connect|timed? ?out|offline|unreachable",
        "需要检查网络后重试",
        "check the connection and try again",
    ),
    (
        r"繁忙|稍后|服务器|维护|\b50[0-4]\b|server|try again|later|temporar|unavailable|重试",
        "需要稍后重试",
        "try again later",
    ),
    (r"空间|磁盘|disk|storage|space", "需要先清理出空间", "make room first"),
)
_SENTENCE = re.compile(
    r"不正确|有误|失败|不能为空|无效|格式|不存在|已存在|已被|不一致|错误[，,：:！!。]|出错|超时|过期|请重新|必须|incorrect|invalid|failed|is required|not match|expired|access denied|already (?:exists|taken|registered|in use)|not found|went wrong|try again|please (?:enter|select|fill)",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"成功|已(?:保存|发送|完成|提交)|success|saved|sent|completed", re.IGNORECASE)


@spaced
async def tell_error(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """What the page complains about, most certain first; that there is nothing where it does not."""
    language = program.language
    among = await look(page)
    found = await find_errors(page, among)
    wrong = [each.element for each in among if "invalid" in each.element.state and each.element.role in FIELDS]
    if program.anchors:
        fields = [
            each.element for each in among if any(calls(anchor, each.element) >= SURE for anchor in program.anchors)
        ]
        kept = [line for line in found if _about(line, among) in fields or any(a in line.text for a in program.anchors)]
        about_named = kept or [each for each in wrong if each in fields]
        if fields and not about_named and (found or wrong):
            yield Said(say(language, "error_none_for", name=quote(fields[0].name)), (fields[0],))
        found, wrong = (kept, [each for each in wrong if each in fields]) if about_named else (found, wrong)
    told: set[int] = set()
    for position, line in enumerate(found[:MOST]):
        field = _about(line, among)
        text = say(language, "error_next" if position else "error_first", text=quote(line.text))
        if field is not None and field.name:
            told.add(id(field))
            text += say(language, "error_field", field=quote(field.name))
        yield Said(text, (line, field) if field is not None else (line,))
        yield Said(say(language, "error_do", advice=advice(line.text, language)))
    rest = [each for each in wrong if id(each) not in told and each.name]
    for position, each in enumerate(rest[:MOST]):
        joint = say(language, "semi") if found or position else ""
        yield Said(joint + say(language, "error_invalid", field=quote(each.name)), (each,))
    yield Said(say(language, "end" if found or rest else "error_none"))


async def find_errors(page: Page, among: Sequence[Placed]) -> list[Element]:
    """Lines that complain: by their words together with their colour, with a field that is marked as wrong, or with an
    alert around them."""
    lines = [line for _, line in await page.read_all()]
    canvas = Canvas(await page.pixels())
    elements = [each.element for each in among]
    alerts = [each for each in elements if each.role in ("alert", "status")]
    spoken = [each for each in elements if each.role in INTERACTIVE or each.role in ("heading", "columnheader", "cell")]
    found: list[tuple[int, Element]] = []
    for line in lines:
        has_words = bool(find_values(Attribute.ERROR, line.text)) or bool(_SENTENCE.search(line.text))
        owner = next((each for each in spoken if holds(each.box, line.box) or each.text == line.text), None)
        is_red = "red" in seen_colours(canvas, line)
        points = has_words + 2 * bool(_SENTENCE.search(line.text)) + 2 * is_red
        points += 3 * (_is_under_wrong(line, elements) and len(line.text) > 3)
        points += 2 * any(holds(each.box, line.box) for each in alerts)
        points -= 3 * bool(_NOTICE.search(line.text)) + 3 * (owner is not None and not is_red)
        points -= 3 * (not has_words and not _is_under_wrong(line, elements))
        if points >= 3 and not (owner is not None and owner.role in TEXT_FIELDS):
            found.append((points, line))
    return [line for _, line in sorted(found, key=lambda pair: (-pair[0], pair[1].box.top))]


def advice(text: str, language: Language) -> str:
    """What a message asks for, by its words."""
    for pattern, zh, en in _ADVICE:
        if re.search(pattern, text, re.IGNORECASE):
            return zh if language == "zh" else en
    return say(language, "error_plain")


def _is_under_wrong(line: Element, elements: Sequence[Element]) -> bool:
    return any("invalid" in each.state and _near(line, each) for each in elements if each.role in FIELDS)


def _about(line: Element, among: Sequence[Placed]) -> Element | None:
    """The field that the message stands under or beside."""
    fields = [each.element for each in among if each.element.role in FIELDS and _near(line, each.element)]

    def far(field: Element) -> float:
        is_level = field.box.top - 4 <= line.box.center[1] <= field.box.bottom + 4
        return abs(line.box.left - field.box.right) if is_level else 2 * abs(line.box.top - field.box.bottom)

    return min(fields, key=far, default=None)


def _near(line: Element, field: Element) -> bool:
    box, height = field.box, max(line.box.height, 10)
    over = min(box.right, line.box.right) - max(box.left, line.box.left) > 0
    is_under = over and -0.6 * height <= line.box.top - box.bottom <= 1.6 * height
    is_level = box.top <= line.box.center[1] <= box.bottom and 0 <= line.box.left - box.right <= 5 * height
    return is_under or is_level
