"""The figures of seeing as rows of the README's table."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, str, str]
"""Name in English and in Chinese, what was measured, the goal."""
OVERALL = (
    ("interactive/f1", "interactive elements found, kits never trained on, F1 at IoU 0.5 [95 %]",
     "可交互元素检出，未参与训练的组件库，F1（IoU 0.5）[95 %]", "90 %"),
    ("role", "role right, of the matched", "其中角色正确", "93 %"),
    ("state", "states exactly right, of the matched", "其中状态完全正确", "96 %"),
    ("icon", "icon's function right, of found icons of families never trained on",
     "图标功能识别正确，未参与训练的图标族", "85 %"),
    ("cells", "table cells in the right row and column", "表格单元格行列正确", "92 %"),
    ("label", "name of a field is its label", "字段与标签对应正确", "92 %"),
    ("text/recall", "characters read, same pages", "文字读出率，同一批页面", "98 %"),
)  # fmt: skip


def seeing_rows(seeing: dict[str, Any], speed: dict[str, Any]) -> list[Row]:
    """What is seen, and how fast."""
    rows = [
        (english, chinese, _share(seeing["overall"], name), goal)
        for name, english, chinese, goal in OVERALL
        if name in seeing["overall"]
    ]
    names = " / ".join(_share(seeing["by_language"][language], "name/written") for language in ("zh", "en"))
    title = "names on the page, exact after normalisation, matched interactive elements, zh / en"
    rows.insert(3, (title, "页面上可见的元素名称，规范化后完全一致，中 / 英", names, "92 / 95 %"))
    return [*rows, *_speed_rows(speed)]


def _share(figures: dict[str, Any], name: str) -> str:
    value, low, high = (100 * figures[name][part] for part in ("value", "low", "high"))
    return f"{value:.1f} % [{low:.1f}, {high:.1f}]"


def _speed_rows(speed: dict[str, Any]) -> list[Row]:
    times = speed["times"]
    whole, buttons = ("{p50_ms:.0f} / {p95_ms:.0f} ms".format(**times[name]) for name in ("parse", "buttons"))
    pages = speed["pages"]
    return [
        (f"cold parse of a 1280x800 picture ({pages} pages), P50 / P95",
         f"首次解析 1280x800 图片（{pages} 页），P50 / P95", whole, "300 ms"),
        ("the same for its buttons alone", "同上，只要按钮", buttons, "150 ms"),
        ("ratio of a parse to `rapidocr`'s default full read, same run", "解析与 `rapidocr` 默认全文识别之比（同一轮）",
         f"{times['parse']['ratio_to_rapidocr']:.2f}", "≤ 0.3"),
    ]  # fmt: skip
