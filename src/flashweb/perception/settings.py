"""What an operator may tune about reading pictures."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


def available_cores() -> int:
    """Cores that this process may run on, which in a container is less than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class PerceptionSettings(BaseModel):
    """Speed, memory and caution of the text reader. Sizes in bytes, times in seconds, lengths in pixels."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    threads: int = Field(default_factory=available_cores, ge=1, le=256, description="Inference threads; one job each.")
    detection_scale: float = Field(
        default=0.75, ge=0.25, le=2, description="Size at which text is searched; it is read at full size."
    )
    tile_pixels: int = Field(
        default=768 * 1024, ge=64 * 1024, le=8 << 20, description="Most pixels that one detection job looks at."
    )
    max_lines: int = Field(default=2000, ge=1, le=20000, description="Lines kept of one picture, in reading order.")
    confidence_floor: float = Field(default=0.5, ge=0, le=1, description="Lines read with less confidence are skipped.")
    queue_jobs: int = Field(default=100_000, ge=100, description="Jobs waiting for a thread before work is refused.")
    job_timeout: float = Field(default=60.0, gt=0, description="Longest wait for one tile or line.")
    readings_bytes: int = Field(default=24 << 20, ge=0, description="Memory for what was read of pictures.")
    line_cache_bytes: int = Field(default=8 << 20, ge=0, description="Memory for lines known by their pixels.")
    compile_cache: Path | None = Field(
        default=None, description="Folder for compiled models; speeds up later starts, may be missing or read-only."
    )
