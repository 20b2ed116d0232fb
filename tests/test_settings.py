"""Settings: flags over environment over file over defaults; whatever is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashweb.core.errors import ConfigurationError
from flashweb.settings import load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLASHWEB_CONFIG", raising=False)


def test_the_defaults() -> None:
    settings = load_settings()
    assert (settings.engine, settings.api.host, settings.api.port) == ("nano", "127.0.0.1", 7860)


def test_flags_win_over_environment_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "flashweb.toml"
    file.write_text('engine = "echo"\n[api]\nport = 1001\nhost = "0.0.0.0"\n[serving]\nmax_waiting = 7\n')
    monkeypatch.setenv("FLASHWEB_CONFIG", str(file))
    monkeypatch.setenv("FLASHWEB_API__PORT", "1002")
    monkeypatch.setenv("FLASHWEB_SERVING__QUEUE_TIMEOUT", "1.5")
    settings = load_settings({"serving": {"queue_timeout": 2.5}})
    assert settings.engine == "echo" and settings.api.host == "0.0.0.0"
    assert settings.api.port == 1002, "the environment wins over the file, key by key"
    assert (settings.serving.queue_timeout, settings.serving.max_waiting) == (2.5, 7)


def test_a_file_named_by_the_caller(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[echo]\ninterval = 0.25\n")
    assert load_settings(config=file).echo.interval == 0.25


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[api]\nprot = 1\n", "Unknown setting api.prot = 1; did you mean api.port?"),
        ("[apy]\nport = 1\n", "Unknown setting apy"),
        ("[api]\nport = 'x'\n", "Bad setting api.port = 'x'"),
        ("[serving]\nrequest_timeout = 0\n", "Bad setting serving.request_timeout = 0"),
        (
            "engine = 'gpt'\n",
            "Bad setting engine = 'gpt': Input should be 'nano', 'remote', 'vllm', 'transformers' or 'echo'",
        ),
        ("engine = \n", "is not valid TOML"),
    ],
)
def test_a_bad_file_names_key_value_and_what_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str
) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text)
    monkeypatch.setenv("FLASHWEB_CONFIG", str(file))
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert named in caught.value.message


def test_a_missing_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLASHWEB_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("FLASHWEB_API__PROT", "1", "did you mean FLASHWEB_API__PORT?"),
        ("flashweb_colour", "red", "Unknown setting flashweb_colour='red'"),
        ("FLASHWEB_API__PORT", "-1", "Bad setting api.port = '-1'"),
        ("FLASHWEB_MEDIA__MAX_PIXELS", "many", "media.max_pixels = 'many'"),
    ],
)
def test_a_bad_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, named: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert named in caught.value.message


def test_an_unknown_flag_section() -> None:
    with pytest.raises(ConfigurationError, match="Unknown setting"):
        load_settings({"apii": {"port": 1}})


def test_naming_a_file_once_does_not_name_it_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[echo]\ninterval = 0.25\n")
    load_settings(config=file)
    assert load_settings().echo.interval == 0.0
