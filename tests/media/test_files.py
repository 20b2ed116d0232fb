"""Uploaded files: private to their tenant, for a time, within budgets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from flashweb.core.errors import InvalidImage, NotFound, StorageFull
from flashweb.media.files import FileRegistry
from flashweb.media.settings import MediaSettings
from flashweb.media.store import MediaStore
from tests.media import pictures

MakeRegistry = Callable[..., tuple[FileRegistry, MediaStore]]


@pytest.fixture
async def make_registry(tmp_path: Path) -> AsyncIterator[MakeRegistry]:
    stores: list[MediaStore] = []

    def make(**limits: object) -> tuple[FileRegistry, MediaStore]:
        stores.append(MediaStore(MediaSettings(directory=tmp_path, **limits)))
        return FileRegistry(stores[-1]), stores[-1]

    yield make
    for store in stores:
        await store.close()


async def test_a_file_is_its_tenants_alone(make_registry: MakeRegistry) -> None:
    files, store = make_registry()
    data = pictures.picture()
    mine, theirs = await files.add("me", data, "a.png"), await files.add("them", data, "b.png")
    assert mine.id != theirs.id and mine.ref != theirs.ref
    assert files.get("me", mine.id) == mine
    with pytest.raises(NotFound, match="Upload it again") as foreign:
        files.get("me", theirs.id)
    with pytest.raises(NotFound) as unknown:
        files.get("me", "file-" + "x" * len(theirs.id[5:]))
    assert foreign.value.message.replace(theirs.id, "") == unknown.value.message.replace("file-" + "x" * 24, "")
    with pytest.raises(NotFound):
        files.delete("me", theirs.id)
    assert files.list("me") == [mine] and files.list("them") == [theirs] and files.list("nobody") == []
    assert theirs.ref in store


async def test_deleting_forgets_the_picture_with_its_last_name(make_registry: MakeRegistry) -> None:
    files, store = make_registry()
    data = pictures.picture()
    first, second = await files.add("me", data, "a.png"), await files.add("me", data, "b.png")
    assert first.id != second.id and first.ref == second.ref
    assert files.list("me") == [second, first]
    files.delete("me", first.id)
    assert second.ref in store and files.list("me") == [second]
    files.delete("me", second.id)
    assert second.ref not in store and files.list("me") == [] and store.num_bytes == 0
    with pytest.raises(NotFound):
        files.get("me", second.id)


async def test_a_file_expires(make_registry: MakeRegistry) -> None:
    files, _ = make_registry(file_ttl=60.0)
    short = await files.add("me", pictures.picture(1), "a.png", ttl=0.05)
    long = await files.add("me", pictures.picture(2), "b.png", ttl=1e9)
    assert long.expires <= time.time() + 60.0, "nobody keeps a file for longer than the server allows"
    await asyncio.sleep(0.06)
    with pytest.raises(NotFound, match="expired"):
        files.get("me", short.id)
    assert files.list("me") == [long]


async def test_a_file_goes_with_its_picture(make_registry: MakeRegistry) -> None:
    files, store = make_registry()
    file = await files.add("me", pictures.picture(), "a.png")
    store.remove(file.ref)
    assert files.list("me") == []
    with pytest.raises(NotFound):
        files.get("me", file.id)


async def test_number_and_bytes_are_limited_for_each_tenant(make_registry: MakeRegistry) -> None:
    data = [pictures.noise(30, 30, seed) for seed in range(4)]
    files, _ = make_registry(files_per_tenant=2, file_bytes_per_tenant=10_000_000)
    kept = await files.add("me", data[0], "0")
    await files.add("me", data[1], "1")
    with pytest.raises(StorageFull, match=r"You keep 2 files.*DELETE"):
        await files.add("me", data[2], "2")
    await files.add("them", data[2], "2")
    files.delete("me", kept.id)
    await files.add("me", data[2], "2")

    files, _ = make_registry(file_bytes_per_tenant=2 * len(data[0]) + 100)
    outcomes = await asyncio.gather(*(files.add("me", one, "x") for one in data), return_exceptions=True)
    assert sum(isinstance(outcome, StorageFull) for outcome in outcomes) == 2
    assert len(files.list("me")) == 2, "not even at once may uploads exceed the budget"


async def test_a_refused_upload_leaves_nothing(make_registry: MakeRegistry) -> None:
    files, store = make_registry(file_bytes_per_tenant=5000)
    with pytest.raises(InvalidImage):
        await files.add("me", b"", "empty.png")
    with pytest.raises(StorageFull):
        await files.add("me", pictures.noise(60, 60, 1), "big.png")
    assert files.list("me") == [] and store.num_bytes == 0
