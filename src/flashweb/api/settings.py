"""Limits of the HTTP edge."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ApiSettings(BaseModel):
    """Sizes in bytes, times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on; 0.0.0.0 for every one")
    port: int = Field(7860, ge=1, le=65535, description="port to listen on")
    max_body_bytes: int = Field(24_000_000, gt=0, description="largest request body")
    max_buffered_bytes: int = Field(128_000_000, gt=0, description="request bodies held at once, all together")
    body_timeout: float = Field(30.0, gt=0, description="longest wait for the next part of a body")
    send_timeout: float = Field(20.0, gt=0, description="longest wait for a client to take the next event")
