"""Times as a picture: every answer a tick on a logarithmic scale, a row for each category."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

from flashweb.evals.statistics import percentile

WIDTH, ROW, LEFT, RIGHT = 900, 34, 120, 20
MS = 1000.0
_LEAST = 1.0


def times_plot(caption: str, times: Mapping[str, Sequence[float]]) -> str:
    """times: seconds by name of row. Median and 95th percentile are marked and told."""
    rows = {name: [max(value * MS, _LEAST) for value in values] for name, values in times.items() if values}
    if not rows:
        return ""
    low = 10 ** math.floor(math.log10(min(map(min, rows.values()))))
    high = 10 ** math.ceil(math.log10(max(map(max, rows.values())) * 1.01))

    def place(value: float) -> float:
        return LEFT + math.log(value / low) / math.log(high / low) * (WIDTH - LEFT - RIGHT)

    height = ROW * len(rows) + 30
    marks = []
    tick = low
    while tick <= high:
        x = place(tick)
        marks.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{height - 24}" stroke="#e3e8ee"/>')
        marks.append(f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{tick:g}</text>')
        tick *= 10
    for index, (name, values) in enumerate(rows.items()):
        marks += _row(name, values, ROW * index + 6, [place(value) for value in values])
    svg = f'<svg width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">{"".join(marks)}</svg>'
    return f"<figure><figcaption>{html.escape(caption)}</figcaption>{svg}</figure>"


def _row(name: str, values: Sequence[float], top: float, places: Sequence[float]) -> list[str]:
    middle, late = percentile(values, 50), percentile(values, 95)
    marks = [f'<text x="{LEFT - 8}" y="{top + 12}" text-anchor="end">{html.escape(name)}</text>']
    marks.append(f'<text x="{LEFT - 8}" y="{top + 24}" text-anchor="end">{middle:.0f} / {late:.0f}</text>')
    marks += [
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{top + 20}" stroke="#1769aa" stroke-opacity=".35"/>'
        for x in places
    ]
    return marks
