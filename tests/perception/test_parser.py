"""The reader from outside: what it reads, in which order, for whom, and what it does not do twice."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Sequence

import numpy as np
import pytest

from flashweb.core.errors import DeadlineExceeded, FlashWebError, InternalError, NotReady
from flashweb.perception.detection import Pixels
from flashweb.perception.elements import LOOK_BATCH, ElementDetector, Look, View
from flashweb.perception.parser import ScreenParser
from flashweb.perception.reading import Reading
from flashweb.perception.runtime import Priority
from flashweb.perception.settings import PerceptionSettings

from .conftest import drawn, loader, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def texts(reading: Reading, order: list[int] | None = None, priority: Priority = Priority.LIVE) -> list[str]:
    return [element.text async for _, element in reading.lines(order, priority)]


async def test_reads_chinese_and_english_with_boxes_over_the_text(parser: ScreenParser) -> None:
    pixels = drawn([(40, 30, "订单详情"), (40, 120, "Contact support@example.com"), (40, 220, "合计 ¥1,299.00")])
    reading = opened(parser, pixels, "a")
    elements = [element async for _, element in reading.lines(None, Priority.LIVE)]
    assert [element.text for element in elements] == ["订单详情", "Contact support@example.com", "合计 ¥1,299.00"]
    for element, top in zip(elements, (30, 120, 220), strict=True):
        assert element.role == "text" and element.confidence > 0.9
        assert abs(element.box.left - 41) < 6 and top < element.box.top < element.box.bottom < top + 30
    assert reading.is_complete and reading.num_lines == 3


@pytest.mark.parametrize("colours", [("#141414", "#d9d9d9"), ("#1677ff", "white"), ("#f5222d", "white")])
async def test_reads_small_text_on_dark_and_coloured_grounds(parser: ScreenParser, colours: tuple[str, str]) -> None:
    pixels = drawn(
        [(30, 40, "忘记密码？立即注册"), (30, 140, "Terms and conditions apply")], height=12, colours=colours
    )
    assert await texts(opened(parser, pixels, "dark")) == ["忘记密码？立即注册", "Terms and conditions apply"]


async def test_phrases_side_by_side_are_boxes_of_their_own(parser: ScreenParser) -> None:
    reading = opened(parser, drawn([(40, 100, "登录"), (140, 100, "注册"), (240, 100, "忘记密码")]), "row")
    assert await texts(reading) == ["登录", "注册", "忘记密码"]


async def test_lines_come_in_the_asked_order_and_only_those(parser: ScreenParser, page: Pixels) -> None:
    misses = parser.stats().line_misses
    reading = opened(parser, page, "order", tenant="order")
    boxes = await reading.boxes(Priority.LIVE)
    order = [len(boxes) - 1, 0, 7, 3]
    assert [index async for index, _ in reading.lines(order, Priority.LIVE)] == order
    assert not reading.is_complete
    assert parser.stats().line_misses - misses == len(order)


async def test_first_lines_come_before_the_page_is_read(parser: ScreenParser, page: Pixels) -> None:
    reading = opened(parser, page, "progress", tenant="progress")
    stream = reading.lines(None, Priority.LIVE)
    await anext(stream)
    assert not reading.is_complete
    assert len([line async for line in stream]) == (reading.num_lines or 0) - 1
    assert reading.is_complete


async def test_leaving_drops_work_that_nobody_else_wants(parser: ScreenParser, page: Pixels) -> None:
    misses = parser.stats().line_misses
    reading = opened(parser, page, "leave", tenant="leave")
    stream = reading.lines(None, Priority.LIVE)
    await anext(stream)
    await stream.aclose()
    assert parser.stats().queue_depth == 0
    await asyncio.sleep(0.2)
    assert parser.stats().line_misses - misses < (reading.num_lines or 0)
    assert len(await texts(reading)) == reading.num_lines


async def test_cancelled_task_drops_its_work_and_spares_the_others(parser: ScreenParser, page: Pixels) -> None:
    reading = opened(parser, page, "cancel", tenant="cancel")
    patient = asyncio.create_task(texts(reading))
    hasty = asyncio.create_task(texts(reading))
    await reading.boxes(Priority.LIVE)
    hasty.cancel()
    assert len(await patient) == reading.num_lines
    with pytest.raises(asyncio.CancelledError):
        await hasty


async def test_cancelled_detection_starts_again(parser: ScreenParser, page: Pixels) -> None:
    reading = opened(parser, page, "again")
    first = asyncio.create_task(reading.boxes(Priority.LIVE))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert len(await reading.boxes(Priority.LIVE)) > 10


async def test_a_live_question_overtakes_background_reading(parser: ScreenParser, page: Pixels) -> None:
    early, late = opened(parser, page, "e", "early"), opened(parser, drawn([(30, 30, "急件")]), "l")
    await early.boxes(Priority.BACKGROUND)
    background = asyncio.create_task(texts(early, priority=Priority.BACKGROUND))
    await asyncio.sleep(0)
    assert await texts(late) == ["急件"]
    assert not early.is_complete
    last = (early.num_lines or 0) - 1
    await texts(early, [last])
    assert not early.is_complete, "the raised line was read before the lines that stand in front of it"
    await background


async def test_same_key_is_the_same_reading_and_a_tenant_sees_only_its_own(parser: ScreenParser) -> None:
    pixels = drawn([(30, 30, "机密 ABC")])
    mine = opened(parser, pixels, "x")
    assert opened(parser, pixels, "x") is mine
    theirs = opened(parser, pixels, "x", tenant="them")
    assert theirs is not mine
    await texts(mine)
    hits = parser.stats().line_hits
    await texts(theirs)
    assert parser.stats().line_hits == hits, "a line read for one tenant must not speed up another's"
    parser.forget(("me", "x"))
    assert opened(parser, pixels, "x") is not mine


async def test_known_lines_are_not_read_again(parser: ScreenParser, page: Pixels) -> None:
    first = await texts(opened(parser, page, "one", "known"))
    misses = parser.stats().line_misses
    assert await texts(opened(parser, page.copy(), "two", "known")) == first
    assert parser.stats().line_misses == misses and parser.stats().line_hits >= len(first)


async def test_reading_together_gives_what_reading_alone_gives(page: Pixels) -> None:
    reader = ScreenParser(PerceptionSettings(threads=2, line_cache_bytes=0))
    await reader.start(lambda step, done: None)
    pictures = [page[top : top + 130] for top in (0, 40, 80, 120, 200, 260)]
    alone = [await texts(opened(reader, pixels, f"alone {index}")) for index, pixels in enumerate(pictures)]
    readings = [opened(reader, pixels, f"together {index}") for index, pixels in enumerate(pictures)]
    assert list(await asyncio.gather(*(texts(reading) for reading in readings))) == alone
    assert reader.stats().line_hits == 0 and all(alone)
    await reader.close()


@pytest.mark.parametrize(
    "shape",
    [(1, 1), (1, 5000), (5000, 1), (200, 320), (2160, 3840), (8000, 1280)],
    ids=lambda shape: f"{shape[1]}x{shape[0]}",
)
async def test_blank_pictures_of_any_shape_hold_no_text(parser: ScreenParser, shape: tuple[int, int]) -> None:
    reading = opened(parser, np.full((*shape, 3), 240, np.uint8), f"blank {shape}")
    screen = await reading.screen(Priority.LIVE)
    assert (screen.width, screen.height) == (shape[1], shape[0]) and screen.elements == () and reading.is_complete


async def test_noise_is_no_error(parser: ScreenParser) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (400, 600, 3), np.uint8)
    await opened(parser, noise, "noise").screen(Priority.LIVE)


async def test_small_text_is_read_at_the_far_ends_of_huge_pictures(parser: ScreenParser) -> None:
    pixels = drawn([(20, 20, "左上角文字"), (3600, 2110, "bottom right")], size=(3840, 2160), height=16)
    assert await texts(opened(parser, pixels, "4k")) == ["左上角文字", "bottom right"]
    pixels = drawn([(20, 7900, "页面底部 Footer"), (20, 4000, "中间 middle")], size=(1280, 8000), height=16)
    assert await texts(opened(parser, pixels, "tall")) == ["中间 middle", "页面底部 Footer"]


async def test_a_failing_load_reaches_every_waiter_and_is_tried_again(parser: ScreenParser) -> None:
    pixels = drawn([(30, 30, "重试 retry")])
    calls = 0

    async def load() -> Pixels:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise InternalError("the store is gone")
        return pixels

    reading = parser.open(("me", "fails"), (640, 400), load)
    outcomes = await asyncio.gather(texts(reading), texts(reading), return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["the store is gone"] * 2
    assert await texts(reading) == ["重试 retry"] and calls == 2


async def test_a_picture_that_never_comes_is_given_up() -> None:
    reader = ScreenParser(PerceptionSettings(threads=1, job_timeout=0.05))
    await reader.start(lambda step, done: None)
    never = asyncio.Event()

    async def load() -> Pixels:
        await never.wait()
        return drawn([])

    with pytest.raises(DeadlineExceeded, match=r"0\.05 s"):
        await reader.open(("me", "never"), (640, 400), load).boxes(Priority.LIVE)
    await reader.close()


async def test_pixels_of_another_size_are_refused(parser: ScreenParser) -> None:
    reading = parser.open(("me", "size"), (10, 10), loader(drawn([])))
    with pytest.raises(FlashWebError, match="announced size"):
        await reading.boxes(Priority.LIVE)


async def test_old_readings_leave_when_the_budget_is_used() -> None:
    reader = ScreenParser(PerceptionSettings(threads=1, readings_bytes=16 << 10))
    await reader.start(lambda step, done: None)
    pixels = drawn([])
    first = opened(reader, pixels, "0")
    for name in range(1, 8):
        opened(reader, pixels, str(name))
    assert reader.stats().readings < 5
    assert opened(reader, pixels, "0") is not first
    await reader.close()


async def test_closed_reader_says_so(page: Pixels) -> None:
    reader = ScreenParser(PerceptionSettings(threads=1))
    with pytest.raises(NotReady):
        opened(reader, page, "early")
    await reader.start(lambda step, done: None)
    reading = opened(reader, page, "closing")
    await reading.boxes(Priority.LIVE)
    waiting = asyncio.create_task(texts(reading))
    await asyncio.sleep(0.01)
    await reader.close()
    with pytest.raises(NotReady):
        await waiting


async def test_progress_ends_at_one() -> None:
    steps: list[tuple[str, float]] = []
    reader = ScreenParser(PerceptionSettings(threads=1))
    await reader.start(lambda step, done: steps.append((step, done)))
    await reader.close()
    assert [done for _, done in steps] == sorted(done for _, done in steps) and steps[-1][1] == 1.0


async def test_pixels_are_held_only_while_somebody_waits(parser: ScreenParser) -> None:
    pixels = drawn([(20, 20, "第一行文字"), (20, 80, "second line"), (20, 140, "第三行")])
    loads: list[weakref.ref[np.ndarray]] = []

    async def load() -> np.ndarray:
        copy = pixels.copy()
        loads.append(weakref.ref(copy))
        return copy

    reading = parser.open(("me", "held"), (pixels.shape[1], pixels.shape[0]), load)
    texts = [element.text async for _, element in reading.lines([0], Priority.LIVE)]
    gc.collect()
    assert texts and loads[0]() is None
    rest = [element.text async for _, element in reading.lines(None, Priority.LIVE)]
    assert rest[0] == texts[0] and len(rest) == 3
    again = [element.text async for _, element in reading.lines(None, Priority.LIVE)]
    assert again == rest and len(loads) == 2


async def test_pictures_that_come_together_are_looked_at_together_and_told_apart(
    parser: ScreenParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More pictures of one size than threads: some share a look, and each is still answered about itself."""
    pictures = [drawn([(40, 40 + 30 * row, f"Page {number} row {row}") for row in range(6)]) for number in range(7)]
    batches: list[int] = []
    look = ElementDetector.look

    def counted(detector: ElementDetector, views: Sequence[View]) -> list[Look]:
        batches.append(len(views))
        return look(detector, views)

    monkeypatch.setattr(ElementDetector, "look", counted)
    readings = [opened(parser, pixels, f"together-{number}") for number, pixels in enumerate(pictures)]
    together = await asyncio.gather(*(reading.found(Priority.LIVE) for reading in readings))
    assert sum(batches) >= len(pictures) and max(batches) == LOOK_BATCH
    for number, (reading, found) in enumerate(zip(readings, together, strict=True)):
        assert found == await opened(parser, pictures[number], f"alone-{number}").found(Priority.LIVE)
        texts = [line.text async for _, line in reading.lines(None, Priority.LIVE)]
        assert texts and all(f"Page {number}" in text for text in texts)
