"""Every bash command of docs/evaluating.md runs as it stands, apart from the ports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from flashweb.evals.items import Item
from flashweb.evals.suites import NAMES, find
from tests.cli.running import environment, free_port, serving

PAGE = (Path(__file__).parents[2] / "docs" / "evaluating.md").read_text("utf-8")


def test_commands_run_in_order(tmp_path: Path) -> None:
    script = "\n".join(re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL))
    port = str(free_port())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with serving("--port", port):
        run = ["bash", "-euo", "pipefail", "-c", script.replace(":7860", f":{port}").replace(":8000", f":{port}")]
        result = subprocess.run(
            run, cwd=tmp_path, env=environment(PATH=path), capture_output=True, text=True, timeout=150, check=False
        )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "runs" / "both" / "compare.html").exists()
    assert "50 items of web50" in result.stdout


def test_the_numbers_of_items_are_the_suites() -> None:
    for name in NAMES:
        (told,) = re.findall(rf"\| `{name}` \| (\d+)", PAGE)
        items = find(name).items
        assert int(told) in {len(items), len(items) // 2}


def test_the_number_of_marked_answers_is_told() -> None:
    marked = (Path(__file__).parent / "marked.jsonl").read_text("utf-8").splitlines()
    assert f"holds {len(marked)} answers" in PAGE


def test_the_example_is_an_item() -> None:
    (body,) = re.findall(r"```json\n(\{\"id\".*?)```", PAGE, re.DOTALL)
    assert Item.model_validate(json.loads(body)).truth.kind == "elements"
