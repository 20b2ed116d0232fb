"""The reader's word against the rules': which counts when."""

from __future__ import annotations

import numpy as np

from flashweb.engines.nano.program import Intent, Pick, QueryProgram, Region
from flashweb.engines.nano.reader.model import Heard, Span
from flashweb.engines.nano.reader.program import mended

SLOTS = ("role", "state", "vertical", "horizontal", "colour", "order", "pick", "attribute", "gap", "leans")


def heard(question: str, intent: str, share: float, spans: tuple[Span, ...] = (), **slots: str) -> Heard:
    said = {name: (slots.get(name, ""), 0.9) for name in SLOTS} | {"intent": (intent, share)}
    return Heard(question, question, np.zeros((1, 384), np.float32), np.zeros(384, np.float32), said, {}, spans)


def rules(question: str, intent: Intent = Intent.OPEN, anchors: tuple[str, ...] = ()) -> QueryProgram:
    return QueryProgram(intent, "en", question=question, anchors=anchors)


def test_an_unsure_reader_changes_nothing() -> None:
    program = rules("how many of them")
    assert mended(program, heard("how many of them", "count", 0.3)) == program


def test_a_sure_reader_gives_intent_slots_and_spans() -> None:
    question = "highest price among the plans in Billing"
    spans = (Span("field", 8, 13), Span("within", 33, 40))
    program = mended(
        rules(question), heard(question, "table", 0.9, spans, pick="largest", vertical="top", order="last")
    )
    assert program.intent is Intent.TABLE
    assert program.pick is Pick.LARGEST
    assert (program.field, program.within, program.order) == ("price", "Billing", -1)
    assert program.region == Region("top", None)


def test_what_the_rules_found_to_the_letter_stays() -> None:
    question = 'where is "Save as"'
    program = QueryProgram(Intent.LOCATE, "en", anchors=("Save as",), is_quoted=True, question=question)
    assert mended(program, heard(question, "locate", 0.99, (Span("thing", 10, 14),))).anchors == ("Save as",)


def test_a_refusal_needs_to_be_surer() -> None:
    program = rules("what time does the pool close")
    assert mended(program, heard(program.question, "outside", 0.7)).intent is Intent.OPEN
    assert mended(program, heard(program.question, "outside", 0.95)).intent is Intent.OUTSIDE


def test_a_value_that_the_rules_know_stays_a_value() -> None:
    program = rules("客服电话", Intent.VALUE, ("客服电话",))
    assert mended(program, heard("客服电话", "open", 0.9)).intent is Intent.VALUE
