"""A checkpoint brought onto a device: which class, how precise, with which attention."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForImageTextToText, AutoProcessor
from transformers.utils import is_flash_attn_2_available
from transformers.utils import logging as hf_logging

from flashweb.core.errors import ConfigurationError
from flashweb.engines.transformers.minigpt4 import MiniGPT4
from flashweb.engines.transformers.model import ChatModel, HubModel
from flashweb.engines.transformers.original import MODEL_TYPE, is_original, load_original
from flashweb.engines.transformers.quantising import Weights, check_quantization, quantise
from flashweb.engines.transformers.settings import TransformersSettings

logger = logging.getLogger(__name__)

MODEL_TYPES = ("glm4v", "glm46v", "llava", "qwen2_vl", "qwen2_5_vl", "qwen3_vl")


def load(settings: TransformersSettings, progress: Callable[[str, float], None]) -> ChatModel:
    """Raises ConfigurationError for what cannot run here, with what to do about it."""
    device = device_of(settings.device)
    check_quantization(settings, device)
    if settings.threads is not None:
        torch.set_num_threads(settings.threads)
    progress("reading the model's configuration", 0.1)
    hf_logging.disable_progress_bar()  # ours is told through `progress`
    source = str(settings.model)
    if is_original(source):
        progress("loading the weights", 0.2)
        network, tokenizer = load_original(source, partial(dtype_of, settings, device), attention_of(settings, device))
        weights = quantise(network, settings.quantization, device)
        return _told(source, MiniGPT4(network, tokenizer), weights)
    config = _read(source, lambda: AutoConfig.from_pretrained(source))
    if config.model_type not in MODEL_TYPES:
        raise ConfigurationError(
            f"transformers.model = {source!r} is of type {config.model_type!r}, which this engine does not run; "
            f"it runs {', '.join((*MODEL_TYPES, MODEL_TYPE))}. "
            "Serve it with vLLM and name that with --engine remote --url."
        )
    _check_attends_everywhere(config)
    attention = attention_of(settings, device)
    progress("loading the processor", 0.15)
    processor = _read(source, lambda: AutoProcessor.from_pretrained(source))
    progress("loading the weights", 0.2)
    model = _read(
        source,
        lambda: AutoModelForImageTextToText.from_pretrained(
            source, dtype=dtype_of(settings, device, config), attn_implementation=attention, use_safetensors=True
        ),
    )
    weights = quantise(model, settings.quantization, device)
    return _told(source, HubModel(model, processor), weights)


def _told(source: str, model: ChatModel, weights: Weights) -> ChatModel:
    model.weights = weights
    logger.info("%s on %s in %s, attention: %s", source, model.device, model.dtype, model.attention)
    logger.info("weights: %.2f GB as read, %.2f GB in use", weights.before / 1e9, weights.after / 1e9)
    return model


def device_of(named: str) -> torch.device:
    """The device that a setting names."""
    if named == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(named)
    except RuntimeError:
        raise ConfigurationError(f"transformers.device = {named!r}; use auto, cpu, cuda or cuda:1.") from None
    if device.type == "cuda" and not torch.cuda.is_available():
        raise ConfigurationError(f"transformers.device = {named!r}, but PyTorch finds no GPU here; use cpu or auto.")
    return device


def dtype_of(settings: TransformersSettings, device: torch.device, config: Any) -> torch.dtype:
    """How precise weights and caches are."""
    if settings.dtype != "auto":
        return getattr(torch, settings.dtype)
    named = config.dtype or config.get_text_config().dtype
    if settings.quantization == "int4" or (settings.quantization and device.type == "cpu"):
        return torch.bfloat16
    if device.type == "cpu" or named is None:
        return torch.float32
    return getattr(torch, named) if isinstance(named, str) else named


def attention_of(settings: TransformersSettings, device: torch.device) -> str:
    """FlashAttention where it can run: an NVIDIA device of compute capability 8 on, 16 bits, and its package."""
    lacks = []
    if device.type != "cuda" or torch.cuda.get_device_capability(device) < (8, 0):
        lacks.append("a GPU of compute capability 8.0 or newer")
    if settings.dtype == "float32":
        lacks.append("a dtype of 16 bits")
    if not is_flash_attn_2_available():
        lacks.append("the package flash-attn")
    if settings.attention == "flash_attention_2" and lacks:
        raise ConfigurationError(
            f"transformers.attention = 'flash_attention_2' needs {' and '.join(lacks)}; use auto or sdpa."
        )
    return "sdpa" if lacks or settings.attention == "sdpa" else "flash_attention_2"


def _check_attends_everywhere(config: Any) -> None:
    kinds = set(getattr(config.get_text_config(), "layer_types", None) or ())
    if kinds - {"full_attention"}:
        raise ConfigurationError(f"The model has layers of kind {', '.join(sorted(kinds))}, which cannot run here yet.")


def _read(source: str, read: Callable[[], Any]) -> Any:
    """What transformers reads from a folder, or from the hub into its cache."""
    try:
        return read()
    except (OSError, ValueError) as error:
        kind = "folder" if Path(source).exists() else "id"
        raise ConfigurationError(
            f"transformers.model = {source!r} cannot be loaded as a {kind}: {str(error).splitlines()[0]} "
            f"Fetch it with `flashweb models pull {source}`, or name a folder that holds a whole checkpoint."
        ) from error
