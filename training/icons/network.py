"""The icon network: 40x40 ink to one score a function, the last for "none of these"; 0.7 M parameters."""

from __future__ import annotations

from torch import Tensor, nn

from training.screens.icons import functions

NAMES = (*functions(), "")
"""Labels in the order of the scores."""
WIDTHS = (32, 48, 96)


def _layer(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        changed: Tensor = x + self.layers(x)
        return changed


class IconNetwork(nn.Module):
    """Input (N, 1, 40, 40), 0 to 1; output (N, len(NAMES)) logits. The crop is aligned: places are kept to the end."""

    def __init__(self, widths: tuple[int, int, int] = WIDTHS) -> None:
        super().__init__()
        a, b, c = widths
        self.body = nn.Sequential(
            _layer(1, a, 5, 2),
            _layer(a, b, 3, 2),
            _Residual(_layer(b, b)),
            _layer(b, c, 3, 2),
            _Residual(_layer(c, c), _layer(c, c)),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Dropout(0.2), nn.Linear(c * 25, len(NAMES)))

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.head(self.body(x))
        return scores
