"""Training the icon classifier, small: names give labels, augmentation keeps drawings, and a few can be learnt."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import torch

from flashweb.perception.icons import SIDE
from training.icons.augment import augmented
from training.icons.drawings import SPLITS, labelled
from training.icons.masks import mask, resolved
from training.icons.network import NAMES
from training.icons.train import MASK, Run, Samples

STROKE = '<path fill="none" stroke="currentColor" stroke-width="2" d="{}"/>'
SHAPES = {
    "close": "m5 5 14 14M19 5 5 19",
    "check": "m5 12 5 5L20 7",
    "menu": "M4 6h16M4 12h16M4 18h16",
    "plus": "M12 4v16M4 12h16",
    "search": "M4 10a6 6 0 1 0 12 0a6 6 0 1 0-12 0m11 5 6 6",
}


def family(folder: Path, name: str, icons: dict[str, str]) -> None:
    path = folder / "node_modules/@iconify-json" / name
    path.mkdir(parents=True)
    bodies = {icon: {"body": STROKE.format(shape)} for icon, shape in icons.items()}
    (path / "icons.json").write_text(json.dumps({"icons": bodies, "width": 24, "height": 24}))


def svg(shape: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{STROKE.format(shape)}</svg>'


def test_no_family_is_in_two_splits() -> None:
    names = [name for split in SPLITS.values() for name in split]
    assert len(names) == len(set(names))


def test_names_give_labels(tmp_path: Path) -> None:
    cross = SHAPES["close"]
    icons = {"x": cross, "search-outline": SHAPES["search"], "barometer": cross, "cart-heart": cross}
    for name in SPLITS["held_out"]:
        family(tmp_path, name, icons)
    found = {drawing.stem: drawing.functions for drawing in labelled((tmp_path,), "held_out")}
    assert found == {"x": ("close",), "search": ("search",), "barometer": ()}


def test_a_star_is_filled_if_its_middle_is(tmp_path: Path) -> None:
    family(tmp_path, "bi", {"star": SHAPES["plus"]})
    family(tmp_path, "ri", {"star": SHAPES["search"]})
    filled, outlined = (d for d in labelled((tmp_path,), "validation") if "star" in d.functions)
    assert resolved(filled, mask(filled.svg)) == ("star-filled",)
    assert resolved(outlined, np.zeros((64, 64), np.uint8)) == ("star",)


def test_a_broken_drawing_is_an_empty_mask() -> None:
    assert mask("<svg").sum() == 0


def test_disturbed_drawings_still_show_something() -> None:
    torch.manual_seed(1)
    masks = torch.from_numpy(np.stack([mask(svg(shape)) for shape in SHAPES.values()] * 20)).unsqueeze(1).float() / 255
    seen = augmented(masks, torch.zeros(len(masks), dtype=torch.bool))
    assert seen.shape == (len(masks), 1, SIDE, SIDE)
    assert seen.isfinite().all() and seen.min() >= 0 and seen.max() <= 1
    assert (seen.mean((1, 2, 3)) > 0.01).all()


def test_five_drawings_can_be_learnt() -> None:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    masks = np.stack([mask(svg(shape))[8:56, 8:56] for shape in SHAPES.values()])
    assert masks.shape[1] == MASK
    pool = {name: {"own": [index]} for index, name in enumerate(SHAPES)}
    samples, run = Samples(masks, [(name,) for name in SHAPES], pool), Run.begin()
    rng, plain = random.Random(1), torch.zeros(64, dtype=torch.bool)
    for group in run.optimiser.param_groups:
        group["lr"] = 2e-3
    for _ in range(25):
        drawn = samples.draw(64, rng)
        run.step(augmented(torch.from_numpy(masks[drawn]).unsqueeze(1).float() / 255, plain), samples.targets(drawn))
    run.network.eval()
    drawn = samples.draw(64, rng)
    best = run.network(augmented(torch.from_numpy(masks[drawn]).unsqueeze(1).float() / 255, plain)).argmax(1)
    assert np.mean([NAMES[b] in samples.functions[d] for b, d in zip(best, drawn, strict=True)]) > 0.8
