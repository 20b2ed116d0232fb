"""The page by itself: what a person can do with it, on the real product with its echo engine."""

from __future__ import annotations

import io
import itertools
import json
import re
import urllib.request

import pytest
from PIL import Image
from playwright.async_api import Page

from tests.ui.running import add, ask, assert_quiet, last_answer, open_page, picture_file, product, record_texts

pytestmark = pytest.mark.asyncio(loop_scope="session")


def png(width: int = 320, height: int = 200, colour: str = "#3366aa") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def running(url: str) -> float:
    """Answers in the making, by the server's own count."""
    with urllib.request.urlopen(url + "metrics", timeout=5) as answer:
        found = re.search(r"^flashweb_num_requests_running(?:\{[^}]*\})? (\S+)$", answer.read().decode(), re.MULTILINE)
    assert found is not None, "the metric is gone"
    return float(found[1])


async def test_words_arrive_one_after_another_and_the_first_is_timed(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await add(page, picture_file(png()))
    await record_texts(page)
    await ask(page, "one two three four five six seven")
    assert (await last_answer(page)).endswith("one two three four five six seven")
    seen = await page.evaluate("window.seen")
    assert len(seen) >= 5
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(seen))
    assert re.fullmatch(r"First word [\d.]+ ms", await page.inner_text(".fw-ttft"))
    assert await page.title() == "FlashWeb"
    assert_quiet(page)


async def test_the_picture_is_not_drawn_again_while_the_answer_streams(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await add(page, picture_file(png()))
    await page.evaluate(
        "window.loads = 0; document.querySelector('.fw-picture').addEventListener('load', () => loads++)"
    )
    await ask(page, "a b c d e f g h i j k l")
    await last_answer(page)
    assert await page.locator(".fw-box").count() == 1
    assert await page.evaluate("window.loads") == 0


async def test_box_chip_and_word_light_up_together(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await add(page, picture_file(png()))
    await ask(page, "hello")
    await last_answer(page)
    await page.hover(".fw-chip")
    assert await page.locator(".fw-box.is-hot").count() == 1
    assert await page.locator(".fw-answer mark.is-hot").count() == 1
    await page.hover(".fw-title")
    assert await page.locator(".is-hot").count() == 0
    await page.hover(".fw-box")
    assert await page.locator(".fw-chip.is-hot").count() == 1
    tip = page.locator(".fw-box .fw-tip")
    assert await tip.is_visible()
    assert await tip.inner_text() == f"{await page.inner_text('.fw-chip .fw-name')}\nimg"


async def test_several_pictures_switch_and_go(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await add(page, picture_file(png(300, 200), "a.png"), picture_file(png(400, 250, "#aa3333"), "b.png"))
    await ask(page, "both")
    assert re.fullmatch(r"\[300x200 \w+\] \[400x250 \w+\] both", await last_answer(page))
    await page.click(".fw-thumb >> nth=0 >> .fw-show")
    assert await page.get_attribute(".fw-picture", "alt") == "a.png"
    assert await page.locator(".fw-box").get_attribute("data-number") == "1"
    await page.click(".fw-chip >> nth=1")
    assert await page.get_attribute(".fw-picture", "alt") == "b.png"
    async with page.expect_response(lambda r: r.request.method == "DELETE") as deletion:
        await page.click(".fw-thumb >> nth=0 >> .fw-remove")
    assert (await deletion.value).status == 204
    await ask(page, "one is left")
    assert re.fullmatch(r"\[400x250 \w+\] one is left", await last_answer(page))


async def test_a_conversation_goes_on_about_the_same_pictures_until_a_new_one(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await add(page, picture_file(png()))
    await ask(page, "first")
    first = await last_answer(page)
    async with page.expect_request("**/ui/ask") as asked:
        await ask(page, "second")
    turns = json.loads((await asked.value).post_data or "")["turns"]
    assert [(turn["role"], turn["text"]) for turn in turns] == [
        ("user", "first"),
        ("assistant", first),
        ("user", "second"),
    ]
    assert [len(turn.get("files", [])) for turn in turns] == [1, 0, 0]
    assert (await last_answer(page)).endswith("second")
    await page.click("[data-act=new]")
    assert await page.locator(".fw-turn, .fw-thumb").count() == 0
    assert await page.is_visible(".fw-drop")


async def test_switching_the_language_keeps_the_conversation(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    assert await page.inner_text(".fw-drop strong") == "Drop a screenshot here"
    await add(page, picture_file(png()))
    await ask(page, "keep me")
    answer = await last_answer(page)
    await page.click("[data-act=lang]")
    assert await page.inner_text("[data-act=new]") == "新对话"
    assert re.fullmatch(r"首字 [\d.]+ 毫秒", await page.inner_text(".fw-ttft"))
    assert await last_answer(page) == answer
    await page.reload()
    await page.wait_for_selector(".fw-drop")
    assert await page.inner_text(".fw-drop strong") == "把截图拖到这里"


async def test_paste_and_drop_anywhere(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    give = """([kind, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], kind + '.png', { type: 'image/png' }));
      const event = kind === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
        : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }"""
    for number, kind in enumerate(("paste", "drop"), start=1):
        await page.evaluate(give, [kind, list(png())])
        await page.wait_for_selector(f".fw-thumb.is-ready >> nth={number - 1}")
        assert await page.get_attribute(".fw-picture", "alt") == f"{kind}.png"


async def test_stop_closes_the_stream_and_the_server_stops_working(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await add(page, picture_file(png()))
    await ask(page, "word " * 700)  # would take 28 s
    await page.wait_for_selector(".fw-ttft")
    assert running(echo_url) == 1
    await page.click("[data-act=stop]")
    await page.wait_for_selector(".fw-stopped")
    for _ in range(20):
        if running(echo_url) == 0:
            break
        await page.wait_for_timeout(50)
    assert running(echo_url) == 0
    assert (await last_answer(page)).count("word") < 600
    await ask(page, "next")
    assert (await last_answer(page)).endswith("next")


async def test_a_bad_file_is_refused_in_plain_words_in_both_languages(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await page.set_input_files(".fw-file", picture_file(b"GIF89a nothing", "<b>x</b>.png"))  # type: ignore[arg-type]
    await page.wait_for_selector(".fw-notices .fw-notice")
    notice = await page.inner_text(".fw-notices .fw-notice")
    assert notice.startswith("<b>x</b>.png This file cannot be read as a picture. Use a PNG, JPEG or WebP screenshot.")
    assert await page.locator(".fw-thumb").count() == 0
    await page.click("[data-act=lang]")
    assert "无法识别这个文件" in await page.inner_text(".fw-notices .fw-notice")
    await page.click(".fw-notices .fw-notice button")
    assert await page.locator(".fw-notices .fw-notice").count() == 0


async def test_markup_in_names_and_answers_stays_text(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    evil = '"><img src=x onerror="window.hacked=1"><svg/onload=hacked=1>{{constructor}}${hacked=1}'
    await add(page, picture_file(png(), evil.replace("/", "") + ".png"))
    await ask(page, evil)
    assert (await last_answer(page)).endswith(evil)
    assert await page.locator(".fw-asked").inner_text() == evil
    assert await page.evaluate("window.hacked") is None


async def test_without_a_picture_the_page_says_what_to_do(page: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    await ask(page, "what is this?")
    assert "Add a screenshot first" in await page.inner_text(".fw-notices .fw-notice")
    assert await page.input_value(".fw-question") == "what is this?"


async def test_a_picture_that_expired_goes_up_again_by_itself(page: Page, narrow_url: str) -> None:
    await open_page(page, narrow_url)
    await add(page, picture_file(png()))
    await page.wait_for_timeout(2500)
    uploads: list[str] = []
    page.on("request", lambda request: uploads.append(request.url) if "/ui/files?" in request.url else None)
    await ask(page, "still there")
    assert re.fullmatch(r"\[320x200 \w+\] still there", await last_answer(page))
    assert len(uploads) == 1


async def test_a_full_server_is_named_with_the_time_to_wait(page: Page, phone: Page, narrow_url: str) -> None:
    await open_page(page, narrow_url)
    await add(page, picture_file(png()))
    await open_page(phone, narrow_url)
    await add(phone, picture_file(png()))
    await ask(phone, "word " * 300)
    await phone.wait_for_selector(".fw-ttft")
    await ask(page, "me too")
    await page.wait_for_selector(".fw-turn .fw-notice")
    assert re.search(r"The server is busy\. Try again in \d+ s\.", await page.inner_text(".fw-turn .fw-notice"))
    await page.click("[data-act=lang]")
    assert "服务器正忙" in await page.inner_text(".fw-turn .fw-notice")
    await phone.click("[data-act=stop]")
    await phone.wait_for_selector(".fw-stopped")
    await page.click(".fw-again")
    await page.wait_for_selector(".fw-turn:last-child .fw-ttft")
    assert (await last_answer(page)).endswith("me too")


async def test_a_dead_server_is_named_and_the_question_can_be_asked_again(page: Page, spare_port: int) -> None:
    with product("echo", spare_port) as url:
        await open_page(page, url)
        await add(page, picture_file(png()))
    await ask(page, "anyone there")
    await page.wait_for_selector(".fw-turn .fw-notice")
    assert "The server cannot be reached." in await page.inner_text(".fw-turn .fw-notice")
    with product("echo", spare_port):
        await page.click(".fw-again")
        await page.wait_for_selector(".fw-turn:last-child .fw-ttft")
        assert re.fullmatch(r"\[320x200 \w+\] anyone there", await last_answer(page))


async def test_one_visitor_never_sees_another_ones_picture(page: Page, phone: Page, echo_url: str) -> None:
    await open_page(page, echo_url)
    async with page.expect_response("**/ui/files?*") as uploaded:
        await add(page, picture_file(png()))
    file_id = (await (await uploaded.value).json())["id"]
    await open_page(phone, echo_url)
    await add(phone, picture_file(png(90, 90)))
    async with phone.expect_request("**/ui/ask") as asked:
        await ask(phone, "mine")
    headers = {"authorization": (await asked.value).headers["authorization"], "content-type": "application/json"}
    body = {"model": "echo", "turns": [{"role": "user", "text": "theirs", "files": [file_id]}]}
    answer = await phone.request.post(echo_url + "ui/ask", headers=headers, data=json.dumps(body))
    lines = [json.loads(line) for line in (await answer.text()).splitlines()]
    assert [line["error"]["code"] for line in lines] == ["not_found"]


async def test_the_api_keeps_its_own_errors_and_gradio_s_other_routes_are_closed(page: Page, echo_url: str) -> None:
    for method, path in (
        ("GET", "v1/nothing"),
        ("DELETE", "v1/models"),
        ("GET", "nothing"),
        ("POST", "gradio_api/upload"),
        ("POST", "gradio_api/queue/join"),
        ("GET", "gradio_api/file=/etc/hostname"),
        ("GET", "gradio_api/proxy=http://127.0.0.1/"),
    ):
        answer = await page.request.fetch(echo_url + path, method=method)
        assert answer.status in (404, 405), (method, path)
        assert "error" in await answer.json(), (method, path)


async def test_the_html_names_no_other_host(page: Page, echo_url: str) -> None:
    html = await (await page.request.get(echo_url)).text()
    hosts = set(re.findall(r"https?://([^/\"'\\ <)]+)", html))
    assert hosts <= {echo_url.split("/")[2], "www.w3.org"}  # w3.org: SVG's namespace, never fetched
