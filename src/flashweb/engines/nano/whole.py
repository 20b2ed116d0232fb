# ruff: noqa: E501 - word lists read better unbroken
"""Questions about all that is shown: read it out, or say what it is about.

Such a question has a word for reading or summing up, and else only words of asking and names for pages and parts of
pages ("what's this popup telling me", "这封邮件大概说了什么"); a word beyond these means something on the page.
"""

from __future__ import annotations

import re

from flashweb.engines.nano.asked import STOP_EN, STOP_ZH
from flashweb.engines.nano.program import Intent

_GENRES_EN = frozenset(
    [
        "page",
        "pages",
        "site",
        "website",
        "webpage",
        "screen",
        "screenshot",
        "picture",
        "image",
        "pic",
        "article",
        "post",
        "thread",
        "story",
        "news",
        "email",
        "mail",
        "message",
        "messages",
        "letter",
        "chat",
        "conversation",
        "group",
        "notice",
        "announcement",
        "dialog",
        "dialogue",
        "popup",
        "pop",
        "modal",
        "box",
        "window",
        "alert",
        "banner",
        "warning",
        "form",
        "app",
        "doc",
        "docs",
        "document",
        "section",
        "ad",
        "product",
        "listing",
        "recipe",
        "receipt",
        "invoice",
        "bill",
        "ticket",
        "tweet",
        "comment",
        "note",
        "card",
        "table",
        "list",
        "panel",
        "toast",
        "prompt",
        "paragraph",
        "passage",
        "piece",
        "blog",
        "report",
        "whole",
        "entire",
        "full",
        "main",
        "short",
        "quick",
        "brief",
        "briefly",
        "word",
        "words",
        "sentence",
        "line",
        "lines",
        "letters",
        "letter",
        "general",
        "overall",
        "exactly",
        "basically",
        "please",
        "key",
        "first",
        "one",
        "two",
        "few",
        "everything",
        "visible",
        "aloud",
        "loud",
        "back",
        "user",
        "person",
        "people",
        "trying",
        "want",
        "wants",
        "supposed",
        "mean",
        "means",
    ]
)
_READS_EN = frozenset(
    [
        "read",
        "transcribe",
        "ocr",
        "written",
        "writing",
        "text",
        "texts",
        "copy",
        "extract",
        "type",
        "print",
        "recite",
        "content",
        "contents",
        "transcript",
        "everything",
        "verbatim",
        "say",
        "says",
        "said",
    ]
)
_SUMS_EN = frozenset(
    [
        "about",
        "summary",
        "summarize",
        "summarise",
        "summarized",
        "gist",
        "tldr",
        "tl",
        "dr",
        "overview",
        "describe",
        "description",
        "happening",
        "purpose",
        "topic",
        "explain",
        "asking",
        "telling",
        "tells",
        "recap",
        "discussed",
        "discussing",
        "talking",
        "talks",
        "looking",
        "sum",
        "story",
        "theme",
        "announce",
        "announcing",
    ]
)
_GENRES_ZH = """
页面 网页 网站 界面 截图 截屏 图片 图 文章 帖子 新闻 邮件 信 信息 消息 聊天 聊天记录 对话 群聊 群里 群 公告 通知 通告 弹窗 对话框 提示 提示框 窗口 表单 文档 商品 产品 菜谱 发票 订单 小票 卡片
表格 列表 广告 报道 评论 应用 软件 东西 条 篇 封 段 话 个 张 则 份 页 屏幕 让我 要我 所有 全部 完整 整个 整 全 逐字 逐行 原样 出来 一遍 一下 下 给我听 听听 听 简单 简要 简短 一句话 几句话
用 主要 大概 大致 核心 主体 究竟 到底 一个 关键 里头 里边 可见 能看到 看到 看见 正文 帮忙 来 将 快速
"""
_READS_ZH = "念|朗读|读|写着|写了|写的|写|文字|文本|原文|全文|字|抄|提取|识别|转写|转录|打出来|输出|复述|照抄|ocr"
_SUMS_ZH = "讲述|讲解|讲了|讲的|讲|说了|说的|说|聊的|聊|谈的|谈|介绍|总结|概括|概述|归纳|描述|大意|内容|关于|干嘛|干什么|干啥|做什么|做啥|什么事情|什么事|啥事|意思|重点|主题|要点|什么情况|怎么回事|主旨|概要|摘要|讨论|表达|用途"
_SPECIFIC = re.compile("[谁哪几多时怎为]")
_FILL_ZH = sorted(
    {*_GENRES_ZH.split(), *(word for word in STOP_ZH if not _SPECIFIC.search(word))}, key=len, reverse=True
)
_REST_ZH = re.compile("|".join(map(re.escape, _FILL_ZH)) + r"|[\W_]")
_ASKING_EN = STOP_EN - {"who", "whom", "whose", "when", "where", "why", "how", "which", "until", "before", "after"}
_WORDS = re.compile(r"[a-z]+")


def whole_intent(text: str, *, is_chinese: bool) -> Intent | None:
    """READ or ABOUT for a question about all that is shown, else None."""
    return _chinese(text.casefold()) if is_chinese else _english(text.casefold())


def _english(text: str) -> Intent | None:
    words = _WORDS.findall(text.replace("'", " "))
    if re.search(r"\d", text) or any(
        w not in _ASKING_EN | _GENRES_EN | _READS_EN | _SUMS_EN | {"kind", "type", "sort"} for w in words
    ):
        return None
    if any(word in _SUMS_EN for word in words):
        return Intent.ABOUT
    if any(word in _READS_EN or word in ("read", "written", "say", "says") for word in words):
        return Intent.READ
    return None


def _chinese(text: str) -> Intent | None:
    without, reads = re.subn(_READS_ZH, " ", text)
    without, sums = re.subn(_SUMS_ZH, " ", without)
    if not (reads or sums) or _REST_ZH.sub("", without):
        return None
    return Intent.READ if reads else Intent.ABOUT
