"""What the documentation says is run: snippets against a real server, settings against their source."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.server import running_server
from scripts.settings_doc import render

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def snippets(readme: str, language: str) -> list[str]:
    """Code blocks of one language that use the product rather than make."""
    blocks = _BLOCK.findall((ROOT / readme).read_text(encoding="utf-8"))
    return [code for kind, code in blocks if kind == language and "make " not in code]


@pytest.fixture(scope="module")
def address() -> object:
    with running_server("--no-ui") as server:
        yield server.url.removeprefix("http://")


@pytest.mark.parametrize("readme", READMES)
def test_python_snippets_print_an_answer(readme: str, address: str) -> None:
    (code,) = snippets(readme, "python")
    run = subprocess.run(
        [sys.executable, "-c", code.replace("127.0.0.1:7860", address)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert "登录" in run.stdout.decode()


@pytest.mark.parametrize("readme", READMES)
def test_shell_snippets_answer(readme: str, address: str) -> None:
    commands = snippets(readme, "sh")
    assert len(commands) == 3
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command in commands:
        local = command.replace("127.0.0.1:7860", address).replace(".venv/bin/flashweb", "flashweb")
        run = subprocess.run(local, shell=True, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=60)
        assert run.returncode == 0, run.stderr.decode()
        assert "忘记密码" in run.stdout.decode()


def test_the_page_about_screens_says_what_works(address: str, tmp_path: Path) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    shell = "set -e\n" + "\n".join(snippets("docs/screens.md", "sh"))
    local = shell.replace("127.0.0.1:7860", address).replace("overlay.png", str(tmp_path / "overlay.png"))
    (code,) = snippets("docs/screens.md", "python")
    for command in (["bash", "-c", local], [sys.executable, "-c", code]):
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120)
        assert run.returncode == 0, run.stderr.decode()
        assert "登录" in run.stdout.decode() and "忘记密码" in run.stdout.decode()
    assert (tmp_path / "overlay.png").stat().st_size > 10_000


def test_both_readmes_say_the_same() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    for pattern in (r"^#+ ", r"^\* ", r"^```", r"\]\(docs/[\w./-]+\)", r"^\| .*\d"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(re.findall(pattern, chinese, re.MULTILINE)), (
            pattern
        )


def test_links_of_the_documents_lead_somewhere() -> None:
    for document in [ROOT / name for name in READMES] + sorted((ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_settings_are_documented_as_they_are() -> None:
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == render(), "run: python scripts/settings_doc.py"
