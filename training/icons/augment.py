"""Masks to what the classifier sees of icons on pages: other strokes, sizes, plates, neighbours, noise, low contrast.

All on maps of ink (0 paper, 1 ink), in batches, which is a hundred times cheaper than painting colours: at run time
`flashweb.perception.icons.ink` reduces every crop to such a map. Sizes of native pixels are shared by a group.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from flashweb.perception.icons import MARGIN, SIDE

EXTENT = 1 / (1 + 2 * MARGIN)
"""The part of the crop that the icon's longer side takes."""
GROUP = 32


def _some(count: int, share: float) -> Tensor:
    return torch.rand(count, 1, 1, 1) < share


def _between(count: int, low: float, high: float) -> Tensor:
    return torch.empty(count, 1, 1, 1).uniform_(low, high)


def _eroded(masks: Tensor, size: int) -> Tensor:
    return -F.max_pool2d(-masks, size, 1, size // 2)


def restyled(masks: Tensor) -> Tensor:
    """Some thicker, thinner, outlined or rounder, where that leaves them readable. (N, 1, side, side) in and out."""
    area = masks.sum((1, 2, 3), keepdim=True)
    kind = torch.randint(8, ()).item()
    if kind == 0:
        changed = F.max_pool2d(masks, 3, 1, 1)
    elif kind == 1:
        changed = _eroded(masks, 3)
        changed = torch.where(changed.sum((1, 2, 3), keepdim=True) > 0.4 * area, changed, masks)
    elif kind == 2:
        changed = masks - _eroded(masks, 5)
        changed = torch.where(changed.sum((1, 2, 3), keepdim=True) < 0.6 * area, changed, masks)
    elif kind == 3:
        changed = torch.sigmoid((F.avg_pool2d(masks, 5, 1, 2) - 0.45) * 10)
    else:
        return masks
    return torch.where(_some(len(masks), 0.7), changed, masks)


def bounds(masks: Tensor) -> Tensor:
    """(N, 3): middle x and y of the ink and half its longer side, in coordinates of -1 to 1."""
    inked = masks[:, 0] > 0.2
    side = masks.shape[-1]
    spans = []
    for axis in (1, 2):
        line = inked.any(axis).float()
        first, last = line.argmax(1), side - 1 - line.flip(1).argmax(1)
        spans.append((first, last + 1))
    (left, right), (top, bottom) = spans
    half = torch.maximum(right - left, bottom - top).clamp(min=4) / side
    return torch.stack([(left + right) / side - 1, (top + bottom) / side - 1, half], 1)


def _sampled(masks: Tensor, extent: Tensor, shift: Tensor, pixels: int) -> Tensor:
    """The drawings put on a grid of `pixels`, some bent a little. extent: (N,), shift: (N, 2) of the crop's half."""
    count = len(masks)
    middle = bounds(masks)
    scale = middle[:, 2] / extent
    angle = torch.randn(count) * 0.04
    aspect = (torch.randn(count) * 0.06).exp()
    rotation = torch.stack([angle.cos() * aspect, -angle.sin(), angle.sin(), angle.cos() / aspect], 1).view(-1, 2, 2)
    linear = rotation * scale.view(-1, 1, 1)
    offset = middle[:, :2].unsqueeze(2) - linear @ shift.unsqueeze(2)
    fine = 2 if pixels <= 28 else 1
    grid = F.affine_grid(torch.cat([linear, offset], 2), [count, 1, pixels * fine, pixels * fine], align_corners=False)
    if torch.rand(()) < 0.4:
        bend = F.interpolate(torch.randn(count, 2, 4, 4) * 0.025, grid.shape[1:3], mode="bilinear", align_corners=True)
        grid = grid + bend.permute(0, 2, 3, 1)
    drawn = F.grid_sample(masks, grid, align_corners=False)
    return F.avg_pool2d(drawn, fine) if fine > 1 else drawn


def _plates(count: int, pixels: int) -> tuple[Tensor, Tensor]:
    """Buttons behind icons: their area (N, 1, k, k), and which are only a line around it (N, 1, 1, 1)."""
    axis = (torch.arange(pixels) + 0.5) / pixels * 2 - 1
    x, y = axis.view(1, 1, 1, -1).abs(), axis.view(1, 1, -1, 1).abs()
    half, soft = _between(count, 0.72, 0.92), 2.0 / pixels
    corner = torch.where(_some(count, 0.5), half, half * _between(count, 0, 0.6))
    out_x, out_y = (x - half + corner).clamp(min=0), (y - half + corner).clamp(min=0)
    inside = torch.minimum(torch.maximum(x - half + corner, y - half + corner), torch.zeros(()))
    distance = (out_x**2 + out_y**2).sqrt() + inside - corner
    area = (0.5 - distance / soft).clamp(0, 1)
    line = area - (0.5 - (distance + _between(count, 1.0, 2.5) * 2 / pixels) / soft).clamp(0, 1)
    is_line = _some(count, 0.4)
    return torch.where(is_line, line, area), is_line


def _on_plates(ink: Tensor, use: Tensor) -> Tensor:
    count, pixels = len(ink), ink.shape[-1]
    plate, is_line = _plates(count, pixels)
    paint = _between(count, 0.12, 1)
    symbol = torch.where(paint > 0.55, paint - _between(count, 0.4, 1) * paint, paint + _between(count, 0.35, 1))
    filled = plate * (paint * (1 - ink) + symbol * ink)
    framed = torch.maximum(plate * paint, ink * _between(count, 0.5, 1))
    return torch.where(use, torch.where(is_line, framed, filled), ink)


def _disturbed(ink: Tensor) -> Tensor:
    """Neighbours that reach in, badges, lines at the edge, gradients, blur, sharpening and noise."""
    count, pixels = len(ink), ink.shape[-1]
    if torch.rand(()) < 0.5:
        away = round(pixels * (0.62 + 0.3 * torch.rand(()).item()))
        beside = ink.roll(1, 0).roll(away if torch.rand(()) < 0.5 else -away, 3 if torch.rand(()) < 0.7 else 2)
        beside[:, :, pixels // 6 : -pixels // 6, pixels // 6 : -pixels // 6] = 0
        ink = torch.where(_some(count, 0.2), torch.maximum(ink, beside * _between(count, 0.3, 1)), ink)
    axis = (torch.arange(pixels) + 0.5) / pixels * 2 - 1
    x, y = axis.view(1, 1, 1, -1), axis.view(1, 1, -1, 1)
    reach = ((x - _between(count, 0.4, 0.8)) ** 2 + (y + _between(count, 0.4, 0.8)) ** 2).sqrt()
    badge = (reach < _between(count, 0.2, 0.4)) & _some(count, 0.05)
    ink = torch.where(badge, _between(count, 0.3, 1), ink)
    edge = torch.stack([x, -x])[torch.randint(2, (count,)), 0] > 1 - 2.2 / pixels
    edge = torch.where(_some(count, 0.5), edge, edge.transpose(2, 3))
    ink = torch.where(edge & _some(count, 0.06), _between(count, 0.1, 1), ink)
    angle = _between(count, 0, 2 * math.pi)
    ink = ink + (x * angle.cos() + y * angle.sin()) * _between(count, 0, 0.12) * _some(count, 0.2)
    soft = F.avg_pool2d(F.pad(ink, (1, 1, 1, 1), mode="replicate"), 3, 1)
    amount = torch.where(_some(count, 0.25), _between(count, 0, 0.9), _between(count, -0.5, 0) * _some(count, 0.2))
    ink = ink * (1 - amount) + soft * amount
    return ink + torch.randn_like(ink) * _between(count, 0, 0.1) * _some(count, 0.4)


def _normalised(ink: Tensor) -> Tensor:
    """As `ink` does: distance from the colour of the edge, stretched to the full range, at the network's size."""
    ring = torch.cat([ink[..., 0, :], ink[..., -1, :], ink[..., 0], ink[..., -1]], 2)
    distance = (ink - ring.median(2, keepdim=True).values.unsqueeze(3)).abs()
    distance = distance / distance.amax((2, 3), keepdim=True).clamp(min=1e-3)
    return F.interpolate(distance, (SIDE, SIDE), mode="bilinear", align_corners=False, antialias=True)


@torch.no_grad()
def augmented(masks: Tensor, plain: Tensor) -> Tensor:
    """(N, 1, side, side) masks to (N, 1, 40, 40) inputs, both 0 to 1. plain: (N,) those that a plate would rename."""
    done = []
    for group, own in zip(masks.split(GROUP), plain.split(GROUP), strict=True):
        count = len(group)
        pixels = round(math.exp(torch.empty(1).uniform_(math.log(13), math.log(52)).item()))
        on_plate = _some(count, 0.18) & ~own.view(-1, 1, 1, 1)
        is_small = on_plate.view(-1) | (torch.rand(count) < 0.06)
        extent = EXTENT * (torch.randn(count) * 0.06).exp()
        extent = torch.where(is_small, torch.empty(count).uniform_(0.35, 0.6), extent)
        drawn = _sampled(restyled(group), extent, torch.randn(count, 2) * 0.05, pixels)
        done.append(_normalised(_disturbed(_on_plates(drawn, on_plate)).clamp(0, 1)))
    return torch.cat(done).clamp(0, 1)
