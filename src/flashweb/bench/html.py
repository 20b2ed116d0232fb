"""A result as one HTML file that needs nothing else: the table's figures and three plots in SVG."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

from flashweb.bench.metrics import Stats, Summary
from flashweb.bench.report import MS, NAMES, notes
from flashweb.bench.runner import Result

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 460, 260, 56, 36, 14
COLORS = ("#1769aa", "#d9822b")

Point = tuple[float, float]
Series = Sequence[tuple[str, Sequence[Point]]]

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1000px;padding:0 1rem;color:#1c2733}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{padding:.3rem .5rem;text-align:right;border-bottom:1px solid #d8dee4}"
    "td:nth-child(2),th:nth-child(2){text-align:left}figure{display:inline-block;margin:1rem 1rem 0 0}"
    "svg text{font-size:11px;fill:#445}figcaption{font-weight:600}"
)
_HEADINGS = (
    "in flight",
    "server",
    "TTFT P50",
    "TTFT P95",
    "ITL P95",
    "E2EL P50",
    "E2EL P95",
    "QPS",
    "ok",
    "shed",
    "failed",
)


def to_html(figures: dict[str, Any], result: Result) -> str:
    """figures: what report.to_json gave, for the plan; result: for plots and table."""
    plan = html.escape(", ".join(f"{name}: {value}" for name, value in figures["plan"].items()))
    plots = [
        _plot("TTFT P50, ms, by requests in flight", _by_level(result, lambda s: _ms(s.ttft))),
        _plot("QPS by requests in flight", _by_level(result, lambda s: s.qps)),
        *(
            _plot(f"TTFT, ms: share of requests answered, {level.summaries[0].concurrency} in flight", series)
            for level, series in ((level, _shares(result, index)) for index, level in enumerate(result.levels))
        ),
    ]
    lines = "".join(f"<li>{html.escape(note)}</li>" for note in notes(result))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>flashweb bench</title><style>{_STYLE}</style>'
        f"<h1>flashweb bench</h1><p>{plan}</p>{_table(result)}{''.join(plots)}<ul>{lines}</ul></html>\n"
    )


def _ms(stats: Stats | None, point: str = "p50") -> float | None:
    return None if stats is None else float(getattr(stats, point)) * MS


def _table(result: Result) -> str:
    rows = []
    for level in result.levels:
        for name, summary in zip(NAMES, level.summaries, strict=False):
            times = [
                _ms(summary.ttft),
                _ms(summary.ttft, "p95"),
                _ms(summary.itl, "p95"),
                _ms(summary.e2el),
                _ms(summary.e2el, "p95"),
            ]
            cells = [str(summary.concurrency), name]
            cells += ["-" if value is None else f"{value:.1f}" for value in times]
            cells += [f"{summary.qps:.2f}", str(summary.num_ok), str(summary.num_shed), str(summary.num_failed)]
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{heading}</th>" for heading in _HEADINGS)
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def _by_level(result: Result, figure: Callable[[Summary], float | None]) -> Series:
    series = []
    for index, name in enumerate(NAMES[: len(result.servers)]):
        summaries = [level.summaries[index] for level in result.levels]
        points = [(float(summary.concurrency), figure(summary)) for summary in summaries]
        series.append((name, [(x, y) for x, y in points if y is not None]))
    return series


def _shares(result: Result, level: int) -> Series:
    """Cumulative distribution of TTFT: x in ms, y the share of answered requests that were as fast."""
    series = []
    for name, summary in zip(NAMES, result.levels[level].summaries, strict=False):
        ordered = sorted(summary.ttfts)
        series.append((name, [(value * MS, rank / len(ordered)) for rank, value in enumerate(ordered, 1)]))
    return series


def _plot(caption: str, series: Series) -> str:
    points = [point for _, line in series for point in line]
    if not points:
        return ""
    x_max, y_max = (max(point[axis] for point in points) * 1.05 or 1.0 for axis in (0, 1))
    right, floor = WIDTH - 12, HEIGHT - BOTTOM

    def place(point: Point) -> str:
        x = LEFT + point[0] / x_max * (right - LEFT)
        return f"{x:.1f},{floor - point[1] / y_max * (floor - TOP):.1f}"

    marks = []
    for step in range(5):
        share = step / 4
        y, x = floor - share * (floor - TOP), LEFT + share * (right - LEFT)
        marks.append(f'<line x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e8ee"/>')
        marks.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share * y_max:.3g}</text>')
        marks.append(f'<text x="{x:.1f}" y="{floor + 16}" text-anchor="middle">{share * x_max:.3g}</text>')
    for index, (name, line) in enumerate(series):
        color = COLORS[index % len(COLORS)]
        marks.append(f'<polyline fill="none" stroke="{color}" stroke-width="2" points="{" ".join(map(place, line))}"/>')
        for point in line if len(line) <= 20 else ():
            x_text, y_text = place(point).split(",")
            marks.append(f'<circle cx="{x_text}" cy="{y_text}" r="3.5" fill="{color}"/>')
        label = HEIGHT - 4
        marks.append(f'<text x="{LEFT + 210 * index}" y="{label}" style="fill:{color}">{html.escape(name)}</text>')
    body = "".join(marks)
    return (
        f'<figure><figcaption>{html.escape(caption)}</figcaption><svg width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{body}</svg></figure>'
    )
