"""Limits of the HTTP edge."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from flashweb.access.settings import LOOPBACK, Network

Origin = Annotated[str, StringConstraints(pattern=r"^https?://[\w.-]+(:\d+)?$")]
Openness = Literal["open", "key", "closed"]


class ApiSettings(BaseModel):
    """Sizes in bytes, times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on; 0.0.0.0 for every one")
    port: int = Field(7860, ge=1, le=65535, description="port to listen on")
    max_body_bytes: int = Field(24_000_000, gt=0, description="largest request body")
    max_buffered_bytes: int = Field(128_000_000, gt=0, description="request bodies held at once, all together")
    body_timeout: float = Field(30.0, gt=0, description="longest wait for the next part of a body")
    send_timeout: float = Field(20.0, gt=0, description="longest wait for a client to take the next event")
    trusted_proxies: tuple[Network, ...] = Field(
        LOOPBACK, description="addresses and ranges whose X-Forwarded-For and -Proto count"
    )
    cors_origins: tuple[Origin, ...] = Field((), description="sites whose pages may call the API from a browser")
    frame_origins: tuple[Origin, ...] = Field((), description="sites that may show the page in a frame")
    docs: Openness = Field("open", description="/docs and /openapi.json: open, key (where keys are needed) or closed")
    metrics: Openness = Field("key", description="/metrics: open, key (a key with the scope metrics) or closed")
