"""One run on disk: what was asked of whom, every reply as it comes, and at the end the verdicts.

OUT/run.json       server, model, suites with their digests: another run is refused the folder
OUT/results.jsonl  one line an item; written as replies come, so that a stopped run goes on where it was
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flashweb.core.errors import ConfigurationError
from flashweb.evals.asking import Pointed, Reply, Task
from flashweb.evals.items import Item
from flashweb.evals.pointing import Pointing, judge_pointing
from flashweb.evals.scoring import is_refusal, judge
from flashweb.evals.suites import Suite
from flashweb.evals.verdict import Verdict, wrong


@dataclass(frozen=True, slots=True)
class Result:
    """An item, what was replied, and the verdict. is_refused: declined although the question can be answered."""

    item: Item
    reply: Reply
    verdict: Verdict
    pointing: Pointing | None
    is_refused: bool

    @property
    def key(self) -> str:
        """Which item it is, among all suites."""
        return f"{self.item.suite}/{self.item.id}"


def judged(item: Item, reply: Reply) -> Result:
    """A server's failure is a wrong answer, with its reason."""
    verdict = wrong(reply.error) if reply.error else judge(item, reply.answer)
    is_refused = not reply.error and not verdict.is_right and is_refusal(item, reply.answer)
    return Result(item, reply, verdict, judge_pointing(item.boxes, reply.pointed), is_refused)


class Run:
    """The folder of a run. head: what makes it this run and no other."""

    def __init__(self, folder: Path, head: Mapping[str, Any]) -> None:
        self._results = folder / "results.jsonl"
        path = folder / "run.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.exists():
                _check_same(folder, json.loads(path.read_text(encoding="utf-8")), head)
            path.write_text(json.dumps(head, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise ConfigurationError(f"Cannot write to {folder}: {error.strerror}; name another --out.") from error

    def done(self) -> dict[str, Reply]:
        """Replies of an earlier, stopped run; failed ones are asked again."""
        if not self._results.exists():
            return {}
        replies = {}
        for line in self._results.read_text(encoding="utf-8").splitlines():
            try:
                body = json.loads(line)
                replies[f"{body['suite']}/{body['id']}"] = reply_of(body)
            except (ValueError, KeyError, TypeError):
                continue  # a line that the stop cut short
        return {key: reply for key, reply in replies.items() if not reply.error}

    def add(self, task: Task, reply: Reply) -> None:
        """Keeps a reply at once."""
        with self._results.open("a", encoding="utf-8") as file:
            file.write(_line(task.item, reply, {}))

    def finish(self, results: Sequence[Result]) -> None:
        """Writes all again, with verdicts, in the suites' order."""
        lines = "".join(_line(result.item, result.reply, _verdict_of(result)) for result in results)
        unfinished = self._results.with_suffix(".new")
        unfinished.write_text(lines, encoding="utf-8")
        unfinished.replace(self._results)


def known_model(folder: Path, url: str, suites: Sequence[Suite]) -> str | None:
    """The model of a run in this folder that asked the same server the same suites, if there is one."""
    try:
        there = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return str(there["model"]) if there == head_of(url, there["model"], suites) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def head_of(url: str, model: str, suites: Sequence[Suite]) -> dict[str, Any]:
    """What makes a run this run."""
    return {"url": url, "model": model, "suites": {suite.name: suite.digest for suite in suites}}


def _check_same(folder: Path, there: Mapping[str, Any], head: Mapping[str, Any]) -> None:
    differing = [name for name in head if there.get(name) != head[name]]
    if differing:
        raise ConfigurationError(
            f"{folder} holds a run with other {' and '.join(differing)}; use another --out, or remove it.", param="out"
        )


def _line(item: Item, reply: Reply, more: Mapping[str, Any]) -> str:
    kept = {"suite": item.suite, "id": item.id, "category": item.category, "language": item.language}
    body = kept | {"kind": item.truth.kind, "question": item.question} | asdict(reply) | dict(more)
    return json.dumps(body, ensure_ascii=False) + "\n"


def _verdict_of(result: Result) -> dict[str, Any]:
    verdict = {"right": result.verdict.is_right, "share": round(result.verdict.share, 4), "refused": result.is_refused}
    pointing = {"pointing": asdict(result.pointing)} if result.pointing else {}
    return verdict | {"reason": result.verdict.reason} | pointing


def reply_of(body: Mapping[str, Any]) -> Reply:
    """A reply as it was written."""
    pointed = tuple(Pointed(one["image"], one["role"], one["name"], tuple(one["box"])) for one in body["pointed"])
    return Reply(body["answer"], body["ttft"], body["seconds"], pointed, body["error"])
