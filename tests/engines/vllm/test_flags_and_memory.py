"""The command line of vLLM, what may not stand in it, and the refusal of what cannot fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flashweb.core.errors import ConfigurationError
from flashweb.engines.checkpoints import known
from flashweb.engines.vllm.flags import command_line
from flashweb.engines.vllm.memory import needed, refuse_what_cannot_fit
from flashweb.engines.vllm.progress import StartLog
from flashweb.engines.vllm.settings import VllmSettings

GLM = "zai-org/GLM-4.6V-Flash"


def line(*arguments: str, is_grounded: bool = False, **more: Any) -> list[str]:
    settings = VllmSettings(**({"model": GLM, "arguments": arguments} | more))
    return command_line(settings, 8000, known(settings.model or ""), is_grounded=is_grounded)


def value(flags: list[str], name: str) -> str:
    return flags[flags.index(name) + 1]


def test_glm_gets_its_parser_limits_and_caches() -> None:
    flags = line()
    assert value(flags, "--reasoning-parser") == "glm45" and value(flags, "--mm-processor-cache-type") == "shm"
    assert json.loads(value(flags, "--limit-mm-per-prompt")) == {"image": 8, "video": 0}
    assert json.loads(value(flags, "--mm-processor-kwargs"))["size"]["longest_edge"] == 9_633_792
    assert "--enable-prompt-tokens-details" in flags and "--enable-prefix-caching" in flags
    assert "--allowed-local-media-path" not in flags and "--speculative-config" not in flags


def test_drafts_come_from_the_prompt_where_the_page_is_in_it() -> None:
    assert json.loads(value(line(is_grounded=True), "--speculative-config"))["method"] == "ngram"
    assert "--speculative-config" not in line(is_grounded=True, speculation="off")


def test_flags_of_the_operator_win_and_go_on() -> None:
    flags = line("--max-num-seqs", "4", "--pipeline-parallel-size=2")
    assert flags.count("--max-num-seqs") == 1 and value(flags, "--max-num-seqs") == "4"
    assert flags[-1] == "--pipeline-parallel-size=2"


@pytest.mark.parametrize("flag", ["--port=1", "--host", "--api-key", "--allowed-local-media-path=/"])
def test_what_only_we_may_set_is_refused_by_name(flag: str) -> None:
    with pytest.raises(ConfigurationError, match=flag.split("=", maxsplit=1)[0]):
        line(flag, "x")


def test_quantisation_is_named_as_vllm_names_it() -> None:
    assert value(line(quantization="int8"), "--quantization") == "int8_per_channel_weight_only"
    assert value(line(quantization="awq_marlin"), "--quantization") == "awq_marlin"
    with pytest.raises(ConfigurationError, match="AWQ or GPTQ"):
        line(quantization="int4")


def test_a_model_must_be_named() -> None:
    with pytest.raises(ConfigurationError, match="--model"):
        line(model=None)


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in nvidia-smi's place, for a machine without one: prints the MiB that `free` says."""
    program = tmp_path / "nvidia-smi"
    program.write_text(f"#!/bin/sh\ncat {tmp_path}/free\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "free"


def test_what_cannot_fit_is_refused_with_numbers_and_what_would(driver: Path) -> None:
    found = known(GLM)
    driver.write_text("20000\n")
    with pytest.raises(ConfigurationError) as refused:
        refuse_what_cannot_fit(VllmSettings(model=GLM), found)
    words = refused.value.message
    assert "weights 20.6 GB" in words and "18.9 GB" in words and "INT8 with --quantization int8" in words
    assert "INT4" in words
    driver.write_text("20000\n20000\n")
    refuse_what_cannot_fit(VllmSettings(model=GLM, arguments=("-tp", "2")), found)
    driver.write_text("25000\n")
    with pytest.raises(ConfigurationError, match="fewer pixels with image_budget"):
        refuse_what_cannot_fit(VllmSettings(model=GLM, max_context=131_072), found)
    driver.write_text("4000\n")
    with pytest.raises(ConfigurationError, match="smaller model"):
        refuse_what_cannot_fit(VllmSettings(model=GLM), found)
    driver.write_text("80000\n")
    refuse_what_cannot_fit(VllmSettings(model=GLM), found)


def test_a_folder_weighs_what_its_files_weigh(tmp_path: Path) -> None:
    config = {"model_type": "glm4v", "text_config": {"hidden_size": 64, "num_attention_heads": 2, "vocab_size": 300}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "model.safetensors").write_bytes(bytes(12345))
    memory = needed(VllmSettings(model=str(tmp_path)), found) if (found := known(str(tmp_path))) else None
    assert memory is not None and memory.weights == 12345


def test_progress_goes_forward_only() -> None:
    log, told = StartLog(), []
    for text in (
        "(EngineCore pid=1) INFO 11-23 04:05:42 [core.py:133] Initializing a V1 LLM engine (v0.32.0)",
        "Loading safetensors checkpoint shards:  50% Completed | 2/4 [00:01<00:01]",
        "Loading safetensors checkpoint shards:  25% Completed | 1/4",
        "(Worker pid=6) INFO [default_loader.py:501] Loading weights took 0.17 seconds",
        "INFO:     Application startup complete.",
    ):
        log.read(text)
        told.append(log.fraction)
    assert told == pytest.approx([0.05, 0.5, 0.5, 0.7, 0.95])
    log.read("(EngineCore pid=1) ERROR 11-23 04:05:22 [core.py:9] ValueError: no room for the KV cache")
    log.read("resource_tracker: cleaning up")
    assert log.last_words() == "ValueError: no room for the KV cache"
