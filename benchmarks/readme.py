"""Reproduce every figure of the README, and write them there.

`python -m benchmarks.readme` (or `make bench`) runs the other benchmarks one after another, each a process of its own,
keeps their JSON in build/benchmarks, and fills the table between the markers in README.md and README.zh-CN.md.
`--keep` reuses what an earlier run measured.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from benchmarks.guarding_rows import guarding_rows
from benchmarks.seeing.rows import Row, seeing_rows
from benchmarks.server import running_server

OUT = Path("build/benchmarks")
SCREENS = Path("build/screens")
HELD_OUT = Path("build/held_out")
GUARDING = ("guardrails", "audit", "injection", "hidden_text")
LEVELS = (1, 4, 8, 12, 64)
_MARKED = re.compile(r"(<!-- figures: [^>]*-->\n).*?(<!-- end of figures -->)", re.DOTALL)


def run(name: str, *command: str) -> dict[str, Any]:
    """What a command measured and wrote to build/benchmarks/NAME.json."""
    Console(stderr=True).rule(name)
    subprocess.run([*command, "--json", str(OUT / f"{name}.json")], check=True)
    return load(name)


def load(name: str) -> dict[str, Any]:
    """What a benchmark measured before."""
    result: dict[str, Any] = json.loads((OUT / f"{name}.json").read_text(encoding="utf-8"))
    return result


def throughput(name: str, *flags: str) -> dict[str, Any]:
    """`flashweb bench` against a fresh server."""
    levels = ",".join(str(level) for level in LEVELS)
    with running_server("--no-ui") as server:
        command = [str(Path(sys.executable).with_name("flashweb")), "bench", "--url", server.url]
        command += ["--images", str(SCREENS), "--concurrency", levels, "--requests", "128", *flags]
        return run(name, *command)


def measure() -> dict[str, dict[str, Any]]:
    """All of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    module = (sys.executable, "-m")
    screens = ("--screens", str(SCREENS))
    return {
        "overhead": run("overhead", *module, "benchmarks.overhead"),
        "first_token": run("first_token", *module, "benchmarks.first_token", *screens),
        "new": throughput("new", "--new-images"),
        "repeated": throughput("repeated", "--repeat-images"),
        "footprint": run("footprint", *module, "benchmarks.footprint", *screens),
        "reading": run("reading", *module, "benchmarks.reading", *screens, "--compare-rapidocr"),
        "answering": run("answering", *module, "benchmarks.answering", *screens, "--split", "held_out"),
        "seeing": run("seeing", *module, "benchmarks.seeing", "--data", str(held_out_pages())),
        "speed": run("speed", *module, "benchmarks.seeing.speed", *screens),
        **{name: run(name, *module, f"benchmarks.{name}") for name in GUARDING},
    }


def held_out_pages() -> Path:
    """Pages of kits that nothing was trained on; those that are there already stay."""
    shape = ("--split", "held_out", "--pages", "240", "--shard", "10", "--seed", "7")
    command = (sys.executable, "-m", "training.screens.generate", "--out", str(HELD_OUT), *shape)
    subprocess.run(command, check=True)
    return HELD_OUT


def figures(results: dict[str, dict[str, Any]]) -> list[Row]:
    """Every row of the table."""
    return [
        *first_token_rows(results["first_token"]),
        *load_rows(results),
        *footprint_rows(results["footprint"]),
        *overhead_rows(results["overhead"]),
        *reading_rows(results["reading"]),
        *answering_rows(results["answering"]),
        *seeing_rows(results["seeing"], results["speed"]),
        *guarding_rows(*(results[name] for name in GUARDING)),
    ]


def first_token_rows(first: dict[str, Any]) -> list[Row]:
    """Cold, by kind of question; against rapidocr; after an upload."""
    questions = first["questions"]
    pages = first["pages"]
    ratios = " / ".join(f"{questions[f'{name}.cold']['ratio_to_rapidocr']:.2f}" for name in ("about", "read", "find"))
    after = " / ".join(f"{questions[f'{name}.uploaded']['ttft_p50_ms']:.0f}" for name in ("about", "read", "find"))
    return [
        (
            f"first token, new 1280x800 picture in the request, “what is this page about?” ({pages} pages), P50 / P95",
            f"首字延迟，请求内附 1280x800 新图，问“页面讲什么”（{pages} 页），P50 / P95",
            pair(questions["about.cold"]),
            "187 / 312 ms",
        ),
        ("the same, “read everything”", "同上，问“写了什么”", pair(questions["read.cold"]), ""),
        (
            "the same, “where is …?”, the page's last line",
            "同上，问页面最后一行“在哪里”",
            pair(questions["find.cold"]),
            "",
        ),
        (
            "ratio to `rapidocr`'s default full read, same run, the three questions",
            "与 `rapidocr` 默认全文识别之比（同一轮，三种问题）",
            ratios,
            "≤ 0.25",
        ),
        (
            "first token after the upload, the three questions, P50",
            "上传之后的首字延迟（三种问题），P50",
            f"{after} ms",
            "20 ms",
        ),
    ]


def footprint_rows(foot: dict[str, Any]) -> list[Row]:
    """Start, memory, disk."""
    memory = f"{foot['idle_mb']:.0f} / {foot['after_500_mb']:.0f} / {foot['peak_mb']:.0f} MB"
    growth = f"{foot['growth_200_to_1000_percent']:.1f} %"
    return [
        ("start to ready", "启动到就绪", f"{foot['seconds_to_ready']:.1f} s", "3 s"),
        ("memory, idle / after 500 requests / peak", "内存：空闲 / 500 次请求后 / 峰值", memory, "700 MB"),
        ("memory growth, 200th to 1,000th request", "第 200 到第 1000 次请求的内存增长", growth, "≤ 5 %"),
        ("installed size", "安装体积", f"{foot['installed_mb']:.0f} MB", "600 MB"),
        ("`flashweb --help`", "`flashweb --help`", f"{foot['help_seconds']:.2f} s", "0.3 s"),
    ]


def overhead_rows(over: dict[str, Any]) -> list[Row]:
    """The service without a model."""
    events = f"{over['events_per_second']}; {over['event_gap_max_ms']:.0f} ms"
    return [
        (
            "the service alone (`echo`): first token P50",
            "服务本身（`echo`）：首字 P50",
            f"{over['ttft_p50_ms']} ms",
            "5 ms",
        ),
        (
            "the service alone: 64 streams, events/s; longest silence of any (one every 32 ms is due)",
            "服务本身：64 路流，事件/秒；最长停顿（应为每 32 ms 一个）",
            events,
            "2,000",
        ),
    ]


def pair(row: dict[str, Any]) -> str:
    """P50 / P95 in milliseconds."""
    return f"{row['ttft_p50_ms']:.0f} / {row['ttft_p95_ms']:.0f} ms"


def load_rows(results: dict[str, dict[str, Any]]) -> list[Row]:
    """Requests a second at each number in flight, and what did not get an answer."""
    rows = []
    for kind, english, chinese in (("new", "new pictures", "新图"), ("repeated", "repeated pictures", "重复图片")):
        servers = [level["servers"][0] for level in results[kind]["levels"]]
        rates = " / ".join(f"{server['qps']:.1f}" for server in servers)
        levels = "/".join(str(level) for level in LEVELS)
        lost = f"{sum(s['num_failed'] for s in servers)} + {sum(s['num_shed'] for s in servers)}"
        rows.append(
            (
                f"requests/s with {levels} in flight, {english}; failed + shed",
                f"每秒请求数，并发 {levels}，{chinese}；失败 + 婉拒",
                f"{rates}; {lost}",
                "5.1 / 12.3 / 16.7; 0" if kind == "new" else "0 + 0",
            )
        )
    return rows


def reading_rows(reading: dict[str, Any]) -> list[Row]:
    """Characters read on held-out pages, beside rapidocr's."""
    rows = []
    for language, english, chinese in (("zh", "Chinese", "中文"), ("en", "English", "英文")):
        shares = {
            row["reader"]: row["recall"]
            for row in reading["rows"]
            if row["split"] == "held_out" and row["language"] == language
        }
        ours, low, high = (share * 100 for share in shares["flashweb"])
        theirs = shares["rapidocr"][0] * 100
        rows.append(
            (
                f"characters read, {english} pages never tuned on [95 %]; `rapidocr` default",
                f"文字读出率，未参与调优的{chinese}页面 [95 %]；`rapidocr` 默认",
                f"{ours:.1f} % [{low:.1f}, {high:.1f}]; {theirs:.1f} %",
                "97 %",
            )
        )
    return rows


def answering_rows(answering: dict[str, Any]) -> list[Row]:
    """Questions that people would ask about held-out pages: answered right, and honest where there is no answer."""
    cells = {}
    for row in answering["rows"]:
        low, high = (share * 100 for share in row["interval"])
        cells[row["kind"], row["language"]] = f"{row['share'] * 100:.0f} % [{low:.0f}, {high:.0f}]"
    return [
        (
            "free questions about text on pages never tuned on, answered right, zh / en [95 %]",
            "对未参与调优页面的自由提问（文字类），答对率，中 / 英 [95 %]",
            f"{cells['answerable', 'zh']} / {cells['answerable', 'en']}",
            "",
        ),
        (
            "the same where the page holds no answer: says so, zh / en",
            "同上，页面上没有答案时如实说明，中 / 英",
            f"{cells['not answerable', 'zh']} / {cells['not answerable', 'en']}",
            "95 %",
        ),
    ]


def write_readme(path: Path, heads: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> None:
    """Put the table between the markers."""
    lines = ["| " + " | ".join(heads) + " |", "|---|---|---|", *("| " + " | ".join(row) + " |" for row in rows)]
    table = "\n".join(lines)
    text = path.read_text(encoding="utf-8")
    path.write_text(_MARKED.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", text), encoding="utf-8")


@click.command()
@click.option("--keep", is_flag=True, help="Do not measure again; fill the tables from build/benchmarks.")
def main(keep: bool) -> None:
    """Measure everything and write it into both READMEs."""
    names = (
        *("overhead", "first_token", "new", "repeated", "footprint", "reading", "answering", "seeing", "speed"),
        *GUARDING,
    )
    rows = figures({name: load(name) for name in names} if keep else measure())
    write_readme(Path("README.md"), ("figure", "measured", "goal"), [(en, value, goal) for en, _, value, goal in rows])
    write_readme(Path("README.zh-CN.md"), ("指标", "实测", "目标"), [(zh, value, goal) for _, zh, value, goal in rows])


if __name__ == "__main__":
    main()
