"""What an operator may tune about a model in this process. Nothing here imports PyTorch."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class TransformersSettings(BaseModel):
    """A model in this process, on PyTorch; needs the extra flashweb[transformers]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = Field(None, description="a folder with the checkpoint, or its id on Hugging Face; --model")
    name: str | None = Field(None, description="what callers name the model; the folder's or id's last part if unset")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:1, ...")
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        "auto",
        description="of weights and caches; auto: the checkpoint's own; on a CPU float32, or bfloat16 if quantised",
    )
    quantization: Literal["int8", "int4"] | None = Field(
        None, description="of the language part's weights, by torchao: int8 or int4; unset: as they are; --quantization"
    )
    attention: Literal["auto", "sdpa", "flash_attention_2"] = Field(
        "auto", description="auto: FlashAttention where device and installation have it, else PyTorch's own (sdpa)"
    )
    threads: int | None = Field(None, ge=1, description="threads of PyTorch on a CPU; its own choice if unset")
    system: str | None = Field(None, description="system message of requests that bring none")
    thinking: bool | None = Field(None, description="whether the model thinks where the request does not say")
    temperature: float = Field(0.0, ge=0, le=2, description="where the request names none; 0: the likeliest token")
    max_images: int = Field(8, ge=0, description="pictures that a request may hold")
    max_question_chars: int = Field(20_000, ge=1, description="longest question")
    max_tokens: int = Field(1024, ge=1, description="longest answer, in tokens")
    max_context: int = Field(
        16_384, ge=16, description="most tokens of a question with its pictures and answer; less where the model has"
    )
    max_running: int = Field(8, ge=1, description="answers that are written side by side, as one batch")
    max_waiting: int = Field(64, ge=1, description="questions that may wait for a place among them")
    max_prefill_waiting: int = Field(16, ge=1, description="pictures that may wait to be read ahead")
    prefill_chunk: int = Field(
        512, ge=1, description="prompt tokens read between two tokens of the running answers, which wait for them"
    )
    cache_bytes: int = Field(
        2_000_000_000, ge=0, description="what is kept of pictures that were read, for later questions; 0: nothing"
    )
