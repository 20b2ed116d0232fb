"""Run every fuzzer for a while: `python -m tests.fuzz --seconds 60`; its inputs are kept in build/fuzz and grow.

A finding ends with exit code 1 and leaves the input beside them; give that file to the fuzzer to see it again.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tests.media import pictures
from tests.media.hostile_pictures import hostile_pictures

TARGETS = ("decoding", "sse", "moderation")
CHUNK = (
    b'\x03\x05\x01\x09data: {"choices":[{"index":0,"delta":{"content":"\xe6\x9c\x89","annotations":[{"type":"element",'
    b'"element":{"image":0,"role":"link","name":"a","text":"a","box":[1,2,3,4]}}]},"finish_reason":null}]}\n\n'
    b'data: {"choices":[],"usage":{"prompt_tokens":1}}\r\n\r\ndata: [DONE]\n\n'
)


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    if target == "sse":
        yield CHUNK
    elif target == "decoding":
        for kind in ("PNG", "JPEG", "WEBP"):
            yield pictures.encode(pictures.scene().resize((24, 16)), kind)
        yield from (data for data in hostile_pictures() if len(data) < 5000)
    else:
        yield bytes(range(256))


def run(target: str, seconds: int, folder: Path) -> int:
    """The exit code of one fuzzer; 0 when it found nothing."""
    kept = folder / target
    kept.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (kept / f"seed{number:03d}").write_bytes(data)
    limits = [f"-max_total_time={seconds}", "-max_len=20000", "-rss_limit_mb=2000", "-timeout=20"]
    command = [sys.executable, "-m", f"tests.fuzz.{target}", str(kept), f"-artifact_prefix={folder}/{target}-", *limits]
    return subprocess.run(command, check=False).returncode


@click.command()
@click.option("--seconds", type=click.IntRange(min=1), default=60, show_default=True, help="For each fuzzer.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/fuzz"))
def main(seconds: int, out: Path) -> None:
    """Run them one after another."""
    failed = [target for target in TARGETS if run(target, seconds, out) != 0]
    if failed:
        raise SystemExit(f"findings in {', '.join(failed)}: see {out}")


if __name__ == "__main__":
    main()
