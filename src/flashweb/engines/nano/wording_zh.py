# ruff: noqa: E501 - patterns, word lists and sentences read better unbroken
"""Answers in Chinese."""

from __future__ import annotations

from flashweb.core.screen import Box
from flashweb.engines.nano.program import Attribute, Gap
from flashweb.engines.nano.wording import place_of, quote

_KINDS = {
    Attribute.PHONE: "电话", Attribute.EMAIL: "邮箱", Attribute.URL: "网址", Attribute.PRICE: "价格", Attribute.DATE: "日期",
    Attribute.TIME: "时间", Attribute.DURATION: "时长", Attribute.PERCENT: "百分比", Attribute.NUMBER: "数量", Attribute.ERROR: "错误提示",
}  # fmt: skip
_ROLES = {
    "button": "按钮", "link": "链接", "textbox": "输入框", "searchbox": "搜索框", "combobox": "下拉框", "checkbox": "复选框", "radio": "单选框",
    "switch": "开关", "slider": "滑块", "tab": "选项卡", "menuitem": "菜单项", "dialog": "弹窗", "progressbar": "进度条", "img": "图标", "table": "表格",
}  # fmt: skip
_PLACES = (("左上角", "顶部中间", "右上角"), ("左侧", "中间", "右侧"), ("左下角", "底部中间", "右下角"))
_GAPS = {
    Gap.STATE: "没有看到你说的控件，无法判断它的状态。",
    Gap.APPEARANCE: "我目前只能读出文字，还不能判断颜色、字体和样式。",
    Gap.ICON: "我目前只能读出文字，还不能识别图标。",
    Gap.FUNCTION: "我目前只能读出文字，还不能解释页面元素的作用或操作后的结果。",
    Gap.COMPARE: "我目前还不能比较有什么不同，但可以分别读出每张图的文字。",
    Gap.CALCULATE: "我目前还不能计算、排序或比较数值，但可以读出页面上的具体数字。",
    Gap.TRANSLATE: "我目前还不能翻译，但可以读出页面上的原文。",
    Gap.ACTION: "我只能看截图，不能操作页面。",
    Gap.PHOTO: "我目前只能读出图中的文字，还不能识别照片里的人或物。",
    Gap.LANGUAGE: "我目前只能回答中文和英文的问题。",
}
_STATES = {
    "checked": ("已勾选", "未勾选"), "selected": ("已选中", "未选中"), "disabled": ("不可用", "可用"), "enabled": ("可用", "不可用"),
    "expanded": ("已展开", "未展开"), "collapsed": ("已收起", "未收起"), "unchecked": ("未勾选", "已勾选"), "required": ("标为必填", "没有标为必填"),
    "invalid": ("标为有误", "没有标为有误"), "readonly": ("是只读的", "不是只读的"), "focused": ("正在输入", "没有在输入"), "pressed": ("已按下", "未按下"), "mixed": ("部分勾选", "不是部分勾选"),
}  # fmt: skip
_OF_SWITCHES = {"checked": ("开着", "关着"), "unchecked": ("关着", "开着")}


def _told(state: str, role: str) -> tuple[str, str]:
    return _OF_SWITCHES[state] if role == "switch" and state in _OF_SWITCHES else _STATES[state]


class Chinese:
    """See `wording.Wording`."""

    end = "。"
    more = "等"

    def picture(self, number: int) -> str:
        return f"图 {number}："

    def kind(self, attribute: Attribute) -> str:
        return _KINDS[attribute]

    def page_kind(self, kind: str) -> str:
        return f"从文字看，这是{kind}。"

    def _place(self, box: Box, size: tuple[int, int]) -> str:
        column, row = place_of(box, size)
        return f"页面{_PLACES[row][column]}"

    def located(self, text: str, box: Box, size: tuple[int, int], inside: str | None) -> str:
        place = self._place(box, size)
        return f"{quote(text)}在{place}" if inside is None else f"{quote(text)}出现在{place}的{quote(inside)}里"

    def located_next(self, box: Box, size: tuple[int, int], inside: str | None) -> str:
        place = self._place(box, size)
        return f"，还有一处在{place}" if inside is None else f"，还出现在{place}的{quote(inside)}里"

    def exists(self, text: str, box: Box, size: tuple[int, int], inside: str | None) -> str:
        place = self._place(box, size)
        return f"有，{quote(text)}在{place}。" if inside is None else f"有，{place}写着{quote(inside)}。"

    def exists_as(self, text: str, instead: str, box: Box, size: tuple[int, int]) -> str:
        return f"没有{quote(text)}这个写法，但{self._place(box, size)}有{quote(instead)}。"

    def absent(self, text: str) -> str:
        return f"没有，页面上没有出现{quote(text)}。"

    def absent_kind(self, attribute: Attribute) -> str:
        return f"没有，页面上没有找到{_KINDS[attribute]}。"

    def counted(self, text: str, number: int) -> str:
        return f"{quote(text)}出现了 {number} 次" if number else f"0 次，页面上没有出现{quote(text)}"

    def counted_kind(self, attribute: Attribute, values: list[str]) -> str:
        listed = "、".join(quote(v) for v in values)
        return (
            f"页面上有 {len(values)} 个{_KINDS[attribute]}：{listed}"
            if values
            else f"页面上没有找到{_KINDS[attribute]}"
        )

    def value(self, label: str, value: str, *, is_on_screen: bool) -> str:
        return f"{quote(label) if is_on_screen else label}是{quote(value)}"

    def belongs(self, of: list[str], value: str) -> str:
        return "的".join(quote(text) for text in of) + f"是{quote(value)}"

    def value_of_kind(self, attribute: Attribute, of: str, value: str) -> str:
        return f"{quote(of)}的{_KINDS[attribute]}是{quote(value)}" if of else f"{_KINDS[attribute]}是{quote(value)}"

    def value_next(self, value: str) -> str:
        return f"、{quote(value)}"

    def not_stated(self, attribute: Attribute, value: str) -> str:
        return f"页面上没有直接写明；页面上的{_KINDS[attribute]}有{quote(value)}"

    def no_value(self, label: str) -> str:
        return f"页面上没有找到{quote(label)}的内容。"

    def says(self, text: str) -> str:
        return f"页面上写着：{quote(text)}"

    def points(self, text: str, box: Box, size: tuple[int, int]) -> str:
        return f"可以看{self._place(box, size)}的{quote(text)}。"

    def unanswered(self) -> str:
        return "我能读出页面上的文字，但没有在其中找到能回答这个问题的内容。"

    def title(self, text: str) -> str:
        return f"标题是{quote(text)}。"

    def prominent(self, text: str) -> str:
        return f"页面上没有明显的标题，最显眼的文字是{quote(text)}"

    def about(self, title: str) -> str:
        return f"这个页面的标题是{quote(title)}"

    def about_more(self, text: str) -> str:
        return f"，主要内容有{quote(text)}"

    def no_text(self) -> str:
        return "这张图里没有识别到文字。"

    def no_such_lines(self, available: int) -> str:
        return f"页面上只有 {available} 行文字。"

    def nothing_there(self, anchor: str) -> str:
        return "那个位置没有文字。" if not anchor else f"{quote(anchor)}的那个位置没有文字。"

    def cannot(self, gap: Gap, role: str | None) -> str:
        return _GAPS[gap]

    def still_there(self, text: str, box: Box, size: tuple[int, int]) -> str:
        return f"页面上的{quote(text)}在{self._place(box, size)}。"

    def element_first(self, name: str) -> str:
        return f"：{quote(name)}"

    def state(self, name: str, state: str, role: str, *, holds: bool) -> str:
        return f"{'是的' if holds else '没有'}，{quote(name)}{_ROLES.get(role, '')}{_told(state, role)[not holds]}。"

    def in_state(self, state: str, name: str, role: str) -> str:
        return f"{_told(state, role)[0]}的是{quote(name)}"

    def none_in_state(self, state: str, role: str | None) -> str:
        return f"没有看到{_told(state, role or '')[0]}的{_ROLES.get(role or '', '控件')}。"

    def outside(self) -> str:
        return "我是读网页截图的小模型，只能回答和截图有关的问题：文字、按钮和表单、表格、几张截图的区别；这类问题可以在接入更大的模型后再问。"

    def help(self) -> str:
        return (
            "你好，我能看网页截图：可以问我写了什么、有哪些按钮、某个按钮在哪里、有什么用、是否勾选或可用，"
            "要填写什么、表格里的数据、两张截图的区别，以及电话、邮箱、价格、日期等信息。"
        )

    def no_picture(self) -> str:
        return "还没有收到图片，请先上传一张网页截图（png、jpg 或 webp）再提问。"

    def no_such_picture(self, available: int) -> str:
        return f"这里一共只有 {available} 张图片。"
