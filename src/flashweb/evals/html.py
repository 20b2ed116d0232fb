"""The report as one HTML file, its pictures beside it: tables, times, and a gallery of wrong answers."""

from __future__ import annotations

import hashlib
import html
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from flashweb.evals.comparison import Comparison, figures
from flashweb.evals.items import CATEGORIES, Quad
from flashweb.evals.plots import times_plot
from flashweb.evals.run import Result
from flashweb.evals.suites import Suite
from flashweb.evals.summary import ALL, cells, notes, shown

MOST_SHOWN = 40
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1100px;padding:0 1rem;color:#1c2733}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{padding:.3rem .5rem;text-align:left;"
    "border-bottom:1px solid #d8dee4;vertical-align:top}td.figure,th.figure{text-align:right}tr.total{font-weight:600}"
    "article{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,4fr);gap:1rem;border-top:1px solid #d8dee4;"
    "padding:1rem 0}.pictures svg{width:100%;height:auto;border:1px solid #d8dee4;margin-bottom:.5rem}"
    "dt{color:#5a6b7b;font-size:13px}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}.bad{color:#a32}"
    ".good{color:#276738}svg text{font-size:11px;fill:#445}.truth{stroke:#276738}.told{stroke:#d9482b}"
)


def report_html(out: Path, summary: Mapping[str, Any], results: Sequence[Result], suites: Mapping[str, Suite]) -> None:
    """Writes OUT/report.html, and to OUT/pictures what its gallery shows."""
    run = summary["run"]
    parts = [
        f"<p>{_esc(run['url'])}, model {_esc(run['model'])}</p>",
        _figures(summary),
        "".join(f"<p>{_esc(line)}</p>" for line in notes(summary)),
        _kinds(summary),
        "<h2>Times</h2>",
        times_plot("Time to the first visible character, ms", _times(results, "ttft")),
        times_plot("Time to the whole answer, ms", _times(results, "seconds")),
        "<h2>Wrong answers</h2>",
        f"<p><span class=good>Green: what is asked about.</span> <span class=bad>Red: where the server points.</span> "
        f"At most {MOST_SHOWN} of each category; all are in results.jsonl.</p>",
        *(_gallery(category, out, results, suites) for category in CATEGORIES),
    ]
    (out / "report.html").write_text(_page("flashweb eval", parts), encoding="utf-8")


def comparison_html(comparison: Comparison, runs: Sequence[Path]) -> str:
    """Both runs' figures, then every item that flipped."""
    head = "".join(f"<th>{name}</th>" for name in ("category", "items", "A %", "B %", "B - A", "gained", "lost", "P"))
    rows = "".join(_row([row.category, *figures(row)], row.category == ALL) for row in comparison.differences)
    flips = []
    for first, second in comparison.flips:
        mark = "gained" if second["right"] else "lost"
        told = [
            f"<dt>{name}</dt><dd>{_esc(line['answer'] or line['error'])}</dd>"
            for name, line in (("A", first), ("B", second))
        ]
        title = f"{first['suite']}/{first['id']}"
        flips.append(
            f"<h3>{_esc(title)}: {mark}</h3><dl><dt>question</dt><dd>{_esc(first['question'])}</dd>{''.join(told)}</dl>"
        )
    named = f"<p>A: {_esc(str(runs[0]))}<br>B: {_esc(str(runs[1]))}</p>"
    table = f"<table><tr>{head}</tr>{rows}</table>"
    return _page("flashweb eval: two runs", [named, table, f"<h2>{len(flips)} items flipped</h2>", *flips])


def _page(title: str, parts: Iterable[str]) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1>{''.join(parts)}</html>\n"
    )


def _esc(text: str) -> str:
    return html.escape(text)


def _row(columns: Sequence[str], is_total: bool = False, names: int = 1) -> str:
    marks = ["" if index < names else " class=figure" for index in range(len(columns))]
    body = "".join(f"<td{mark}>{_esc(text)}</td>" for mark, text in zip(marks, columns, strict=True))
    return f"<tr{' class=total' if is_total else ''}>{body}</tr>"


def _figures(summary: Mapping[str, Any]) -> str:
    names = ("suite", "category", "language", "right", "agreement %, 95 % interval", "BLEU-4")
    times = ("TTFT P50 / P95 ms", "answer P50 / P95 ms", "errors")
    head = "".join(f"<th>{name}</th>" for name in (*names, *times))
    rows = [
        _row(
            [row["suite"], row["category"], row["language"], *cells(row)], ALL in (row["category"], row["language"]), 3
        )
        for row in summary["rows"]
    ]
    signature = f"<p>BLEU-4 by sacrebleu: {_esc(summary['bleu_signature'] or 'no references')}</p>"
    return f"<h2>Semantic agreement</h2><table><tr>{head}</tr>{''.join(rows)}</table>{signature}"


def _kinds(summary: Mapping[str, Any]) -> str:
    kinds = "".join(_row([row["kind"], f"{row['right']}/{row['items']}", shown(row)]) for row in summary["kinds"])
    faults = "".join(_row([reason, str(count)]) for reason, count in summary["faults"].items())
    return (
        f"<h2>By kind of truth</h2><table><tr><th>kind<th>right<th>agreement %</tr>{kinds}</table>"
        f"<h2>What is wrong</h2><table><tr><th>fault<th>answers</tr>{faults}</table>"
    )


def _times(results: Sequence[Result], name: str) -> dict[str, list[float]]:
    """By category, in seconds, of answers without an error."""
    times: dict[str, list[float]] = {}
    for result in results:
        seconds = getattr(result.reply, name)
        if seconds is not None and not result.reply.error:
            times.setdefault(result.item.category, []).append(seconds)
    return times


def _gallery(category: str, out: Path, results: Sequence[Result], suites: Mapping[str, Suite]) -> str:
    wrong = [r for r in results if r.item.category == category and not r.verdict.is_right]
    if not wrong:
        return ""
    articles = "".join(_article(result, out, suites) for result in wrong[:MOST_SHOWN])
    return f"<h3>{category}: {len(wrong)} wrong</h3>{articles}"


def _article(result: Result, out: Path, suites: Mapping[str, Suite]) -> str:
    item, reply = result.item, result.reply
    suite = next(suite for suite in suites.values() if item in suite.items)
    pictures = []
    for index, path in enumerate(suite.pictures(item)):
        truth = [target.any_of[0] for target in item.boxes if target.image == index]
        told = [one.box for one in reply.pointed if one.image == index]
        pictures.append(_picture(path, out, truth, told))
    facts = {
        "item": result.key,
        "question": " ⏎ ".join([*(turn.question for turn in item.history), item.question]),
        "answer": reply.answer or "(none)",
        "what is wrong": result.verdict.reason,
        "a right answer": "\n".join(item.references) or item.truth.model_dump_json(exclude_defaults=True),
    }
    told_facts = "".join(f"<dt>{name}</dt><dd>{_esc(text)}</dd>" for name, text in facts.items())
    return f"<article><div class=pictures>{''.join(pictures)}</div><dl>{told_facts}</dl></article>"


def _picture(path: Path, out: Path, truth: Sequence[Quad], told: Sequence[Quad]) -> str:
    """The picture beside the report, with boxes over it."""
    name = f"{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix}"
    folder = out / "pictures"
    folder.mkdir(exist_ok=True)
    if not (folder / name).exists():
        shutil.copyfile(path, folder / name)
    with Image.open(path) as picture:
        width, height = picture.size
    stroke = max(width / 300, 2)
    boxes = [*(_box(box, "truth", stroke * 1.6) for box in truth), *(_box(box, "told", stroke) for box in told)]
    image = f'<image href="pictures/{name}" width="{width}" height="{height}"/>'
    return f'<svg viewBox="0 0 {width} {height}">{image}{"".join(boxes)}</svg>'


def _box(box: Quad, name: str, stroke: float) -> str:
    left, top, right, bottom = box
    size = f'x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}"'
    return f'<rect class="{name}" {size} fill="none" stroke-width="{stroke:.1f}"/>'
