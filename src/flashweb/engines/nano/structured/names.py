# ruff: noqa: E501 - word lists read better unbroken
"""What the names of properties mean, in English and Chinese, however they are spelt (numButtons, 按钮数量)."""

from __future__ import annotations

import re
from functools import lru_cache

from flashweb.engines.nano.matching import fold

_ROLES = {
    "button": "button|buttons|btn|按钮", "link": "link|links|hyperlink|链接|超链接", "textbox": "textbox|text box|input|inputs|text field|input field|input fields|fields|form fields|输入框|文本框|字段|表单项",
    "searchbox": "search box|searchbox|搜索框", "combobox": "combobox|select|dropdown|dropdowns|下拉框|下拉列表", "checkbox": "checkbox|checkboxes|复选框|勾选框",
    "radio": "radio|radios|radio buttons|单选框|单选按钮", "switch": "switch|switches|toggle|toggles|开关", "slider": "slider|sliders|滑块", "tab": "tab|tabs|标签页|选项卡",
    "menuitem": "menu item|menu items|menuitem|menu|menus|navigation items|nav items|菜单项|菜单|导航", "img": "icon|icons|image|images|picture|pictures|图标|图片",
    "heading": "heading|headings|标题列表|各级标题", "alert": "alert|alerts|notice|notices|提示|警告", "card": "card|cards|卡片", "listitem": "list item|list items|列表项", "dialog": "dialog|dialogs|modal|弹窗|对话框",
}  # fmt: skip
_WHATS = {
    "elements": "element|elements|controls|widgets|components|ui elements|interactive elements|元素|控件|组件|界面元素", "texts": "lines|texts|all text|text lines|paragraphs|文字|文本列表|所有文字|行文字",
    "rows": "rows|row|records|entries|table rows|table|data|items|cells|行|表格|表格行|记录|数据|条目|单元格", "columns": "columns|headers|column names|header|header row|列|表头|列名",
    "changes": "changes|differences|diffs|diff|变化|差异|不同|改动|变更", "added": "added|new elements|appeared|新增|增加", "removed": "removed|deleted|disappeared|gone|删除|移除|减少|消失",
    "changed": "changed|modified|updated elements|changed elements|修改|改变|有变化|是否变化", "moved": "moved|移动", "same": "same|identical|is same|unchanged|equal|no difference|相同|一致|是否相同|是否一致",
    "count": "count|total|number|num|how many|quantity of|数量|个数|总数|计数|几个", "title": "title|page title|heading|headline|标题|页面标题|网页标题",
    "answer": "answer|response|summary|description|explanation|result|reply|content|回答|答案|总结|摘要|描述|说明|解释|结果", "row count": "row count|rows count|num rows|number of rows|行数", "column count": "column count|num columns|number of columns|列数",
    "yes": "exists|present|found|visible|is present|is visible|has|是否存在|存在|有没有|是否有",
}  # fmt: skip
_PARTS = {
    "role": "role|element type|kind|type|control type|角色|类型|控件类型", "name": "name|label|title|caption|accessible name|element|名称|标签|名字|标题|元素", "text": "text|content|displayed text|文本|文字|内容",
    "value": "value|current value|entered|值|当前值|内容值", "box": "box|bbox|bounding box|bounds|position|rect|rectangle|coordinates|location|region|位置|坐标|边框|包围盒|区域", "state": "state|states|status|状态",
    "icon": "icon|图标", "confidence": "confidence|score|置信度", "image": "image|picture|image index|screenshot|图|图片", "index": "index|id|no|order|number|序号|编号",
    "left": "left|x|x1|x min|xmin|左", "top": "top|y|y1|y min|ymin|上", "right": "right|x2|x max|xmax|右", "bottom": "bottom|y2|y max|ymax|下", "width": "width|w|宽|宽度", "height": "height|h|高|高度",
    "checked": "checked|is checked|ticked|on|是否勾选|已勾选|勾选|选中", "disabled": "disabled|is disabled|禁用|是否禁用|已禁用|不可用", "enabled": "enabled|is enabled|clickable|available|可用|是否可用|可点击|启用", "selected": "selected|is selected|active|current|已选中|是否选中",
    "expanded": "expanded|open|is expanded|展开|是否展开", "required": "required|is required|mandatory|必填|是否必填", "focused": "focused|has focus|聚焦", "invalid": "invalid|has error|无效|有误",
    "kind": "kind|type|change|change type|action|类型|变化类型|种类", "aspect": "aspect|attribute|property|what|方面|属性", "before": "before|old|old value|from|previous|original|之前|原来|旧值|变化前", "after": "after|new|new value|to|current|之后|现在|新值|变化后",
    "description": "description|summary|detail|details|change description|描述|说明|详情",
    "cells": "cells|values|columns|data|单元格|值|数据",
}  # fmt: skip
_SPLIT = re.compile(r"[_\-./\s]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_COUNT = re.compile(
    r"^(?:number of|num|no of|count of|total|how many|n)\s+(?P<a>.+)$|^(?P<b>.+?)\s*(?:count|total|number|数量|个数|总数|数)$"
)


def words_of(name: str) -> str:
    """A property's name as words: "isDisabled" as "is disabled"."""
    return " ".join(part for part in _SPLIT.split(name) if part).lower()


def _table(entries: dict[str, str]) -> dict[str, str]:
    return {fold(name).packed: meaning for meaning, names in reversed(entries.items()) for name in names.split("|")}


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    return _table(_ROLES), _table(_WHATS), _table(_PARTS)


def role_in(name: str) -> str:
    """The ARIA role that a name asks for; empty where it asks for none."""
    return _tables()[0].get(fold(words_of(name)).packed, "")


def what_in(name: str) -> str:
    """What of a page a name asks for; empty where it is a label of the page's own."""
    return _tables()[1].get(fold(words_of(name)).packed, "")


def part_in(name: str) -> str:
    """Which fact about one element or change a name asks for."""
    return _tables()[2].get(fold(words_of(name)).packed, "")


def counted_in(name: str) -> str:
    """What a name such as "button_count" or "按钮数量" counts; empty where it counts nothing that is named."""
    found = _COUNT.match(words_of(name))
    return (found["a"] or found["b"] or "").strip() if found else ""
