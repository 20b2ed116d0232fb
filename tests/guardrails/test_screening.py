"""A parsed screen leaves as its policy says: texts filtered like answers, orders to an AI told, covered or refused."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from flashweb.core.screen import Need
from flashweb.guardrails.base import ContentBlocked
from flashweb.guardrails.screening import Screened
from flashweb.guardrails.settings import GuardrailSettings
from flashweb.serving.service import Service
from tests.conftest import MakeServer
from tests.guardrails.asking import Talker, guarded, saying
from tests.guardrails.test_pictures import HARMLESS, HOSTILE, PAGE, drawn

in_module = pytest.mark.asyncio(loop_scope="module")
PRIVATE = drawn(*PAGE, ("Call 13812345678 about the kumquat", 170, "#333"))
POLICIES = {
    "block": {"picture": "block"}, "redact": {"picture": "redact"}, "allow": {"picture": "allow", "moderation": False},
    "private": {"personal_data": True},
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    folder = tmp_path_factory.mktemp("screening")
    (folder / "words.txt").write_text("[fruit]\nkumquat\n", encoding="utf-8")
    settings = GuardrailSettings.model_validate({"policies": POLICIES, "word_lists": [folder / "words.txt"]})
    service = guarded(Talker(saying("A shop.")), folder, settings)
    await service.start()
    yield service
    await service.close()


async def parsed(service: Service, data: bytes, policy: str | None) -> tuple[str, Screened]:
    """The texts that left."""
    picture = await service.media.add("me", data)
    shown = await service.parse(picture, Need(), policy, timeout=60.0, request_id="screen-1")
    assert shown.parsed.sha256 == picture.sha256
    return " ".join(f"{element.name} {element.text}" for element in shown.parsed.screen.walk()), shown


@in_module
async def test_listed_words_and_personal_data_are_masked_by_policy(service: Service) -> None:
    text, shown = await parsed(service, PRIVATE, "private")
    assert "13812345678" not in text and "kumquat" not in text and "about the" in text
    assert shown.guarded is not None and "look at the picture itself" in shown.guarded.message
    assert {(v.kind, v.place, v.done) for v in shown.guarded.verdicts} == {
        ("moderation", "picture", "mask"), ("personal_data", "picture", "mask"),
    }  # fmt: skip
    text, _ = await parsed(service, PRIVATE, None)
    assert "13812345678" in text and "kumquat" not in text
    text, shown = await parsed(service, PRIVATE, "allow")
    assert "13812345678" in text and "kumquat" in text and shown.guarded is None


@in_module
async def test_orders_in_the_picture_are_flagged_covered_or_refused(service: Service) -> None:
    text, shown = await parsed(service, HOSTILE, None)
    assert "gnore all previous" in text and shown.guarded is not None
    (verdict,) = shown.guarded.verdicts
    assert (verdict.kind, verdict.done, verdict.image) == ("prompt_injection", "flag", 0) and verdict.box is not None
    text, _ = await parsed(service, HOSTILE, "redact")
    assert "previous" not in text and "Welcome to the shop" in text
    with pytest.raises(ContentBlocked, match="crop that text"):
        await parsed(service, HOSTILE, "block")
    for policy in (None, *POLICIES):
        assert (await parsed(service, HARMLESS, policy))[1].guarded is None


def test_the_route_has_a_policy_and_the_caller_is_told(make_server: MakeServer, tmp_path: Path) -> None:
    policies = {"private": {"personal_data": True}}
    server = make_server(
        "nano",
        guardrails__policies=json.dumps(policies),
        guardrails__routes=json.dumps({"/v1/screens": "private"}),
    )
    response = httpx.post(f"{server.url}/v1/screens", files={"image": ("a.png", PRIVATE)}, timeout=60)
    body = response.json()
    assert "13812345678" not in response.text and "***********" in response.text
    assert body["guardrails"]["verdicts"][0]["kind"] == "personal_data" and body["guardrails"]["message"]
    samples = server.samples()
    assert samples['flashweb_guardrail_verdicts_total{done="mask",kind="personal_data",place="picture"}'] >= 1
