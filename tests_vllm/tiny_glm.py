"""Writes a GLM-4V checkpoint with random weights, small enough to answer on a CPU: real classes, real files, no sense.

    python -m tests_vllm.tiny_glm FOLDER      (in the environment that has torch and transformers)

The tokenizer knows bytes and the model's control tokens; the template is GLM's in short. Pictures follow GLM's own
rule (cells of 28 pixels, two frames), so that tokens and prefixes are those of the big model.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

SPECIAL = (
    "<|endoftext|>",
    "[gMASK]",
    "<sop>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<|begin_of_image|>",
    "<|end_of_image|>",
    "<|image|>",
    "<|begin_of_video|>",
    "<|end_of_video|>",
    "<|video|>",
    "<think>",
    "</think>",
    "<|begin_of_box|>",
    "<|end_of_box|>",
)
TEMPLATE = """[gMASK]<sop>{% for message in messages %}<|{{ message.role }}|>
{% if message.content is string %}{{ message.content }}{% else %}{% for part in message.content %}\
{% if part.type in ('image', 'image_url') %}<|begin_of_image|><|image|><|end_of_image|>\
{% else %}{{ part.text }}{% endif %}{% endfor %}{% endif %}{% endfor %}{% if add_generation_prompt %}<|assistant|>
{% if enable_thinking is defined and not enable_thinking %}<think></think>
{% endif %}{% endif %}"""
PROCESSOR = {
    "image_processor_type": "Glm4vImageProcessor",
    "processor_class": "Glm4vProcessor",
    "patch_size": 14,
    "merge_size": 2,
    "temporal_patch_size": 2,
    "size": {"shortest_edge": 12_544, "longest_edge": 9_633_792},
    "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711],
}


def write(folder: Path, hidden: int = 512, layers: int = 8) -> None:
    """About 30 M parameters in the language part, 20 M in the vision part, and embeddings."""
    import torch
    from transformers import Glm4vConfig, Glm4vForConditionalGeneration, PreTrainedTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=_tokenizer(), eos_token=SPECIAL[0], pad_token=SPECIAL[0])
    tokenizer.add_special_tokens({"additional_special_tokens": list(SPECIAL[1:])})
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    ids = {name: tokenizer.convert_tokens_to_ids(name) for name in SPECIAL}
    config = Glm4vConfig(
        text_config={
            "hidden_size": hidden,
            "intermediate_size": 4 * hidden,
            "num_hidden_layers": layers,
            "num_attention_heads": 8,
            "num_key_value_heads": 2,
            "head_dim": hidden // 8,
            "vocab_size": len(tokenizer),
            "max_position_embeddings": 16_384,
            "pad_token_id": ids["<|endoftext|>"],
            "eos_token_id": ids["<|endoftext|>"],
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 10_000.0,
                "partial_rotary_factor": 0.5,
                "mrope_section": [hidden // 128, 3 * hidden // 256, 3 * hidden // 256],
            },
        },
        vision_config={
            "hidden_size": 384,
            "num_heads": 6,
            "depth": 8,
            "intermediate_size": 1024,
            "out_hidden_size": hidden,
        },
        image_token_id=ids["<|image|>"],
        video_token_id=ids["<|video|>"],
        image_start_token_id=ids["<|begin_of_image|>"],
        image_end_token_id=ids["<|end_of_image|>"],
        video_start_token_id=ids["<|begin_of_video|>"],
        video_end_token_id=ids["<|end_of_video|>"],
    )
    torch.manual_seed(0)
    model = Glm4vForConditionalGeneration(config).to(torch.bfloat16)
    model.generation_config.eos_token_id = ids["<|endoftext|>"]
    model.save_pretrained(folder)
    (folder / "preprocessor_config.json").write_text(json.dumps(PROCESSOR), encoding="utf-8")
    video = PROCESSOR | {"video_processor_type": "Glm4vVideoProcessor"}
    (folder / "video_preprocessor_config.json").write_text(json.dumps(video), encoding="utf-8")


def _tokenizer() -> object:
    """One token a byte."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: number for number, letter in enumerate(letters)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


if __name__ == "__main__":
    write(Path(sys.argv[1]))
