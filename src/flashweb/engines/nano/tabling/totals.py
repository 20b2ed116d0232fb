"""Extremes, sums and averages over a column, exactly, and written as the column writes its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from flashweb.engines.nano.program import Language
from flashweb.engines.nano.tabling.amounts import SUMMABLE, Amount
from flashweb.engines.nano.tabling.grid import Grid


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows of a column that share one unit, with their amounts; unread: rows whose text is no such amount."""

    rows: tuple[int, ...]
    amounts: tuple[Amount, ...]

    @property
    def total(self) -> Decimal:
        return sum((amount.value for amount in self.amounts), Decimal(0))

    @property
    def is_summable(self) -> bool:
        return self.amounts[0].kind in SUMMABLE


def by_unit(grid: Grid, column: int, rows: Sequence[int]) -> list[Measured]:
    """The amounts of a column, by the unit that they can be compared in; the most common unit first.

    A bare figure among amounts of one unit is of that unit: not every cell repeats it.
    """
    units: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if amount := grid.amounts[column][row]:
            units.setdefault((amount.kind, amount.unit), []).append(row)
    named = [unit for unit in units if unit != ("number", "")]
    if len(named) == 1 and ("number", "") in units and named[0][0] in ("number", "money", "percent"):
        units = {named[0]: sorted(units[named[0]] + units["number", ""])}
    groups = sorted(units.values(), key=lambda each: (-len(each), each))
    return [Measured(tuple(each), tuple(a for row in each if (a := grid.amounts[column][row]))) for each in groups]


def extreme(measured: Measured, *, is_largest: bool, most: int = 1) -> list[int]:
    """The rows with the largest or smallest amounts, best first; all that are equal to the last of them too."""
    pairs = sorted(
        zip(measured.amounts, measured.rows, strict=True), key=lambda pair: pair[0].value, reverse=is_largest
    )
    last = pairs[min(most, len(pairs)) - 1][0].value
    return [row for amount, row in pairs if (amount.value >= last if is_largest else amount.value <= last)]


def written(value: Decimal, like: Sequence[Amount], language: Language, *, places: int | None = None) -> str:
    """A value as the amounts of its column are written. places: decimals; those of the amounts where None."""
    model = max(
        like,
        key=lambda amount: amount.factor if amount.kind == "size" else Decimal(bool(amount.before or amount.after)),
    )
    if model.kind == "duration":
        return _duration(value, language)
    is_same = all(amount.factor == model.factor for amount in like)
    if model.kind == "size" or is_same:
        value, after = value / model.factor, model.after
    else:
        after = model.unit if model.kind == "number" else "" if model.before else " " + model.unit
    needed = max(amount.places for amount in like) if is_same else 2
    figures = value.quantize(Decimal(1).scaleb(-(needed if places is None else places)), ROUND_HALF_UP)
    if places is not None or not is_same:
        figures = figures.normalize() if figures == figures.to_integral() or places is not None else figures
    is_grouped = any(amount.is_grouped for amount in like) or (model.kind == "money" and abs(figures) >= 10000)
    text = f"{abs(figures):,f}" if is_grouped else f"{abs(figures):f}"
    gap = " " if after[:1].isascii() and after[:1].isalpha() else ""
    return f"{'-' if figures < 0 else ''}{model.before}{text}{gap}{after}"


def average(measured: Measured, language: Language) -> tuple[str, bool]:
    """The mean as the column writes amounts, and whether it had to be rounded."""
    mean = measured.total / len(measured.amounts)
    places = max(2, *(amount.places for amount in measured.amounts))
    factor = measured.amounts[0].factor
    is_rounded = (mean / factor) != (mean / factor).quantize(Decimal(1).scaleb(-places))
    return written(mean, measured.amounts, language, places=places), is_rounded


def _duration(seconds: Decimal, language: Language) -> str:
    names = (
        (("天", 86400), ("小时", 3600), ("分钟", 60)) if language == "zh" else (("d", 86400), ("h", 3600), ("min", 60))
    )
    parts: list[str] = []
    for name, size in names:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count:f} {name}")
    if seconds or not parts:
        rest = seconds.quantize(Decimal("0.01")).normalize() if seconds != seconds.to_integral() else seconds
        parts.append(f"{rest:f} {'秒' if language == 'zh' else 's'}")
    return " ".join(parts)
