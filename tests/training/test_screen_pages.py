"""What pages are made of: words, kinds of pages, icons; and that a seed says it all."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from training.screens.archetypes import ARCHETYPES, Plan
from training.screens.compose import compose, icons_of, nodes
from training.screens.content.domains import DOMAINS
from training.screens.content.lexicon import lexicon
from training.screens.content.writer import Writer
from training.screens.icons import functions, stem_of
from training.screens.kits import HERE, KITS, of_split

NOWHERE = Path("/nonexistent")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
RESERVED = (
    "layui",
    "weui",
    "simpleui",
    "django",
    "calibre",
    "gentelella",
    "stisla",
    "sneat",
    "sb-admin",
    "material-dashboard",
    "coreui",
    "spectre",
    "pgadmin",
    "node-red",
)


def page(name: str, seed: int, language: str, *, narrow: bool = False) -> dict[str, Any]:
    rng = random.Random(f"{name}{seed}")
    return ARCHETYPES[name].build(Plan(rng, Writer(rng, language), narrow=narrow))


def test_there_are_many_kinds_of_pages_and_all_differ():
    assert len(ARCHETYPES) >= 200
    shapes = {
        name: tuple(
            sorted({(node["t"], node.get("label"), node.get("text")) for node in nodes(page(name, 1, "en"))}, key=str)
        )
        for name in ARCHETYPES
    }
    assert len(set(shapes.values())) == len(ARCHETYPES)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_can_be_built_wide_and_narrow(language):
    recipes = set(
        re.findall(
            r"^\s{4}(\w+)(?=: (?:\(n|box\())|, (\w+): box\(",
            "\n".join(path.read_text() for path in (HERE / "page").glob("*.js")),
            re.MULTILINE,
        )
    )
    known = {name for pair in recipes for name in pair if name} | {"column"}
    for name, archetype in ARCHETYPES.items():
        for seed, narrow in enumerate((False, False, archetype.form != "desktop")):
            kinds = {node["t"] for node in nodes(page(name, seed, language, narrow=narrow))}
            assert kinds <= known, (name, kinds - known)


def test_english_pages_hold_no_chinese():
    for name in ARCHETYPES:
        if name == "menu/language":
            continue
        text = json.dumps(page(name, 3, "en"), ensure_ascii=False)
        assert not CHINESE.search(text), (name, CHINESE.findall(text)[:5])


def test_chinese_pages_are_chinese():
    for name in ARCHETYPES:
        assert len(CHINESE.findall(json.dumps(page(name, 3, "zh"), ensure_ascii=False))) >= 2, name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_writer_can_make_every_kind_of_value(language):
    for domain in DOMAINS:
        writer = Writer(random.Random(domain.name), language, domain)
        kinds = {kind for *_, kind in (*domain.columns, *domain.stats)} | {
            about for *_, control, about in domain.fields if control == "input"
        }
        values = {kind: writer.value(kind) for kind in kinds}
        assert all(values.values())


def test_sentences_have_no_slot_left():
    for language in ("zh", "en"):
        writer = Writer(random.Random(5), language)
        for pattern in (*lexicon(language)["sentences"], *lexicon(language)["titles"], *lexicon(language)["queries"]):
            assert "{" not in writer.fill(pattern), pattern


def test_icons_of_pages_are_functions():
    known = set(functions())
    for name in ARCHETYPES:
        assert set(icons_of(page(name, 2, "zh"))) <= known, name


def test_icon_functions_have_names_in_both_languages():
    assert len(functions()) >= 150
    for function in functions().values():
        assert function.zh
        assert CHINESE.search("".join(function.zh)), function.name
        assert function.en
        assert function.aliases


@pytest.mark.parametrize(
    ("name", "stem"),
    [("search-outline", "search"), ("arrow-left-16-solid", "arrow-left"), ("bold", "bold"), ("home-2-line", "home-2")],
)
def test_style_endings_are_no_part_of_an_icons_name(name, stem):
    assert stem_of(name)[0] == stem


def test_a_seed_names_a_page():
    first, again = (compose(7, 42, KITS["handmade"], NOWHERE) for _ in range(2))
    assert first == again
    assert compose(8, 42, KITS["handmade"], NOWHERE) != first
    assert compose(7, 43, KITS["handmade"], NOWHERE) != first


def test_windows_and_scales_are_of_all_sizes():
    windows = [compose(1, index, KITS["handmade"], NOWHERE).window for index in range(150)]
    assert min(w.width for w in windows) <= 375
    assert max(w.width for w in windows) == 1920
    assert {1.0, 1.5, 2.0, 3.0} <= {w.scale for w in windows}
    assert all(w.width * w.height * w.scale**2 <= 4_500_000 for w in windows)


def test_held_out_kits_are_of_several_families_and_never_trained_on():
    train, held_out = ({kit.name for kit in of_split(split)} for split in ("train", "held_out"))
    assert not train & held_out
    assert len({KITS[name].family for name in held_out}) >= 3
    assert len(train) >= 15


def test_no_reserved_kit_is_used():
    pinned = json.loads((HERE / "package.json").read_text())["dependencies"]
    for name in (*pinned, *KITS, *(style for kit in KITS.values() for style in kit.styles)):
        assert not any(reserved in name.lower() for reserved in RESERVED), name
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())
