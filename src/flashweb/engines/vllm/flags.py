"""The command line of `vllm serve`.

Chosen for asking about screenshots: pictures only, limits on them (vLLM reserves memory for the largest one that may
come, so an unlimited one costs gigabytes), prefixes and preprocessed pictures kept, live questions before upload-time
prefill, cached tokens told in `usage`, and no way to files of this machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from flashweb.core.errors import ConfigurationError
from flashweb.engines.checkpoints import Known
from flashweb.engines.image_budget import GridRule
from flashweb.engines.needs import Precision
from flashweb.engines.vllm.settings import VllmSettings

OURS = ("--host", "--port", "--api-key", "--served-model-name", "--uds")
"""What only FlashWeb may set, since it must find the server."""
SPECULATION = {"method": "ngram", "num_speculative_tokens": 5, "prompt_lookup_min": 2, "prompt_lookup_max": 5}
"""Drafts from what the prompt says already (prompt lookup decoding): lossless, long where a page is quoted."""
INT8 = "int8_per_channel_weight_only"


def command_line(settings: VllmSettings, port: int, known: Known | None, *, is_grounded: bool) -> list[str]:
    """known: what the catalogue says of the model. is_grounded: questions hold their page's text.

    Raises ConfigurationError for flags that cannot be allowed.
    """
    model = check(settings)
    flags = [*settings.command, "serve", model, "--served-model-name", model]
    flags += ["--host", "127.0.0.1", "--port", str(port)]
    flags += ["--max-model-len", str(context(settings, known)), "--max-num-seqs", str(settings.max_running)]
    flags += ["--gpu-memory-utilization", str(settings.memory_fraction)]
    flags += ["--limit-mm-per-prompt", json.dumps({"image": settings.max_images, "video": 0})]
    flags += ["--enable-prefix-caching", "--enable-prompt-tokens-details", "--scheduling-policy", "priority"]
    flags += ["--mm-processor-cache-type", "shm"]
    if known is not None:
        if isinstance(known.rule, GridRule):
            size = {"shortest_edge": known.rule.min_pixels, "longest_edge": known.rule.max_pixels}
            flags += ["--mm-processor-kwargs", json.dumps({"size": size})]
        if known.family.reasoning is not None:
            flags += ["--reasoning-parser", known.family.reasoning]
    if settings.quantization is not None:
        flags += ["--quantization", INT8 if settings.quantization == "int8" else settings.quantization]
    if settings.speculation == "on" or (settings.speculation == "auto" and is_grounded):
        flags += ["--speculative-config", json.dumps(SPECULATION)]
    return _without_repeated(flags, settings.arguments)


def check(settings: VllmSettings) -> str:
    """The model to serve; raises ConfigurationError for what cannot work or must not be."""
    if settings.model is None:
        raise ConfigurationError("vllm.model is not set; name a model: --model zai-org/GLM-4.6V-Flash.")
    if settings.quantization == "int4":
        raise ConfigurationError(
            "vLLM does not quantise to INT4 while it loads: name a checkpoint that is quantised already (AWQ or GPTQ) "
            "with --model, choose --quantization int8, or use --engine transformers."
        )
    names = [argument.split("=")[0] for argument in settings.arguments]
    for name in names:
        if name in OURS:
            raise ConfigurationError(f"vllm.arguments must not hold {name}: FlashWeb sets it. Leave it out.")
    if "--allowed-local-media-path" in names:
        raise ConfigurationError(
            "vllm.arguments must not hold --allowed-local-media-path: it would let questions read files of this "
            "machine. Upload pictures instead."
        )
    return settings.model


def context(settings: VllmSettings, known: Known | None) -> int:
    """Most tokens of a question with its answer; no more than the model can."""
    if known is None or known.model is None:
        return settings.max_context
    return min(settings.max_context, known.model.context)


def precision(settings: VllmSettings) -> Precision:
    """What the weights are held in, for computing memory; formats of half a byte by their names."""
    method = (settings.quantization or "").lower()
    if not method:
        return "bf16"
    return "int4" if any(part in method for part in ("awq", "gptq", "fp4", "int4", "bitsandbytes")) else "int8"


def devices(arguments: Sequence[str]) -> int:
    """On how many devices the flags spread the model."""
    count = 1
    for names in (("--tensor-parallel-size", "-tp"), ("--pipeline-parallel-size", "-pp")):
        value = _value(arguments, names)
        count *= int(value) if value is not None and value.isdigit() else 1
    return count


def _value(arguments: Sequence[str], names: Sequence[str]) -> str | None:
    for index, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name in names:
            return value or (arguments[index + 1] if index + 1 < len(arguments) else None)
    return None


def _without_repeated(flags: list[str], arguments: Sequence[str]) -> list[str]:
    """Our flags but for those that the operator gives, then the operator's."""
    given = {argument.split("=")[0] for argument in arguments if argument.startswith("-")}
    kept: list[str] = []
    is_dropped = False
    for flag in flags:
        if flag.startswith("--"):
            is_dropped = flag in given
        if not is_dropped:
            kept.append(flag)
    return [*kept, *arguments]
