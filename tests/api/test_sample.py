"""The example of the project's goals, with the real openai client: which buttons a login page has, with their boxes."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openai
import pytest

from flashweb.evals.items import Item
from flashweb.evals.scoring import judge
from tests.api.asking import data_uri, image_part, text_part
from tests.api.running import RunningServer
from tests.pages.shots import LOGIN, Shot, overlap, shots

QUESTION = "这张截图里有哪些按钮?"
NAMES = {"login": "登录", "register": "注册", "forgot": "忘记密码"}
SAMPLE = Item.model_validate(
    {
        "id": "sample", "suite": "sample", "category": "ui", "language": "zh", "images": ["login.png"],
        "question": QUESTION, "references": ["页面包含'登录'、'注册'、'忘记密码'三个主要按钮。"],
        "truth": {"kind": "elements", "items": [{"name": name, "role": "button"} for name in NAMES.values()],
                  "others": ["用户名", "密码", "欢迎回来"]},
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def shot() -> Shot:
    with ThreadPoolExecutor(1) as executor:
        (drawn,) = executor.submit(lambda: asyncio.run(shots(LOGIN))).result()
    return drawn


@pytest.mark.parametrize("is_streamed", [False, True])
def test_the_buttons_of_a_login_page(nano_server: RunningServer, shot: Shot, is_streamed: bool) -> None:
    messages: Any = [{"role": "user", "content": [image_part(data_uri(shot.data)), text_part(QUESTION)]}]
    with openai.OpenAI(base_url=f"{nano_server.url}/v1", api_key="sample", timeout=60) as client:
        if is_streamed:
            chunks = [each.choices[0].delta for each in client.chat.completions.create(
                model="nano", messages=messages, stream=True) if each.choices]  # fmt: skip
            text = "".join(chunk.content or "" for chunk in chunks)
            pointed = [each for chunk in chunks for each in (chunk.model_extra or {}).get("annotations", ())]
        else:
            message = client.chat.completions.create(model="nano", messages=messages).choices[0].message
            text, pointed = message.content or "", message.model_dump()["annotations"]
    assert judge(SAMPLE, text).is_right, text
    assert "'登录'、'注册'、'忘记密码'" in text and "3 个按钮" in text
    elements = [each["element"] for each in pointed]
    assert [(each["role"], each["name"]) for each in elements] == [("button", name) for name in NAMES.values()]
    for each, key in zip(elements, NAMES, strict=True):
        assert overlap(each["box"], shot.boxes[key]) >= 0.5
