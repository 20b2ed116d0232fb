"""Weights in fewer bits, by torchao: what a device can do, and what it saved.

The language part's layers are quantised, its head to 8 bits at the least; embeddings and the vision part stay as they
are. INT8 has one scale for each row, INT4 (Lin et al. 2023) a scale and a zero point for each group of a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import torch

from flashweb.core.errors import ConfigurationError
from flashweb.engines.transformers.settings import TransformersSettings

GROUPS = (128, 64, 32)
"""Weights that share a scale in INT4: the first that a row's width is a multiple of."""
ROWS = 16
"""INT4's kernels take rows in multiples of this."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Bytes of all weights, as they were read and as they are."""

    before: int
    after: int


def check_quantization(settings: TransformersSettings, device: torch.device) -> None:
    """Before anything is loaded. Raises ConfigurationError for what cannot be, with what can."""
    named = settings.quantization
    if named is None:
        return
    begin = f"transformers.quantization = {named!r}"
    if find_spec("torchao") is None:
        raise ConfigurationError(f"{begin} needs torchao: pip install 'flashweb[transformers]'.")
    if device.type not in ("cpu", "cuda"):
        raise ConfigurationError(f"{begin} runs on cpu and cuda, not on {device}; leave one of the two out.")
    if named == "int8":
        return
    if device.type == "cuda" and torch.cuda.get_device_capability(device) < (8, 0):
        raise ConfigurationError(f"{begin} needs a GPU of compute capability 8.0 or newer; use int8.")
    if device.type == "cuda" and settings.dtype not in ("auto", "bfloat16"):
        raise ConfigurationError(f"{begin} on a GPU needs dtype = auto or bfloat16; change the dtype, or use int8.")
    if device.type == "cpu" and _int4_of("cpu", GROUPS[0]) is None:
        raise ConfigurationError(f"{begin}: the installed torchao has none for a CPU; use int8, or torchao 0.18.")


def quantise(network: Any, named: str | None, device: torch.device) -> Weights:
    """In place, layer by layer on the way to the device, so that all of them are never there in full width."""
    before = num_weight_bytes(network)
    if named is not None:
        _quantise(network, named, device)
    network.to(device)
    return Weights(before, num_weight_bytes(network))


def num_weight_bytes(network: Any) -> int:
    """Of parameters and buffers; those that several layers share count once."""
    held = [part for each in (*network.parameters(), *network.buffers()) for part in _parts(each)]
    return sum(each.numel() * each.element_size() for each in held)


def _quantise(network: Any, named: str, device: torch.device) -> None:
    from torchao.quantization import Int8WeightOnlyConfig, quantize_  # noqa: PLC0415 - an extra

    layers = {each for each in network.get_decoder().modules() if isinstance(each, torch.nn.Linear)}
    embedded = network.get_input_embeddings().weight
    if (head := network.get_output_embeddings()) is not None and head.weight is not embedded:
        layers.add(head)
    groups: dict[Any, int] = {}
    if named == "int4":
        groups = {each: group for each in layers - {head} if (group := _group(each))}
        if not groups:
            raise ConfigurationError(
                f"transformers.quantization = 'int4' takes layers of a width that {GROUPS[-1]} divides; "
                "this model has none. Use int8."
            )
    target = None if device.type == "cpu" else device
    for group in sorted(set(groups.values())):
        chosen = {each for each, its in groups.items() if its == group}
        quantize_(network, _int4_of(device.type, group), lambda each, _name, chosen=chosen: each in chosen, target)
    rest = layers - groups.keys()
    quantize_(network, Int8WeightOnlyConfig(set_inductor_config=False), lambda each, _name: each in rest, target)


def _group(layer: Any) -> int:
    """0 for a layer that INT4's kernels do not take."""
    rows, width = layer.weight.shape
    return next((group for group in GROUPS if width % group == 0 and rows % ROWS == 0), 0)


def _int4_of(kind: str, group: int) -> Any:
    """The configuration for a kind of device; None where this torchao has none."""
    if kind == "cuda":
        from torchao.quantization import Int4WeightOnlyConfig  # noqa: PLC0415 - an extra

        return Int4WeightOnlyConfig(group, set_inductor_config=False, int4_packing_format="tile_packed_to_4d")
    try:
        from torchao.prototype.quantization.int4 import PrototypeInt4WeightOnlyConfig  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    return PrototypeInt4WeightOnlyConfig(group, set_inductor_config=False)


def _parts(tensor: Any) -> Iterator[Any]:
    """The plain tensors that one in torchao's form consists of."""
    if not hasattr(tensor, "__tensor_flatten__"):
        yield tensor
        return
    for name in tensor.__tensor_flatten__()[0]:
        yield from _parts(getattr(tensor, name))
