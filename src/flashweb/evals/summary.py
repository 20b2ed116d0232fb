"""From results to figures: a row for each suite, category and language. Seconds inside; `_ms` begins here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.table import Table

from flashweb.evals.bleu import bleu
from flashweb.evals.items import CATEGORIES, LANGUAGES, Unanswerable
from flashweb.evals.run import Result
from flashweb.evals.statistics import percentile, wilson

ALL = "all"
MS = 1000.0
Row = dict[str, Any]


def summarise(head: dict[str, Any], results: Sequence[Result]) -> dict[str, Any]:
    """Everything that summary.json holds."""
    suites = list(dict.fromkeys(result.item.suite for result in results))
    rows = [row for suite in [*suites, *([ALL] if len(suites) > 1 else [])] for row in _rows(suite, results)]
    signatures = {row["signature"] for row in rows if row["signature"]}
    return {
        "run": head,
        "bleu_signature": ", ".join(sorted(signatures)),
        "rows": rows,
        "refusals": [_refusals(language, results) for language in (*LANGUAGES, ALL)],
        "pointing": [_pointing(language, results) for language in (*LANGUAGES, ALL)],
        "kinds": _by_kind(results),
        "faults": dict(Counter(_fault(result) for result in results if not result.verdict.is_right).most_common()),
    }


def _rows(suite: str, results: Sequence[Result]) -> list[Row]:
    rows = []
    for category in (*CATEGORIES, ALL):
        for language in (*LANGUAGES, ALL):
            part = [r for r in results if suite in (r.item.suite, ALL) and category in (r.item.category, ALL)]
            part = [r for r in part if language in (r.item.language, ALL)]
            if part:
                rows.append({"suite": suite, "category": category, "language": language} | _figures(part))
    return rows


def _figures(part: Sequence[Result]) -> Row:
    scored = bleu([(r.reply.answer, r.item.references) for r in part if r.item.references])
    times = [r.reply.seconds for r in part if r.reply.seconds is not None and not r.reply.error]
    firsts = [r.reply.ttft for r in part if r.reply.ttft is not None and not r.reply.error]
    return (
        _share(part, lambda r: r.verdict.is_right)
        | {"bleu": round(scored.score, 4) if scored else None, "signature": scored.signature if scored else ""}
        | {"errors": sum(bool(r.reply.error) for r in part)}
        | {"ttft_p50_ms": _ms(firsts, 50), "ttft_p95_ms": _ms(firsts, 95)}
        | {"answer_p50_ms": _ms(times, 50), "answer_p95_ms": _ms(times, 95)}
    )


def _share(part: Sequence[Result], holds: Callable[[Result], bool]) -> Row:
    return _of(sum(map(holds, part)), len(part))


def _of(right: int, total: int) -> Row:
    low, high = wilson(right, total)
    share = round(right / total, 4) if total else None
    return {"items": total, "right": right, "share": share, "low": round(low, 4), "high": round(high, 4)}


def _ms(values: Sequence[float], share: float) -> float | None:
    seconds = percentile(values, share)
    return None if seconds is None else round(seconds * MS, 1)


def _refusals(language: str, results: Sequence[Result]) -> Row:
    """Says so where the page does not tell; declines where it does."""
    part = [r for r in results if language in (r.item.language, ALL)]
    cannot = [r for r in part if isinstance(r.item.truth, Unanswerable)]
    can = [r for r in part if not isinstance(r.item.truth, Unanswerable)]
    says_so, declined = _share(cannot, lambda r: r.verdict.is_right), _share(can, lambda r: r.is_refused)
    return {"language": language, "says_so": says_so, "wrongly_refuses": declined}


def _pointing(language: str, results: Sequence[Result]) -> Row:
    """Over answers with boxes to items that have some: things pointed at, and boxes that point at one of them."""
    told = [r.pointing for r in results if r.pointing and language in (r.item.language, ALL)]
    hit = _of(sum(p.hit for p in told), sum(p.wanted for p in told))
    right = _of(sum(p.right for p in told), sum(p.told for p in told))
    return {"language": language, "answers": len(told), "things_hit": hit, "boxes_right": right}


def _by_kind(results: Sequence[Result]) -> list[Row]:
    kinds = sorted({r.item.truth.kind for r in results})
    return [
        {"kind": kind} | _share([r for r in results if r.item.truth.kind == kind], lambda r: r.verdict.is_right)
        for kind in kinds
    ]


def _fault(result: Result) -> str:
    """The reason without names and figures."""
    if result.reply.error:
        return result.reply.error.split(":")[0]
    return re.split(r"['\":\d]", result.verdict.reason)[0].strip() or "wrong"


def table(summary: Mapping[str, Any]) -> Table:
    """The rows for a terminal."""
    result = Table(title=f"Semantic agreement, % with 95 % intervals (Wilson); BLEU-4 {summary['bleu_signature']}")
    for name in ("suite", "category", "language"):
        result.add_column(name)
    for name in ("right", "agreement", "BLEU-4", "TTFT P50/P95 ms", "answer P50/P95 ms", "errors"):
        result.add_column(name, justify="right")
    for row in summary["rows"]:
        is_last = row["category"] == row["language"] == ALL
        result.add_row(row["suite"], row["category"], row["language"], *cells(row), end_section=is_last)
    return result


def cells(row: Row) -> tuple[str, ...]:
    """A row's figures as people read them."""
    return (
        f"{row['right']}/{row['items']}",
        shown(row),
        "-" if row["bleu"] is None else f"{row['bleu']:.2f}",
        f"{_plain(row['ttft_p50_ms'])} / {_plain(row['ttft_p95_ms'])}",
        f"{_plain(row['answer_p50_ms'])} / {_plain(row['answer_p95_ms'])}",
        str(row["errors"]),
    )


def shown(row: Row) -> str:
    """A share with its interval, in %."""
    if row["share"] is None:
        return "-"
    return f"{100 * row['share']:.0f} [{100 * row['low']:.0f}, {100 * row['high']:.0f}]"


def notes(summary: Mapping[str, Any]) -> list[str]:
    """What the table does not say."""
    (refusals,) = (row for row in summary["refusals"] if row["language"] == ALL)
    (pointing,) = (row for row in summary["pointing"] if row["language"] == ALL)
    lines = []
    if refusals["says_so"]["items"]:
        lines.append(f"Unanswerable, says so: {shown(refusals['says_so'])} %")
    lines.append(f"Answerable, wrongly refused: {shown(refusals['wrongly_refuses'])} %")
    if pointing["answers"]:
        lines.append(
            f"Boxes (IoU 0.5), {pointing['answers']} answers with some: {shown(pointing['things_hit'])} % of what "
            f"is asked about is pointed at; {shown(pointing['boxes_right'])} % of the boxes point at it"
        )
    return lines


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"
