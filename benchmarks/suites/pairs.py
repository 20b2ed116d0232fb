"""`python -m benchmarks.suites.pairs` renders the pairs of pictures that the comparing items of web50 are about.

Pages of the held-out set (seed 7) are shown again and changed by hand-written steps in Chromium; the first picture is
taken before, the second after. It prints where each changed thing is, for the items' boxes. The pictures are in the
package already: they are needed again only when an item changes.
"""

from __future__ import annotations

import asyncio
import base64
import io
import json
from pathlib import Path

import click
from PIL import Image

from flashweb.evals.suites import FOLDER
from training.screens.browser import KitPage, browsing
from training.screens.compose import compose
from training.screens.kits import DEFAULT_FOLDER, KITS

SEED = 7
Step = tuple[str, ...]
PAIRS: dict[str, tuple[int, str, tuple[Step, ...]]] = {
    "shipping": (19, "fomantic", (("text", "已完成", "运输中"), ("text", "¥47", "¥52"))),
    "signin": (28, "foundation", (("remove", "微信登录", "button"),)),
    "alerts": (27, "foundation", (("tick", "Text messages"),)),
    "contact": (39, "tdesign", (("remove", "Sign up", "button,a"), ("text", "+49 555 199 3515", "+49 555 199 3561"))),
    "payment": (48, "mantine", (("tick", "我同意购买条款"), ("text", "¥24.69", "¥19.69"))),
    "mail": (73, "tdesign", (("remove", "回收站", "li"), ("clone", "发送", "button", "定时发送"))),
    "popover": (137, "fomantic", (("remove", "Are you sure?", "[role=dialog],.popup"),)),
    "settings": (
        169,
        "mantine",
        (("clone", "Appearance", "[role=tab],.t-tabs__nav-item", "Team"), ("disable", "Save")),
    ),
    "paid": (203, "mantine", ()),
    "profile": (112, "tdesign", (("text", "39,690", "39,691"), ("text", "Saved", "Drafts"))),
    "course": (182, "foundation", ()),
    "statement": (123, "mantine", (("remove", "投影仪", "tr"), ("clone", "打印", "button,a", "导出Excel"))),
    "register": (129, "mantine", (("colour", "提交", "#c0392b"),)),
}
SCRIPT = """
([kind, text, ...rest]) => {
  const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join(" ").trim();
  const all = [...document.body.querySelectorAll("*")].filter(e => own(e) === text && e.getBoundingClientRect().width);
  const found = kind === "text" || kind === "tick" ? all[all.length - 1] : all[0];
  if (!found) throw new Error("nothing says " + text);
  const rename = (e, to) => { for (const n of e.childNodes) if (n.nodeType === 3 && n.data.trim()) n.data = to; };
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const steps = {
    text: to => { const before = box(found); rename(found, to); return [before, box(found)]; },
    remove: selector => { const e = found.closest(selector), before = box(e); e.remove(); return [before, null]; },
    clone: (selector, to) => {
      const e = found.closest(selector), copy = e.cloneNode(true);
      for (const inner of [copy, ...copy.querySelectorAll("*")]) if (own(inner) === text) rename(inner, to);
      e.after(copy);
      return [null, box(copy)];
    },
    disable: () => {
      const e = found.closest("button,a");
      e.disabled = true; e.classList.add("disabled", "t-is-disabled"); return [box(e), box(e)];
    },
    colour: to => { const e = found.closest("button,a"); e.style.setProperty("background-color", to, "important");
      return [box(e), box(e)]; },
    tick: () => {
      let e = found; while (e && !e.querySelector("input[type=checkbox]")) e = e.parentElement;
      const input = e.querySelector("input[type=checkbox]"); input.checked = !input.checked; return [box(e), box(e)];
    },
  };
  return steps[kind](...rest);
}
"""


async def render(name: str, out: Path) -> dict[str, object]:
    """One pair: its pictures to OUT/pictures; where each step changed something, before and after, in pixels."""
    index, kit, steps = PAIRS[name]
    async with browsing() as browser:
        page = await KitPage.open(browser, KITS[kit], DEFAULT_FOLDER)
        spec = compose(SEED, index, KITS[kit], DEFAULT_FOLDER)
        await page.shoot(spec)
        first = await _picture(page)
        boxes = [await page._page.evaluate(SCRIPT, list(step)) for step in steps]
        await page._page.wait_for_timeout(300)
        second = await _picture(page)
    _save(first, out / f"{name}-a.webp", lossless=True)
    _save(second, out / f"{name}-b.webp", lossless=bool(steps))
    scale = spec.window.scale
    told = [[None if box is None else [round(edge * scale, 1) for edge in box] for box in pair] for pair in boxes]
    return {"name": name, "steps": steps, "boxes": told, "changed": first != second}


async def _picture(page: KitPage) -> bytes:
    shot = await page._session.send("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(shot["data"])


def _save(png: bytes, path: Path, lossless: bool) -> None:
    """A pair without a change differs in its encoding alone."""
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(path, lossless=lossless, quality=80, method=6)


@click.command()
@click.argument("names", nargs=-1)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER / "pictures")
def main(names: tuple[str, ...], out: Path) -> None:
    """Render the named pairs, or all."""
    out.mkdir(parents=True, exist_ok=True)
    for name in names or PAIRS:
        print(json.dumps(asyncio.run(render(name, out)), ensure_ascii=False))


if __name__ == "__main__":
    main()
