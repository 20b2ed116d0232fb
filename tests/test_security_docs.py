"""The security documents name tests and files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("SECURITY.md", "docs/security/threat-model.md", "docs/security/owasp.md", "docs/security/audit.md")


@pytest.mark.parametrize("page", PAGES)
def test_what_it_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)`", text)
    linked = [(ROOT / page).parent / link for link in re.findall(r"\]\(([\w./-]+)\)", text)]
    assert named or linked
    assert [path for path in [*(ROOT / name for name in named), *linked] if not path.is_file()] == []


@pytest.mark.parametrize("page", PAGES[1:3])
def test_a_test_stands_behind_every_row(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8").partition("| test |")[2]
    rows = re.findall(r"^\| (?!-)(.+) \|$", text, re.MULTILINE)
    assert len(rows) >= 10 and all("`tests/" in row for row in rows)


def test_behind_each_risk_of_the_owasp_table_stand_tests() -> None:
    lines = (ROOT / "docs/security/owasp.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| LLM")]
    assert [row[2:7] for row in rows] == [f"LLM{number:02}" for number in range(1, 11)]
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row.split("|")[3])
        assert named, f"no test stands behind {row[:40]}"
        for name in named:
            text = (ROOT / name).read_text(encoding="utf-8")
            assert re.search(r"^(?:(?:async )?def test_|class Test)", text, re.MULTILINE), name
