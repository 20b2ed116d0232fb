"""A chat model with eyes as the engine's worker drives it, and transformers' own classes as such.

`ChatModel` is all that the engine knows of a model: GLM-4.xV, LLaVA-1.5 and Qwen-VL come as transformers' classes with
their processors (`HubModel`); a model of another making only needs to offer the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from flashweb.core.errors import InvalidRequest
from flashweb.core.request import Message
from flashweb.engines.boxes import BEGIN, END
from flashweb.engines.reasoning import CLOSE, OPEN
from flashweb.engines.transformers.prompt import Features, Grid, Seen
from flashweb.engines.transformers.quantising import Weights


class ChatModel(Protocol):
    """image_token: stands once for each picture in what `write` gives. ends: tokens that end an answer; stops: strings.

    `write`, `see` and `positions` run on a thread that prepares questions; `encode` and `forward` on the one that owns
    the weights; `decode` on either.
    """

    num_layers: int
    max_context: int
    image_token: int
    ends: frozenset[int]
    stops: tuple[str, ...]
    attention: str
    device: Any
    dtype: Any
    weights: Weights
    draws_boxes: bool

    def write(self, messages: Sequence[Message], thinking: bool | None) -> list[int]:
        """The conversation in the model's own template, up to where its answer begins."""
        ...

    def see(self, pixels: NDArray[np.uint8]) -> Seen:
        """A picture, uint8 RGB (height, width, 3), made ready."""
        ...

    def encode(self, seen: Seen) -> Features: ...

    def positions(self, tokens: Sequence[int], grids: Sequence[Grid]) -> Any:
        """Of each token of a whole prompt, (axes, tokens)."""
        ...

    def forward(self, tokens: Any, positions: Any, cache: Any, features: Features | None, mask: Any) -> Any:
        """Reads tokens, (rows, tokens), at positions, (axes, rows, tokens), into the cache.

        features: of the image tokens among them. mask: (rows, cached and new tokens), None where nothing is padded.
        Returns the logits after the last token, (rows, vocabulary).
        """
        ...

    def decode(self, tokens: list[int]) -> str: ...


class HubModel:
    """One of transformers' classes for pictures and text, with its processor."""

    stops: tuple[str, ...] = ()
    weights: Weights

    def __init__(self, model: Any, processor: Any) -> None:
        self.network = model.eval()
        self.processor = processor
        self.tokenizer = processor.tokenizer
        config = model.config.get_text_config()
        self.num_layers = config.num_hidden_layers
        self.max_context = config.max_position_embeddings
        self.image_token = model.config.image_token_id
        self.attention = str(config._attn_implementation)
        self.device = model.device
        self.dtype = model.dtype
        self.ends = _ends(model, self.tokenizer)
        self._rope = getattr(model.model, "get_rope_index", None)
        kept = set(self.tokenizer.convert_tokens_to_ids([BEGIN, END, OPEN, CLOSE]))
        control = {number for number, token in self.tokenizer.added_tokens_decoder.items() if token.special}
        self._hidden = control - kept | self.ends
        self.draws_boxes = BEGIN in self.tokenizer.get_vocab()

    def write(self, messages: Sequence[Message], thinking: bool | None) -> list[int]:
        """Control words in what people or pages wrote are read as plain text."""
        given = {} if thinking is None else {"enable_thinking": thinking}
        tokens = self.tokenizer.apply_chat_template(
            [_turn(message) for message in messages],
            chat_template=self.processor.chat_template,
            add_generation_prompt=True,
            tokenize=True,
            return_dict=False,
            sanitize_control_tokens=True,
            **given,
        )
        if tokens.count(self.image_token) != sum(len(message.images) for message in messages):
            raise InvalidRequest(
                "The text holds words that this model takes for a picture's place; leave them out.", param="messages"
            )
        start = self.tokenizer("")["input_ids"]
        return list(tokens) if tokens[: len(start)] == start else [*start, *tokens]

    def see(self, pixels: NDArray[np.uint8]) -> Seen:
        pixels = np.require(pixels, requirements="W")  # PyTorch takes no memory that cannot be written to
        made = self.processor.image_processor(images=[pixels], return_tensors="pt", input_data_format="channels_last")
        inputs = {name: made[name] for name in ("pixel_values", "image_grid_thw") if name in made}
        if "image_grid_thw" in made:
            grid = tuple(made["image_grid_thw"][0].tolist())
            return Seen(inputs, grid, math.prod(grid) // self.processor.image_processor.merge_size**2)
        counted = self.processor._get_num_multimodal_tokens(image_sizes=[pixels.shape[:2]])
        return Seen(inputs, (), counted.num_image_tokens[0])

    def encode(self, seen: Seen) -> Features:
        inputs = {name: each.to(self.device) for name, each in seen.inputs.items()}
        inputs["pixel_values"] = inputs["pixel_values"].to(self.dtype)
        found = self.network.get_image_features(**inputs, return_dict=True)
        deep = getattr(found, "deepstack_features", None) or ()
        return Features(torch.cat(list(found.pooler_output)), tuple(torch.cat(list(each)) for each in deep))

    def positions(self, tokens: Sequence[int], grids: Sequence[Grid]) -> Any:
        plain = torch.arange(len(tokens))[None]
        if self._rope is None:
            return plain
        if not grids:
            return plain.expand(3, -1)
        ids = torch.tensor([tokens])
        kinds = (ids == self.image_token).int()
        return self._rope(ids, mm_token_type_ids=kinds, image_grid_thw=torch.tensor(grids))[0][:, 0]

    def forward(self, tokens: Any, positions: Any, cache: Any, features: Features | None, mask: Any) -> Any:
        seen = {}
        if features is not None:
            deep = [[each] for each in features.deep]
            seen["mm_encoder_outputs"] = {
                "image": SimpleNamespace(pooler_output=[features.tokens], deepstack_features=deep)
            }
        answer = self.network(
            input_ids=tokens,
            position_ids=positions[0] if self._rope is None else positions,
            attention_mask=mask,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
            **seen,
        )
        return answer.logits[:, -1]

    def decode(self, tokens: list[int]) -> str:
        """Control tokens are left out, except those around boxes and thoughts."""
        shown = [token for token in tokens if token not in self._hidden]
        return str(self.tokenizer.decode(shown, clean_up_tokenization_spaces=False))


def _turn(message: Message) -> dict[str, Any]:
    """A message as chat templates take it; pictures come before the words about them."""
    pictures = [{"type": "image"}] * len(message.images)
    text = [{"type": "text", "text": message.text}] if message.text or not pictures else []
    return {"role": message.role, "content": [*pictures, *text]}


def _ends(model: Any, tokenizer: Any) -> frozenset[int]:
    """What ends an answer: as the checkpoint's generation settings say, else the tokenizer's own."""
    named = model.generation_config.eos_token_id
    if named is None:
        named = tokenizer.eos_token_id
    return frozenset(named if isinstance(named, list) else [] if named is None else [named])
