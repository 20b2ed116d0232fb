"""Pairs of pictures with the truth of what changed between them: pages of real kits, changed in a real browser.

DIR/pairs.json               what the pairs are made of; other settings are refused
DIR/00012/{a,b}.{png,...}    the pictures; DIR/00012/pair.json, written last, is the truth
"""

from __future__ import annotations

import asyncio
import base64
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from PIL import Image
from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError
from rich.progress import Progress

from training.screens.browser import KitPage, PageFailed, browsing
from training.screens.compose import compose
from training.screens.kits import DEFAULT_FOLDER, KITS, Kit, Split, of_split
from training.screens.pages import PageSpec

SCRIPT = Path(__file__).with_name("mutations.js")
KINDS = ("remove", "add", "text", "text", "disable", "tick", "colour", "size", "move", "banner")
"""What may be done to a page; what comes twice is done twice as often."""
NOTHING = 0.2
"""Part of the pairs in which nothing changes."""
PAGE_TIMEOUT = 40.0
SUFFIXES = {"png": "png", "jpeg": "jpg", "webp": "webp"}


@dataclass(frozen=True, slots=True)
class Truth:
    """One change. names: texts that it may be called by; aspect: text, state, colour, size, position or None."""

    kind: str
    role: str
    names: tuple[str, ...]
    aspect: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures and what is different in the second."""

    number: int
    kit: str
    language: str
    first: Path
    second: Path
    truths: tuple[Truth, ...]


class ChangingPage(KitPage):
    """A kit's page that is changed after it was shown."""

    async def show(self, spec: PageSpec) -> bytes:
        """Builds the page; its picture as PNG."""
        await self._shoot(spec)
        if await self._page.evaluate("() => !FW.mutate"):
            await self._page.evaluate(SCRIPT.read_text(encoding="utf-8"))
        await self._page.evaluate("kit => { FW.mutate.kit = kit; }", spec.kit)
        return await self._picture()

    async def change(self, kind: str, chance: float, before: bytes) -> tuple[dict[str, Any] | None, bytes]:
        """Makes a change that can be seen: its truth, None where there is none of the kind, and the new picture."""
        truth = await self._page.evaluate(f"chance => FW.mutate.{kind}(chance)", chance)
        if truth and "press" in truth:
            await self._page.mouse.click(*truth["press"])
            await self._page.mouse.move(1, 1)
            truth = await self._page.evaluate("() => FW.mutate.ticked()")
        await self._page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        picture = await self._picture()
        if picture == before:
            return None, before
        if truth is None or not await self._page.evaluate("() => FW.mutate.intact()"):
            raise PageFailed(f"{kind} changed more than it tells")
        return truth, picture

    async def _picture(self) -> bytes:
        shot = await self._session.send("Page.captureScreenshot", {"format": "png"})
        return base64.b64decode(shot["data"])


def render(folder: Path, split: Split, pairs: int, seed: int, progress: Progress) -> None:
    """Makes what is missing; ValueError where the folder holds pairs of other settings."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"split": split, "seed": seed, "kinds": list(KINDS), "nothing": NOTHING}
    path = folder / "pairs.json"
    if not path.exists():
        path.write_text(json.dumps(settings) + "\n", encoding="utf-8")
    if json.loads(path.read_text(encoding="utf-8")) != settings:
        raise ValueError(f"{folder} holds pairs of other settings; use another --data or remove it")
    missing = [number for number in range(pairs) if not (folder / f"{number:05}" / "pair.json").exists()]
    kits = of_split(split)
    asyncio.run(_render(folder, seed, [(number, kits[number % len(kits)]) for number in missing], progress))


def load(folder: Path) -> Iterator[Pair]:
    """The pairs of a folder, by number."""
    for path in sorted(folder.glob("*/pair.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        truths = tuple(Truth(t["kind"], t["role"], tuple(t["names"]), t["aspect"]) for t in record["truths"])
        first, second = (path.parent / name for name in record["pictures"])
        yield Pair(int(path.parent.name), record["kit"], record["language"], first, second, truths)


async def _render(folder: Path, seed: int, wanted: Sequence[tuple[int, Kit]], progress: Progress) -> None:
    task = progress.add_task("rendering pairs", total=len(wanted))
    async with browsing() as browser:
        for kit in dict.fromkeys(kit for _, kit in wanted):
            page = await _opened(browser, kit)
            for number in [number for number, own in wanted if own == kit]:
                for attempt in range(8):
                    try:
                        async with asyncio.timeout(PAGE_TIMEOUT):
                            await _make(page, folder / f"{number:05}", f"{seed}:{number}:{attempt}", kit)
                        break
                    except (PageFailed, PlaywrightError, TimeoutError):
                        await page.close()
                        page = await _opened(browser, kit)
                progress.advance(task)
            await page.close()


async def _opened(browser: Browser, kit: Kit) -> ChangingPage:
    return cast(ChangingPage, await ChangingPage.open(browser, KITS[kit.name], DEFAULT_FOLDER))


async def _make(page: ChangingPage, folder: Path, key: str, kit: Kit) -> None:
    rng = random.Random(f"pair:{key}")
    spec = replace(compose(rng.randrange(1 << 30), 0, kit, DEFAULT_FOLDER), scroll=0)
    first = second = await page.show(spec)
    truths: list[dict[str, Any]] = []
    wanted = 0 if rng.random() < NOTHING else rng.choice([1, 1, 2, 3])
    for kind in rng.sample(KINDS, len(KINDS)):
        if len(truths) == wanted:
            break
        truth, second = await page.change(kind, rng.random(), second)
        truths += [truth] if truth else []
    if len(truths) < wanted:
        raise PageFailed("the page has too little to change")
    other = rng.choice([("png", None), ("jpeg", 80), ("webp", 80)]) if not wanted else (spec.format, spec.quality)
    names = [_save(first, folder / "a", spec.format, spec.quality), _save(second, folder / "b", *other)]
    record = {"kit": spec.kit, "archetype": spec.archetype, "language": spec.language, "pictures": names}
    text = json.dumps({**record, "truths": truths}, ensure_ascii=False, indent=1)
    _write(folder / "pair.json", text)


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _save(picture: bytes, path: Path, kind: str, quality: int | None) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.with_suffix(f".{SUFFIXES[kind]}")
    if kind == "png":
        path.write_bytes(picture)
    else:
        with Image.open(io.BytesIO(picture)) as image:
            image.convert("RGB").save(path, kind.upper(), quality=quality)
    return path.name
