"""Which servers answer, and how they are treated."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/@?#]+(/[^\s?#]*)?$")]


class RemoteSettings(BaseModel):
    """OpenAI-compatible servers that serve one and the same model. Times are in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    urls: tuple[Url, ...] = Field((), description="base URLs of the servers, with or without /v1; --url")
    model: str | None = Field(None, description="the model's id there; asked for if unset; --model")
    api_key_env: str | None = Field(
        None, description="name of the environment variable that holds the key; --api-key-env"
    )
    name: str | None = Field(None, description="what callers name the model; its id there if unset")
    ask_first: bool = Field(
        True, description="find out with questions of one token what the servers can do; off where each costs money"
    )
    system: str | None = Field(None, description="system message of requests that bring none")
    max_images: int = Field(8, ge=0, description="pictures that a request may hold; fewer where the servers say so")
    max_pixels: int = Field(4_816_896, ge=3136, description="larger pictures are sent smaller")
    max_question_chars: int = Field(20_000, ge=1, description="longest question; shorter where the context is")
    max_tokens: int = Field(2048, ge=1, description="longest answer where the request sets no bound, in tokens")
    max_running: int = Field(32, ge=1, description="requests side by side, at each server")
    connect_timeout: float = Field(3.0, gt=0, description="longest wait for a connection")
    first_token_timeout: float = Field(45.0, gt=0, description="longest wait for the first token")
    gap_timeout: float = Field(15.0, gt=0, description="longest silence between two tokens")
    retries: int = Field(2, ge=0, description="further attempts while nothing of the answer was seen")
    failures: int = Field(3, ge=1, description="failures in a row after which a server is left alone for a while")
    rest: float = Field(1.0, gt=0, description="how long it is left alone at first; doubles with each failed check")
    max_rest: float = Field(30.0, gt=0, description="how long it is left alone at most")
    thinking: bool | None = Field(None, description="whether the model thinks where the request does not say")
    thinking_field: Literal["chat_template_kwargs", "reasoning_effort", "none"] = Field(
        "chat_template_kwargs", description="how the servers are told not to think"
    )
    structured: bool = Field(True, description="the servers honour response_format")
    prefill: bool = Field(
        False,
        description="send pictures on at upload; pays where the servers keep prefixes and are your own",
    )
    tenant_salt: bool = Field(
        False, description="send cache_salt (vLLM, SGLang): no tenant finds out what another cached"
    )
    priorities: bool = Field(False, description="send priority (vLLM with --scheduling-policy priority): prefill waits")
    opens_in_thought: bool = Field(False, description="the model's template itself opens <think>")
    prefill_running: int = Field(1, ge=1, description="pictures sent on side by side")
