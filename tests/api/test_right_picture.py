"""Release-blocking: of 1,000 mixed requests over 20 pictures, not one answer is about another picture."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx
from PIL import Image, ImageDraw, ImageFont

from tests.api.asking import chat, data_uri, events_of, file_part, image_part, text_of, text_part
from tests.api.running import RunningServer
from tests.media import pictures

NUM_REQUESTS = 1_000
CONCURRENCY = 16
WORDS = (
    "KESTREL", "MAGNOLIA", "TURBINE", "HARVEST", "LANTERN", "OBSIDIAN", "PELICAN", "WALNUT", "GRANITE", "VIOLIN",
    "青花瓷瓶", "沙漠骆驼", "雪山湖泊", "红木家具", "电子地图", "海鲜市场", "天文望远镜", "钢琴独奏",
    "竹林小径", "火车时刻",
)  # fmt: skip
WAYS = ("inline", "new", "file", "id", "form")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, the code word on it, and its uploaded file."""

    word: str
    data: bytes
    file_id: str = ""


def draw(word: str, seed: int) -> bytes:
    """A page with common text, one code word, and a few pixels of its own that no reader sees."""
    source = random.Random(f"{word} {seed}")
    image = Image.new("RGB", (560, 260), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 560, 48), fill=(32, 64, 128))
    pen.text((20, 8), "订单 Order", fill="white", font=ImageFont.truetype("NotoSansCJK-Regular.ttc", 24))
    place = (30 + WORDS.index(word) * 7, 90 + WORDS.index(word) * 3)
    pen.text(place, word, fill="black", font=ImageFont.truetype("NotoSansCJK-Bold.ttc", 34))
    for x in range(540, 560):
        image.putpixel((x, 255), (255, 255, 255 - source.randrange(12)))
    return pictures.encode(image)


async def post_form(http: httpx.AsyncClient, model: str, question: str, shots: Sequence[Shot]) -> str:
    files = [("image", ("shot.png", shot.data)) for shot in shots]
    response = await http.post("/v1/vqa", files=files, data={"question": question, "model": model})
    assert response.status_code == 200, response.text
    return str(response.json()["answer"])


async def post_chat(http: httpx.AsyncClient, body: dict[str, object], stream: bool) -> str:
    response = await http.post("/v1/chat/completions", json=body | {"stream": stream})
    assert response.status_code == 200, response.text
    if not stream:
        return str(response.json()["choices"][0]["message"]["content"])
    events = events_of(response.text.splitlines())
    assert events[-1] == "[DONE]"
    return text_of(events)


class Asker:
    """Asks about pictures in every way there is; source makes the mixture the same each time."""

    def __init__(self, http: httpx.AsyncClient, model: str, shots: Sequence[Shot]) -> None:
        self.http, self.model, self.shots = http, model, shots
        self.source = random.Random(20)
        self.num_by_way: Counter[str] = Counter()

    async def ask(self, number: int) -> tuple[list[Shot], str]:
        """The pictures that were asked about, and the answer."""
        way = WAYS[number % len(WAYS)] if number % 3 else "inline"
        chosen = self.source.sample(self.shots, 1 if number % 4 else 2)
        if way == "new":
            chosen = [Shot(shot.word, draw(shot.word, seed=number)) for shot in chosen[:1]]
        question = self.source.choice(("What does it say?", "图里写了什么?"))
        self.num_by_way[way] += 1
        if way == "form":
            return chosen, await post_form(self.http, self.model, question, chosen)
        parts = [self.part(way, shot) for shot in chosen]
        body = chat([*parts, text_part(question)], model=self.model)
        return chosen, await post_chat(self.http, body, stream=bool(self.source.getrandbits(1)))

    @staticmethod
    def part(way: str, shot: Shot) -> dict[str, object]:
        if way == "file":
            return file_part(shot.file_id)
        return image_part(shot.file_id if way == "id" else data_uri(shot.data))


async def upload_all(http: httpx.AsyncClient) -> list[Shot]:
    shots = []
    for word in WORDS:
        data = draw(word, seed=0)
        response = await http.post("/v1/files", files={"file": ("a.png", data)}, data={"purpose": "vision"})
        shots.append(Shot(word, data, response.json()["id"]))
    return shots


async def mistakes(server: RunningServer, model: str, is_right: Callable[[list[Shot], str], bool]) -> list[str]:
    """Answers that are not right about the pictures they were asked about, of NUM_REQUESTS."""
    wrong: list[str] = []
    num_answered = 0
    async with httpx.AsyncClient(base_url=server.url, timeout=120) as http:
        asker = Asker(http, model, await upload_all(http))
        numbers = iter(range(NUM_REQUESTS))

        async def work() -> None:
            nonlocal num_answered
            for number in numbers:
                chosen, answer = await asker.ask(number)
                num_answered += 1
                if not is_right(chosen, answer):
                    wrong.append(f"{[shot.word for shot in chosen]}: {answer}")

        await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    assert num_answered == NUM_REQUESTS and min(asker.num_by_way[way] for way in WAYS) >= 100
    return wrong


def names_their_hashes(chosen: list[Shot], answer: str) -> bool:
    marks = [f"[560x260 {hashlib.sha256(shot.data).hexdigest()[:12]}]" for shot in chosen]
    return answer.startswith(" ".join(marks)) and answer.count("[560x260") == len(marks)


def says_their_words(chosen: list[Shot], answer: str) -> bool:
    return {word for word in WORDS if word in answer} == {shot.word for shot in chosen}


async def test_echo_never_answers_about_another_picture(echo_server: RunningServer) -> None:
    assert await mistakes(echo_server, "echo", names_their_hashes) == []


async def test_nano_never_answers_about_another_picture(nano_server: RunningServer) -> None:
    assert await mistakes(nano_server, "nano", says_their_words) == []
