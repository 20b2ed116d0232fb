"""The stream reader gives the same events whatever the chunks are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashweb.core.sse import MAX_EVENT_BYTES, BrokenStream, read_events


async def chunked(chunks: Sequence[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def read(chunks: Sequence[bytes]) -> list[str]:
    async def collect() -> list[str]:
        return [data async for data in read_events(chunked(chunks))]

    return asyncio.run(collect())


def cut(body: bytes, places: Sequence[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    return [body[start:end] for start, end in pairwise(edges)]


LINE_ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
LINE = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12)
PAYLOADS = st.lists(st.lists(LINE, min_size=1, max_size=3).filter(lambda lines: lines != ["[DONE]"]), max_size=5)
NOISE = st.sampled_from([b"", b": keep-alive", b"event: message", b"id: 7", b"retry: 10", b"unknown"])


@given(PAYLOADS, LINE_ENDS, NOISE, st.lists(st.integers(0, 10_000), max_size=30))
def test_any_chunking_line_end_and_noise_gives_the_same_events(
    payloads: list[list[str]], end: bytes, noise: bytes, places: list[int]
) -> None:
    payloads = [lines for lines in payloads if "\n".join(lines).strip() != "[DONE]"]
    body = b""
    for lines in payloads:
        body += (noise + end if noise else b"") + b"".join(b"data: " + line.encode() + end for line in lines) + end
    body += b"data: [DONE]" + end + end
    assert read(cut(body, places)) == ["\n".join(lines) for lines in payloads]


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=20))
def test_garbage_ends_the_same_way_whatever_the_chunks(body: bytes, places: list[int]) -> None:
    def outcome(chunks: Sequence[bytes]) -> list[str] | str:
        try:
            return read(chunks)
        except BrokenStream as error:
            return error.code

    assert outcome(cut(body, places)) == outcome([body])


def test_a_character_split_over_chunks_is_whole() -> None:
    body = "data: 登录\n\ndata: [DONE]\n\n".encode()
    assert read([body[i : i + 1] for i in range(len(body))]) == ["登录"]


def test_a_byte_order_mark_and_data_without_a_space_are_read() -> None:
    assert read([b"\xef\xbb\xbfdata:one\n\ndata:[DONE]\n\n"]) == ["one"]


@pytest.mark.parametrize("body", [b"", b"data: one\n\n", b"data: one\n\ndata: [DONE]", b"data: one\n\ndata: [DONE]\n"])
def test_a_stream_without_done_is_an_error_that_says_so(body: bytes) -> None:
    with pytest.raises(BrokenStream, match=r"ended before `data: \[DONE\]`") as caught:
        read([body])
    assert caught.value.code == "stream_cut"


def test_nothing_after_done_is_read() -> None:
    assert read([b"data: [DONE]\n\ndata: late\n\n"]) == []


@pytest.mark.parametrize("piece", [b"a" * 1_000_000, b"data: " + b"a" * 1_000_000 + b"\n"])
def test_an_endless_event_is_refused_before_it_fills_memory(piece: bytes) -> None:
    with pytest.raises(BrokenStream) as caught:
        read([piece] * (MAX_EVENT_BYTES // 1_000_000 + 2))
    assert caught.value.code == "bad_stream"


def test_many_large_events_are_no_endless_event() -> None:
    event = b"data: " + b"a" * 3_000_000 + b"\n\n"
    assert len(read([event] * 8 + [b"data: [DONE]\n\n"])) == 8
