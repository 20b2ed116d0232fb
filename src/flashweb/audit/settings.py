"""What an operator may tune about the audit record."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

AUDIT_FILE = "audit.sqlite"


class AuditSettings(BaseModel):
    """What is recorded, where, and what happens when it cannot be. Times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(True, description="record every question and answer")
    required: bool = Field(False, description="answer nothing that cannot be recorded")
    url: str | None = Field(
        None, description="postgresql://... for a shared record; unset: a SQLite file in data_directory"
    )
    secret_file: Path | None = Field(
        None, description="file with a secret that seals the chain, so that not even who can write may forge it"
    )
    pictures: bool = Field(False, description="keep the pictures themselves, not their hashes alone")
    retention_days: int = Field(90, ge=0, le=36500, description="contents are erased after so many days; 0: never")
    queue_records: int = Field(10_000, ge=1, le=1_000_000, description="records waiting to be written, at most")
    queue_bytes: int = Field(64 * 2**20, ge=2**20, description="memory for records waiting to be written")
    timeout: float = Field(2.0, gt=0, le=60, description="longest wait for a record where it is required")
