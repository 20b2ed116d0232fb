"""The media store: same bytes once, tenants apart, budgets and holds kept, failures forgotten."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from flashweb.core.errors import FlashWebError, InvalidImage, NotFound, StorageFull
from flashweb.core.request import MediaRef
from flashweb.media.blobs import BlobStore, Key
from flashweb.media.decode import decode, kind_of
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from tests.media import pictures

MakeStore = Callable[..., MediaStore]


@pytest.fixture
async def make_store(tmp_path: Path) -> AsyncIterator[MakeStore]:
    stores: list[MediaStore] = []

    def make(**limits: object) -> MediaStore:
        stores.append(MediaStore(MediaSettings(directory=tmp_path, **limits)))
        return stores[-1]

    yield make
    for store in stores:
        await store.close()
    assert list(tmp_path.iterdir()) == [], "a closed store leaves nothing on disk"


def removed_from(store: MediaStore) -> list[Key]:
    gone: list[Key] = []
    store.on_remove(gone.append)
    return gone


async def test_what_goes_in_comes_out(make_store: MakeStore) -> None:
    store = make_store()
    data = pictures.rotated_jpeg()
    ref = await store.add("a", data)
    assert ref == MediaRef("a", hashlib.sha256(data).hexdigest(), 200, 320), "the size is the upright one"
    assert np.array_equal(await store.pixels(ref), decode(data))
    copy = await store.data(ref)
    assert ref in store and store.num_bytes == len(copy)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
async def test_a_lossless_copy_has_the_same_pixels(make_store: MakeStore, kind: str) -> None:
    store = make_store(pixel_cache_bytes=0)
    data = pictures.encode(pictures.scene(333, 777), kind, **({"lossless": True} if kind == "WEBP" else {}))
    ref = await store.add("a", data)
    copy = await store.data(ref)
    assert kind_of(copy) == "PNG" and np.array_equal(decode(copy), decode(data))
    assert np.array_equal(await store.pixels(ref), decode(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_copy_holds_nothing_but_the_picture(make_store: MakeStore, kind: str) -> None:
    store = make_store()
    data = pictures.confidential(kind)
    assert data.count(pictures.SECRET) >= 3, "the test's own picture must hold what it looks for"
    ref = await store.add("a", data)
    assert ref.width == 200, "turned upright by the EXIF that is then dropped"
    copy = await store.data(ref)
    assert pictures.SECRET not in copy
    with Image.open(io.BytesIO(copy)) as image:
        assert image.size == (200, 320) and not image.getexif()
        assert not image.info.keys() & {"exif", "icc_profile", "comment", "xmp", "XML:com.adobe.xmp", "Comment"}
    assert np.abs(decode(copy).astype(int) - await store.pixels(ref)).max() <= 12, "JPEG at high quality, at worst"


async def test_the_same_bytes_are_one_picture_however_many_add_them(make_store: MakeStore) -> None:
    store = make_store()
    data = pictures.picture()
    refs = await asyncio.gather(*(store.add("a", data) for _ in range(20)))
    assert set(refs) == {refs[0]}
    copy = await store.data(refs[0])
    assert store.num_bytes == len(copy)
    assert await store.add("a", data) == refs[0]


async def test_tenants_never_share_a_picture(make_store: MakeStore) -> None:
    store = make_store()
    data = pictures.picture()
    first, second = await asyncio.gather(store.add("a", data), store.add("b", data))
    assert first != second and store.num_bytes > 0
    gone = removed_from(store)
    store.remove(first)
    assert gone == [("a", first.sha256)]
    assert first not in store and np.array_equal(decode(await store.data(second)), decode(data))
    with pytest.raises(NotFound, match="send it again"):
        await store.pixels(first)


async def test_a_failure_is_forgotten(make_store: MakeStore) -> None:
    store = make_store()
    data = pictures.noise(60, 60, seed=1)
    cut = data[:-200]
    outcomes = await asyncio.gather(*(store.add("a", cut) for _ in range(5)), return_exceptions=True)
    assert all(isinstance(outcome, InvalidImage) for outcome in outcomes)
    assert store.num_bytes == 0
    with pytest.raises(InvalidImage):
        await store.add("a", cut)
    assert (await store.add("a", data)).width == 60


async def test_a_caller_who_leaves_does_not_spoil_it_for_the_others(make_store: MakeStore) -> None:
    store = make_store()
    data = pictures.noise(400, 400, seed=2)
    leaving = asyncio.create_task(store.add("a", data))
    staying = asyncio.create_task(store.add("a", data))
    await asyncio.sleep(0.002)
    leaving.cancel()
    ref = await staying
    assert np.array_equal(decode(await store.data(ref)), decode(data))


async def test_the_least_recently_used_leaves_first(make_store: MakeStore) -> None:
    files = [pictures.noise(40, 40, seed) for seed in range(4)]
    store = make_store(blob_bytes=sum(map(len, files[:3])) + 900)
    gone = removed_from(store)
    first, second, third = [await store.add("a", data) for data in files[:3]]
    assert await store.add("a", files[0]) == first, "used again, it is the youngest now"
    fourth = await store.add("a", files[3])
    assert gone == [("a", second.sha256)]
    assert [ref in store for ref in (first, second, third, fourth)] == [True, False, True, True]
    with pytest.raises(StorageFull, match="send the request again"), store.hold(second):
        pass


async def test_what_is_held_stays_and_a_full_store_says_so(make_store: MakeStore) -> None:
    files = [pictures.noise(40, 40, seed) for seed in range(3)]
    store = make_store(blob_bytes=sum(map(len, files[:2])) + 900)
    first, second = [await store.add("a", data) for data in files[:2]]
    with store.hold(first, second):
        with pytest.raises(StorageFull) as caught:
            await store.add("a", files[2])
        assert caught.value.retryable and first in store and second in store
    for ref in (first, second):  # until its copy is written, a picture is in use
        await store.data(ref)
    await store.add("a", files[2])
    assert first not in store and second in store


async def test_pixels_beyond_the_memory_budget_are_decoded_again(make_store: MakeStore) -> None:
    store = make_store(pixel_cache_bytes=200 * 320 * 3 * 2)
    refs = [await store.add("a", pictures.picture(seed)) for seed in range(6)]
    for seed, ref in enumerate(refs):
        assert (await store.pixels(ref))[190, 310].tolist() == [0, seed, 255]


async def test_what_expired_is_swept_unless_held(tmp_path: Path) -> None:
    gone: list[Key] = []
    blobs = BlobStore(tmp_path, 1000, gone.append)
    for name, ttl in (("held", 0.05), ("expired", 0.05), ("young", 60.0), ("prolonged", 0.05)):
        blobs.reserve(("a", name), 10, ttl).write_bytes(b"0123456789")
    assert blobs.touch(("a", "prolonged"), 60.0)
    await asyncio.sleep(0.06)
    with blobs.hold(("a", "held")):
        blobs.sweep()
    assert gone == [("a", "expired")]
    blobs.sweep()
    assert gone == [("a", "expired"), ("a", "held")]
    assert len(blobs) == 2 and not blobs.path(("a", "held")).exists()
    assert not blobs.touch(("a", "held"), 1.0)
    blobs.close()


async def test_many_tasks_on_a_small_budget_end_in_a_picture_or_an_honest_error(make_store: MakeStore) -> None:
    files = [pictures.noise(50, 50, seed) for seed in range(8)]
    store = make_store(blob_bytes=3 * len(files[0]) + 900)
    wrong: list[str] = []
    outcomes: set[str] = set()

    async def use(number: int) -> None:
        data = files[number % 8]
        try:
            ref = await store.add(f"tenant{number % 2}", data)
            with store.hold(ref):
                if not np.array_equal(await store.pixels(ref), decode(data)):
                    wrong.append(ref.sha256)
            outcomes.add("answered")
        except FlashWebError as error:
            outcomes.add(error.code)

    await asyncio.gather(*(use(number) for number in range(200)))
    assert wrong == []
    assert "answered" in outcomes and outcomes <= {"answered", "storage_full"}
    assert store.num_bytes <= store.settings.blob_bytes
