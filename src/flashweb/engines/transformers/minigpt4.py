"""MiniGPT-4 (Zhu et al. 2023) for the engine's worker, on transformers' own modules.

A picture of 224x224 goes through BLIP-2's vision part (EVA-ViT-g) and Q-Former to 32 vectors, and through one linear
layer into Vicuna, which reads them among its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BlipImageProcessorPil

from flashweb.core.request import Message
from flashweb.engines.transformers.prompt import Features, Grid, Seen
from flashweb.engines.transformers.quantising import Weights

TURN = "###"
"""Stands between turns; the model writes it where its answer ends."""
SYSTEM = (
    "Give the following image: <Img>ImageContent</Img>. "
    "You will be able to see the image once I provide it to you. Please answer my questions."
)
"""What the model was tuned with, before the first turn."""
ROLES = {"user": "Human", "assistant": "Assistant"}


class Network(torch.nn.Module):  # type: ignore[misc]
    """vision: Blip2VisionModel. qformer: Blip2QFormerModel, in float32. queries: (1, tokens, width), what it asks of a
    picture. projection: into the width of language, a LlamaForCausalLM."""

    def __init__(self, vision: Any, qformer: Any, queries: Any, projection: Any, language: Any) -> None:
        super().__init__()
        self.vision = vision
        self.qformer = qformer
        self.queries = torch.nn.Parameter(queries, requires_grad=False)
        self.projection = projection
        self.language = language

    def get_decoder(self) -> Any:
        """Vicuna without its head, as transformers' own classes name it."""
        return self.language.get_decoder()

    def get_input_embeddings(self) -> Any:
        return self.language.get_input_embeddings()

    def get_output_embeddings(self) -> Any:
        """Vicuna's head."""
        return self.language.get_output_embeddings()


class MiniGPT4:
    """Implements `ChatModel`."""

    stops: tuple[str, ...] = (TURN,)
    draws_boxes = False
    image_token = -1
    weights: Weights

    def __init__(self, network: Network, tokenizer: Any) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        config = network.language.config
        self.num_layers = config.num_hidden_layers
        self.max_context = config.max_position_embeddings
        self.attention = str(config._attn_implementation)
        self.device = network.queries.device
        self.dtype = network.language.dtype
        self.ends = frozenset((tokenizer.eos_token_id,))
        self._hidden = frozenset(tokenizer.all_special_ids)
        side = network.vision.config.image_size
        self._images = BlipImageProcessorPil(size={"height": side, "width": side})

    def write(self, messages: Sequence[Message], thinking: bool | None) -> list[int]:
        """In the prompt that the model was tuned with; it does not think aloud.

        The text between two pictures is a piece of its own for the tokenizer, as it was in the tuning.
        """
        tokens: list[int] = [self.tokenizer.bos_token_id]
        for number, piece in enumerate(_pieces(messages)):
            tokens += [self.image_token] * bool(number)
            tokens += self.tokenizer(piece, add_special_tokens=False, split_special_tokens=True)["input_ids"]
        return tokens

    def see(self, pixels: NDArray[np.uint8]) -> Seen:
        """Squeezed into a square."""
        made = self._images(images=[pixels], return_tensors="pt", input_data_format="channels_last")
        return Seen({"pixel_values": made["pixel_values"]}, (), self.network.queries.shape[1])

    def encode(self, seen: Seen) -> Features:
        network = self.network
        patches = network.vision(pixel_values=seen.inputs["pixel_values"].to(self.device)).last_hidden_state
        found = network.qformer(query_embeds=network.queries, encoder_hidden_states=patches).last_hidden_state
        return Features(network.projection(found.to(self.dtype))[0])

    def positions(self, tokens: Sequence[int], grids: Sequence[Grid]) -> Any:
        return torch.arange(len(tokens))[None]

    def forward(self, tokens: Any, positions: Any, cache: Any, features: Features | None, mask: Any) -> Any:
        is_picture = tokens == self.image_token
        embedded = self.network.language.get_input_embeddings()(tokens.masked_fill(is_picture, 0))
        if features is not None:
            embedded[is_picture] = features.tokens
        answer = self.network.language(
            inputs_embeds=embedded,
            position_ids=positions[0],
            attention_mask=mask,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        return answer.logits[:, -1]

    def decode(self, tokens: list[int]) -> str:
        shown = [token for token in tokens if token != self.image_token and token not in self._hidden]
        return str(self.tokenizer.decode(shown, clean_up_tokenization_spaces=False))


def _pieces(messages: Sequence[Message]) -> list[str]:
    """The prompt's text, cut where pictures stand. Each picture is a turn, the last one of a message with its words."""
    system = " ".join(_plain(message.text) for message in messages if message.role == "system")
    pieces = [f"{system or SYSTEM}{TURN}"]
    for message in messages:
        if message.role == "system":
            continue
        pieces[-1] += f"{ROLES[message.role]}: "
        for number in range(len(message.images)):
            pieces[-1] += f"{TURN}{ROLES[message.role]}: <Img>" if number else "<Img>"
            pieces.append("</Img>")
        pieces[-1] += f"{' ' if message.images and message.text else ''}{_plain(message.text)}{TURN}"
    pieces[-1] += f"{ROLES['assistant']}:"
    return pieces


def _plain(text: str) -> str:
    """Nobody else's turn is opened by what people or pages wrote."""
    return re.sub("#{3,}", "##", text)
