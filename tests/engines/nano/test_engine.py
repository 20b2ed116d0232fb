"""The whole of nano on real rendered pages: words, boxes against the DOM's truth, limits, streams."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray
from PIL import Image

from flashweb.core.errors import InvalidRequest
from flashweb.core.events import Event, Finished, GroundedElement, Grounding, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.core.screen import Box
from flashweb.engines.nano.engine import NanoEngine
from flashweb.engines.nano.settings import NanoSettings
from flashweb.engines.nano.tokens import count_image_tokens, count_tokens
from flashweb.perception.parser import ScreenParser
from flashweb.perception.settings import PerceptionSettings
from tests.pages.render import RenderedPage, rendered

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(slots=True)
class Kit:
    """A started engine and the pages that tests asked about."""

    engine: NanoEngine
    pictures: dict[str, NDArray[np.uint8]] = field(default_factory=dict)

    def picture(self, name: str, tenant: str = "t") -> tuple[RenderedPage, MediaRef]:
        page = rendered(name)[0]
        if name not in self.pictures:
            with Image.open(page.picture) as image:
                self.pictures[name] = np.asarray(image.convert("RGB"))
        height, width = self.pictures[name].shape[:2]
        return page, MediaRef(tenant, name, width, height)

    async def ask(self, names: str, *turns: str, **sampling: object) -> list[Event]:
        refs = tuple(self.picture(name)[1] for name in names.split())
        messages = [Message("user", turn, () if number else refs) for number, turn in enumerate(turns)]
        return await self.run(Request("r", "t", "nano", tuple(messages), SamplingParams(**sampling)))  # type: ignore[arg-type]

    async def run(self, request: Request) -> list[Event]:
        async with asyncio.timeout(60), aclosing(self.engine.generate(request)) as events:
            return [event async for event in events]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kit() -> AsyncIterator[Kit]:
    async def pixels(ref: MediaRef) -> NDArray[np.uint8]:
        return kit.pictures[ref.sha256]

    engine = NanoEngine(ScreenParser(PerceptionSettings()), pixels, NanoSettings())
    kit = Kit(engine)
    await engine.start(lambda _step, _done: None)
    try:
        yield kit
    finally:
        await engine.close()


def text_of(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def elements_of(events: list[Event]) -> list[GroundedElement]:
    return [element for event in events if isinstance(event, Grounding) for element in event.elements]


def truth_boxes(page: RenderedPage, text: str) -> list[Box]:
    return [Box(*line.box) for line in page.lines if line.text == text]


def points_at(events: list[Event], page: RenderedPage, text: str) -> bool:
    """One of the answer's boxes lies over a line of the page that says this."""
    boxes = [item.element.box for item in elements_of(events)]
    return any(covers(box, truth) for box in boxes for truth in truth_boxes(page, text))


def covers(found: Box, truth: Box) -> bool:
    """The middle of the true line lies in the box, and the box is no more than a button around it."""
    x, y = truth.center
    return found.left <= x <= found.right and found.top <= y <= found.bottom and found.height < 3 * truth.height


POINTED = [
    ("login_zh", "登录在哪", ["登录"], "登录"),
    ("login_zh", "where is the login button?", ["登录"], "登录"),
    ("login_zh", "有没有忘记密码", ["忘记密码"], "有"),
    ("login_zh", "标题是什么", ["云帆物流平台"], "云帆物流平台"),
    ("checkout_en", "What's the subtotal?", ["$321.90"], "$321.90"),
    ("checkout_en", "总计多少钱", ["$312.83"], "$312.83"),
    ("checkout_en", "How much is shipping?", ["$6.95"], "$6.95"),
    ("product_zh", "产地是哪里", ["产地：云南省大理州"], "云南省大理州"),
    ("product_zh", "“加入购物车”在哪？", ["加入购物车"], "加入购物车"),
    ("product_zh", "月销量是多少", ["月销量"], "3.2万"),
    ("admin_dark_zh", "未处理告警是多少", ["27"], "27"),
    ("admin_dark_zh", "mysql-master的负责人是谁", ["陈思远"], "陈思远"),
    ("files_en", "what is the size of budget_2026.xlsx", ["48 KB"], "48 KB"),
    ("files_en", "who is the owner", ["Owner: ines"], "ines"),
    ("hospital_zh", "方敏慧擅长什么", ["擅长：慢性胃炎、胃食管反流病、消化道早癌内镜诊治"], "慢性胃炎"),
    ("pricing_en", "How much is the Studio plan?", ["Studio"], "$19"),
    ("jobs_en", "how many jobs are there?", ["143 jobs found"], "143"),
]


@pytest.mark.parametrize(("name", "question", "lines", "words"), POINTED)
async def test_answer_and_boxes(kit: Kit, name: str, question: str, lines: list[str], words: str) -> None:
    page, _ = kit.picture(name)
    events = await kit.ask(name, question)
    assert words in text_of(events)
    for line in lines:
        assert points_at(events, page, line), (line, elements_of(events))


async def test_reading_all_streams_every_line_in_order(kit: Kit) -> None:
    events = await kit.ask("login_zh", "图里写了什么")
    assert text_of(events).splitlines()[0] == "云帆物流平台"
    assert "忘记密码" in text_of(events)
    assert sum(isinstance(event, TextDelta) for event in events) > 20
    assert max(count_tokens(event.text) for event in events if isinstance(event, TextDelta)) <= 8


@pytest.mark.parametrize("question", ["订单号是多少", "what is the invoice number?", "骑手叫什么"])
async def test_nothing_is_invented(kit: Kit, question: str) -> None:
    events = await kit.ask("login_zh", question)
    assert ("没有" in text_of(events) or "could not find" in text_of(events)) and not elements_of(events)


async def test_boxes_come_before_the_sentence_ends(kit: Kit) -> None:
    for question in ("登录在哪", "where is '登录'", "标题是什么", "有没有注册"):
        said = ""
        async with aclosing(kit.engine.generate(_request(kit, "login_zh", question))) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    said += event.text
                if isinstance(event, Grounding):
                    break
        assert said and not said.rstrip().endswith(("。", "."))


def _request(kit: Kit, name: str, question: str, **sampling: object) -> Request:
    message = Message("user", question, (kit.picture(name)[1],))
    return Request("r", "t", "nano", (message,), SamplingParams(**sampling))  # type: ignore[arg-type]


async def test_several_pictures_are_answered_one_by_one(kit: Kit) -> None:
    events = await kit.ask("login_zh checkout_en", "这是什么页面")
    text = text_of(events)
    assert text.index("图 1：") < text.index("云帆物流平台") < text.index("图 2：") < text.index("Fjordline Outdoor")
    assert {item.image for item in elements_of(events)} == {0, 1}


@pytest.mark.parametrize(
    ("question", "shown", "image"),
    [
        ("第二张图的标题是什么", "Fjordline", 1),
        ("what's the title of the first picture?", "云帆", 0),
        ("title of the last one?", "Fjordline", 1),
    ],
)
async def test_the_named_picture_is_meant(kit: Kit, question: str, shown: str, image: int) -> None:
    events = await kit.ask("login_zh checkout_en", question)
    assert shown in text_of(events)
    assert {item.image for item in elements_of(events)} == {image}


async def test_a_picture_that_is_not_there_is_named(kit: Kit) -> None:
    assert "只有 2 张" in text_of(await kit.ask("login_zh checkout_en", "第五张图里写了什么"))


async def test_the_latest_pictures_are_meant_and_keep_their_number(kit: Kit) -> None:
    first, second = kit.picture("login_zh")[1], kit.picture("checkout_en")[1]
    turns = (
        Message("user", "标题是什么", (first,)),
        Message("assistant", "云帆物流平台"),
        Message("user", "what's the title?", (second,)),
    )
    events = await kit.run(Request("r", "t", "nano", turns))
    assert "Fjordline" in text_of(events) and {item.image for item in elements_of(events)} == {1}


async def test_follow_up(kit: Kit) -> None:
    page, _ = kit.picture("checkout_en")
    events = await kit.ask("checkout_en", "what's the phone number?", "where is that?")
    assert points_at(events, page, "+1 503-555-0182")


async def test_without_a_picture_it_asks_for_one(kit: Kit) -> None:
    for question, word in (("图里写了什么", "上传"), ("what does it say", "attach")):
        events = await kit.ask("", question)
        assert word in text_of(events) and isinstance(events[-1], Finished)


async def test_limits_are_named(kit: Kit) -> None:
    with pytest.raises(InvalidRequest, match="20000"):
        await kit.ask("login_zh", "啊" * 20_001)
    with pytest.raises(InvalidRequest, match="at most 8"):
        await kit.ask(" ".join(["login_zh"] * 9), "图里写了什么")


async def test_usage_counts_pictures_as_cached_only_when_they_were_read(kit: Kit) -> None:
    _, ref = kit.picture("notice_zh", tenant="usage")
    request = Request("r", "usage", "nano", (Message("user", "标题是什么", (ref,)),))
    patches = count_image_tokens(ref.width, ref.height)
    for cached in (0, patches):
        usage = next(event for event in await kit.run(request) if isinstance(event, Usage))
        assert usage.cached_tokens == cached
        assert usage.prompt_tokens == patches + 5
        await kit.engine.prefill((ref,))


async def test_max_tokens_and_stop(kit: Kit) -> None:
    whole = text_of(await kit.ask("login_zh", "图里写了什么"))
    cut = await kit.ask("login_zh", "图里写了什么", max_tokens=5)
    assert whole.startswith(text_of(cut)) and count_tokens(text_of(cut)) == 5 and cut[-1] == Finished("length")
    stopped = await kit.ask("login_zh", "图里写了什么", stop=("密码",))
    assert text_of(stopped) == whole.split("密码")[0] and stopped[-1] == Finished("stop")


async def test_leaving_stops_the_reading(kit: Kit) -> None:
    _, ref = kit.picture("files_en", tenant="leaver")
    request = Request("r", "leaver", "nano", (Message("user", "read everything", (ref,)),))
    task = asyncio.create_task(kit.run(request))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(0.5)
    assert kit.engine.stats()["queue_depth"] == 0


async def test_first_token_of_a_read_picture_comes_at_once(kit: Kit) -> None:
    """At once: in a part of the time that reading it took on the same machine (benchmarks/first_token.py times it)."""
    started = time.perf_counter()
    await kit.engine.prefill((kit.picture("admin_dark_zh", tenant="yardstick")[1],))
    reading = time.perf_counter() - started
    await kit.engine.prefill((kit.picture("admin_dark_zh")[1],))
    waits = []
    for question in (
        "负责人是谁",
        "CPU平均负载多少",
        "where is web-prod-02",
        "有没有退款",
        "这是什么页面",
        "哪台机器离线了",
    ) * 5:
        started = time.perf_counter()
        async with aclosing(kit.engine.generate(_request(kit, "admin_dark_zh", question))) as events:
            await anext(events)
        waits.append(time.perf_counter() - started)
    assert sorted(waits)[len(waits) // 2] < reading / 5
