"""What an operator may tune about nano's answers."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class NanoSettings(BaseModel):
    """max_running: questions answered side by side; more than the cores would only make each one slower."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_question_chars: int = Field(20_000, ge=1)
    max_running: int = Field(4, ge=1)
