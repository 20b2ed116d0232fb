# ruff: noqa: E501 - sentences read better unbroken
"""How answers about functions, steps, forms, errors and contents are worded: sentences by name, in both languages."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import wraps

from flashweb.core.screen import Box, Element
from flashweb.engines.nano.calling import called, own_name
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram
from flashweb.engines.nano.wording import Said, Wording, place_of, quote

_ZH = {
    "end": "。", "and": "和", "comma": "、", "semi": "；", "colon": "：",
    "nameless": "{place}的{role}", "icon_named": "{place}的{name}图标", "icon_button": "{place}的{name}{role}",
    "does": "{what}的作用是{does}。", "then": "{then}。", "row": "它针对的是{name}这一行。", "card": "它针对的是{name}这张卡片。",
    "listitem": "它针对的是{name}这一项。", "dialog": "它在{name}弹窗里。",
    "hands_in": "{what}的作用是提交{where}填写的{fields}，{does}。", "above": "上面", "beside": "旁边", "code_to": "{what}的作用是{does}，对应旁边的{field}。",
    "searches": "{what}的作用是按{field}里的关键词搜索。",
    "sort": "{what}是{name}这一列的列标题，点它通常可以按这一列排序。",
    "opens": "{what}的作用是打开{name}对应的页面或内容。", "opens_tab": "{what}的作用是切换到{name}这部分内容。", "is_open": "当前显示的就是它。",
    "page_number": "{what}的作用是跳到第 {name} 页。", "presses": "从名字看，{what}用来打开、选择或执行{name}，具体结果截图里看不出来。",
    "option": "点{what}会选择{name}。", "icon": "{what}表示{name}，点它通常会打开或执行与{name}有关的功能。",
    "unknown": "{what}没有文字，也认不出图标，只看截图无法确定它的作用。",
    "field": "{what}用来{purpose}。", "field_plain": "{what}用来填写{name}。", "field_nameless": "{what}用来输入内容，旁边没有说明填什么。",
    "choose": "{what}用来从列表里选择{name}。", "chosen": "当前选的是{value}。", "holds": "现在填的是{value}。",
    "tick": "勾选{what}{purpose}。", "tick_plain": "勾选{what}表示选择{name}。", "radio": "{what}是几个选项之一，选中它就不选其他的。",
    "switch": "{what}用来打开或关闭{name}{more}。", "slider": "拖动{what}来调节{name}的大小。",
    "checked": "它现在已勾选。", "unchecked": "它现在没有勾选。", "on": "它现在是打开的。", "off": "它现在是关闭的。", "picked": "它现在已选中。",
    "heading": "{what}是标题，说明下面的内容，通常不能点击。", "text": "{what}只是一段文字，看不出可以点击。", "container": "{what}是页面上的一块内容，里面有{names}。",
    "picture": "{what}是一张图片，看不出有别的作用。", "progress": "{what}显示进度，不能操作。",
    "disabled": "不过它现在是灰的，点不了。", "missing": "可能要先完成：{names}。", "missing_unknown": "截图里看不出缺什么，可能要先满足某些条件。",
    "fill": "填写{name}", "tick_it": "勾选{name}", "correct": "改正{name}", "warn": "注意：这个操作可能无法恢复，点之前请确认。", "expanded": "它现在是展开的。", "collapsed": "它现在是收起的，点开可以看到里面的内容。",
    "absent": "页面上没有看到{name}，无法说明它的作用。", "absent_place": "那里没有看到符合的控件。", "which": "没有听出问的是哪个控件，请说出它的名字或位置。",
    "how_press": "点{place}的{what}。", "how_type": "在{place}的{what}里输入要搜索的内容，", "then_press": "再点{what}。", "then_enter": "再按回车键。",
    "how_steps": "要先{steps}，", "how_then": "再点{place}的{what}。", "step_fill": "填写{fields}", "step_tick": "勾选{fields}", "step_sep": "，", "filled": "{fields}已经填好，直接",
    "how_choose": "在{place}的{what}里选择。", "how_tick": "勾选{place}的{what}。", "how_switch": "切换{place}的{what}。", "step_code": "点{what}获取验证码并填入，",
    "how_fill": "在{place}的{what}里填写。", "how_none": "页面上没有看到可以用来{task}的按钮、链接或图标。", "how_guess": "可以先到{place}的{what}里找找看，这只是猜测。",
    "how_row": "它在{name}那一行。", "how_several": "每一项都有一个，共 {number} 个，点要操作的那一项的。", "how_unknown": "没有听出想做什么，请说出要完成的操作，比如“怎么登录”。",
    "how_hidden": "页面上只有一段文字{text}提到了它，在{place}，看不出能不能点。", "already": "{what}现在已经是这个状态了。",
    "fill_first": "需要填写 {number} 项：", "fill_required": "必填的有 {number} 项：", "required": "必填", "empty": "未填", "filled_with": "已填{value}", "filled_dots": "已填",
    "invalid": "有误", "is_checked": "已勾选", "is_unchecked": "未勾选", "is_chosen": "已选{value}", "not_chosen": "未选", "fill_nameless": "另有 {number} 个没有名字的输入框",
    "fill_then": "填完后点{place}的{what}。", "fill_none": "页面上没有需要填写的输入框。", "fill_none_required": "页面上没有标出必填项；可以填写的有 {number} 项：", "fill_no_button": "", "part": "（{parts}）", "part_sep": "，", "optional": "没有标为必填的有 {number} 项：", "all_required": "填写的项都标了必填。",
    "error_first": "页面提示{text}", "error_next": "；还提示{text}", "error_field": "，是关于{field}的", "error_do": "：{advice}", "error_invalid": "{field}被标为有误", "error_none": "页面上没有看到错误提示。", "error_none_for": "没有看到关于{name}的错误提示。", "error_plain": "页面没有说明该怎么做",
    "under_first": "{what}下面有：", "under_in": "{what}里有：", "under_none": "没有看到{name}这一部分。", "under_closed": "{what}没有展开，截图里看不到里面的内容。", "under_empty": "{what}里没有看到内容。", "more": "等共 {number} 项",
    "has": "{name}在{what}里。", "has_none": "没有找到含有{name}的{role}。", "loose": "{name}在{place}，不在任何{role}里。",
    "is": "{what}是{place}的一个{colour}{role}", "is_text": "{what}是{place}的一段{colour}文字", "state": "，{states}", "icon_with": "，带有{icon}图标", "value": "，里面是{value}", "hint": "，里面提示{value}", "neighbours": "，{parts}", "left_of": "左边是{name}", "right_of": "右边是{name}", "over_it": "上面是{name}", "under_it": "下面是{name}",
    "size": "，大小约 {width}×{height} 像素", "largest": "，是页面上最大的{role}", "smallest": "，是页面上最小的{role}",
    "on_page": "页面上", "inside": "{name}里", "some": "{where}有 {number} 个{kind}", "some_nameless": "{where}有 {number} 个{kind}，其中 {nameless} 个没有文字", "some_all_nameless": "{where}有 {number} 个{kind}，都没有文字", "none_fit": "{where}没有找到{kind}。",
    "there_is": "有，{place}有{what}。", "there_is_nameless": "有，{what}。", "several_such": "页面上有 {number} 个这样的，各自针对所在的那一项。", "also_tick": "；还要勾选", "optional_tick": "；另有可选的",
    "between": "{first}和{second}之间是{name}。", "between_none": "{first}和{second}之间没有别的内容。", "is_called": "它的名字是{name}",
    "field_holds": "{name}填的是{value}。", "field_hint": "{name}还没有填，里面的提示文字是{value}。", "field_empty": "{name}还没有填，是空的。",
    "bar_top": "顶部导航", "bar_left": "左侧菜单", "bar_right": "右侧菜单", "bar_bottom": "底部菜单", "bar_middle": "菜单", "bar_any": "菜单", "bar_holds": "{bar}有 {number} 项：",
    "bar_current": "当前选中的是{name}", "bar_none": "没有看到{bar}。", "bar_no_current": "{bar}里看不出哪一项是选中的。", "also_search": "另有 {number} 个{role}",
}  # fmt: skip
_EN = {
    "end": ". ", "and": " and ", "comma": ", ", "semi": "; ", "colon": ": ",
    "nameless": "the {role} {place}", "icon_named": "the {name} icon {place}", "icon_button": "the {name} {role} {place}",
    "does": "{what} {does}. ", "then": "{then}. ", "row": "It is about the row {name}. ", "card": "It is about the card {name}. ",
    "listitem": "It is about the item {name}. ", "dialog": "It is in the dialog {name}. ",
    "hands_in": "{what} submits the {fields} entered {where} and {does}. ", "above": "above", "beside": "beside it", "code_to": "{what} {does}, for the {field} field beside it. ",
    "searches": "{what} searches for the words in {field}. ",
    "sort": "{what} is the heading of the column {name}; pressing it usually sorts by that column. ",
    "opens": "{what} opens the page or part called {name}. ", "opens_tab": "{what} switches to the part called {name}. ", "is_open": "It is the one shown now. ",
    "page_number": "{what} goes to page {name}. ", "presses": "Going by its name, {what} opens, chooses or does {name}; the screenshot does not show what exactly happens. ",
    "option": "{what} chooses {name}. ", "icon": "{what} stands for {name}; pressing it usually opens or does something about that. ",
    "unknown": "{what} has no text and its icon is not known, so the screenshot alone does not tell what it does. ",
    "field": "{what} is a field where you {purpose}. ", "field_plain": "{what} is where you enter {name}. ", "field_nameless": "{what} takes text; nothing beside it says which. ",
    "choose": "{what} lets you choose {name} from a list. ", "chosen": "It is set to {value} now. ", "holds": "It holds {value} now. ",
    "tick": "When {what} is ticked, {purpose}. ", "tick_plain": "Ticking {what} chooses {name}. ", "radio": "{what} is one of several choices; choosing it unchooses the others. ",
    "switch": "{what} turns {name} on or off{more}. ", "slider": "Dragging {what} changes {name}. ",
    "checked": "It is checked now. ", "unchecked": "It is not checked now. ", "on": "It is on now. ", "off": "It is off now. ", "picked": "It is selected now. ",
    "heading": "{what} is a heading for what is below it; it can usually not be pressed. ", "text": "{what} is plain text; nothing shows that it can be pressed. ", "container": "{what} is a part of the page with {names}. ",
    "picture": "{what} is a picture; nothing shows that it does anything. ", "progress": "{what} shows how far something is; it cannot be operated. ",
    "disabled": "But it is disabled now and cannot be pressed. ", "missing": "You may have to do this first: {names}. ", "missing_unknown": "The screenshot does not show what is missing; some condition may have to be met first. ",
    "fill": "fill in {name}", "tick_it": "tick {name}", "correct": "correct {name}", "warn": "Careful: this may not be undone, so be sure before you press it. ", "expanded": "It is expanded now. ", "collapsed": "It is collapsed now; pressing it shows what is inside. ",
    "absent": "I do not see {name} on the page, so I cannot tell what it does. ", "absent_place": "I see no such control there. ", "which": "I could not tell which control you mean; please say its name or place. ",
    "how_press": "Press {what} {place}. ", "how_type": "Type what you are looking for into {what} {place}, ", "then_press": "then press {what}. ", "then_enter": "then press Enter. ",
    "how_steps": "First {steps}, ", "how_then": "then press {what} {place}. ", "step_fill": "fill in {fields}", "step_tick": "tick {fields}", "step_sep": " and ", "filled": "{fields} already filled in: ",
    "how_choose": "Choose it in {what} {place}. ", "how_tick": "Tick {what} {place}. ", "how_switch": "Use {what} {place}. ", "step_code": "press {what} to get the code and enter it, ",
    "how_fill": "Enter it in {what} {place}. ", "how_none": "I see no button, link or icon on the page to {task}. ", "how_guess": "You could look in {what} {place}, but that is a guess. ",
    "how_row": "It is in the row {name}. ", "how_several": "There are {number} of them, one for each item: press the one of yours. ", "how_unknown": "I could not tell what you want to do; please name it, such as “how do I log in”. ",
    "how_hidden": "Only the text {text} {place} speaks of it, and nothing shows that it can be pressed. ", "already": "{what} is so already. ",
    "fill_first": "There {are} {number} to fill in: ", "fill_required": "There {are} {number} required: ", "required": "required", "empty": "empty", "filled_with": "filled with {value}", "filled_dots": "filled in",
    "invalid": "invalid", "is_checked": "checked", "is_unchecked": "not checked", "is_chosen": "set to {value}", "not_chosen": "nothing chosen", "fill_nameless": "and {number} fields without a name",
    "fill_then": "Then press {what} {place}. ", "fill_none": "There is nothing to fill in on this page. ", "fill_none_required": "Nothing is marked as required; there {are} {number} to fill in: ", "fill_no_button": "", "part": " ({parts})", "part_sep": ", ", "optional": "There {are} {number} not marked as required: ", "all_required": "Every field is marked as required. ",
    "error_first": "The page says {text}", "error_next": "; it also says {text}", "error_field": ", about {field}", "error_do": ": {advice}", "error_invalid": "{field} is marked as wrong", "error_none": "I see no error message on the page. ", "error_none_for": "I see no error message about {name}. ", "error_plain": "the page does not say what to do",
    "under_first": "Under {what} there are: ", "under_in": "{what} holds: ", "under_none": "I do not see a part called {name}. ", "under_closed": "{what} is not open, so the screenshot does not show what is in it. ", "under_empty": "I see nothing in {what}. ", "more": " and more, {number} in all",
    "has": "{name} is in {what}. ", "has_none": "I found no {role} with {name}. ", "loose": "{name} is {place}, in no {role}. ",
    "is": "{what} is a {colour}{role} {place}", "is_text": "{what} is {colour}text {place}", "state": ", {states}", "icon_with": ", with a {icon} icon", "value": ", holding {value}", "hint": ", with the hint {value}", "neighbours": ", with {parts}", "left_of": "{name} on its left", "right_of": "{name} on its right", "over_it": "{name} above it", "under_it": "{name} below it",
    "size": ", about {width} by {height} pixels", "largest": ", the largest {role} on the page", "smallest": ", the smallest {role} on the page",
    "on_page": "on the page", "inside": "in {name}", "some": "There {are} {number} {kind} {where}", "some_nameless": "There {are} {number} {kind} {where}, {nameless} of them without text", "some_all_nameless": "There {are} {number} {kind} {where}, without text", "none_fit": "I see no {kind} {where}. ",
    "there_is": "Yes, {what} is {place}. ", "there_is_nameless": "Yes, {what}. ", "several_such": "There are {number} of them, each for the item that it stands in. ", "also_tick": "; you also have to tick ", "optional_tick": "; optional: ",
    "between": "Between {first} and {second} there is {name}. ", "between_none": "There is nothing between {first} and {second}. ", "is_called": "It is called {name}",
    "field_holds": "{name} is filled with {value}. ", "field_hint": "{name} is empty; its placeholder says {value}. ", "field_empty": "{name} is empty. ",
    "bar_top": "the top navigation", "bar_left": "the menu on the left", "bar_right": "the menu on the right", "bar_bottom": "the menu at the bottom", "bar_middle": "the menu", "bar_any": "the menu", "bar_holds": "There are {number} items in {bar}: ",
    "bar_current": "The selected one is {name}", "bar_none": "I do not see {bar}. ", "bar_no_current": "I cannot tell which item of {bar} is selected. ", "also_search": "and {number} {role} besides",
}  # fmt: skip
SENTENCES: dict[Language, dict[str, str]] = {"zh": _ZH, "en": _EN}
_ROLES = {
    "field": ("输入项", "field"), "button": ("按钮", "button"), "link": ("链接", "link"), "textbox": ("输入框", "input field"), "searchbox": ("搜索框", "search box"), "combobox": ("下拉框", "drop-down"),
    "spinbutton": ("数字输入框", "number field"), "checkbox": ("复选框", "checkbox"), "radio": ("单选框", "radio button"), "switch": ("开关", "switch"), "slider": ("滑块", "slider"),
    "tab": ("选项卡", "tab"), "menuitem": ("菜单项", "menu item"), "option": ("选项", "option"), "treeitem": ("树节点", "tree item"), "img": ("图标", "icon"),
    "heading": ("标题", "heading"), "progressbar": ("进度条", "progress bar"), "status": ("提示", "message"), "tooltip": ("提示", "tooltip"), "cell": ("单元格", "cell"), "columnheader": ("列标题", "column heading"), "rowheader": ("行标题", "row heading"),
    "row": ("行", "row"), "table": ("表格", "table"), "listitem": ("列表项", "list item"), "list": ("列表", "list"), "card": ("卡片", "card"), "article": ("卡片", "card"), "alert": ("提示", "alert"),
    "dialog": ("弹窗", "dialog"), "menu": ("菜单", "menu"), "tablist": ("选项卡栏", "tab list"), "tree": ("树", "tree"), "radiogroup": ("单选组", "radio group"), "form": ("表单", "form"),
    "search": ("搜索区", "search area"), "navigation": ("导航栏", "navigation bar"), "banner": ("页头", "header"), "main": ("主要内容", "main content"), "complementary": ("侧边栏", "sidebar"),
    "contentinfo": ("页脚", "footer"), "text": ("文字", "text"), "paragraph": ("段落", "paragraph"),
}  # fmt: skip
COLOURS = {
    "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色", "cyan": "青色", "blue": "蓝色", "purple": "紫色", "pink": "粉色", "brown": "棕色",
    "grey": "灰色", "black": "黑色", "white": "白色",
}  # fmt: skip
STATES = {
    "checked": ("已勾选", "checked"), "mixed": ("部分勾选", "partly checked"), "disabled": ("不可用", "disabled"), "selected": ("已选中", "selected"), "expanded": ("已展开", "expanded"),
    "collapsed": ("已收起", "collapsed"), "focused": ("正在输入", "focused"), "pressed": ("已按下", "pressed"), "invalid": ("有误", "marked as wrong"), "required": ("必填", "required"), "readonly": ("只读", "read-only"),
    "unchecked": ("未勾选", "not checked"), "enabled": ("可用", "enabled"),
}  # fmt: skip
_PLACES: dict[Language, tuple[tuple[str, str, str], ...]] = {
    "zh": (("页面左上角", "页面顶部中间", "页面右上角"), ("页面左侧", "页面中间", "页面右侧"), ("页面左下角", "页面底部中间", "页面右下角")),
    "en": (
        ("at the top left of the page", "at the top of the page", "at the top right of the page"),
        ("on the left of the page", "in the middle of the page", "on the right of the page"),
        ("at the bottom left of the page", "at the bottom of the page", "at the bottom right of the page"),
    ),
}  # fmt: skip


def say(language: Language, key: str, **parts: object) -> str:
    """A sentence or a part of one, filled in; English sentences begin with a capital."""
    text = SENTENCES[language][key].format(**parts)
    return text[:1].upper() + text[1:] if SENTENCES[language][key].startswith("{what}") else text


Teller = Callable[[QueryProgram, Page, Wording], AsyncGenerator[Said, None]]


def spaced(teller: Teller) -> Teller:
    """The teller, with the space at the end of a sentence said only when another follows."""

    @wraps(teller)
    async def told(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
        gap = ""
        async with aclosing(teller(program, page, words)) as pieces:
            async for said in pieces:
                text = gap + said.text
                kept = text.rstrip(" ")
                gap = text[len(kept) :]
                yield Said(kept, said.elements, said.found)

    return told


def role_word(role: str, language: Language) -> str:
    """What people call a role."""
    return _ROLES.get(role, ("控件", "control"))[language == "en"]


def roles_word(role: str, number: int, language: Language) -> str:
    """The same for several."""
    word = role_word(role, language)
    if language == "zh" or number == 1:
        return word
    return word + ("es" if word.endswith(("x", "ch")) else "s")


def place_word(box: Box, size: tuple[int, int], language: Language) -> str:
    """Where on the page, as "页面右上角"."""
    column, row = place_of(box, size)
    return _PLACES[language][row][column]


def what(element: Element, size: tuple[int, int], language: Language) -> str:
    """The element as answers name it: quoted name and role, or where it is."""
    role = role_word(element.role, language)
    if name := own_name(element):
        return f"{quote(name)}{role}" if language == "zh" else f"the {quote(name)} {role}"
    place, name = place_word(element.box, size, language), called(element, language)
    if name:
        key = "icon_named" if element.role == "img" else "icon_button"
        return say(language, key, place=place, name=quote(name), role=role)
    return say(language, "nameless", place=place, role=role)


def listed(names: Sequence[str], language: Language) -> str:
    """ "a、b和c"."""
    if len(names) < 2:
        return "".join(names)
    return say(language, "comma").join(names[:-1]) + say(language, "and") + names[-1]


def names_of(elements: Sequence[Element], language: Language) -> str:
    """Their names, without quotes, as a list."""
    return listed([called(each, language) for each in elements if called(each, language)], language)
