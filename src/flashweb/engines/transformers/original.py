"""MiniGPT-4's original checkpoint files, brought into transformers' modules.

The project publishes only the projection; the vision part and the Q-Former are BLIP-2's files, Vicuna a folder of its
own. A folder with a config.json names them:

    {"model_type": "minigpt4", "language": "vicuna-7b", "projection": "pretrained_minigpt4_7b.pth",
     "qformer": "blip2_pretrained_flant5xxl.pth", "vision": "eva_vit_g.pth"}

vision may be left out where the Q-Former's file holds `visual_encoder.*`, too. vision_config and qformer_config are for
parts of another size than the published ones.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoTokenizer,
    Blip2QFormerConfig,
    Blip2QFormerModel,
    Blip2VisionConfig,
    Blip2VisionModel,
    LlamaConfig,
    LlamaForCausalLM,
)

from flashweb.core.errors import ConfigurationError
from flashweb.engines.transformers.minigpt4 import Network

MODEL_TYPE = "minigpt4"
PARTS = ("language", "projection", "qformer", "vision")
LAYER_NORM = 1e-5
"""Of the norm behind the vision part; PyTorch's usual one there, unlike inside it."""
Names = tuple[tuple[str, str], ...]
"""Patterns of original names, and what they are called here; an empty name: not needed."""
VISION: Names = (
    (r"visual_encoder\.cls_token", "embeddings.class_embedding"),
    (r"visual_encoder\.pos_embed", "embeddings.position_embedding"),
    (r"visual_encoder\.patch_embed\.proj\.(\w+)", r"embeddings.patch_embedding.\1"),
    (r"visual_encoder\.blocks\.(\d+)\.norm([12])\.(\w+)", r"encoder.layers.\1.layer_norm\2.\3"),
    (r"visual_encoder\.blocks\.(\d+)\.attn\.proj\.(\w+)", r"encoder.layers.\1.self_attn.projection.\2"),
    (r"visual_encoder\.blocks\.(\d+)\.attn\.qkv\.(\w+)", r"encoder.layers.\1.self_attn.qkv.\2"),
    (r"visual_encoder\.blocks\.(\d+)\.mlp\.(fc[12])\.(\w+)", r"encoder.layers.\1.mlp.\2.\3"),
    (r"ln_vision\.(\w+)", r"post_layernorm.\1"),
)
QFORMER: Names = (
    (r"Qformer\.bert\.embeddings\.LayerNorm\.(\w+)", r"layernorm.\1"),
    (
        r"Qformer\.bert\.encoder\.layer\.(\d+)\.((?:cross)?attention)\.self\.(query|key|value)\.(\w+)",
        r"encoder.layer.\1.\2.attention.\3.\4",
    ),
    (
        r"Qformer\.bert\.encoder\.layer\.(\d+)\.((?:(?:cross)?attention\.output|intermediate_query|output_query)\..+)",
        r"encoder.layer.\1.\2",
    ),
)
NOT_NEEDED = re.compile(
    r"Qformer\.cls\..*|Qformer\.bert\.embeddings\.(word_embeddings|position_embeddings|position_ids).*"
    r"|Qformer\.bert\.encoder\.layer\.\d+\.(intermediate|output)\..*"
    r"|visual_encoder\.(norm|fc_norm|head|mask_token).*"
    r"|(t5_proj|opt_proj|vision_proj|text_proj|itm_head|temp)(\..*)?"
)
"""BERT's own words, and heads of BLIP-2 and EVA for other tasks."""


def is_original(source: str) -> bool:
    """Whether it is such a folder."""
    path = Path(source) / "config.json"
    return path.is_file() and _config(path).get("model_type") == MODEL_TYPE


def load_original(source: str, dtype_of: Callable[[Any], torch.dtype], attention: str) -> tuple[Network, Any]:
    """The network, on the CPU, and its tokenizer. dtype_of: by Vicuna's configuration, of all but the Q-Former.

    Raises ConfigurationError for parts that are missing or do not fit together.
    """
    folder = Path(source)
    config = _config(folder / "config.json")
    paths = {part: folder / str(config[part]) for part in PARTS if part in config}
    _check_there(folder, paths)
    language = _language(paths["language"], dtype_of, attention)
    weights = _tensors(paths["qformer"])
    if "vision" in paths:
        weights |= {f"visual_encoder.{name}": each for name, each in _tensors(paths["vision"]).items()}
    vision, qformer = _eyes(config, weights, paths)
    queries = weights["query_tokens"].float()
    projection = _projection(paths["projection"], qformer.config.hidden_size, language.config.hidden_size)
    network = Network(
        vision.to(language.dtype), qformer.float(), queries, projection.to(language.dtype), language
    ).requires_grad_(requires_grad=False)
    return network, AutoTokenizer.from_pretrained(paths["language"])


def _config(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} cannot be read ({error}); write it anew.") from error
    return found if isinstance(found, dict) else {}


def _check_there(folder: Path, paths: Mapping[str, Path]) -> None:
    unnamed = [part for part in PARTS[:3] if part not in paths]
    if unnamed:
        raise ConfigurationError(f"{folder}/config.json does not name {', '.join(unnamed)}; add the path of each.")
    absent = [f"{part}: {path}" for part, path in paths.items() if not path.exists()]
    if absent:
        raise ConfigurationError(f"MiniGPT-4 in {folder} lacks {'; '.join(absent)}. Copy it there.")


def _language(path: Path, dtype_of: Callable[[Any], torch.dtype], attention: str) -> Any:
    try:
        dtype = dtype_of(LlamaConfig.from_pretrained(path))
        return LlamaForCausalLM.from_pretrained(path, dtype=dtype, attn_implementation=attention)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{path} is no folder of a LLaMA ({str(error).splitlines()[0]}); copy Vicuna's there, with its config.json."
        ) from error


def _tensors(path: Path) -> dict[str, torch.Tensor]:
    """By name. Only tensors and plain values are read: a file that wants to run code is refused."""
    try:
        found = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except (OSError, RuntimeError, pickle.UnpicklingError) as error:
        raise ConfigurationError(
            f"{path} cannot be read as a PyTorch checkpoint ({str(error).splitlines()[0]}); copy it anew."
        ) from error
    found = found.get("model", found) if isinstance(found, dict) else {}
    return {name: each for name, each in found.items() if isinstance(each, torch.Tensor)}


def _eyes(config: Mapping[str, Any], weights: dict[str, Any], paths: Mapping[str, Path]) -> tuple[Any, Any]:
    """The vision part and the Q-Former."""
    vision_config = Blip2VisionConfig(**config.get("vision_config", {}))
    qformer_config = Blip2QFormerConfig(**config.get("qformer_config", {}))
    named = " and ".join(str(paths[part]) for part in ("vision", "qformer") if part in paths)
    with torch.device("meta"):
        vision, qformer = Blip2VisionModel(vision_config), Blip2QFormerModel(qformer_config)
    vision.post_layernorm.eps = LAYER_NORM
    weights = _joined_biases(weights)
    found: dict[str, dict[str, Any]] = {"vision": {}, "qformer": {}}
    unknown = []
    for name, each in weights.items():
        block = re.match(r"visual_encoder\.blocks\.(\d+)\.", name)
        is_spare = block is not None and int(block[1]) >= vision_config.num_hidden_layers
        if is_spare or name == "query_tokens" or NOT_NEEDED.fullmatch(name):
            continue
        if new := _renamed(name, VISION):
            found["vision"][new] = each
        elif new := _renamed(name, QFORMER):
            found["qformer"][new] = each
        else:
            unknown.append(name)
    missing = [] if "query_tokens" in weights else ["query_tokens"]
    for module, part in ((vision, "vision"), (qformer, "qformer")):
        wanted = module.state_dict()
        missing += [f"{part}: {name}" for name in wanted if name not in found[part]]
        unknown += [f"{part}: {name}" for name in found[part] if name not in wanted]
    _check_names(named, missing, unknown)
    for module, part in ((vision, "vision"), (qformer, "qformer")):
        _fill(module, found[part], named)
    return vision, qformer


def _joined_biases(weights: Mapping[str, Any]) -> dict[str, Any]:
    """EVA has a bias for queries and values; transformers wants one for keys between them, which is zero."""
    joined = dict(weights)
    for name in [name for name in weights if name.endswith(".attn.q_bias")]:
        stem = name.removesuffix("q_bias")
        query, value = joined.pop(name), joined.pop(f"{stem}v_bias", None)
        if value is not None:
            joined[f"{stem}qkv.bias"] = torch.cat((query, torch.zeros_like(query), value))
    return joined


def _renamed(name: str, names: Names) -> str:
    for pattern, new in names:
        if found := re.fullmatch(pattern, name):
            return found.expand(new)
    return ""


def _check_names(source: str, missing: list[str], unknown: list[str]) -> None:
    told = [
        f"{len(names)} tensors are {what} ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
        for what, names in (("missing", missing), ("not known here", unknown))
        if names
    ]
    if told:
        raise ConfigurationError(
            f"{source}: {' and '.join(told)}. MiniGPT-4 needs eva_vit_g.pth and blip2_pretrained_flant5xxl.pth."
        )


def _fill(module: Any, tensors: Mapping[str, Any], source: str) -> None:
    try:
        module.load_state_dict(tensors, assign=True)
    except RuntimeError as error:
        raise ConfigurationError(
            f"{source} is of another size than {type(module).__name__} expects: {str(error).splitlines()[1].strip()} "
            "Name the sizes in vision_config and qformer_config, or copy the published files."
        ) from error


def _projection(path: Path, width: int, language_width: int) -> Any:
    found = _tensors(path)
    wanted = {"llama_proj.weight", "llama_proj.bias"}
    _check_names(str(path), sorted(wanted - found.keys()), sorted(found.keys() - wanted))
    have = tuple(found["llama_proj.weight"].shape)
    if have != (language_width, width):
        raise ConfigurationError(
            f"{path} leads from width {have[1]} to {have[0]}, but the Q-Former has {width} and the language model "
            f"{language_width}; each size of Vicuna has a projection of its own (7B: 4,096, 13B: 5,120)."
        )
    with torch.device("meta"):
        projection = torch.nn.Linear(width, language_width)
    _fill(projection, {name.removeprefix("llama_proj."): each for name, each in found.items()}, str(path))
    return projection
