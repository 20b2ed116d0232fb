"""The icon network: 40x40 ink to one score a function, the last for "none of these"; 0.5 M parameters."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.screens.icons import functions

NAMES = (*functions(), "")
"""Labels in the order of the scores."""
WIDTHS = (16, 32, 64, 128)


def _layer(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _layer(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class IconNetwork(nn.Module):
    """Input (N, 1, 40, 40), 0 to 1; output (N, len(NAMES)) logits."""

    def __init__(self, widths: tuple[int, int, int, int] = WIDTHS) -> None:
        super().__init__()
        a, b, c, d = widths
        self.body = nn.Sequential(
            _layer(1, a), _layer(a, b, 2), _Residual(b), _layer(b, c, 2), _Residual(c), _layer(c, d, 2), _Residual(d)
        )
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.1), nn.Linear(d, len(NAMES)))

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.head(self.body(x))
        return scores
