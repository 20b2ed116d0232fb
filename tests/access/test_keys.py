"""A key's shape, and that the time of a check tells nothing about the secret."""

from __future__ import annotations

import gc
import hmac
import random
import statistics
import time
from collections.abc import Callable

import pytest

from flashweb.access.keys import DEFAULT_SCOPES, SCOPES, Allowance, Key, is_match, new_token, split_token, tenant_id

NUM_ROUNDS = 6000


def key_of(key_id: str, digest: bytes, **fields: object) -> Key:
    plain = {"kind": "key", "name": "n", "tenant": "t", "scopes": DEFAULT_SCOPES, "created": 0.0}
    return Key(id=key_id, digest=digest, **{**plain, **fields})  # type: ignore[arg-type]


def test_a_token_opens_its_own_key_alone() -> None:
    key_id, token, digest = new_token()
    other_id, other, _ = new_token()
    assert split_token(token) == (key_id, digest) and token != other and key_id != other_id
    key = key_of(key_id, digest)
    assert is_match(key, digest)
    assert not is_match(key, split_token(other)[1])  # type: ignore[index]
    assert not is_match(None, digest) and not is_match(None, bytes(32))
    assert token not in repr(key) and token.rpartition("_")[2] not in repr(key)


@pytest.mark.parametrize(
    "token",
    ["", "fw_", "fw_0123456789abcdef_", "fw_0123456789ABCDEF_" + "a" * 43, "fw_0123456789abcdef_" + "a" * 44,
     "fw_0123456789abcdef_" + "a" * 42 + "é", "sk-123", "fw_0123456789abcdef_" + "a" * 43 + "\n"],
)  # fmt: skip
def test_what_is_no_token_is_told_by_its_shape(token: str) -> None:
    assert split_token(token) is None


def test_states() -> None:
    now = time.time()
    assert key_of("a", b"").state == "active"
    assert key_of("a", b"", expires=now + 60).state == "active"
    assert key_of("a", b"", expires=now - 1).state == "expired"
    assert key_of("a", b"", expires=now + 60, revoked=now).state == "revoked"


def test_defaults_fill_an_allowance() -> None:
    assert Allowance(0, None, 3).filled(Allowance(1, 2, 4)) == Allowance(0, 2, 3)
    assert "admin" in SCOPES and "admin" not in DEFAULT_SCOPES and "metrics" not in DEFAULT_SCOPES


def test_tenants_have_names_of_their_own_that_fit_a_path() -> None:
    names = ["a", "A", "a ", "../../etc", "图", "x" * 500]
    found = {tenant_id(name) for name in names}
    assert len(found) == len(names) and all(len(each) == 32 and each.isalnum() for each in found)


def slower_by(check: Callable[[bytes], bool], near: bytes, far: bytes) -> float:
    """How much longer `near` takes than `far`, as a share: medians of runs that take turns in random order."""
    times: dict[bytes, list[int]] = {near: [], far: []}
    clock = time.perf_counter_ns
    order = [near, far] * NUM_ROUNDS
    random.Random(7).shuffle(order)
    gc.disable()
    try:
        for given in order:
            begun = clock()
            for _ in range(5):
                check(given)
            times[given].append(clock() - begun)
    finally:
        gc.enable()
    first, second = (statistics.median(sorted(taken)[: NUM_ROUNDS // 2]) for taken in times.values())
    return first / second - 1


def test_a_nearly_right_secret_takes_no_longer_than_a_wrong_one() -> None:
    _, _, digest = new_token()
    key = key_of("a", digest)
    near, far = digest[:-1] + bytes([digest[-1] ^ 1]), bytes([digest[0] ^ 1]) + digest[1:]

    def leaky(given: bytes) -> bool:
        return all(mine == theirs for mine, theirs in zip(digest, given, strict=True))

    assert slower_by(leaky, near, far) > 0.5, "the measurement would see a comparison that stops early"
    for most, known in ((0.1, key), (0.25, None)):
        found = [
            abs(slower_by(lambda given, far_from=known: is_match(key if given is near else far_from, given), near, far))
            for _ in range(3)
        ]
        assert min(found) < most, "a leak would show each time, a busy machine does not"
    assert hmac.compare_digest(digest, key.digest)
