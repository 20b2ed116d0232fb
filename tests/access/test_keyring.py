"""What a server remembers of the keys is never older than a second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flashweb.access import keyring
from flashweb.access.keyring import KeyRing
from flashweb.access.keys import new_token
from flashweb.access.store import KeyStore
from flashweb.core.errors import NotReady
from tests.access.test_keys import key_of


@pytest.fixture
async def ring(tmp_path: Path) -> AsyncIterator[KeyRing]:
    ring = KeyRing(KeyStore(tmp_path / "keys.db"))
    yield ring
    ring.close()


@pytest.fixture
def writer(tmp_path: Path) -> KeyStore:
    """Another connection, as `flashweb keys` has one."""
    return KeyStore(tmp_path / "keys.db")


async def test_only_the_right_secret_finds_a_key(ring: KeyRing, writer: KeyStore) -> None:
    key_id, token, digest = new_token()
    writer.add(key_of(key_id, digest))
    writer.close()
    for _ in range(2):  # from the file, then from memory
        found = await ring.find(token)
        assert found is not None and found.id == key_id
        wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
        assert await ring.find(wrong) is None
        assert await ring.find(new_token()[1]) is None
        assert await ring.find("anything") is None


async def test_changes_are_noticed_within_a_second(ring: KeyRing, writer: KeyStore) -> None:
    assert keyring.CHECK_INTERVAL < 1.0
    assert not await ring.has_keys()
    key_id, token, digest = new_token()
    writer.add(key_of(key_id, digest))
    await asyncio.sleep(keyring.CHECK_INTERVAL)
    assert await ring.has_keys()
    found = await ring.find(token)
    assert found is not None and found.state == "active"
    writer.revoke(key_id)
    await asyncio.sleep(keyring.CHECK_INTERVAL)
    found = await ring.find(token)
    assert found is not None and found.state == "revoked"
    writer.close()


async def test_memory_is_bounded_and_unknown_keys_take_none(ring: KeyRing, writer: KeyStore) -> None:
    tokens = []
    for _ in range(6):
        key_id, token, digest = new_token()
        writer.add(key_of(key_id, digest))
        tokens.append(token)
    writer.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "MAX_REMEMBERED", 4)
        for token in tokens:
            assert await ring.find(token) is not None
        for _ in range(20):
            assert await ring.find(new_token()[1]) is None
        assert len(ring._known) == 4
        assert await ring.find(tokens[0]) is not None


async def test_a_broken_store_lets_nobody_in(ring: KeyRing, writer: KeyStore) -> None:
    key_id, token, digest = new_token()
    writer.add(key_of(key_id, digest))
    writer.close()
    assert await ring.find(token) is not None
    writer.path.rename(writer.path.with_suffix(".old"))
    writer.path.write_bytes(b"damaged" * 1000)
    await asyncio.sleep(keyring.CHECK_INTERVAL)
    with pytest.raises(NotReady):
        await ring.find(token)
    with pytest.raises(NotReady):
        await ring.has_keys()
