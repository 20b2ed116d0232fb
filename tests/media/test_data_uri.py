"""Data URIs: decoded exactly, or refused with what to mend; never decoded when too large."""

from __future__ import annotations

import base64

import pytest

from flashweb.core.errors import ImageTooLarge, InvalidImage
from flashweb.media.data_uri import decode_data_uri

BODY = bytes(range(256))
ENCODED = base64.b64encode(BODY).decode()


@pytest.mark.parametrize(
    "head",
    ["data:image/png;base64,", "DATA:IMAGE/PNG;BASE64,", "data:;base64,", "data:image/svg+xml;charset=utf-8;base64,"],
)
def test_the_bytes_come_back(head: str) -> None:
    assert decode_data_uri(head + ENCODED, max_bytes=1000) == BODY


@pytest.mark.parametrize(
    "uri",
    [
        "data:image/png," + ENCODED,
        "data:image/png;base64",
        "data:image/png;base64," + ENCODED[:-3],
        "data:image/png;base64,@@@@",
        "data:image/png;base64," + ENCODED[:40] + "\n" + ENCODED[40:],
        "data:image/png;base64," + "图" * 8,
        "data:" + "x" * 1000 + ";base64," + ENCODED,
    ],
)
def test_broken_ones_are_refused(uri: str) -> None:
    with pytest.raises(InvalidImage, match="base64"):
        decode_data_uri(uri, max_bytes=1000)


def test_a_long_one_comes_back_and_padding_ends_it() -> None:
    body = BODY * 5000 + b"??"
    uri = "data:image/png;base64," + base64.b64encode(body).decode()
    assert decode_data_uri(uri, max_bytes=len(body)) == body
    for broken in (uri + "AAAA", uri[:200] + "AA==" + uri[200:]):
        with pytest.raises(InvalidImage, match="base64"):
            decode_data_uri(broken, max_bytes=10 * len(body))


def test_an_empty_one_is_an_empty_picture() -> None:
    assert decode_data_uri("data:image/png;base64,", max_bytes=10) == b""


def test_the_size_is_told_from_the_text() -> None:
    assert decode_data_uri("data:image/png;base64," + ENCODED, max_bytes=256) == BODY
    with pytest.raises(ImageTooLarge, match="at most 200"):
        decode_data_uri("data:image/png;base64," + ENCODED, max_bytes=200)
    with pytest.raises(ImageTooLarge):
        decode_data_uri("data:image/png;base64," + "@" * 10_000, max_bytes=200)
