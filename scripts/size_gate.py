"""Keep files, functions and signatures small enough to read in one go.

Exits with 1 and names each place over a limit. EXCEPTIONS lists what may be larger, each with its reason.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 6
FORBIDDEN_NAMES = {"utils", "common", "helpers", "misc", "constants"}
EXCEPTIONS: dict[str, str] = {}


def faults_of(path: Path) -> Iterator[str]:
    """Every limit that this file breaks, as a line for people."""
    source = path.read_text(encoding="utf-8")
    num_lines = source.count("\n")
    if num_lines >= MAX_FILE_LINES:
        yield f"{path}: {num_lines} lines (limit: under {MAX_FILE_LINES}); split it by concept"
    if path.stem in FORBIDDEN_NAMES:
        yield f"{path}: name the file after what it holds"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length >= MAX_FUNCTION_LINES:
            yield f"{path}:{node.lineno}: {node.name} has {length} lines (limit: under {MAX_FUNCTION_LINES})"
        num_parameters = len(node.args.posonlyargs) + len(node.args.args) + len(node.args.kwonlyargs)
        if num_parameters > MAX_PARAMETERS:
            yield f"{path}:{node.lineno}: {node.name} takes {num_parameters} parameters (limit: {MAX_PARAMETERS})"


def main() -> int:
    """Check src, scripts, benchmarks, training and the tests; 0 when all is small enough."""
    folders = [Path(name) for name in ("src", "scripts", "benchmarks", "training", "tests", "tests_engines")]
    paths = sorted(path for folder in folders for path in folder.rglob("*.py"))
    faults = [f for path in paths if str(path) not in EXCEPTIONS for f in faults_of(path)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
