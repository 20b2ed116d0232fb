"""What an operator may tune about the audit record."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

AUDIT_FILE = "audit.sqlite"


class AuditSettings(BaseModel):
    """What is recorded, where, and what happens when it cannot be. Times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(True, description="Record every question and answer.")
    required: bool = Field(False, description="Answer nothing that cannot be recorded.")
    url: str | None = Field(
        None, description="postgresql://... for a shared record; unset: a SQLite file in data_directory."
    )
    secret_file: Path | None = Field(
        None, description="File with a secret that seals the chain, so that not even who can write may forge it."
    )
    pictures: bool = Field(False, description="Keep the pictures themselves, not their hashes alone.")
    retention_days: int = Field(90, ge=0, le=36500, description="Contents are erased after so many days; 0: never.")
    queue_records: int = Field(10_000, ge=1, le=1_000_000, description="Records waiting to be written, at most.")
    timeout: float = Field(2.0, gt=0, le=60, description="Longest wait for a record where it is required.")
