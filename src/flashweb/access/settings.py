"""Who may ask, and how much."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr


def _is_network(text: str) -> str:
    ip_network(text, strict=False)
    return text


Network = Annotated[str, AfterValidator(_is_network)]
"""An address or a range of them: 10.0.0.0/8, ::1."""

LOOPBACK = ("127.0.0.0/8", "::1")
KEY_FILE = "keys.db"
"""Within the data directory."""


class AccessSettings(BaseModel):
    """Keys and log-in. As soon as a key was made or a password is set, nobody gets in without one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    public: bool = Field(
        False, description="answer everyone while there is no key; else only this machine is answered then"
    )
    password: SecretStr | None = Field(
        None, min_length=8, description="opens the page for its visitors, besides the keys"
    )
    session_ttl: float = Field(43_200.0, gt=0, description="seconds until a visitor of the page logs in again")


class LimitSettings(BaseModel):
    """Allowances a minute, and side by side; 0 sets no bound. A key may have its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key_requests: int = Field(600, ge=0, description="requests a minute for each key")
    key_pictures: int = Field(300, ge=0, description="pictures sent a minute for each key")
    key_concurrent: int = Field(64, ge=0, description="requests at once for each key")
    address_requests: int = Field(240, ge=0, description="requests a minute for each address that brings no key")
    address_pictures: int = Field(120, ge=0, description="pictures sent a minute for each address without a key")
    address_concurrent: int = Field(16, ge=0, description="requests at once for each address without a key")
    logins: int = Field(10, ge=1, description="log-ins tried a minute for each address")
    exempt: tuple[Network, ...] = Field(LOOPBACK, description="addresses and ranges that have no limits of their own")
    max_counters: int = Field(100_000, ge=1000, description="counters kept in memory; the longest unused goes first")
    redis_url: str | None = Field(
        None, pattern=r"^(rediss?|unix)://", description="Redis that several servers count in; memory if unset"
    )
    redis_timeout: float = Field(0.1, gt=0, description="longest wait for Redis; then this server counts by itself")
