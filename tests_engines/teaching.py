"""Teaches a tiny Qwen2-VL, in some seconds, to say what stands on given pages: its answers tell which pictures it saw.

    python -m tests_engines.teaching LESSONS FOLDER

LESSONS is a folder with lessons.json: {"pages": [[text, file], ...], "words": [...], "lead": text, "size": {...}}.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from PIL import Image

from tests_engines.tiny import built

QUESTIONS = ("What does it say?", "图里写了什么?")
MOST_STEPS, GOOD_LOSS = 300, 0.005
Pages = Sequence[tuple[str, bytes]]


def taught(pages: Pages, words: Sequence[str], lead: str = "", **size: int) -> tuple[Any, Any]:
    """A tiny Qwen2-VL that says what stands on the pages, in order, and "Nothing." without one.

    Its vision part's last layer is solved for in one go, so that each page looks different from all others; its text
    part learns from examples what to say to that. words: one token each; lead: stands between pictures and question.
    """
    model, processor = built("qwen2_vl", words=(*words, *([lead] if lead else ())), **size)
    batch, labels = _lessons(processor, pages, lead)
    seen = _told_apart(model, batch.pop("pixel_values"), batch["image_grid_thw"])
    learning = [*model.model.language_model.parameters(), *model.lm_head.parameters()]
    with torch.no_grad():
        for weights in learning:
            weights.mul_(1 / 3 if weights.ndim > 1 else 1)
    teacher = torch.optim.AdamW(learning, lr=3e-3, weight_decay=0.0)
    for _ in range(MOST_STEPS):
        loss = model(**batch, labels=labels, mm_encoder_outputs={"image": seen}).loss
        teacher.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        teacher.step()
        if loss.item() < GOOD_LOSS:
            return model, processor
    raise AssertionError(f"the model did not learn to read: loss {loss.item():.3f}")


@torch.no_grad()
def _told_apart(model: Any, patches: Any, grids: Any) -> Any:
    """What the vision part makes of the pictures once its last layer leads each page to a direction of its own."""
    last, inputs = model.model.visual.merger.mlp[2], []
    watch = last.register_forward_hook(lambda _module, given, _made: inputs.append(given[0]))
    model.get_image_features(patches, grids)
    watch.remove()
    pages: dict[bytes, int] = {}
    numbers = [pages.setdefault(each.numpy().tobytes(), len(pages)) for each in patches.split(grids.prod(-1).tolist())]
    directions = torch.randn(len(pages), last.out_features, generator=torch.Generator().manual_seed(1))
    wanted = directions[numbers].repeat_interleave(grids.prod(-1) // 4, 0).double()
    known = torch.cat((inputs[0], torch.ones(len(inputs[0]), 1)), 1).double()
    ridge = 1e-6 * known.pow(2).mean() * torch.eye(known.shape[1], dtype=torch.float64)
    solved = torch.linalg.solve(known.T @ known + ridge, known.T @ wanted).float()
    last.weight.copy_(solved[:-1].T)
    last.bias.copy_(solved[-1])
    found = model.get_image_features(patches, grids, return_dict=True).pooler_output
    return SimpleNamespace(pooler_output=[torch.cat(list(found))], deepstack_features=[])


def _lessons(processor: Any, pages: Pages, lead: str) -> tuple[Any, Any]:
    """Prompts with answers, padded on the right, and the answers' tokens as labels."""
    drawn = [(text, np.array(Image.open(io.BytesIO(data)).convert("RGB"))) for text, data in pages]
    sets = [[page] for page in drawn] + [drawn[:2], drawn[:3], []]
    texts, images, answers = [], [], []
    for shown in sets:
        for question in QUESTIONS:
            said = (lead if shown else "") + question
            content = [{"type": "image"}] * len(shown) + [{"type": "text", "text": said}]
            prompt = processor.apply_chat_template([{"role": "user", "content": content}], add_generation_prompt=True)
            answer = " ".join(text for text, _ in shown) or "Nothing."
            texts.append(prompt + answer + "<|im_end|>")
            images += [pixels for _, pixels in shown]
            answers.append(len(processor.tokenizer(answer + "<|im_end|>")["input_ids"]))
    batch = processor(text=texts, images=images, return_tensors="pt", padding=True, padding_side="right")
    labels = torch.full_like(batch["input_ids"], -100)
    for row, (length, answer) in enumerate(zip(batch["attention_mask"].sum(-1).tolist(), answers, strict=True)):
        labels[row, length - answer : length] = batch["input_ids"][row, length - answer : length]
    return batch, labels


def save(model: Any, processor: Any, folder: Path) -> None:
    """As published checkpoints look: the pictures' rule in a file of its own."""
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    processor.image_processor.save_pretrained(folder)


def main(lessons: Path, folder: Path) -> None:
    torch.set_num_threads(1)
    given = json.loads((lessons / "lessons.json").read_text(encoding="utf-8"))
    pages = [(text, (lessons / file).read_bytes()) for text, file in given["pages"]]
    save(*taught(pages, given["words"], given["lead"], **given["size"]), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
