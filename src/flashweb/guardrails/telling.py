"""Verdicts in plain words, in the language of whoever asked."""

# ruff: noqa: E501 - one sentence a line

from __future__ import annotations

from flashweb.guardrails.base import Verdict
from flashweb.guardrails.folding import is_han

_ZH = {
    ("prompt_injection", "question", "flag"): "问题里有试图改变助手行为的指令，已作标记，仍按普通内容回答。",
    ("prompt_injection", "question", "fence"): "问题里有试图改变助手行为的指令，已当作引用内容处理。",
    ("prompt_injection", "question", "redact"): "问题里试图改变助手行为的句子已删去，请核对回答是否仍是你要的。",
    (
        "prompt_injection",
        "question",
        "block",
    ): "问题里有试图改变助手行为的指令，没有回答。请删去这类句子，只问图片内容。",
    (
        "prompt_injection",
        "earlier",
        "block",
    ): "这次对话前面的问题里有试图改变助手行为的指令，没有回答。请新开一个对话。",
    ("prompt_injection", "picture", "flag"): "图片里有写给 AI 的指令，没有照做；请留意这张图片的来源。",
    ("prompt_injection", "picture", "fence"): "图片里有写给 AI 的指令，已当作页面文字引用，没有照做。",
    ("prompt_injection", "picture", "redact"): "图片里有写给 AI 的指令，这些文字已盖住后再看图。",
    ("prompt_injection", "picture", "block"): "图片里有写给 AI 的指令，没有回答。请换一张图片，或裁去那部分文字。",
    ("moderation", "answer", "mask"): "回答里有词语按本站规则被遮盖（*），其余照常；需要原文时请直接看图片。",
    ("moderation", "answer", "replace"): "回答里有词语按本站规则被替换，其余照常；需要原文时请直接看图片。",
    ("moderation", "answer", "stop"): "回答涉及不允许的内容，已在此停止。请换一个问题。",
    ("personal_data", "answer", "mask"): "回答里的个人信息（号码、邮箱等）已遮盖；需要时请直接看图片。",
    ("moderation", "picture", "mask"): "图片文字里有词语被遮盖（*）；需要时请直接看图片。",
    ("moderation", "picture", "replace"): "图片文字里有词语被替换；需要时请直接看图片。",
    ("personal_data", "picture", "mask"): "图片文字里的个人信息（号码、邮箱等）已遮盖；需要时请直接看图片。",
    ("picture_moderation", "picture", "flag"): "图片可能含有不适内容，已作标记。",
    ("picture_moderation", "picture", "block"): "图片含有不允许的内容，没有回答。请换一张图片。",
}
_EN = {
    ("prompt_injection", "question", "flag"): "The question holds orders meant to change the assistant; it was flagged and answered as ordinary text.",
    ("prompt_injection", "question", "fence"): "The question holds orders meant to change the assistant; they were treated as a quotation.",
    ("prompt_injection", "question", "redact"): "Sentences meant to change the assistant were taken out of the question; check that the answer is still yours.",
    ("prompt_injection", "question", "block"): "The question holds orders meant to change the assistant and was not answered. Remove them and ask about the picture.",
    ("prompt_injection", "earlier", "block"): "An earlier question of this conversation holds orders meant to change the assistant; it was not answered. Start a new conversation.",
    ("prompt_injection", "picture", "flag"): "The picture holds orders to an AI; they were not followed. Mind where this picture comes from.",
    ("prompt_injection", "picture", "fence"): "The picture holds orders to an AI; they were quoted as page text and not followed.",
    ("prompt_injection", "picture", "redact"): "The picture holds orders to an AI; that text was covered before the picture was looked at.",
    ("prompt_injection", "picture", "block"): "The picture holds orders to an AI and was not looked at further. Send another one, or crop that text.",
    ("moderation", "answer", "mask"): "Words in the answer were covered (*) by a rule of this server; look at the picture itself if you need them.",
    ("moderation", "answer", "replace"): "Words in the answer were replaced by a rule of this server; look at the picture itself if you need them.",
    ("moderation", "answer", "stop"): "The answer touched on something that is not allowed and ends here. Ask something else.",
    ("personal_data", "answer", "mask"): "Personal data in the answer (numbers, addresses) is covered; look at the picture itself if you need it.",
    ("moderation", "picture", "mask"): "Words in the picture's text were covered (*); look at the picture itself if you need them.",
    ("moderation", "picture", "replace"): "Words in the picture's text were replaced; look at the picture itself if you need them.",
    ("personal_data", "picture", "mask"): "Personal data in the picture's text (numbers, addresses) is covered; look at the picture itself if you need it.",
    ("picture_moderation", "picture", "flag"): "The picture may be unsuitable and was flagged.",
    ("picture_moderation", "picture", "block"): "The picture is not allowed here and was not answered. Send another one.",
}  # fmt: skip


def told(verdicts: tuple[Verdict, ...], question: str) -> str:
    """What was done, one sentence a kind, each once."""
    table = _ZH if any(map(is_han, question)) else _EN
    keys = dict.fromkeys((verdict.kind, verdict.place, verdict.done) for verdict in verdicts)
    return ("" if table is _ZH else " ").join(table[key] for key in keys if key in table)
