"""The question grammar: its data can be read and is varied, its labels are true, whatever the noise does."""

from __future__ import annotations

import difflib
import itertools
import json
import random
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from flashweb.engines.nano.program import Language
from training.reader.grammar.generate import GROUPS, Draft, main, questions, rendered
from training.reader.grammar.labels import INTENTS, ROLES, SLOTS, SPANS, Labelled
from training.reader.grammar.names import Names
from training.reader.grammar.noise import noisy, slip, sounds_alike, tidied
from training.reader.grammar.skeleton import LANGUAGES, PLACEHOLDER, VALUE, Skeleton, Split, fillers, skeletons

NAMES = Names.built_in()
EVERY = [skeleton for language in LANGUAGES for intent in INTENTS for skeleton in skeletons(language, intent)]
CASES = [(language, intent) for language in LANGUAGES for intent in INTENTS]


def drawn(num: int, split: Split = "train", seed: int = 0) -> list[Labelled]:
    return list(itertools.islice(questions(seed, NAMES, split), num))


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@pytest.mark.parametrize(("language", "intent"), CASES)
def test_each_intent_has_many_wordings_in_both_splits(language: Language, intent: str) -> None:
    wordings = skeletons(language, intent)
    assert len({skeleton.text for skeleton in wordings if not skeleton.after}) >= 30
    assert {skeleton.split for skeleton in wordings} == {"train", "held_out"}


def test_a_skeleton_is_written_once() -> None:
    assert [skeleton for skeleton, count in Counter(EVERY).items() if count > 1] == []


def test_every_placeholder_has_fillers() -> None:
    for skeleton in EVERY:
        for name, only, _ in PLACEHOLDER.findall(skeleton.text):
            wanted = [value for part in filter(None, only.split(",")) for value in GROUPS.get(part, (part,))]
            if name in ("thing", "within"):
                assert all(role in (*ROLES, VALUE) for role in wanted), skeleton
                continue
            said = {value for filler in fillers(skeleton.language, name) for _, value in filler.labels}
            assert fillers(skeleton.language, name), skeleton
            assert set(wanted) <= said | {"part", "item"}, skeleton


def test_every_skeleton_renders_with_known_labels() -> None:
    rng = random.Random(1)
    for skeleton in EVERY:
        draft = Draft(skeleton, NAMES, rng)
        text, _ = rendered(tidied(draft.pieces))
        assert text and not set("{}[]|#") & set(text), skeleton
        assert all(value in SLOTS[slot] for slot, value in draft.labels.items()), skeleton


def test_labels_that_words_say_are_as_drawn() -> None:
    skeleton = Skeleton("en", "locate", "where is the {order} {colour} {role} {region}")
    for seed in range(50):
        draft = Draft(skeleton, NAMES, random.Random(seed))
        order, colour, role, region = [piece.text for piece in draft.pieces[1::2]]
        for name, word in (("order", order), ("colour", colour), ("role", role), ("region", region)):
            (filler,) = [filler for filler in fillers("en", name) if word in filler.words]
            assert dict(filler.labels).items() <= draft.labels.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_without_a_turn_before_do_not_differ_in_intent_alone(language: Language) -> None:
    """The same words never ask for two things."""
    rng, intents = random.Random(2), defaultdict(set)
    for skeleton in EVERY:
        if skeleton.language == language and not skeleton.after:
            for _ in range(12):
                pieces = tidied(Draft(skeleton, NAMES, rng).pieces)
                intents["".join(f"<{piece.kind}>" if piece.kind else piece.text for piece in pieces)].add(
                    skeleton.intent
                )
    assert {words: found for words, found in intents.items() if len(found) > 1} == {}


def test_spans_survive_noise() -> None:
    rng = random.Random(3)
    for skeleton, _ in itertools.product(EVERY, range(3)):
        draft = Draft(skeleton, NAMES, rng)
        meant = [(piece.kind, piece.text) for piece in draft.pieces if piece.kind]
        for typos in (0.0, 1.0):
            text, spans = rendered(noisy(draft.pieces, rng, skeleton.language, typos))
            assert [kind for kind, _, _ in spans] == [kind for kind, _ in meant]
            for (_, start, end), (_, name) in zip(spans, meant, strict=True):
                said = text[start:end]
                assert said == said.strip()
                if typos:
                    assert difflib.SequenceMatcher(None, plain(said), plain(name)).ratio() >= 0.5
                else:
                    assert plain(said) == plain(name)


def test_noise_changes_texts_and_leaves_most_clean() -> None:
    rng, changed = random.Random(4), Counter[bool]()
    for skeleton in EVERY:
        pieces = tidied(Draft(skeleton, NAMES, rng).pieces)
        clean = plain(rendered(pieces)[0]).rstrip("?？.。!！~…")
        changed[clean not in plain(rendered(noisy(pieces, rng, skeleton.language))[0])] += 1
    assert 0.05 < changed[True] / changed.total() < 0.35


def test_slips_are_small() -> None:
    rng = random.Random(5)
    slips = {slip("password", rng) for _ in range(60)}
    assert len(slips) > 10
    assert all(abs(len(word) - 8) <= 1 and word[0] == "p" for word in slips)
    assert {sounds_alike("登录按钮", rng) for _ in range(60)} >= {"登陆按钮", "登录按纽"}
    assert sounds_alike("哈", rng) == "哈"


def test_the_same_seed_gives_the_same_questions() -> None:
    assert drawn(200) == drawn(200)
    assert drawn(200) != drawn(200, seed=1)


def test_held_out_wordings_are_never_trained_on() -> None:
    train, held_out = drawn(3000), drawn(3000, "held_out")
    assert not {labelled.skeleton for labelled in train} & {labelled.skeleton for labelled in held_out}
    share = sum(skeleton.split == "held_out" for skeleton in EVERY) / len(EVERY)
    assert 0.11 < share < 0.18


def test_a_stream_has_every_intent_and_leans_only_on_turns_before() -> None:
    stream = drawn(4000)
    assert {labelled.intent for labelled in stream} == set(INTENTS)
    assert all(labelled.earlier for labelled in stream if labelled.leans)
    assert any(labelled.earlier and not labelled.leans for labelled in stream)
    for labelled in stream:
        assert all(kind in SPANS and 0 <= start < end <= len(labelled.question) for kind, start, end in labelled.spans)


def test_every_value_of_every_slot_is_asked_for() -> None:
    stream = drawn(12_000)
    unsaid = {"attribute": {"error"}, "gap": {"state", "icon", "function", "compare"}}
    for slot, values in SLOTS.items():
        said = {getattr(labelled, slot) for labelled in stream}
        assert set(values) - said <= unsaid.get(slot, set()), slot


def test_names_come_from_a_data_set(tmp_path: Path) -> None:
    shown = ["\ue728 购物清单", "¥32.12", "字" * 40, "送货单", "退货单"]
    record = {"picture": "0.png", "language": "zh", "elements": [{"role": "tab", "name": name} for name in shown]}
    (tmp_path / "00000").mkdir()
    (tmp_path / "00000/pages.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    names = Names.of(tmp_path)
    assert names.by["zh", "tab"] == ("购物清单", "送货单", "退货单")
    assert names.by["en", "tab"] == NAMES.by["en", "tab"]
    assert names.draw(random.Random(0), "zh", ("tab",)) in names.by["zh", "tab"]


def test_the_command_prints_samples() -> None:
    result = CliRunner().invoke(main, ["--num", "5", "--split", "held_out"])
    assert result.exit_code == 0
    assert result.output.count('"intent"') == 5
