"""The figures of a run as one HTML page, with the gallery of failures beside it."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.seeing.gallery import Failure
from benchmarks.seeing.page import CONTAINERS, CONTENT, INTERACTIVE
from benchmarks.seeing.report import MAIN, Results, main_rows, text_of
from benchmarks.seeing.scoring import MISSED, SPURIOUS, STATES

ROLES = (*sorted(INTERACTIVE), *sorted(CONTENT), *sorted(CONTAINERS))
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1200px;padding:0 1rem;color:#1c2733}"
    "table{border-collapse:collapse;margin:1rem 0;font-size:13px}"
    "th,td{padding:.2rem .5rem;text-align:right;border-bottom:1px solid #d8dee4}"
    "td:first-child,th:first-child{text-align:left}figure{margin:2rem 0}img{max-width:100%;border:1px solid #aab}"
)

Rows = Iterable[Sequence[str]]


def to_html(results: Results, failures: Sequence[Failure], source: str) -> str:
    """One page; pictures lie beside it."""
    sections = "".join(
        f"<h2>{html.escape(title)}</h2>{_table(heads, rows)}" for title, heads, rows in _sections(results)
    )
    pictures = "".join(
        f'<figure><img src="{html.escape(one.file)}" loading="lazy" alt="">'
        f"<figcaption>{html.escape(one.caption)}</figcaption></figure>"
        for one in failures
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Seeing</title><style>{_STYLE}</style>'
        f"<h1>Seeing</h1><p>{results.pages} pages of {html.escape(source)}; % with 95 % intervals, by bootstrap over "
        "pages. What each figure counts is written at the top of benchmarks/seeing/scoring.py.</p>"
        f"{sections}<h2>Failures</h2><p>Missed red, spurious yellow, wrong role blue, right thin green; interactive "
        f"elements thick.</p>{pictures}</html>\n"
    )


def _sections(results: Results) -> Iterator[tuple[str, Sequence[str], Rows]]:
    """Title, heads and rows of every table."""
    languages, kits, overall = sorted(results.by_language), sorted(results.by_kit), results.overall
    roles = [role for role in ROLES if f"role/{role}/f1" in overall]
    yield "Figures", ["figure", "all", *languages, "of", "goal"], main_rows(results, languages)
    by_kit = ([title, *(text_of(results.by_kit[kit], name) for kit in kits)] for name, (title, _) in MAIN.items())
    yield "Per kit", ["figure", *kits], by_kit
    by_role = ([role, *(text_of(overall, f"role/{role}/{part}") for part in ("f1", "recall"))] for role in roles)
    yield "Per role", ["role", "F1, role right", "found, whatever it was called"], by_role
    both = ([role, *(text_of(results.by_kit[kit], f"role/{role}/f1") for kit in kits)] for role in roles)
    yield "Per role and kit, F1 with the role right", ["role", *kits], both
    by_state = (
        [state, *(text_of(overall, f"state/{state}{part}") for part in ("", "/recall", "/precision"))]
        for state in STATES
    )
    yield "Per state, over matched elements that can have it", ["state", "right", "recall", "precision"], by_state
    yield "True role (down), found role (across)", *_confusion(results.confusion)


def _confusion(confusion: Counter[tuple[str, str]]) -> tuple[Sequence[str], Rows]:
    found = [role for role in (*ROLES, MISSED) if any(pair[1] == role for pair in confusion)]
    true = [role for role in (*ROLES, SPURIOUS) if any(pair[0] == role for pair in confusion)]
    return ["", *found], ([role, *(str(confusion[role, called] or "") for called in found)] for role in true)


def _table(heads: Sequence[str], rows: Rows) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{html.escape(head)}</th>' for head in heads)}</tr>{body}</table>"
