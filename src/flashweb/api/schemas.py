"""The request body of /v1/chat/completions: OpenAI's fields, each honoured, harmless, or refused by name.

Nothing is accepted and silently ignored where that would change the meaning of the answer. Fields that only
steer sampling or bookkeeping are accepted without effect, and listed in HARMLESS for the documentation.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flashweb.core.errors import UnsupportedField

HARMLESS = (
    "temperature", "top_p", "seed", "user", "metadata", "store", "service_tier", "frequency_penalty",
    "presence_penalty", "prediction", "prompt_cache_key", "prompt_cache_retention", "safety_identifier",
    "reasoning_effort", "verbosity", "parallel_tool_calls",
)  # fmt: skip

_REFUSED: dict[str, tuple[tuple[Any, ...], str]] = {
    "n": ((None, 1), "ask for one answer (n=1) and send the request again for another"),
    "tools": ((None, []), "leave it out; this model calls no tools"),
    "tool_choice": ((None, "none", "auto"), "leave it out; this model calls no tools"),
    "functions": ((None, []), "leave it out; this model calls no functions"),
    "function_call": ((None, "none", "auto"), "leave it out; this model calls no functions"),
    "logprobs": ((None, False), "leave it out; this model has no token probabilities"),
    "top_logprobs": ((None, 0), "leave it out; this model has no token probabilities"),
    "logit_bias": ((None, {}), "leave it out; this model's words cannot be biased"),
    "modalities": ((None, ["text"]), 'leave it out or use ["text"]; this model only writes'),
    "audio": ((None,), "leave it out; this model only writes"),
    "web_search_options": ((None,), "leave it out; this model does not search the web"),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ImageUrl(_Strict):
    """url: a data URI, or the id of an uploaded file. detail is accepted; pictures are always read in full."""

    url: str = Field(examples=["data:image/png;base64,iVBORw0KGgo...", "file-3b1c..."])
    detail: Literal["auto", "low", "high", "original"] | None = None


class FileRef(_Strict):
    """file_id: what POST /v1/files returned. file_data: a data URI, the alternative to an upload."""

    file_id: str | None = None
    file_data: str | None = None
    filename: str | None = None

    @property
    def address(self) -> str | None:
        """The file's id or data URI."""
        return self.file_id or self.file_data


def is_sent(picture: str | None) -> bool:
    """Whether a picture comes with the request, rather than as the id of an uploaded file."""
    return picture is not None and not picture.startswith("file-")


class ScreenRequest(_Strict):
    """image: a data URI, the id of an uploaded file, or {"file_id": ...}."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"image": {"file_id": "file-3b1c..."}}]})

    image: str | FileRef

    @property
    def picture(self) -> str | None:
        """The picture's data URI or file id."""
        return self.image if isinstance(self.image, str) else self.image.address


class ContentPart(_Strict):
    """One part of a message: {"type":"text"}, {"type":"image_url"} or {"type":"file"}."""

    type: Literal["text", "image_url", "file"]
    text: str | None = None
    image_url: ImageUrl | str | None = None
    file: FileRef | None = None

    @model_validator(mode="after")
    def _has_its_own_field(self) -> ContentPart:
        if getattr(self, self.type) is None:
            raise ValueError(f'a part of type "{self.type}" needs the field "{self.type}"')
        if len(self.model_fields_set) > 2:
            extra = sorted(self.model_fields_set - {"type", self.type})
            raise ValueError(f'a part of type "{self.type}" must not hold {extra}; send it as a part of its own')
        return self

    @property
    def picture(self) -> str | None:
        """The picture's data URI or file id, or None for text."""
        if self.type == "file" and self.file is not None:
            return self.file.address
        if self.type == "image_url":
            return self.image_url.url if isinstance(self.image_url, ImageUrl) else self.image_url
        return None


class ChatMessage(_Strict):
    """One turn. An assistant's message may be sent back just as it was received."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[ContentPart] | None = None
    name: str | None = None
    annotations: list[dict[str, Any]] | None = None
    refusal: str | None = None
    audio: None = None
    tool_calls: None = None
    function_call: None = None
    reasoning_content: str | None = None

    @property
    def parts(self) -> list[ContentPart]:
        """The content as parts, a plain string being one text part."""
        if isinstance(self.content, str):
            return [ContentPart(type="text", text=self.content)]
        return self.content or []


class StreamOptions(_Strict):
    include_usage: bool | None = None
    include_obfuscation: bool | None = None


class ChatTemplateKwargs(_Strict):
    """enable_thinking: whether the model is to think before it answers."""

    enable_thinking: bool | None = None


class ChatCompletionRequest(_Strict):
    """OpenAI's chat completion request. temperature, seed, user and the like are accepted without effect."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "model": "nano",
                    "stream": True,
                    "messages": [
                        {
                            "role": "user",
                            "content": [
                                {"type": "text", "text": "这个页面的主要内容是什么?"},
                                {"type": "file", "file": {"file_id": "file-3b1c..."}},
                            ],
                        }
                    ],
                }
            ]
        },
    )

    model: str
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: int | None = Field(None, ge=1)
    max_completion_tokens: int | None = Field(None, ge=1)
    stop: str | list[str] | None = None

    n: int | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    functions: list[Any] | None = None
    function_call: Any = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    logit_bias: dict[str, float] | None = None
    response_format: dict[str, Any] | None = None
    modalities: list[str] | None = None
    audio: Any = None
    web_search_options: Any = None

    temperature: float | None = Field(None, ge=0, le=2)
    top_p: float | None = Field(None, ge=0, le=1)
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    seed: int | None = None
    user: str | None = None
    metadata: dict[str, Any] | None = None
    store: bool | None = None
    service_tier: str | None = None
    prediction: Any = None
    prompt_cache_key: str | None = None
    prompt_cache_retention: str | None = None
    safety_identifier: str | None = None
    reasoning_effort: str | None = None
    chat_template_kwargs: ChatTemplateKwargs | None = None
    verbosity: str | None = None
    parallel_tool_calls: bool | None = None

    def refuse_unsupported(self, sampling: frozenset[str], *, structured: bool) -> None:
        """Raise UnsupportedField for the first field whose neglect would change the answer's meaning."""
        for name, (neutral, fix) in _REFUSED.items():
            if getattr(self, name) not in neutral:
                raise UnsupportedField(f"{name} is not supported with this value: {fix}.", param=name)
        if not structured and self.response_format not in (None, {"type": "text"}):
            fix = 'leave it out or use {"type": "text"}; this model answers in words'
            raise UnsupportedField(f"response_format is not supported with this value: {fix}.", param="response_format")
        if self.stop and "stop" not in sampling:
            raise UnsupportedField("stop is not supported: leave it out and cut the answer yourself.", param="stop")

    @property
    def reasoning(self) -> bool | None:
        """Whether the model is to think first, None where nothing is said; the template's own word goes first."""
        if self.chat_template_kwargs is not None and self.chat_template_kwargs.enable_thinking is not None:
            return self.chat_template_kwargs.enable_thinking
        return None if self.reasoning_effort is None else self.reasoning_effort != "none"

    @property
    def num_sent_pictures(self) -> int:
        """Pictures that come with the request."""
        return sum(is_sent(part.picture) for message in self.messages for part in message.parts)

    @property
    def stop_strings(self) -> tuple[str, ...]:
        """stop as a tuple, however it was written."""
        if self.stop is None:
            return ()
        return (self.stop,) if isinstance(self.stop, str) else tuple(self.stop)
