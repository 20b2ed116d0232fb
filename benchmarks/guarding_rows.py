"""The README's rows about protection: what it costs, and what it finds."""

from __future__ import annotations

from typing import Any

from benchmarks.seeing.rows import Row


def guarding_rows(
    cost: dict[str, Any], audit: dict[str, Any], text: dict[str, Any], hidden: dict[str, Any]
) -> list[Row]:
    """From the results of `guardrails`, `audit`, `injection` and `hidden_text`."""
    return [
        (
            "added to the first token by all guardrails, P50 / P95",
            "全部护栏增加的首字延迟，P50 / P95",
            f"{cost['added_p50_ms']:.1f} / {cost['added_p95_ms']:.1f} ms",
            "3 / 8 ms",
        ),
        (
            "throughput with the audit record on, against off",
            "开启审计记录后的吞吐量比",
            f"{audit['on_ratio']:.2f}",
            "0.97",
        ),
        (
            "prompt injection in text, corpora never trained on: found; false alarms [95 %]",
            "文本提示注入（未参与训练的语料）：检出；误报 [95 %]",
            _found_and_false(text, "all held-out corpora"),
            "92 %; 1 %",
        ),
        (
            "the same, our own Chinese texts, hard on purpose",
            "同上，自建中文集（特意出难）",
            _found_and_false(text, "own zh"),
            "92 %; 1 %",
        ),
        (
            f"prompt injection inside pictures ({hidden['attacks']} attacks, {hidden['harmless']} harmless), F1",
            f"图片内提示注入（{hidden['attacks']} 攻击，{hidden['harmless']} 正常），F1",
            f"{hidden['f1']:.2f}",
            "0.85",
        ),
    ]


def _found_and_false(text: dict[str, Any], corpus: str) -> str:
    return f"{_share(text, corpus, 'attacks found')}; {_share(text, corpus, 'false alarms')}"


def _share(text: dict[str, Any], corpus: str, kind: str) -> str:
    row = next(row for row in text["rows"] if row["corpus"] == corpus and row["kind"] == kind)
    low, high = (edge * 100 for edge in row["interval"])
    return f"{row['share'] * 100:.1f} % [{low:.1f}, {high:.1f}]"
