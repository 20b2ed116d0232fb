"""Training the element detector, small: what each cell is taught, and that all of it can learn eight pages by heart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.seeing.figures import summarise
from benchmarks.seeing.page import truth_of
from benchmarks.seeing.scoring import score_found
from training.elements.evaluate import predict, quad
from training.elements.features import Backbone
from training.elements.losses import decoded
from training.elements.samples import evaluation_pages, pages, sample, together
from training.elements.targets import IGNORED, NOBODY, THING_RANGES, Truth, owners
from training.elements.train import Trainer

PAGES = Path(__file__).parent / "pages"
ROUNDS = 45


def truth(*boxes: tuple[float, float, float, float], ignored: tuple[tuple[float, ...], ...] = ()) -> Truth:
    number = len(boxes)
    return Truth(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.zeros(number, np.int64),
        np.zeros((number, 11), np.float32),
        np.array(ignored, np.float32).reshape(-1, 4),
    )


def test_the_smaller_of_two_elements_has_the_cells_where_both_are() -> None:
    around, inside = (0.0, 0.0, 96.0, 96.0), (40.0, 40.0, 56.0, 56.0)
    finest = owners(truth(around, inside), (128, 128), THING_RANGES)[0]
    assert finest[6, 6] == 1
    assert set(np.unique(finest)) <= {NOBODY, 0, 1}


def test_every_element_has_a_cell_somewhere() -> None:
    boxes = [(3.0, 3.0, 9.0, 9.0), (20.0, 2.0, 300.0, 24.0), (0.0, 0.0, 640.0, 480.0), (100.0, 100.0, 190.0, 130.0)]
    maps = owners(truth(*boxes), (640, 480), THING_RANGES)
    assert {int(name) for owner in maps for name in np.unique(owner) if name >= 0} == {0, 1, 2, 3}


def test_a_long_element_has_cells_along_its_middle_and_a_thin_one_its_row() -> None:
    maps = owners(truth((10.0, 50.0, 710.0, 77.0), (100.0, 100.0, 300.0, 104.0)), (960, 608), THING_RANGES)
    assert np.argwhere(maps[1] == 0).tolist() == [[row, column] for row in (3, 4) for column in range(17, 28)]
    assert np.argwhere(maps[0] == 1).tolist() == [[12, column] for column in range(22, 29)]


def test_cells_of_what_is_cut_off_are_left_alone() -> None:
    finest = owners(truth(ignored=((16.0, 16.0, 48.0, 48.0),)), (64, 64), THING_RANGES)[0]
    assert finest[3, 3] == IGNORED
    assert finest[0, 0] == NOBODY


def test_distances_make_the_box_that_they_were_taken_from() -> None:
    distances = torch.tensor([[10.0, 20.0, 30.0, 12.0]]).div(8).log()
    box = decoded(distances, torch.tensor([4]), torch.tensor([2]), 8)
    assert torch.allclose(box, torch.tensor([[26.0, 0.0, 66.0, 32.0]]), atol=1e-3)


@pytest.mark.timeout(600)
def test_eight_pages_are_learnt_by_heart_and_training_goes_on_where_it_stopped(tmp_path: Path) -> None:
    torch.manual_seed(0)
    found = pages([PAGES], lambda record: True)
    backbone = Backbone(2)
    scenes = [
        sample(record, features.image, scale, (0, 0), backbone)
        for record, features, scale in evaluation_pages(found, backbone)
    ]
    trainer = Trainer(tmp_path, 2e-3, accumulate=2)
    first = trainer.learn(*together(scenes[:1]), 0.02)
    for _ in range(ROUNDS):
        for scene in scenes:
            trainer.learn(*together([scene]), 0.1)
    last = trainer.learn(*together(scenes[:1]), 0.1)
    assert last["things.total"] < 0.4 * first["things.total"]
    trainer.save()
    again = Trainer(tmp_path, 2e-3, accumulate=2)
    assert again.step == trainer.step
    counts = []
    for record, features, scale in evaluation_pages(found, backbone):
        size = (round(record["size"][0] * scale), round(record["size"][1] * scale))
        seen = [
            (each.role, quad(each), each.confidence, each.state)
            for each in predict(again.average.eval(), features, size, scale)
        ]
        counts.append(score_found(truth_of(record), seen).counts)
    assert summarise(counts)["interactive/f1"].value > 0.6
