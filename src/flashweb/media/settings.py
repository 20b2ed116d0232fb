"""Limits on pictures and on what is kept of them."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class MediaSettings(BaseModel):
    """Bytes and pixels are checked before decoding. Times are in seconds, sizes in bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_image_bytes: int = Field(10_000_000, gt=0, description="largest picture file")
    max_pixels: int = Field(40_000_000, gt=0, description="largest width x height")
    max_side: int = Field(16_384, gt=0, description="longest side in pixels")
    max_aspect_ratio: float = Field(200.0, ge=1, description="longest side over shortest side")
    decode_workers: int = Field(2, ge=1, le=32, description="processes that decode")
    decode_queue: int = Field(256, ge=1, description="pictures waiting to be decoded, at most")
    decode_queue_timeout: float = Field(10.0, gt=0, description="longest wait for a process that decodes")
    decode_timeout: float = Field(20.0, gt=0, description="longest time to decode one picture; then its process ends")
    decode_cpu_seconds: float = Field(10.0, gt=0, description="processor time that one picture may take")
    decode_memory_bytes: int = Field(
        700_000_000, ge=100_000_000, description="address space of a process that decodes; it fits max_pixels"
    )
    pixel_cache_bytes: int = Field(32_000_000, ge=0, description="decoded pictures kept in memory")
    blob_bytes: int = Field(512_000_000, gt=0, description="encoded pictures kept on disk, inline ones included")
    inline_ttl: float = Field(600.0, gt=0, description="how long an inline picture is kept for follow-up questions")
    file_ttl: float = Field(3600.0, gt=0, description="how long an uploaded file is kept unless it asks for less")
    file_bytes_per_tenant: int = Field(200_000_000, gt=0, description="uploaded files one tenant may keep")
    files_per_tenant: int = Field(1000, gt=0, description="number of uploaded files one tenant may keep")
    directory: Path | None = Field(None, description="where pictures are kept; a private temporary folder if unset")
