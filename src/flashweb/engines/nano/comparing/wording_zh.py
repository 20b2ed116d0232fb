# ruff: noqa: E501 - word lists and sentences read better unbroken
"""Differences told in Chinese."""

from __future__ import annotations

from flashweb.core.screen import Element
from flashweb.engines.nano.comparing.change import Change
from flashweb.engines.nano.comparing.wording import Between, called, others, shown
from flashweb.perception.icons import icon_name

_ROLES = {
    "button": "按钮", "link": "链接", "textbox": "输入框", "searchbox": "搜索框", "combobox": "下拉框", "spinbutton": "数字框",
    "checkbox": "复选框", "radio": "单选框", "switch": "开关", "slider": "滑块", "tab": "选项卡", "menuitem": "菜单项", "option": "选项",
    "treeitem": "树节点", "dialog": "弹窗", "progressbar": "进度条", "img": "图片", "table": "表格", "row": "一行", "card": "卡片",
    "article": "卡片", "listitem": "列表项", "list": "列表", "alert": "提示", "status": "提示", "heading": "标题", "menu": "菜单",
    "form": "表单",
}  # fmt: skip
_STATES = {
    "checked": ("已勾选", "未勾选"), "mixed": ("部分勾选", "不再部分勾选"), "disabled": ("不可用", "可用"), "selected": ("选中", "未选中"),
    "expanded": ("展开", "不再展开"), "collapsed": ("收起", "不再收起"), "pressed": ("按下", "未按下"), "invalid": ("出错", "不再出错"),
}  # fmt: skip
_COLOURS = {
    "white": "白色", "black": "黑色", "grey": "灰色", "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色", "cyan": "青色",
    "blue": "蓝色", "purple": "紫色", "pink": "粉色",
}  # fmt: skip
_NUMBERS = "零一二三四五六七八"


class ChineseChanges:
    """See `wording.ChangeWording`."""

    end = "。"
    next = "；"

    def _pair(self, between: Between) -> str:
        return "两张图" if between.is_all else f"图 {between.first} 和图 {between.second} "

    def _picture(self, number: int, between: Between) -> str:
        return f"第{_NUMBERS[number]}张" if between.is_all else f"图 {number} "

    def none(self, between: Between, *, of_asked: bool) -> str:
        return f"{self._pair(between)}在这方面没有区别。" if of_asked else f"{self._pair(between)}没有区别，内容相同。"

    def count(self, between: Between, number: int) -> str:
        return f"{self._pair(between)}有 {number} 处不同："

    def same(self, between: Between, number: int) -> str:
        return f"一样，{self.none(between, of_asked=False)}" if not number else f"不一样，{self.count(between, number)}"

    def change(self, change: Change, between: Between) -> tuple[str, str]:
        after = self._picture(between.second, between)
        if change.kind == "added":
            return "", f"{after}多了{self._whole(change)}"
        if change.kind == "removed":
            return f"{after}少了{self._whole(change)}", ""
        if change.kind == "moved":
            other = f"与{shown(change.detail[0])}互换了位置" if change.detail else "移动了位置"
            return self._element(change.before), other
        if change.aspect == "text":
            return self._texts(change)
        return self._element(change.before or change.after), self._look(change, after)

    def _texts(self, change: Change) -> tuple[str, str]:
        before, after = change.detail
        kind = _ROLES.get(change.element.role, "") if before and after else ""
        kind = f"{kind}的文字" if kind and change.element.role != "heading" else kind
        if not before:
            return self._element(change.before), f"里多了文字{shown(after)}"
        if not after:
            return f"{shown(before)}的文字", "不见了"
        return f"{kind}{shown(before)}", f"变成了{shown(after)}"

    def _look(self, change: Change, picture: str) -> str:
        if change.aspect == "state":
            told = "、".join(_STATES[s.removeprefix("not ")][s.startswith("not ")] for s in change.detail)
            return f"变为{told}" if told else "的勾选状态变了"
        if change.aspect == "colour":
            one, other = (_colour(each) for each in change.detail)
            return f"由{one}变成了{other}" if one != other else f"的颜色变了，都是{one}但深浅不同"
        if change.aspect == "size":
            return "大小变了，变大了" if change.detail == ("larger",) else "大小变了，变小了"
        return "的样式变了"

    def _element(self, element: Element | None) -> str:
        assert element is not None
        name = element.name if element.role != "img" else ""
        name = name or icon_name(element.icon, "zh")
        return self.thing(name, element.role)

    def _whole(self, change: Change) -> str:
        name = called(change, "zh")
        inside = others(change, name)
        thing = self.thing(name, change.element.role)
        return thing + (f"（含{'、'.join(shown(text) for text in inside)}）" if inside else "")

    def thing(self, name: str, role: str | None) -> str:
        kind = _ROLES.get(role or "", "")
        if not name:
            return f"一{'张' if role == 'img' else '个'}{kind or '元素'}" if kind != "一行" else kind
        return f"{kind}{shown(name)}" if kind in ("一行", "提示", "标题") else f"{shown(name)}{kind}"

    def more(self, number: int) -> str:
        return f"；另外还有 {number} 处"

    def one_picture(self) -> str:
        return "比较需要至少两张图片，现在只有一张；请再上传一张要比较的截图。"

    def in_pictures(self, what: str, numbers: list[int], total: int) -> str:
        if len(numbers) == total > 1:
            return f"{'两' if total == 2 else f'{total} '}张图里都有{what}"
        return "、".join(f"第{_NUMBERS[number]}张" for number in numbers) + f"图里有{what}"

    def in_none(self, what: str) -> str:
        return f"这些图里都没有{what}。"

    def lacking(self, what: str, numbers: list[int]) -> str:
        return "、".join(f"第{_NUMBERS[number]}张" for number in numbers) + f"图里没有{what}"

    def which_of_what(self) -> str:
        return "请告诉我要在图里找什么，例如：哪张图里有“导出”按钮？"


def _colour(name: str) -> str:
    *tint, plain = name.split()
    return {"light": "浅", "dark": "深"}.get(tint[0] if tint else "", "") + _COLOURS[plain]
