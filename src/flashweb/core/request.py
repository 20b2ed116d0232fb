"""What is asked: messages of text and references to pictures.

Pictures are named by tenant and content hash, so that no cache can answer about someone else's
picture or about the wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from flashweb.core.json_schema import ResponseFormat
from flashweb.core.sampling import SamplingParams

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class MediaRef:
    """A checked picture in the media store; width and height in pixels, upright (EXIF applied)."""

    tenant: str
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Message:
    """One turn: its text, and the pictures that came with it, in order."""

    role: Role
    text: str
    images: tuple[MediaRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One question with everything needed to answer it.

    timeout: seconds from acceptance. response_format: the JSON that the answer must be; None for plain text.
    reasoning: whether the model is to think before it answers; None leaves that to the engine.
    """

    id: str
    tenant: str
    model: str
    messages: tuple[Message, ...]
    sampling: SamplingParams = field(default_factory=SamplingParams)
    timeout: float = 60.0
    response_format: ResponseFormat | None = None
    reasoning: bool | None = None

    @property
    def images(self) -> tuple[MediaRef, ...]:
        """All pictures of the conversation, in order of appearance."""
        return tuple(image for message in self.messages for image in message.images)

    @property
    def question(self) -> str:
        """The text of the last user turn."""
        return next((m.text for m in reversed(self.messages) if m.role == "user"), "")
