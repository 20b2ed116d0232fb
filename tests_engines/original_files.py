"""MiniGPT-4 at tiny size: random weights, written in the layout of the published files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers as hf

VISION = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
VISION |= {"image_size": 28, "patch_size": 14}
QFORMER = {"hidden_size": 48, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
QFORMER |= {"encoder_hidden_size": 32}
LANGUAGE = {"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4}
CONFIG = {"model_type": "minigpt4", "language": "vicuna", "projection": "projection.pth", "qformer": "blip2.pth"}
CONFIG |= {"vision": "eva.pth", "vision_config": VISION, "qformer_config": QFORMER}
BACK = (
    (r"embeddings\.class_embedding", "cls_token"),
    (r"embeddings\.position_embedding", "pos_embed"),
    (r"embeddings\.patch_embedding\.", "patch_embed.proj."),
    (r"encoder\.layers\.(\d+)\.layer_norm", r"blocks.\1.norm"),
    (r"encoder\.layers\.(\d+)\.self_attn\.projection", r"blocks.\1.attn.proj"),
    (r"encoder\.layers\.(\d+)\.self_attn", r"blocks.\1.attn"),
    (r"encoder\.layers\.", "blocks."),
)


@dataclass(frozen=True, slots=True)
class Original:
    """The parts as they were before they were written."""

    vision: Any
    qformer: Any
    queries: Any
    projection: Any
    language: Any
    tokenizer: Any


def tokenizer() -> Any:
    """Bytes, and "###" as one token where it stands by itself, as in LLaMA's vocabulary."""
    words = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁", "#", "##", "###"]
    words += [chr(letter) for letter in range(33, 127) if chr(letter) != "#"]
    return hf.LlamaTokenizer({word: n for n, word in enumerate(words)}, [("#", "#"), ("##", "#")])


def built(seed: int = 0, gain: float = 1.8, **size: int) -> Original:
    """gain: of each layer, large enough that answers depend on pictures. size: of the language part, where larger.

    It says no single bytes, which would seldom make whole characters.
    """
    torch.manual_seed(seed)
    words = tokenizer()
    vision = hf.Blip2VisionModel(hf.Blip2VisionConfig(**VISION))
    vision.post_layernorm.eps = 1e-5
    qformer = hf.Blip2QFormerModel(hf.Blip2QFormerConfig(**QFORMER))
    sizes = LANGUAGE | size
    language = hf.LlamaForCausalLM(hf.LlamaConfig(**sizes, vocab_size=len(words), max_position_embeddings=2048))
    projection = torch.nn.Linear(QFORMER["hidden_size"], sizes["hidden_size"])
    for module in (vision, qformer, language, projection):
        module.eval().requires_grad_(requires_grad=False)
        for name, parameter in module.named_parameters():
            wide = gain / parameter[0].numel() ** 0.5 if parameter.ndim > 1 else 0.1
            parameter.normal_(0, wide)
            if "norm" in name.lower() and name.endswith("weight"):
                parameter.add_(1)
    language.lm_head.weight[3:259] = 0
    for layer in vision.encoder.layers:  # EVA has no bias for keys
        layer.self_attn.qkv.bias[VISION["hidden_size"] : 2 * VISION["hidden_size"]] = 0
    return Original(vision, qformer, torch.randn(1, 32, QFORMER["hidden_size"]), projection, language, words)


def files(original: Original) -> dict[str, dict[str, Any]]:
    """The published files' tensors, with those in them that MiniGPT-4 does not need."""
    eyes: dict[str, Any] = {"norm.weight": torch.ones(4), "head.bias": torch.ones(4)}
    norm = {}
    for name, each in original.vision.state_dict().items():
        if name.startswith("post_layernorm"):
            norm[name.replace("post_layernorm", "ln_vision")] = each
            continue
        for pattern, old in BACK:
            name = re.sub(pattern, old, name)  # noqa: PLW2901
        if name.endswith("qkv.bias"):
            stem, third = name.removesuffix("qkv.bias"), VISION["hidden_size"]
            eyes |= {f"{stem}q_bias": each[:third].clone(), f"{stem}v_bias": each[-third:].clone()}
        else:
            eyes[name] = each
    spare = {name.replace("blocks.1.", "blocks.2."): each for name, each in eyes.items() if "blocks.1." in name}
    asks = {"Qformer.bert.embeddings.word_embeddings.weight": torch.ones(9, 4), "t5_proj.weight": torch.ones(4)}
    asks |= {"Qformer.bert.encoder.layer.0.output.dense.weight": torch.ones(4), "query_tokens": original.queries}
    for name, each in original.qformer.state_dict().items():
        name = re.sub(r"^layernorm", "embeddings.LayerNorm", name)  # noqa: PLW2901
        asks[f"Qformer.bert.{re.sub(r'attention.attention.', 'attention.self.', name)}"] = each
    leads = {f"llama_proj.{name}": each for name, each in original.projection.state_dict().items()}
    return {"eva.pth": eyes | spare, "blip2.pth": norm | asks, "projection.pth": leads}


def written(folder: Path, original: Original) -> Path:
    """All of it in a folder."""
    tensors = files(original)
    torch.save(tensors["eva.pth"], folder / "eva.pth")
    torch.save({"model": tensors["blip2.pth"]}, folder / "blip2.pth")
    torch.save({"model": tensors["projection.pth"], "epoch": 3}, folder / "projection.pth")
    original.language.save_pretrained(folder / "vicuna")
    original.tokenizer.save_pretrained(folder / "vicuna")
    (folder / "config.json").write_text(json.dumps(CONFIG))
    return folder
