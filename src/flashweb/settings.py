"""The one settings object, built once: flags over environment over TOML file over defaults.

FLASHWEB_API__PORT=7861 sets [api] port; FLASHWEB_CONFIG names the file. A bad or unknown key stops start-up with
a ConfigurationError that names the key, the value, and what is allowed.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from flashweb.access.settings import AccessSettings, LimitSettings
from flashweb.api.settings import ApiSettings
from flashweb.audit.settings import AuditSettings
from flashweb.core.errors import ConfigurationError
from flashweb.engines.echo import EchoSettings
from flashweb.engines.image_budget import ImageBudgetSettings
from flashweb.engines.nano.settings import NanoSettings
from flashweb.engines.prompting import GroundingSettings
from flashweb.engines.remote.settings import RemoteSettings
from flashweb.engines.transformers.settings import TransformersSettings
from flashweb.engines.vllm.settings import VllmSettings
from flashweb.guardrails.settings import GuardrailSettings
from flashweb.media.fetch import FetchSettings
from flashweb.media.settings import MediaSettings
from flashweb.perception.settings import PerceptionSettings
from flashweb.serving.settings import ServingSettings
from flashweb.telemetry.logging import LogFormat, LogLevel
from flashweb.ui.settings import UiSettings

EngineName = Literal["nano", "remote", "vllm", "transformers", "echo"]
PREFIX = "FLASHWEB_"
CONFIG_VARIABLE = "FLASHWEB_CONFIG"


class Settings(BaseSettings):
    """Each section belongs to the component that reads it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    engine: EngineName = Field(
        "nano", description="what answers: nano, remote, vllm or transformers; echo is for tests"
    )
    log_level: LogLevel = Field("info", description="debug, info, warning or error")
    log_format: LogFormat = Field("text", description="text for people, or json: one object a line")
    data_directory: Path | None = Field(
        None,
        description="where keys and the audit record are; unset: $XDG_DATA_HOME/flashweb, or ~/.local/share/flashweb",
    )
    api: ApiSettings = Field(default_factory=ApiSettings)
    access: AccessSettings = Field(default_factory=AccessSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    serving: ServingSettings = Field(default_factory=ServingSettings)
    guardrails: GuardrailSettings = Field(default_factory=GuardrailSettings)
    audit: AuditSettings = Field(default_factory=AuditSettings)
    media: MediaSettings = Field(default_factory=MediaSettings)
    fetch: FetchSettings = Field(default_factory=FetchSettings)
    perception: PerceptionSettings = Field(default_factory=PerceptionSettings)
    nano: NanoSettings = Field(default_factory=NanoSettings)
    remote: RemoteSettings = Field(default_factory=RemoteSettings)
    vllm: VllmSettings = Field(default_factory=VllmSettings)
    transformers: TransformersSettings = Field(default_factory=TransformersSettings)
    grounding: GroundingSettings = Field(default_factory=GroundingSettings)
    image_budget: ImageBudgetSettings = Field(default_factory=ImageBudgetSettings)
    echo: EchoSettings = Field(default_factory=EchoSettings)
    ui: UiSettings = Field(default_factory=UiSettings)

    @property
    def data_path(self) -> Path:
        """data_directory, or the place that the XDG rules give it."""
        home = os.environ.get("XDG_DATA_HOME")
        return self.data_directory or (Path(home) if home else Path.home() / ".local" / "share") / "flashweb"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        path = os.environ.get(CONFIG_VARIABLE)
        file = (TomlConfigSettingsSource(settings_cls, Path(path)),) if path else ()
        return (init_settings, env_settings, *file)


def load_settings(overrides: Mapping[str, Any] | None = None, config: Path | None = None) -> Settings:
    """Settings from flags (nested mappings by section), environment and an optional TOML file.

    Raises ConfigurationError for the first bad or unknown key.
    """
    named = os.environ.get(CONFIG_VARIABLE)
    if config is not None:
        os.environ[CONFIG_VARIABLE] = str(config)
    try:
        _check_file(os.environ.get(CONFIG_VARIABLE))
        _check_variables(os.environ)
        return Settings(**(overrides or {}))
    except ValidationError as error:
        raise _explain(error) from None
    finally:
        if config is not None:
            os.environ.pop(CONFIG_VARIABLE)
            os.environ |= {CONFIG_VARIABLE: named} if named is not None else {}


def _check_file(path: str | None) -> None:
    if path is None:
        return
    try:
        tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"The settings file {path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The settings file {path} is not valid TOML: {error}.") from None


def _check_variables(environment: Mapping[str, str]) -> None:
    """Refuse FLASHWEB_ variables that name no setting, which pydantic-settings would pass over."""
    known = {CONFIG_VARIABLE, *(PREFIX + name.upper() for name in _names(Settings))}
    for variable in environment:
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            near = difflib.get_close_matches(variable.upper(), known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"see docs/settings.md for all {len(known)}."
            raise ConfigurationError(f"Unknown setting {variable}={environment[variable]!r}; {hint}")


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (f"{name}__{inner}" for inner in _names(kind))


def _explain(error: ValidationError) -> ConfigurationError:
    finding = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in finding["loc"])
    if finding["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, [name.replace("__", ".") for name in _names(Settings)], n=1)
        hint = f"did you mean {near[0]}?" if near else "see docs/settings.md."
        return ConfigurationError(f"Unknown setting {key} = {finding['input']!r}; {hint}")
    return ConfigurationError(f"Bad setting {key} = {finding['input']!r}: {finding['msg']}.")
