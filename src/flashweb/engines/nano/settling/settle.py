# ruff: noqa: E501 - patterns read better unbroken
"""Rules in their order, each from a program and its question to a program that fits the question better."""

from __future__ import annotations

import re
from dataclasses import replace

from flashweb.engines.nano.functions.layout import ASKS_LAYOUT
from flashweb.engines.nano.program import Intent, Pick, QueryProgram
from flashweb.engines.nano.settling.bare import QUOTED, YES_NO, bare, quoted
from flashweb.engines.nano.settling.contents import REQUIRED, held, hint, kind_alone, line
from flashweb.engines.nano.settling.menus import CHOSEN, DIALOG, bar, dialog
from flashweb.engines.nano.settling.phrases import is_empty

_SETTLES = frozenset(
    {
        Intent.READ,
        Intent.COUNT,
        Intent.VALUE,
        Intent.OPEN,
        Intent.ELEMENTS,
        Intent.STATE,
        Intent.DESCRIBE,
        Intent.EXISTS,
    }
    | {
        Intent.UNDER,
        Intent.FILL,
        Intent.TABLE,
        Intent.TITLE,
        Intent.ABOUT,
        Intent.ERROR,
        Intent.FUNCTION,
        Intent.LOCATE,
        Intent.HOW,
        Intent.CANNOT,
    }
)
"""Intents that a rule may change; the others say what they are in words that mean nothing else."""
_OF_ELEMENTS = frozenset(
    {Intent.COUNT, Intent.ELEMENTS, Intent.STATE, Intent.DESCRIBE, Intent.UNDER, Intent.FILL, Intent.TABLE}
)
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("required", re.compile(r"必填|必须填|非填不可|required|mandatory|have to (?:fill|enter)|compulsory", re.IGNORECASE)),
    ("disabled", re.compile(r"禁用|置灰|灰(?:色|的|掉)|不(?:可用|能[点按用])|[点按用]不了|disabled|gr[ae]yed|unavailable|inactive|can't (?:i |be )?(?:press|click|use)", re.IGNORECASE)),
    ("checked", re.compile(r"勾|打[了上]?[钩对]|开着|开启|开的|打开(?!的页|哪)|启用|关着|关闭(?:了|的)|check(?:ed|mark)|tick|\b(?:is|are|was|turned|switched|that's)\b.*\bo(?:n|ff)\b(?! (?:this|the|that|it|here|my|screen|page|each|every|a|an|which|what)\b)|enabled", re.IGNORECASE)),
    ("selected", re.compile(r"选中|选上|高亮|激活|selected|highlighted|chosen|picked|\bactive\b", re.IGNORECASE)),
    ("expanded", re.compile(r"展开|expanded", re.IGNORECASE)),
)  # fmt: skip
_MUST = re.compile(
    r"^(?:请问)?(?P<x>[^?？,，哪什]{1,14}?)(?:这一?[项栏])?(?:可以不填|可不可以不填|带(?:了)?星号|是不是必填|是必填|必须填|要不要填|必填).*(?:吗|嘛|(?<!什)么|还是|不)"
)
_OFF = re.compile(
    r"关着|关闭|关掉|[没未](?:有)?(?:被)?(?:打?开|启用|勾|选)|不开|\boff\b|\bunchecked\b|\b(?:not|n't|isn't|aren't)\b.*\b(?:on|enabled|checked|ticked|active)\b|\bdisabled\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"单选|哪(?:一?个|项)选项|选项|\b(?:radio|option|choice)s?\b", re.IGNORECASE)
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("switch", re.compile(r"开关|\bswitches\b|\btoggles?\b", re.IGNORECASE)),
    ("radio", re.compile(r"单选|\bradio\b", re.IGNORECASE)),
    ("checkbox", re.compile(r"[复多]选框|勾选框|\b(?:check|tick) ?box(?:es)?\b", re.IGNORECASE)),
    ("tab", re.compile(r"标签页|选项卡|页签|\btabs?\b", re.IGNORECASE)),
    ("slider", re.compile(r"滑块|滑动条|\bsliders?\b", re.IGNORECASE)),
    ("card", re.compile(r"卡片|\bcards\b", re.IGNORECASE)),
    ("button", re.compile(r"按钮|\bbuttons\b", re.IGNORECASE)),
)
_CAN = re.compile(r"可以|能|\bcan\b", re.IGNORECASE)
_EITHER = re.compile(r"^(?:请问)?(?P<x>[^?？,，哪什]{1,14}?)(?:的?开关)?(?:现在|目前|当前)?是?(?:开|关)(?:着|的)*还是")
_IS_IT = re.compile(r"(?:选|选中|选择|停留|停)(?:的|在)(?:的)?是不是(?P<x>[^?？]{1,14}?)(?:这一?[项个])?[?？吗呢]*$")
_ABLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("checkbox", re.compile(r"勾|\b(?:tick|check)\b", re.IGNORECASE)),
    ("switch", re.compile(r"拨|\b(?:toggled?|switch(?:ed)?)\b", re.IGNORECASE)),
    ("field", re.compile(r"打字|输入|\b(?:type|enter)\b", re.IGNORECASE)),
)
"""Roles by what can be done with them."""
_COUNTED = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "slider", "tab", "card"}
    | {"img", "menuitem", "dialog", "progressbar", "heading", "alert", "listitem", "field"}
)
_BUTTONS = re.compile(r"按钮|\bbuttons?\b", re.IGNORECASE)
_WHAT_BUTTONS = re.compile(
    r"(?:什么|哪些|哪几个|啥)按钮|按钮(?:有|是)?(?:什么|哪)|\b(?:what|which) buttons\b", re.IGNORECASE
)
_BUTTONS_OF = re.compile(
    r"^(?:请问)?(?P<zh>[^?？,，]{2,16}?)(?:这一?块|卡片|区域|部分)?(?:里面?|中|上面?|下面|下方|底下|旁边)(?:都)?有(?:什么|哪些|哪几个|啥)按钮"
    r"|\b(?:what|which) buttons (?:does|do|has|have) the (?P<a>[^?]+?) (?:card|section|box|area|panel|form)s? (?:have|offer|contain)"
    r"|\bbuttons (?:are )?(?:in|under|on|inside|below) (?:the )?(?P<b>[^?]+?)(?: (?:card|section|box|area|panel|form))?\W*$",
    re.IGNORECASE,
)
"""A part of the page by its heading, without quotation marks, and that its buttons are asked for."""
_WITHIN = re.compile(
    r"里|下面|卡片|这一?块|区域|\b(?:under|inside|in|within|belong\w*|section|card|box|of)\b", re.IGNORECASE
)
_FIELD = re.compile(r"输入项|输入栏|填写项|表单项|表单字段|字段|录入项|\b(?:labell?ed|form|input|entry)? ?(?:fields|inputs)\b", re.IGNORECASE)  # fmt: skip
_LISTS = re.compile(r"哪些|哪几|什么|有啥|列|分别|几个|多少|数|都有|所有|全部|\b(?:which|what|list|name|how many|count|number|all|every|enumerate|show)\b", re.IGNORECASE)  # fmt: skip
_TIMES = re.compile(r"次|\btimes\b|\boccur|\boften\b", re.IGNORECASE)
_ROWS = re.compile(r"(?:表|列表|数据).{0,8}(?:几|多少)(?:行|条|项|个)|(?:几|多少)[行条](?:数据|记录)|\b(?:rows|entries|records|lines|items)\b.*\b(?:table|list(?:ed|s)?)\b|\b(?:table|list)\b.*\b(?:rows|entries|records)\b|\bdata rows\b", re.IGNORECASE)  # fmt: skip
_HEADS = re.compile(r"表头(?!不)|列名|列标题|哪[些几].{0,4}列(?!表)|各列|每一?列|\bcolumns?\b.*\b(?:have|called|are|names?|there)\b|\bcolumn (?:names?|head\w*|titles?)|\btable'?s? head\w*", re.IGNORECASE)  # fmt: skip
_MOST = re.compile(r"最(?:大|高|多|贵|长|重|新|晚|久|好)|\b(?:most|largest|highest|biggest|greatest|maximum|longest|latest|newest|best)\b", re.IGNORECASE)  # fmt: skip
_LEAST = re.compile(r"最(?:小|低|少|便宜|短|轻|早|旧|差)|\b(?:least|smallest|lowest|fewest|cheapest|minimum|shortest|earliest|oldest|worst)\b", re.IGNORECASE)  # fmt: skip
_TITLED = re.compile(r"标题|题目|\b(?:title|heading|headline)\b", re.IGNORECASE)
_KINDS_OF = re.compile(
    r"^(?:请问)?(?P<x>[^?？,，的里]{2,12}?)(?:一共|总共|分别)?都?有(?:哪些|哪几种|哪几类|什么|几种)[?？]*$"
)
_WHICH_ROW = re.compile(r"哪一?[行条项个].{0,12}最|\b(?:which|what) (?:row|entry|record|line)\b", re.IGNORECASE)
_WHICH = re.compile(r"哪|谁|什么|多少|\b(?:which|who|what)\b", re.IGNORECASE)


def settled(program: QueryProgram) -> QueryProgram:
    """The program that is run."""
    question = program.question
    if program.intent not in _SETTLES or not question:
        return program
    if ASKS_LAYOUT.search(question) and not quoted(question) and not YES_NO.search(question):
        return replace(bare(program, Intent.LAYOUT), otherwise=replace(bare(program, Intent.ABOUT)))
    if program.intent is Intent.CANNOT:
        return program
    if program.intent is Intent.HOW and is_empty(question):
        program = replace(program, intent=Intent.OPEN, anchors=(), otherwise=None)
    if program.intent in (Intent.ERROR, Intent.FUNCTION, Intent.LOCATE, Intent.HOW):
        others = {Intent.ERROR: (hint,), Intent.HOW: (_inside,)}
        rules = others.get(program.intent, (bar, _chosen) if program.role == "tab" else (bar,))
        return next((found for rule in rules if (found := rule(program, question))), program)
    program = _real(program)
    if found := line(program, question) or hint(program, question) or held(program, question):
        return found
    if found := _state(program, question) or _required(program, question) or bar(program, question):
        return found
    if found := _tabled(program, question) or dialog(program, question) or _inside(program, question):
        return found
    if found := _chosen(program, question) or _listed(program, question):
        return found
    return kind_alone(program, question) or program


def _real(program: QueryProgram) -> QueryProgram:
    """Without names that name nothing; in a question of yes and no even such a word may be one."""
    counts_text = program.intent is Intent.COUNT and program.role is None
    if program.intent not in _OF_ELEMENTS or program.is_quoted or counts_text:
        return program
    is_named = program.intent is Intent.STATE and YES_NO.search(program.question) and len(program.anchors) == 1
    anchors = program.anchors if is_named else tuple(text for text in program.anchors if not is_empty(text))
    within = "" if is_empty(program.within) and not DIALOG.search(program.within) else program.within
    is_stated = program.intent is Intent.STATE or any(said.search(program.question) for _, said in _STATES)
    state = program.state if is_stated or CHOSEN.search(program.question) else None
    return replace(program, anchors=anchors, within=within, state=state)


def _state(program: QueryProgram, question: str) -> QueryProgram | None:
    """Is the thing that is named in a state?"""
    for pattern, told in ((_EITHER, "checked"), (_IS_IT, "selected")):
        if (found := pattern.search(question)) and not quoted(question):
            return replace(bare(program, Intent.STATE), anchors=(found["x"],), state=told)
    names = quoted(question) or program.anchors
    outside = QUOTED.sub("", question)
    if program.intent in (Intent.STATE, Intent.TABLE) or not names or not YES_NO.search(outside):
        return None
    if program.intent is Intent.EXISTS and not quoted(question):
        return None
    state = next((state for state, found in _STATES if found.search(outside)), None)
    if state is None:
        return None
    return replace(bare(program, Intent.STATE), anchors=names, state=state, role=program.role)


def _required(program: QueryProgram, question: str) -> QueryProgram | None:
    """Which fields must be filled in."""
    if not REQUIRED.search(question) or quoted(question):
        return None
    if found := _MUST.search(question):
        return replace(bare(program, Intent.STATE), anchors=(found["x"],), state="required")
    if YES_NO.search(question):
        return None
    fill = replace(bare(program, Intent.FILL), state="required", within=program.within)
    return replace(bare(program, Intent.STATE), state="required", role="field", within=program.within, otherwise=fill)


def _inside(program: QueryProgram, question: str) -> QueryProgram | None:
    """Buttons of the part of the page that is quoted."""
    names = quoted(question)
    outside = QUOTED.sub(" ", question)
    if not (names or program.region or program.colour) and (found := _BUTTONS_OF.search(question)):
        names = tuple(text for text in found.groups() if text and not is_empty(text))
    able = (Intent.ELEMENTS, Intent.VALUE, Intent.READ, Intent.OPEN, Intent.UNDER)
    is_able = program.intent in able or _WHAT_BUTTONS.search(outside)
    if len(names) != 1 or not is_able or not (_BUTTONS.search(outside) and _WITHIN.search(outside)):
        return None
    return replace(bare(program, Intent.ELEMENTS), role="button", within=names[0])


def _chosen(program: QueryProgram, question: str) -> QueryProgram | None:
    """Which of several are in a state."""
    able = (
        Intent.STATE,
        Intent.VALUE,
        Intent.OPEN,
        Intent.ELEMENTS,
        Intent.DESCRIBE,
        Intent.READ,
        Intent.UNDER,
        Intent.LOCATE,
    )
    if program.intent not in able or quoted(question) or (program.anchors and YES_NO.search(question)):
        return None
    named = next((role for role, said in _ROLES if said.search(question)), None)
    role = named or (program.role if program.role not in ("option", "button", "textbox") else None)
    is_chosen = CHOSEN.search(question) is not None
    if is_chosen and (role in ("tab", "radio") or (role is None and _OPTION.search(question))):
        if YES_NO.search(question) and program.intent is Intent.STATE:
            return None
        return replace(program, intent=Intent.STATE, anchors=(), state="selected", role=role or "radio", region=None)
    state = next((state for state, said in _STATES if said.search(question)), None)
    is_asked = _WHICH.search(question) and all(map(is_empty, program.anchors)) and not YES_NO.search(question)
    if _CAN.search(question) and state == "checked":
        return None
    if state == "checked" and is_asked and role in (None, "checkbox", "switch") and "勾选框" not in question:
        told = "unchecked" if _OFF.search(question) else "checked"
        return replace(program, intent=Intent.STATE, anchors=(), state=told, role=role)
    if not state or not is_asked or state == "required" or re.search(r"勾选框|[没未]|\bnot\b|n't\b", question):
        return None
    return replace(program, intent=Intent.STATE, anchors=(), state=state, role=role or program.role)


def _listed(program: QueryProgram, question: str) -> QueryProgram | None:
    """Elements of a role, named or counted."""
    if _TIMES.search(question) or program.is_quoted or program.region or program.colour or program.order:
        counts = program.intent is Intent.COUNT and program.role in _COUNTED and not program.is_quoted
        return (
            replace(program, intent=Intent.ELEMENTS, otherwise=None) if counts and not _TIMES.search(question) else None
        )
    able = (Intent.ELEMENTS, Intent.COUNT, Intent.OPEN, Intent.VALUE, Intent.UNDER, Intent.DESCRIBE, Intent.FILL)
    if program.intent not in able or not all(map(is_empty, program.anchors)):
        counts = program.intent is Intent.COUNT and program.role in _COUNTED
        return replace(program, intent=Intent.ELEMENTS, otherwise=None) if counts else None
    asks = _LISTS.search(question) is not None or is_empty(question)
    is_field = _FIELD.search(question) and program.role in (None, "field", "tab", "textbox", "combobox", "form")
    if is_field and asks:
        return replace(program, intent=Intent.ELEMENTS, role="field", anchors=(), within="", otherwise=None)
    role = program.role if program.role in _COUNTED else None
    role = role or next((role for role, said in _ROLES if said.search(question)), None)
    if program.intent is Intent.ELEMENTS and program.role is None and not program.within:
        role = role or next((role for role, said in _ABLE if said.search(question)), None)
    if role and asks and program.intent is not Intent.FILL and not program.within:
        return replace(program, intent=Intent.ELEMENTS, role=role, anchors=(), otherwise=None)
    return None


def _tabled(program: QueryProgram, question: str) -> QueryProgram | None:
    """Columns of a table; what is largest or smallest of something."""
    able = (Intent.VALUE, Intent.OPEN, Intent.ELEMENTS, Intent.UNDER, Intent.READ, Intent.TITLE, Intent.DESCRIBE)
    if program.intent in able and _HEADS.search(question) and not quoted(question):
        return replace(bare(program, Intent.TABLE), pick=Pick.COLUMNS)
    if (
        (program.intent in (Intent.COUNT, Intent.VALUE) or program.pick is Pick.COLUMNS)
        and _ROWS.search(question)
        and "列" not in question.replace("列表", "").replace("列出", "")
        and "column" not in question.casefold()
        and all(map(is_empty, program.anchors))
    ):
        return replace(bare(program, Intent.TABLE), pick=Pick.ROWS)
    kinds = _KINDS_OF.match(question) if program.intent in (Intent.VALUE, Intent.OPEN) else None
    if kinds and (kinds["x"].endswith("状态") or not is_empty(kinds["x"])):
        return replace(bare(program, Intent.TABLE), field=kinds["x"])
    pick = Pick.LARGEST if _MOST.search(question) else Pick.SMALLEST if _LEAST.search(question) else None
    if pick and program.intent is Intent.TABLE and program.pick is None and _WHICH_ROW.search(question):
        return replace(program, pick=pick)
    free = (Intent.TITLE, Intent.ABOUT, Intent.VALUE, Intent.OPEN)
    is_free = program.intent in free and not program.is_quoted and not _TITLED.search(question)
    if pick and is_free and _WHICH.search(question):
        return replace(bare(program, Intent.TABLE), pick=pick)
    return None
