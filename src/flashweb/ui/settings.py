"""What an operator may choose about the page."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class UiSettings(BaseModel):
    """api_url None means the server that serves the page; another URL puts the page in front of a remote server.

    model: the id the page asks for; None means the first one the server offers. answer_timeout: seconds that one
    answer may take.
    """

    model_config = ConfigDict(extra="forbid")

    enabled: bool = True
    api_url: str | None = Field(default=None, pattern=r"^https?://")
    api_key: SecretStr | None = Field(default=None, description="the page's key at a remote api_url")
    title: str = Field(default="FlashWeb", min_length=1, max_length=60)
    model: str | None = Field(default=None, min_length=1)
    answer_timeout: float = Field(default=120.0, gt=0, le=3600)
