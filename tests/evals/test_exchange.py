"""To evalscope's form and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flashweb.core.errors import ConfigurationError
from flashweb.evals.exchange import export
from flashweb.evals.items import Turn
from flashweb.evals.suites import find


@pytest.mark.parametrize("suffix", [".jsonl", ".tsv"])
def test_a_suite_comes_back_with_its_questions_pictures_and_answers(suffix: str, tmp_path: Path) -> None:
    suite = find("web50")
    first = suite.items[0].model_copy(update={"history": (Turn(question="你好\t吗", answer="你好"),)})
    items = (first, *suite.items[1:])
    path = tmp_path / f"mine{suffix}"
    export(items, suite.folder, path)
    back = find(str(path))
    assert [item.question for item in back.items] == [item.question for item in items]
    assert back.items[0].history == first.history
    assert [item.references[0] for item in back.items] == [item.references[0] for item in items]
    assert [back.pictures(item) for item in back.items] == [suite.pictures(item) for item in items]


def test_the_form_is_evalscopes(tmp_path: Path) -> None:
    suite = find("web50")
    export(suite.items[:1], suite.folder, tmp_path / "a.jsonl")
    record = json.loads((tmp_path / "a.jsonl").read_text("utf-8"))
    assert set(record) == {"messages", "answer"}
    (message,) = record["messages"]
    assert [part["type"] for part in message["content"]] == ["image_url", "text"]


PICTURE = {"type": "image_url", "image_url": {"url": "data:x"}}


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"messages": [{"role": "user", "content": "a"}]}, "answer"),
        ({"messages": [], "answer": "a"}, "messages"),
        ({"messages": [{"role": "user", "content": [PICTURE]}], "answer": "a"}, "must be files"),
    ],
)
def test_what_cannot_be_asked_is_named(record: dict[str, object], told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record))
    with pytest.raises(ConfigurationError, match=told):
        find(str(path))
