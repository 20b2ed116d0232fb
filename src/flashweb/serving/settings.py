"""How much work is taken on, and how long it may take."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ServingSettings(BaseModel):
    """Bounds on work. Times are in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_running: int | None = Field(None, ge=1, description="requests answered side by side; the engine's own if unset")
    max_waiting: int = Field(256, ge=0, description="requests waiting for a place; one more is refused")
    queue_timeout: float = Field(30.0, gt=0, description="longest wait for a place")
    request_timeout: float = Field(60.0, gt=0, description="longest time from acceptance to the last event")
    drain_timeout: float = Field(20.0, ge=0, description="time that running requests get at shutdown")
    show_reasoning: bool = Field(False, description="callers get to see what a model thinks before it answers")
    prefill_workers: int = Field(1, ge=0, description="pictures read ahead side by side; 0 turns reading ahead off")
    max_prefill_waiting: int = Field(64, ge=0, description="pictures waiting to be read ahead; one more is skipped")
