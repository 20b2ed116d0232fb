"""The figures of a run as JSON and as a table on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from benchmarks.seeing.figures import Figure, Judged, by, summarise

MAIN: dict[str, tuple[str, float | None]] = {
    "interactive/f1": ("interactive elements, F1 at IoU 0.5", 0.90),
    "interactive/precision": ("- precision", None),
    "interactive/recall": ("- recall", None),
    "elements/f1": ("all elements, F1", None),
    "containers/f1": ("containers, F1", None),
    "role": ("role right, of matched interactive elements", 0.93),
    "role/elements": ("role right, of all matched", None),
    "state": ("states exactly right, of matched interactive elements", 0.96),
    "state/held": ("- of those that have any state", None),
    "name": ("name exact, of matched interactive elements with a name", None),
    "name/written": ("- of those whose name is written on the page", None),
    "icon": ("icon function, of found icons", 0.85),
    "icon/found": ("icons found", None),
    "cells": ("table cells in the right row and column", 0.92),
    "cells/matched": ("- of matched cells", None),
    "label": ("name of a field is its label, of matched fields with a label", 0.92),
    "label/ticks": ("- of check boxes, radio buttons and switches", None),
    "text/recall": ("characters read", 0.98),
    "text/precision": ("- not invented", None),
}
"""Figure -> what it is called, and the goal."""
NAME_GOALS = {"zh": 0.92, "en": 0.95}
Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Results:
    """All figures: of all pages, and of those of each kit and language; and which role was taken for which."""

    pages: int
    overall: Figures
    by_kit: Mapping[str, Figures]
    by_language: Mapping[str, Figures]
    confusion: Counter[tuple[str, str]]


def results_of(judged: Sequence[Judged]) -> Results:
    """Bootstraps everything."""
    confusion = sum((one.score.confusion for one in judged), Counter[tuple[str, str]]())
    return Results(
        pages=len(judged),
        overall=summarise([one.score.counts for one in judged]),
        by_kit=by(judged, lambda page: page.kit),
        by_language=by(judged, lambda page: page.language),
        confusion=confusion,
    )


def to_json(results: Results) -> dict[str, Any]:
    """value, low, high and of for every figure; confusion as rows of (true, found, how often)."""

    def plain(figures: Figures) -> dict[str, Any]:
        return {name: {k: round(v, 5) for k, v in asdict(figure).items()} for name, figure in figures.items()}

    return {
        "pages": results.pages,
        "overall": plain(results.overall),
        "by_kit": {kit: plain(figures) for kit, figures in results.by_kit.items()},
        "by_language": {language: plain(figures) for language, figures in results.by_language.items()},
        "confusion": [[true, found, number] for (true, found), number in results.confusion.most_common()],
    }


def shown(results: Results) -> Table:
    """The main figures for the terminal."""
    languages = sorted(results.by_language)
    table = Table(title=f"Seeing {results.pages} pages: % with 95 % intervals (bootstrap over pages)")
    table.add_column("figure")
    for heading in ("all", *languages, "of", "goal"):
        table.add_column(heading, justify="right")
    for row in main_rows(results, languages):
        table.add_row(*row)
    return table


def main_rows(results: Results, columns: Sequence[str]) -> Iterable[list[str]]:
    """A row of text for each main figure: whole, by language, of how many, the goal."""
    for name, (title, goal) in MAIN.items():
        figure = results.overall.get(name)
        if figure is not None:
            goals = f"{100 * goal:.0f}" if goal else ""
            if name in ("name", "name/written"):
                goals = " / ".join(f"{language} {100 * share:.0f}" for language, share in NAME_GOALS.items())
            parts = [text_of(results.by_language[language], name) for language in columns]
            yield [title, str(figure), *parts, str(figure.of), goals]


def text_of(figures: Figures, name: str) -> str:
    """The figure with its interval, or a dash."""
    return str(figures[name]) if name in figures else "-"
