"""`flashweb audit` as an operator uses it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashweb.access.keys import tenant_id
from flashweb.audit.chain import Note, Seal
from flashweb.audit.settings import AUDIT_FILE
from flashweb.audit.store import SqliteStore
from tests.cli.running import fails, flashweb

VERDICT = {"kind": "moderation", "place": "answer", "done": "mask", "rule": "x", "score": 1.0, "num": 1}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A record of two people."""
    with closing(SqliteStore(tmp_path / AUDIT_FILE, Seal())) as store:
        for number, person in enumerate((tenant_id("ann"), "anonymous") * 3):
            asked = {
                "kind": "asked",
                "request": f"r{number}",
                "messages": [{"role": "user", "text": f"Frage {number}\x1b[2J\n"}],
            }
            answered = {"kind": "answered", "request": f"r{number}", "outcome": "finished", "text": f"回答 {number}"}
            store.append(
                [Note(person, asked), Note(person, answered | ({"verdicts": [VERDICT]} if number == 4 else {}))]
            )
    return tmp_path


def run(data: Path, *words: str, code: int = 0) -> str:
    result = flashweb("audit", *words, FLASHWEB_DATA_DIRECTORY=str(data))
    assert result.returncode == code and "Traceback" not in result.stderr, result.stderr
    return result.stdout


def test_search_finds_by_text_person_verdict_and_time(data: Path) -> None:
    lines = run(data, "search").splitlines()
    assert len(lines) == 12 and "\x1b" not in "".join(lines) and "Frage 0" in lines[0] and "回答 5" in lines[-1]
    assert len(run(data, "search", "--person", "ann").splitlines()) == 6
    found = [json.loads(line) for line in run(data, "search", "--json", "--text", "frage 3").splitlines()]
    assert [entry["request"] for entry in found] == ["r3"] and found[0]["messages"][0]["text"].endswith("\n")
    assert "moderation:mask" in run(data, "search", "--verdict", "mask")
    assert "Nothing" in run(data, "search", "--text", "kind") and "Nothing" in run(
        data, "search", "--since", "2999-01-01"
    )
    assert "回答 5" in run(data, "search", "--limit", "1", "--since", "2020-01-01T00:00")


def test_verify_prints_the_last_hash_and_names_every_fault(data: Path) -> None:
    head = run(data, "verify").splitlines()[-1]
    assert "all as they were written" in run(data, "verify", "--head", head)
    with closing(sqlite3.connect(data / AUDIT_FILE)) as connection, connection:
        connection.executescript("DROP TRIGGER entries_stay; DELETE FROM entries WHERE seq > 10;")
        connection.execute("UPDATE contents SET contents = replace(contents, 'Frage 1', 'Frage 9') WHERE seq = 3")
        connection.execute("DELETE FROM contents WHERE seq IN (6, 11, 12)")
    told = run(data, "verify", "--head", head, code=1)
    assert "entry 3: its contents were changed" in told and "entry 6: its contents are missing" in told
    assert "cut off" in told


def test_an_export_is_checked_without_its_database(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    run(data, "export", str(path))
    assert path.read_text() == run(data, "export", "-")
    head = run(data, "verify").splitlines()[-1]
    assert head in run(tmp_path / "nowhere", "verify", "--file", str(path), "--head", head)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:4], lines[4].replace("Frage", "Fragen"), *lines[6:8], "{", *lines[9:]]))
    told = run(data, "verify", "--file", str(path), code=1)
    for problem in ("entry 5: its contents were changed", "entries 6 to 6 are missing", "cannot be read"):
        assert problem in told


def test_one_person_is_erased_after_a_question(data: Path) -> None:
    refused = flashweb("audit", "erase", "--person", "ann", FLASHWEB_DATA_DIRECTORY=str(data))
    assert refused.returncode == 1 and len(run(data, "search", "--person", "ann").splitlines()) == 6
    assert "6 entries erased" in run(data, "erase", "--person", "ann", "--yes")
    assert b"Frage 2" not in b"".join(path.read_bytes() for path in data.iterdir() if path.is_file())
    assert "Nothing" in run(data, "search", "--person", "ann") and "13 entries" in run(data, "verify")
    assert "6 entries erased" in run(data, "erase", "--before", "2999-01-01", "--yes")
    run(data, "verify")


def test_mistakes_are_told_with_their_fix(data: Path, tmp_path: Path) -> None:
    assert "audit.enabled" in fails(2, "audit", "search", FLASHWEB_DATA_DIRECTORY=str(tmp_path / "none"))
    assert "2026-01-31" in fails(2, "audit", "search", "--since", "yesterday")
    assert "64 characters" in fails(2, "audit", "verify", "--head", "abc")
    assert "--before" in fails(2, "audit", "erase", "--yes")
    unreachable = {"FLASHWEB_AUDIT__URL": "postgresql://nobody@127.0.0.1:1/none"}
    assert "audit.url" in fails(2, "audit", "verify", **unreachable)
