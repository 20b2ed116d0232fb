"""The network: a pyramid over borrowed features, two heads a level (things and containers around them).

Levels at strides 8, 16 and 32; stride 4 is folded into the first, since four times as many cells cost four times as
much and hardly any two elements are nearer than eight pixels. Every block is a 5x5 depth-wise and a 1x1 convolution,
which is what a CPU does fast. Heads in the manner of FCOS (Tian et al., 2019): objectness, four distances, a role and
states for each cell.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from flashweb.perception.elements import CONTAINERS, STATES, THINGS

WIDTHS = (96, 128, 160)
"""Of the levels at strides 8, 16, 32."""
TAPPED = (96, 192, 384)
FINE = 48
"""Channels tapped at stride 4."""
STEM = (12, 24)


class Output(NamedTuple):
    """Of one level and head, (N, C, H, W): objectness (logit), log distances in strides, role logits, state logits."""

    objectness: Tensor
    distances: Tensor
    roles: Tensor
    states: Tensor


def conv(inputs: int, outputs: int, size: int = 1, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """Convolution, batch normalisation, rectifier."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Block(nn.Module):
    """A separable convolution around which the input may pass."""

    def __init__(self, width: int, size: int = 5) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, size, padding=size // 2, groups=width, bias=False),
            nn.Conv2d(width, width, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class Head(nn.Module):
    """Outputs of one level for one kind of element."""

    def __init__(self, width: int, num_roles: int) -> None:
        super().__init__()
        self.body = Block(width)
        self.sizes = (1, 4, num_roles, len(STATES))
        self.last = nn.Conv2d(width, sum(self.sizes), 1)
        nn.init.normal_(self.last.weight, std=0.01)
        nn.init.zeros_(self.last.bias)
        with torch.no_grad():
            self.last.bias[0] = -4.0
            self.last.bias[1:5] = 0.7

    def forward(self, x: Tensor) -> Output:
        return Output(*self.last(self.body(x)).split(self.sizes, 1))


class Network(nn.Module):
    """pixels (N, 3, H, W) and text (N, 1, H, W) in 0..1, c2..c5 as `features.Features` -> outputs a level."""

    def __init__(self) -> None:
        super().__init__()
        low, middle, high = WIDTHS
        self.stem = nn.Sequential(conv(4, STEM[0], 3, 2), conv(STEM[0], STEM[1], 3, 2))
        self.fine = nn.Sequential(nn.Conv2d(STEM[1] + FINE, low, 2, 2, bias=False), nn.BatchNorm2d(low))
        self.sides = nn.ModuleList(
            nn.Sequential(nn.Conv2d(tapped, width, 1, bias=False), nn.BatchNorm2d(width))
            for tapped, width in zip(TAPPED, WIDTHS, strict=True)
        )
        self.top = nn.Sequential(Block(high, 7), Block(high, 7))
        self.down = nn.ModuleList([nn.Conv2d(high, middle, 1), nn.Conv2d(middle, low, 1)])
        self.merge = nn.ModuleList([Block(middle), Block(low)])
        self.up = nn.ModuleList(
            nn.Sequential(nn.Conv2d(a, a, 3, 2, 1, groups=a), nn.Conv2d(a, b, 1))
            for a, b in ((low, middle), (middle, high))
        )
        self.join = nn.ModuleList([Block(middle), Block(high)])
        self.things = nn.ModuleList(Head(width, len(THINGS)) for width in WIDTHS)
        self.containers = nn.ModuleList(Head(width, len(CONTAINERS)) for width in WIDTHS)

    def forward(self, pixels: Tensor, text: Tensor, taps: list[Tensor]) -> tuple[list[Output], list[Output]]:
        """taps: c2..c5."""
        fine = self.fine(torch.cat([taps[0], self.stem(torch.cat([pixels, text], 1))], 1))
        low, middle, high = (side(tap) for side, tap in zip(self.sides, taps[1:], strict=True))
        high = self.top(functional.relu(high))
        middle = self.merge[0](functional.relu(middle + functional.interpolate(self.down[0](high), scale_factor=2.0)))
        low = self.merge[1](
            functional.relu(low + fine + functional.interpolate(self.down[1](middle), scale_factor=2.0))
        )
        middle = self.join[0](functional.relu(middle + self.up[0](low)))
        high = self.join[1](functional.relu(high + self.up[1](middle)))
        levels = (low, middle, high)
        return (
            [head(level) for head, level in zip(self.things, levels, strict=True)],
            [head(level) for head, level in zip(self.containers, levels, strict=True)],
        )
