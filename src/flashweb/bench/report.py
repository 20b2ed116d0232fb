"""A result as JSON and as tables for a terminal. Times in milliseconds, memory in MB (10^6 bytes)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flashweb.bench.metrics import Stats, Summary
from flashweb.bench.runner import Level, Plan, Result, Server

MS = 1000.0
MB = 1e6
NAMES = "AB"
_TIMES = ("ttft", "itl", "tpot", "e2el", "upload")


def to_json(plan: Plan, result: Result, pictures: dict[str, Any]) -> dict[str, Any]:
    """The whole result; pictures says how they were dealt. API keys are left out."""
    return {
        "plan": {
            **asdict(plan.ask),
            "levels": plan.levels,
            "warmup": plan.warmup,
            "timeout_s": plan.timeout,
            **pictures,
        },
        "load_generator": {"floor_ttft_ms": _stats_ms(result.floor)},
        "servers": [
            {"url": server.url, "model": server.model, "pid": server.pid, "idle_mb": _mb(server.idle)}
            | ({"memory_note": server.memory_note} if server.memory_note else {})
            for server in result.servers
        ],
        "levels": [_level_json(level, result.servers) for level in result.levels],
    }


def _level_json(level: Level, servers: tuple[Server, ...]) -> dict[str, Any]:
    rows = [
        {"url": server.url} | _summary_json(summary) | {"peak_mb": _mb(peak)}
        for server, summary, peak in zip(servers, level.summaries, level.peaks, strict=True)
    ]
    body: dict[str, Any] = {"concurrency": level.summaries[0].concurrency, "servers": rows}
    body["load_generator"] = {
        "cpu_cores": round(level.overhead.cpu, 3),
        "loop_lag_p95_ms": round(level.overhead.lag_p95 * MS, 3),
        "loop_lag_max_ms": round(level.overhead.lag_max * MS, 3),
        "is_short_of_cpu": level.overhead.is_short_of_cpu,
    }
    if len(level.summaries) == 2:
        body["ratio"] = ratios(*level.summaries)
    return body


def _summary_json(summary: Summary) -> dict[str, Any]:
    return {
        "num_ok": summary.num_ok,
        "num_shed": summary.num_shed,
        "num_failed": summary.num_failed,
        "errors": dict(summary.errors),
        "busy_s": round(summary.wall, 4),
        "qps": round(summary.qps, 3),
        "events_per_s": round(summary.events_per_second, 2),
        "tokens_per_s": round(summary.tokens_per_second, 2),
        "goodput": None if summary.goodput is None else round(summary.goodput, 3),
    } | {f"{name}_ms": _stats_ms(getattr(summary, name)) for name in _TIMES}


def _stats_ms(stats: Stats | None) -> dict[str, float] | None:
    if stats is None:
        return None
    figures = {name: round(value * MS, 3) for name, value in asdict(stats).items() if name != "count"}
    return {"count": stats.count, **figures}


def _mb(num_bytes: int | None) -> float | None:
    return None if num_bytes is None else round(num_bytes / MB, 1)


def ratios(first: Summary, second: Summary) -> dict[str, float | None]:
    """First server's figure over the second's: below 1 is faster for times, above 1 is more for rates."""

    def of(a: float | None, b: float | None) -> float | None:
        return round(a / b, 4) if a is not None and b else None

    found = {"qps": of(first.qps, second.qps)}
    for name in ("ttft", "e2el"):
        one, other = getattr(first, name), getattr(second, name)
        for point in ("p50", "p95"):
            found[f"{name}_{point}"] = of(one and getattr(one, point), other and getattr(other, point))
    return found


def to_table(result: Result) -> RenderableType:
    """One row for each level and server, a row of ratios where two took turns, and what else must be known."""
    table = Table(title="P50/P95 in ms", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    table.add_column("in flight", justify="right", max_width=6)
    table.add_column("")
    for heading in ("TTFT", "ITL", "TPOT", "E2EL", "QPS", "events/s", "ok", "shed", "failed", "MB"):
        table.add_column(heading, justify="right", no_wrap=True)
    for level in result.levels:
        rows = zip(NAMES, level.summaries, level.peaks, strict=False)
        for name, summary, peak in rows:
            table.add_row(str(summary.concurrency), name, *_cells(summary, peak))
        if len(level.summaries) == 2:
            found = ratios(*level.summaries)
            ttft, e2el = (f"{_x(found[f'{name}_p50'])}/{_x(found[f'{name}_p95'])}" for name in ("ttft", "e2el"))
            table.add_row("", "A/B", ttft, "", "", e2el, _x(found["qps"]), style="bold", end_section=True)
    return Group(table, *(Text(note) for note in notes(result)))


def _cells(summary: Summary, peak: int | None) -> list[str]:
    times = [_pair(getattr(summary, name)) for name in ("ttft", "itl", "tpot", "e2el")]
    rates = [f"{summary.qps:.2f}", f"{summary.events_per_second:.0f}"]
    counts = [str(count) for count in (summary.num_ok, summary.num_shed, summary.num_failed)]
    return [*times, *rates, *counts, "-" if peak is None else f"{peak / MB:.0f}"]


def _pair(stats: Stats | None) -> str:
    if stats is None:
        return "-"
    return "/".join(f"{value * MS:.{0 if value >= 0.1 else 1}f}" for value in (stats.p50, stats.p95))


def _x(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.2f}"


def notes(result: Result) -> list[str]:
    """Lines below the table: errors by kind, uploads, goodput, memory, and what the load generator itself costs."""
    lines = []
    for name, server in zip(NAMES, result.servers, strict=False):
        idle = server.memory_note or f"idle {(server.idle or 0) / MB:.0f} MB (RSS with children, process {server.pid})"
        lines.append(f"{name}: {server.url}, model {server.model}, {idle}")
    for level in result.levels:
        for name, summary in zip(NAMES, level.summaries, strict=False):
            where = f"{summary.concurrency} in flight, {name}"
            if summary.errors:
                kinds = ", ".join(f"{code}: {count}" for code, count in sorted(summary.errors.items()))
                lines.append(f"{where}: errors {kinds}")
            if summary.upload is not None:
                lines.append(f"{where}: upload {_pair(summary.upload)} ms; TTFT counts from the question")
            if summary.goodput is not None:
                lines.append(f"{where}: goodput {summary.goodput:.2f} requests/s")
    cpu = max(level.overhead.cpu for level in result.levels)
    lag = max(level.overhead.lag_p95 for level in result.levels)
    lines.append(
        f"Load generator: at most {cpu:.0%} of a core, its loop late by {lag * MS:.1f} ms (P95); "
        f"alone, without a server, its TTFT is {_pair(result.floor)} ms."
    )
    if any(level.overhead.is_short_of_cpu for level in result.levels):
        lines.append(
            "WARNING: the load generator was short of CPU, so times may be too long by as much as its loop was late; "
            "run it on another machine, or with fewer in flight."
        )
    return lines
