"""Checkpoints of each family at tiny size: the real classes with random weights, and real processors, made here.

Nothing is downloaded: the tokenizer knows single bytes and the family's control words, the templates are those of the
published checkpoints, shortened to what pictures and text need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers as hf
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

SIZE = {"vocab_size": 320, "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2}
HEADS = {"num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 4096}
GLM = """[gMASK]<sop>{% for m in messages %}<|{{ m.role }}|>
{% for c in m.content %}{% if c.type == 'image' %}<|begin_of_image|><|image|><|end_of_image|>{% else %}{{ c.text }}{% endif %}{% endfor %}
{% if m.role == 'user' and enable_thinking is defined and not enable_thinking %}/nothink{% endif %}{% endfor %}
{% if add_generation_prompt %}<|assistant|>
{{ '<think></think>\n' if (enable_thinking is defined and not enable_thinking) else '' }}{% endif %}"""
QWEN = """{% for m in messages %}<|im_start|>{{ m.role }}
{% for c in m.content %}{% if c.type == 'image' %}<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ c.text }}{% endif %}{% endfor %}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""
LLAVA = """{% for m in messages %}{{ m.role | upper }}: {% for c in m.content if c.type == 'image' %}<image>
{% endfor %}{% for c in m.content if c.type == 'text' %}{{ c.text }} {% endfor %}{% endfor %}{% if add_generation_prompt %}ASSISTANT:{% endif %}"""
WORDS = {
    "glm": (
        [
            *("[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|begin_of_image|>", "<|image|>"),
            *("<|end_of_image|>", "<|begin_of_video|>", "<|video|>", "<|end_of_video|>", "<|endoftext|>"),
        ],
        ["<think>", "</think>", "<|begin_of_box|>", "<|end_of_box|>"],
        "<|endoftext|>",
    ),
    "qwen": (
        [
            "<|im_start|>",
            "<|im_end|>",
            "<|vision_start|>",
            "<|image_pad|>",
            "<|vision_end|>",
            "<|video_pad|>",
            "<|endoftext|>",
        ],
        ["<think>", "</think>"],
        "<|im_end|>",
    ),
    "llava": (["<s>", "</s>", "<image>", "<pad>"], [], "</s>"),
}


def tokenizer(kind: str, more: tuple[str, ...] = ()) -> Any:
    """Bytes and control words. more: words that are one token each."""
    special, plain, end = WORDS[kind]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    inner = Tokenizer(models.BPE({letter: n for n, letter in enumerate(letters)}, []))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    inner.add_special_tokens(special)
    inner.add_tokens([*plain, *more])
    names = {"eos_token": end, "pad_token": special[-1]} | ({"bos_token": "<s>"} if kind == "llava" else {})
    return hf.PreTrainedTokenizerFast(tokenizer_object=inner, **names)


def _grid(kind: str) -> dict[str, Any]:
    frames = 2 if kind == "glm" else 1  # GLM counts both frames of a patch in its limits
    return {
        "patch_size": 14,
        "merge_size": 2,
        "size": {"shortest_edge": frames * 784, "longest_edge": frames * 784 * 24},
    }


def _rope(text: dict[str, Any]) -> dict[str, Any]:
    half = text["hidden_size"] // text["num_attention_heads"] // 2
    section = [half // 4, half * 3 // 8, half * 3 // 8]
    return {"rope_type": "default", "rope_theta": 10_000.0, "mrope_section": section}


@dataclass(frozen=True, slots=True)
class Family:
    """kind: of tokenizer. processor, model: made from a tokenizer."""

    kind: str
    processor: Callable[[Any], Any]
    model: Callable[[Any, dict[str, Any]], Any]


def _ids(tok: Any, **names: str) -> dict[str, int]:
    return {name: tok.convert_tokens_to_ids(word) for name, word in names.items()}


def _glm_model(config: str, model: str) -> Callable[[Any, dict[str, Any]], Any]:
    def make(tok: Any, size: dict[str, Any]) -> Any:
        text = {**SIZE, **HEADS, **size, "eos_token_id": tok.eos_token_id}
        text["rope_parameters"] = _rope(text)
        vision = {"depth": 2, "hidden_size": 64, "num_heads": 4, "intermediate_size": 96, "image_size": 168}
        vision |= {"out_hidden_size": text["hidden_size"]}
        ids = _ids(
            tok, image_token_id="<|image|>", video_token_id="<|video|>", image_start_token_id="<|begin_of_image|>"
        )
        ids |= _ids(tok, image_end_token_id="<|end_of_image|>", video_start_token_id="<|begin_of_video|>")
        ids |= _ids(tok, video_end_token_id="<|end_of_video|>")
        return getattr(hf, model)(getattr(hf, config)(text_config=text, vision_config=vision, **ids))

    return make


def _glm_processor(name: str, images: str, videos: str) -> Callable[[Any], Any]:
    def make(tok: Any) -> Any:
        given = (getattr(hf, images)(**_grid("glm")), tok, getattr(hf, videos)(patch_size=14, merge_size=2))
        return getattr(hf, name)(*given, chat_template=GLM)

    return make


def _qwen_model(config: str, model: str, **vision: Any) -> Callable[[Any, dict[str, Any]], Any]:
    def make(tok: Any, size: dict[str, Any]) -> Any:
        text = {**SIZE, **HEADS, **size, "eos_token_id": tok.eos_token_id}
        text["rope_parameters"] = _rope(text)
        if "Qwen3" in model:
            text |= {"head_dim": text["hidden_size"] // text["num_attention_heads"]}
            text["rope_parameters"] |= {"mrope_interleaved": True}
        wide = text["hidden_size"]
        eyes = {key: value(wide) if callable(value) else value for key, value in vision.items()}
        ids = _ids(tok, image_token_id="<|image_pad|>", video_token_id="<|video_pad|>")
        ids |= _ids(tok, vision_start_token_id="<|vision_start|>", vision_end_token_id="<|vision_end|>")
        return getattr(hf, model)(getattr(hf, config)(text_config=text, vision_config=eyes, **ids))

    return make


def _qwen_processor(name: str, videos: str = "Qwen2VLVideoProcessor") -> Callable[[Any], Any]:
    def make(tok: Any) -> Any:
        given = (hf.Qwen2VLImageProcessor(**_grid("qwen")), tok, getattr(hf, videos)(patch_size=14, merge_size=2))
        return getattr(hf, name)(*given, chat_template=QWEN)

    return make


def _llava_model(tok: Any, size: dict[str, Any]) -> Any:
    text = {**SIZE, **HEADS, **size, "eos_token_id": tok.eos_token_id}
    vision: dict[str, Any] = {
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
    }
    vision |= {"image_size": 56, "patch_size": 14, "projection_dim": 64, "model_type": "clip_vision_model"}
    config = hf.LlavaConfig(
        text_config=hf.LlamaConfig(**text),
        vision_config=hf.CLIPVisionConfig(**vision),
        image_token_id=tok.convert_tokens_to_ids("<image>"),
        image_seq_length=16,
    )
    return hf.LlavaForConditionalGeneration(config)


def _llava_processor(tok: Any) -> Any:
    images = hf.CLIPImageProcessor(size={"shortest_edge": 56}, crop_size={"height": 56, "width": 56})
    named = {"patch_size": 14, "vision_feature_select_strategy": "default", "num_additional_image_tokens": 1}
    return hf.LlavaProcessor(images, tok, chat_template=LLAVA, **named)


_EYES2 = {
    "depth": 2,
    "embed_dim": 64,
    "num_heads": 4,
    "hidden_size": lambda wide: wide,
    "mlp_ratio": 2,
    "patch_size": 14,
}
_EYES25 = {"depth": 2, "hidden_size": 64, "num_heads": 4, "intermediate_size": 96, "out_hidden_size": lambda wide: wide}
_EYES25 |= {"patch_size": 14, "fullatt_block_indexes": [1], "window_size": 56}
_EYES3 = {"depth": 3, "hidden_size": 64, "num_heads": 4, "intermediate_size": 96, "out_hidden_size": lambda wide: wide}
_EYES3 |= {"patch_size": 14, "deepstack_visual_indexes": [0, 1], "num_position_embeddings": 144}

FAMILIES = {
    "glm4v": Family(
        "glm",
        _glm_processor("Glm4vProcessor", "Glm4vImageProcessor", "Glm4vVideoProcessor"),
        _glm_model("Glm4vConfig", "Glm4vForConditionalGeneration"),
    ),
    "glm46v": Family(
        "glm",
        _glm_processor("Glm46VProcessor", "Glm46VImageProcessor", "Glm46VVideoProcessor"),
        _glm_model("Glm46VConfig", "Glm46VForConditionalGeneration"),
    ),
    "llava": Family("llava", _llava_processor, _llava_model),
    "qwen2_vl": Family(
        "qwen",
        _qwen_processor("Qwen2VLProcessor"),
        _qwen_model("Qwen2VLConfig", "Qwen2VLForConditionalGeneration", **_EYES2),
    ),
    "qwen2_5_vl": Family(
        "qwen",
        _qwen_processor("Qwen2_5_VLProcessor"),
        _qwen_model("Qwen2_5_VLConfig", "Qwen2_5_VLForConditionalGeneration", **_EYES25),
    ),
    "qwen3_vl": Family(
        "qwen",
        _qwen_processor("Qwen3VLProcessor", "Qwen3VLVideoProcessor"),
        _qwen_model("Qwen3VLConfig", "Qwen3VLForConditionalGeneration", **_EYES3),
    ),
}


def built(
    name: str, *, seed: int = 0, spread: float = 3.0, words: tuple[str, ...] = (), **size: Any
) -> tuple[Any, Any]:
    """A model and its processor. spread: weights are that much wider than at the start of a training, so that answers
    differ from picture to picture. size: of the text part, where it is to be larger. words: one token each."""
    family = FAMILIES[name]
    tok = tokenizer(family.kind, words)
    torch.manual_seed(seed)
    model = family.model(tok, size).float().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.mul_(spread)
    model.generation_config = hf.GenerationConfig(eos_token_id=tok.eos_token_id, pad_token_id=tok.pad_token_id)
    return model, family.processor(tok)


def saved(name: str, folder: Path, *, ends: bool = True, most_image_tokens: int | None = None, **how: Any) -> Path:
    """The same as a checkpoint in a folder. ends: answers may end before their longest length."""
    model, processor = built(name, **how)
    if not ends:
        model.generation_config.eos_token_id = [SIZE["vocab_size"] - 1]
    images = processor.image_processor
    if most_image_tokens is not None and "longest_edge" in images.size:
        images.size["longest_edge"] = images.size["longest_edge"] // 24 * most_image_tokens
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
