"""A small data set with the kit that needs no npm: what lies on disk, and going on after a stop."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from training.screens.generate import Job, render_shard
from training.screens.preview import drawn
from training.screens.store import DataSet, OtherDataSet, Shard, records

PAGES = 6


def job(folder: Path, last: int = PAGES) -> Job:
    return Job(folder, 0, 0, last, 11, "handmade", folder / "kits")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import asyncio

    folder = tmp_path_factory.mktemp("data")
    assert asyncio.run(render_shard(job(folder))) == PAGES
    return folder


def test_every_page_has_its_picture_and_its_truth(data):
    found = list(records(data))
    assert [record["index"] for _, record in found] == list(range(PAGES))
    for picture, record in found:
        with Image.open(picture) as image:
            assert list(image.size) == record["size"]
        assert record["elements"]
        assert record["lines"]


def test_boxes_lie_in_the_picture_and_parents_come_first(data):
    for _, record in records(data):
        width, height = record["size"]
        for element in record["elements"]:
            left, top, right, bottom = element["box"]
            assert 0 <= left < right <= width + 1
            assert 0 <= top < bottom <= height + 1
            assert element["parent"] is None or element["parent"] < element["id"]


def test_texts_of_buttons_stand_where_the_buttons_are(data):
    checked = 0
    for _, record in records(data):
        lines = [*record["lines"], *record["ignored"]]
        for element in record["elements"]:
            if element["role"] not in {"button", "tab"} or not element["text"] or element.get("partial"):
                continue
            left, top, right, bottom = element["box"]
            inside = "".join(
                line["text"]
                for line in lines
                if left - 2 <= (line["box"][0] + line["box"][2]) / 2 <= right + 2
                and top - 2 <= (line["box"][1] + line["box"][3]) / 2 <= bottom + 2
            )
            assert element["text"].replace(" ", "") in inside.replace(" ", ""), (element, inside)
            checked += 1
    assert checked >= 10


async def test_a_stopped_shard_goes_on_and_ends_the_same(data, tmp_path):
    await render_shard(job(tmp_path, last=3))
    index = tmp_path / "00000/pages.jsonl"
    lines = index.read_text().splitlines()
    index.write_text("\n".join(lines[:2]) + "\n" + lines[2][: len(lines[2]) // 2])
    assert await render_shard(job(tmp_path)) == PAGES - 2
    whole = (data / "00000/pages.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in index.read_text().splitlines()] == [json.loads(line) for line in whole]
    for picture, record in records(tmp_path):
        assert picture.read_bytes() == (data / "00000" / record["picture"]).read_bytes()


async def test_a_whole_shard_is_left_alone(data):
    assert await render_shard(job(data)) == 0


def test_a_failed_page_is_noted_and_not_tried_again(tmp_path):
    Shard(tmp_path).fail(4, "handmade", "no")
    assert Shard(tmp_path).done == {4}
    assert list(records(tmp_path.parent)) == []


def test_another_data_set_in_the_folder_is_refused(tmp_path):
    mine = DataSet(1, 10, 5, "train", ("handmade",), "a")
    mine.open(tmp_path)
    mine.open(tmp_path)
    with pytest.raises(OtherDataSet, match="other seed, recipe"):
        DataSet(2, 10, 5, "train", ("handmade",), "b").open(tmp_path)


def test_the_preview_draws_on_the_page(data):
    picture, record = next(iter(records(data)))
    buffer = io.BytesIO()
    drawn(picture, record, names=True).save(buffer, "PNG")
    with Image.open(picture) as image:
        assert drawn(picture, record, names=False).tobytes() != image.convert("RGB").tobytes()
