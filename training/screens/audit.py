"""`python -m training.screens.audit`: shows every kit one page with each control once, and says what its truth misses.

A kit whose markup hides a control from us spoils the labels of every page that it draws. What the specimen
holds is known, so each kit must yield these roles, names and states, no matter how it draws them.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from training.screens.archetypes.plan import Node, box, n
from training.screens.browser import KitPage, browsing
from training.screens.icons import BUILT_IN
from training.screens.kits import DEFAULT_FOLDER, KITS, Kit
from training.screens.pages import PageSpec, Window

Expected = tuple[str, str, frozenset[str]]
WINDOW = Window(1280, 1700, 1.0)
PHONE = Window(420, 2400, 1.0)
LOOSE = frozenset({"required", "collapsed", "readonly", "pressed", "focused"})


def field(label: str, control: Node, **more: Any) -> Node:
    """A labelled control."""
    return n("field", label=label, control=control, **more)


def specimen() -> Node:
    """One of each."""
    table = n(
        "table", columns=[n("column", text="Head A"), n("column", text="Head B")], rows=[["a1", "b1"], ["a2", "b2"]]
    )
    return box(
        "page",
        box(
            "row", *[n("button", label=f"Go {kind}", kind=kind) for kind in ("default", "primary", "danger", "outline")]
        ),
        box(
            "row",
            n("button", label="Not now", disabled=True),
            n("button", icon="plus", name="Add"),
            n("link", label="A link"),
        ),
        n("tabs", items=["Tab one", "Tab two", "Tab three"], active=1),
        box("row", n("checkbox", label="Tick on", checked=True), n("checkbox", label="Tick off", checked=False)),
        box("row", n("switch", label="Flip on", checked=True), n("switch", label="Flip off", checked=False)),
        n("radios", options=["Pick a", "Pick b"], value="Pick b", group="g"),
        box(
            "form",
            field("Field one", n("input", value="text")),
            field("Field two", n("input"), error="Wrong"),
            field("Field three", n("input", value="x", disabled=True)),
            field("Choice", n("select", options=["o1", "o2"], value="o1")),
            field("Long text", n("textarea", value="t")),
            field("Secret", n("password", value="p")),
        ),
        n("search", name="Find", placeholder="Find"),
        n("slider", value=40, name="Level"),
        n("progress", value=30, label="Done"),
        table,
        n("sidebar", items=[{"text": "Menu one"}, {"text": "Menu two"}], active=0),
        n("card", title="Card", kids=["inside"]),
        n("pagination", page=2, pages=4),
    )


EXPECTED: tuple[Expected, ...] = (
    *(("button", f"Go {kind}", frozenset[str]()) for kind in ("default", "primary", "danger", "outline")),
    ("button", "Not now", frozenset({"disabled"})),
    ("button", "Add", frozenset()),
    ("link", "A link", frozenset()),
    ("tab", "Tab one", frozenset()),
    ("tab", "Tab two", frozenset({"selected"})),
    ("checkbox", "Tick on", frozenset({"checked"})),
    ("checkbox", "Tick off", frozenset()),
    ("switch", "Flip on", frozenset({"checked"})),
    ("switch", "Flip off", frozenset()),
    ("radio", "Pick a", frozenset()),
    ("radio", "Pick b", frozenset({"checked"})),
    ("textbox", "Field one", frozenset()),
    ("textbox", "Field two", frozenset({"invalid"})),
    ("textbox", "Field three", frozenset({"disabled"})),
    ("combobox", "Choice", frozenset()),
    ("textbox", "Long text", frozenset()),
    ("textbox", "Secret", frozenset()),
    ("searchbox", "Find", frozenset()),
    ("slider", "Level", frozenset()),
    ("progressbar", "Done", frozenset()),
    ("columnheader", "Head B", frozenset()),
    ("cell", "b2", frozenset()),
    ("link|menuitem|button|tab", "Menu one", frozenset({"selected"})),
    ("link|menuitem|button|tab", "Menu two", frozenset()),
    ("card", "", frozenset()),
)


def same(name: str, element: dict[str, Any]) -> bool:
    """Whether the element says this, in whatever letters its kit writes it."""
    return name.casefold() in {element["name"].strip("* ").casefold(), element["text"].casefold(), ""}


def missing(elements: list[dict[str, Any]]) -> list[str]:
    """What was expected and is not there, or not as it should be, in words."""
    faults = []
    for role, name, states in EXPECTED:
        roles = role.split("|")
        named = [e for e in elements if e["role"] in roles and same(name, e)]
        if not named:
            others = sorted({e["role"] for e in elements if name and same(name, e)})
            found = (
                "as " + ", ".join(others) if others else f"{sum(e['role'] in roles for e in elements)} nameless or none"
            )
            faults.append(f"{role} {name!r}: {found}")
        elif not any(set(e["state"]) - LOOSE == states for e in named):
            faults.append(f"{role} {name!r}: {named[0]['state']} instead of {sorted(states)}")
        elif name and min((e["box"][2] - e["box"][0]) * (e["box"][3] - e["box"][1]) for e in named) < 40:
            faults.append(f"{role} {name!r}: box {named[0]['box']}")
    return faults


async def audit(kit: Kit, folder: Path, picture: Path | None) -> list[str]:
    """Shows the specimen with one kit."""
    spec = PageSpec(0, kit.name, "specimen", "en", "light", PHONE if kit.mobile else WINDOW, specimen(), "", BUILT_IN)
    async with browsing() as browser:
        page = await KitPage.open(browser, kit, folder)
        shot = await page.shoot(spec)
    if picture is not None:
        (picture / f"{kit.name}.png").write_bytes(shot.picture)
    return missing(shot.truth["elements"])


@click.command()
@click.option("--kits", "folder", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True)
@click.option("--kit", "only", multiple=True)
@click.option("--pictures", type=click.Path(path_type=Path), default=None, help="Keep the specimens here.")
def main(folder: Path, only: tuple[str, ...], pictures: Path | None) -> None:
    """Say of each kit what its truth misses; exits with 1 if anything."""
    total = 0
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    for name in only or tuple(KITS):
        faults = asyncio.run(audit(KITS[name], folder, pictures))
        total += len(faults)
        click.echo(f"{name}: {len(EXPECTED) - len(faults)} of {len(EXPECTED)}")
        for fault in faults:
            click.echo(f"  {fault}")
    raise SystemExit(1 if total else 0)


if __name__ == "__main__":
    main()
