"""How the vLLM server is started and watched; how it is talked to stands in [remote]."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class VllmSettings(BaseModel):
    """A vLLM server of our own. Times are in seconds. [remote] holds for the connection to it, but for its address,
    model and key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = Field(None, description="id on a hub, or folder, of the model to serve; --model")
    command: tuple[str, ...] = Field(("vllm",), min_length=1, description="the program, such as /opt/vllm/bin/vllm")
    arguments: tuple[str, ...] = Field(
        (), description="further flags of vllm serve, such as --tensor-parallel-size 2; they win over ours"
    )
    quantization: str | None = Field(None, description="int8, or a method that vLLM names itself; --quantization")
    max_context: int = Field(16_384, ge=256, description="most tokens of a question with its pictures and answer")
    max_images: int = Field(8, ge=1, description="pictures that a request may hold")
    max_running: int = Field(32, ge=1, description="requests side by side")
    memory_fraction: float = Field(0.9, gt=0, le=1, description="part of each device's memory that vLLM may take")
    check_memory: bool = Field(True, description="refuse to load what cannot fit")
    speculation: Literal["auto", "on", "off"] = Field(
        "auto", description="draft tokens from the prompt (n-grams): auto: when the page's text is in it"
    )
    start_timeout: float = Field(1800.0, gt=0, description="longest start, downloads included")
    stop_timeout: float = Field(20.0, gt=0, description="from asking it to end to killing it")
    restarts: int = Field(5, ge=0, description="restarts in a row before it is left alone")
    restart_delay: float = Field(1.0, gt=0, description="before the first restart; doubles up to a minute")
    check_interval: float = Field(5.0, gt=0, description="between looks at its health and metrics")
    hang_timeout: float = Field(60.0, gt=0, description="without an answer to such a look, before it is restarted")
