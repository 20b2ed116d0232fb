"""Suites in the form that evalscope's `general_vqa` reads, and back.

Its form (evalscope/benchmarks/general_vqa/general_vqa_adapter.py and docs/en/advanced_guides/custom_dataset/vlm.md,
Apache-2.0): JSON lines, or TSV with a header, of `messages` in OpenAI's form, pictures as paths, and one `answer`. It
knows no truth, so what comes from there is judged by its answer alone; what goes there takes its first reference along.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flashweb.core.errors import ConfigurationError
from flashweb.evals.items import Item, Turn, Value

_COLUMNS = ("messages", "answer")


class _Url(BaseModel):
    model_config = ConfigDict(extra="ignore")
    url: str


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    type: str
    text: str = ""
    image_url: _Url | None = None


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")
    role: str
    content: str | list[_Part]


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore")
    messages: list[_Message] = Field(min_length=1)
    answer: str = Field(min_length=1)


def export(items: Sequence[Item], folder: Path, path: Path) -> None:
    """Writes items, whose pictures are under a folder, to a .jsonl or .tsv file; pictures get absolute paths."""
    records: list[dict[str, Any]] = [{"messages": _messages(item, folder), "answer": _answer(item)} for item in items]
    if path.suffix == ".tsv":
        rows = (f"{json.dumps(r['messages'], ensure_ascii=False)}\t{_column(r['answer'])}\n" for r in records)
        path.write_text("\t".join(_COLUMNS) + "\n" + "".join(rows), encoding="utf-8")
        return
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


def _column(text: str) -> str:
    """Quoted only where it must be, as in evalscope's own example."""
    plain = " ".join(text.split())
    return '"' + plain.replace('"', '""') + '"' if plain.startswith('"') else plain


def _answer(item: Item) -> str:
    if item.references:
        return item.references[0]
    return item.truth.values[0] if isinstance(item.truth, Value) else item.truth.model_dump_json(exclude_defaults=True)


def _messages(item: Item, folder: Path) -> list[dict[str, Any]]:
    paths = [str((folder / image).resolve()) for image in item.images]
    pictures = [{"type": "image_url", "image_url": {"url": path}} for path in paths]
    questions = [*(turn.question for turn in item.history), item.question]
    messages: list[dict[str, Any]] = []
    for index, question in enumerate(questions):
        parts = [*(pictures if index == 0 else []), {"type": "text", "text": question}]
        messages.append({"role": "user", "content": parts})
        if index < len(item.history):
            messages.append({"role": "assistant", "content": item.history[index].answer})
    return messages


def is_general_vqa(path: Path) -> bool:
    """Whether a file is of evalscope's form rather than ours."""
    if path.suffix == ".tsv":
        return True
    with path.open(encoding="utf-8", errors="replace") as file:
        return '"messages"' in file.readline()


def read(path: Path) -> list[Item]:
    """The items of such a file. Raises ConfigurationError that names the record."""
    items = []
    for number, record in enumerate(_records(path), 1):
        try:
            items.append(_item(path, number, _Record.model_validate(record)))
        except (ValidationError, ValueError) as error:
            raise ConfigurationError(f"{path}, record {number}: {_told(error)}", param="suite") from error
    return items


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".tsv":
            csv.field_size_limit(2**24)
            for row in csv.DictReader(file, delimiter="\t"):
                yield {"messages": _json(row.get("messages") or ""), "answer": row.get("answer")}
            return
        for line in file:
            if line.strip():
                yield _json(line)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text  # the record's check names it


def _item(path: Path, number: int, record: _Record) -> Item:
    said = [message for message in record.messages if message.role != "system"]
    images = [part.image_url.url for m in said for part in _parts(m) if part.image_url is not None]
    if any(url.startswith(("data:", "http://", "https://")) for url in images):
        raise ValueError("pictures must be files; save them beside the suite and name their paths")
    texts = [" ".join(part.text for part in _parts(message) if part.text) for message in said]
    turns = tuple(Turn(question=q, answer=a) for q, a in zip(texts[:-1:2], texts[1:-1:2], strict=True))
    return Item(
        id=f"{number:05}",
        suite=path.stem,
        category="text",
        language="zh" if any("\u4e00" <= char <= "\u9fff" for char in texts[-1]) else "en",
        images=tuple(images),
        question=texts[-1],
        history=turns,
        references=(record.answer,),
        truth=Value(values=(record.answer,)),
    )


def _parts(message: _Message) -> list[_Part]:
    return [_Part(type="text", text=message.content)] if isinstance(message.content, str) else message.content


def _told(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)
