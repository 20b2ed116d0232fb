"""What the network is taught: quality-weighted objectness, boxes, roles and states.

Objectness learns the overlap of its own box (varifocal loss; Zhang et al., 2021), so that the best of several cells
wins; boxes learn generalised overlap (Rezatofighi et al., 2019).
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.elements.network import Output
from training.elements.targets import IGNORED, STRIDES, Truth

LEAST_QUALITY = 0.1
BOX_WEIGHT, ROLE_WEIGHT, STATE_WEIGHT = 4.0, 0.7, 0.4
SMOOTHING = 0.03
SHARPEST = 5.5
"""Largest log distance in strides."""


def decoded(distances: Tensor, x: Tensor, y: Tensor, stride: int) -> Tensor:
    """Boxes (n, 4) from log distances (n, 4) of cells x, y."""
    reach = distances.clamp(-4.0, SHARPEST).exp() * stride
    middle_x, middle_y = (x + 0.5) * stride, (y + 0.5) * stride
    left, top, right, bottom = reach.unbind(1)
    return torch.stack([middle_x - left, middle_y - top, middle_x + right, middle_y + bottom], 1)


def overlaps(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of pairs of boxes (n, 4)."""
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    shared = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    union = area_a + area_b - shared
    around = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    iou = shared / union.clamp(min=1e-6)
    return iou, iou - (around - union) / around.clamp(min=1e-6)


def level_loss(output: Output, owner: Tensor, truths: list[Truth], stride: int) -> dict[str, Tensor]:
    """Sums over the cells of one level of a batch. owner: (N, H, W)."""
    sample, y, x = (owner >= 0).nonzero(as_tuple=True)
    name = owner[sample, y, x]
    starts = torch.tensor([0, *(len(truth.boxes) for truth in truths)]).cumsum(0)
    row = starts[sample] + name
    boxes, roles, states = (
        torch.cat([torch.from_numpy(part) for part in parts]) for parts in list(zip(*truths, strict=True))[:3]
    )
    logits = output.objectness[:, 0]
    target = torch.zeros_like(logits)
    losses = {"objects": logits.new_zeros(()), "boxes": logits.new_zeros(()), "roles": logits.new_zeros(())}
    losses["states"] = logits.new_zeros(())
    if len(sample):
        predicted = decoded(output.distances[sample, :, y, x], x, y, stride)
        iou, giou = overlaps(predicted, boxes[row])
        quality = iou.detach().clamp(min=LEAST_QUALITY)
        target[sample, y, x] = quality
        losses["boxes"] = ((1 - giou) * (0.5 + quality)).sum()
        role_logits = output.roles[sample, :, y, x]
        losses["roles"] = functional.cross_entropy(role_logits, roles[row], reduction="sum", label_smoothing=SMOOTHING)
        state_logits = output.states[sample, :, y, x]
        wanted = states[row]
        losses["states"] = functional.binary_cross_entropy_with_logits(
            state_logits, wanted, 1 + 2 * wanted, reduction="sum"
        )
    chance = logits.detach().sigmoid()
    weight = torch.where(target > 0, target, 0.75 * chance.square()) * (owner != IGNORED)
    losses["objects"] = functional.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum")
    return losses


def total_loss(outputs: list[Output], owners: list[Tensor], truths: list[Truth]) -> dict[str, Tensor]:
    """Of all levels of one kind, for each cell that has an owner; "total" is what to descend."""
    num = max(sum(int((owner >= 0).sum()) for owner in owners), 1)
    sums: dict[str, Tensor] = {}
    for output, owner, stride in zip(outputs, owners, STRIDES, strict=True):
        for name, loss in level_loss(output, owner, truths, stride).items():
            sums[name] = sums.get(name, torch.zeros(())) + loss / num
    weights = {"objects": 1.0, "boxes": BOX_WEIGHT, "roles": ROLE_WEIGHT, "states": STATE_WEIGHT}
    sums["total"] = torch.stack([sums[name] * weight for name, weight in weights.items()]).sum()
    return sums
