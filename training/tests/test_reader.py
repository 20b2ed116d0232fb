"""Training the reader, small: what ships computes what was taught, and all of it can learn a page by heart."""

from __future__ import annotations

import gzip
from dataclasses import replace

import numpy as np
import openvino as ov
import pytest
import torch
from tokenizers import Tokenizer

from flashweb.core.screen import Box, Element
from flashweb.core.weights import verified
from flashweb.engines.nano.reader.encoder import LastLayers
from flashweb.engines.nano.reader.heads import slots_of
from flashweb.engines.nano.reader.inputs import page_inputs
from flashweb.engines.nano.reader.joint import read_together
from flashweb.engines.nano.reader.model import FILES, WEIGHTS
from flashweb.engines.nano.reader.ranking import rank
from flashweb.engines.nano.reader.words import overlaps
from flashweb.language import encoder as language
from training.reader.losses import Asked, meet, pointing_loss
from training.reader.model import Reader
from training.reader.pages_read import Question, ReadPage, without
from training.reader.shipped import upper
from training.reader.texts import Texts

LINES = ("Opening hours", "Pool", "7:00-22:00", "Gym", "Closed on Mondays", "退款", "原路返回，3-5 个工作日")
ASKED = (
    Question("until when can I swim", "value", (2,)),
    Question("钱多久到账", "prose", (6,)),
    Question("sauna", "value", ()),
)
STEPS = 30


@pytest.fixture(scope="module")
def page() -> ReadPage:
    lines = [
        Element("text", text, text, Box(20, 30 * i, 20 + 9 * len(text), 30 * i + 16)) for i, text in enumerate(LINES)
    ]
    return ReadPage("drawn_1_0", "drawn_1", LINES, page_inputs(lines, [], (400, 300)), ASKED)


@pytest.fixture
def model() -> Reader:
    torch.manual_seed(5)
    return Reader(_tokenizer().get_vocab_size()).eval()


def _tokenizer() -> Tokenizer:
    return Tokenizer.from_str(gzip.decompress((language.WEIGHTS / "tokenizer.json.gz").read_bytes()).decode())


def _arrays(part: torch.nn.Module) -> dict[str, np.ndarray]:
    return {name: value.numpy() for name, value in part.state_dict().items()}


@torch.no_grad()
def test_the_arrays_that_ship_compute_what_was_taught(page: ReadPage, model: Reader) -> None:
    texts = Texts(_tokenizer(), model.encoder)
    torch.nn.init.normal_(model.joint.related, std=0.5)
    torch.nn.init.normal_(model.joint.score.weight, std=0.5)
    met = meet(model, texts, page, Asked([ASKED[0].text], [()], 1))
    _, _, asked = texts.read([f"query: {ASKED[0].text}"])
    vectors = texts.vectors([f"passage: {text}" for text in LINES]).numpy()
    ranks = rank(_arrays(model.ranker), page.inputs, vectors, asked[0].numpy(), overlaps(ASKED[0].text, LINES))
    assert ranks == pytest.approx(met.ranks[0].numpy(), abs=1e-3)

    def upper(x: np.ndarray, bias: np.ndarray) -> np.ndarray:
        return np.asarray(model.encoder.upper(torch.from_numpy(x), torch.from_numpy(bias)))

    (question,) = texts.prepare([f"query: {ASKED[0].text}"])
    states = [each.float().numpy().astype(np.float16) for each in texts.prepare([f"passage: {text}" for text in LINES])]
    scores = read_together(_arrays(model.joint), upper, question.float().numpy(), states, page.inputs, ranks)
    assert scores == pytest.approx(met.scores[0].numpy(), abs=0.02)


@torch.no_grad()
def test_the_heads_that_ship_compute_what_was_taught(model: Reader) -> None:
    pieces, vectors = torch.randn(1, 6, 384), torch.randn(1, 384)
    slots, _ = model.heads(pieces, vectors)
    shipped = slots_of(_arrays(model.heads), list(slots), pieces[0].numpy(), vectors[0].numpy())
    for name, logits in slots.items():
        assert shipped[name] == pytest.approx(logits[0].softmax(0).numpy(), abs=1e-4)


def test_a_page_is_learnt_by_heart(page: ReadPage, model: Reader) -> None:
    model.train()
    texts = Texts(_tokenizer(), model.encoder)
    asked, wanted = [each.text for each in ASKED], [each.lines for each in ASKED]
    optimiser = torch.optim.AdamW([*model.ranker.parameters(), *model.joint.parameters()], lr=3e-3)
    for _ in range(STEPS):
        losses = pointing_loss(meet(model, texts, page, Asked(asked, wanted, len(asked))), wanted)
        optimiser.zero_grad()
        torch.stack([losses["rank"], losses["joint"]]).sum().backward()
        optimiser.step()
    model.eval()
    met = meet(model, texts, page, Asked(asked, wanted, len(asked)))
    assert int(met.scores[0].argmax()) == 1 + met.chosen[0].tolist().index(2)
    assert int(met.scores[1].argmax()) == 1 + met.chosen[1].tolist().index(6)
    assert int(met.scores[2].argmax()) == 0


def test_questions_whose_answer_is_taken_away_have_none(page: ReadPage) -> None:
    less = without(page, [2])
    assert [each.lines for each in less.questions] == [(), (5,), ()]
    assert less.inputs.relations.shape[1:] == (6, 6)
    assert replace(less, inputs=page.inputs).texts == LINES[:2] + LINES[3:]


def test_the_shipped_encoder_agrees_with_itself_in_a_batch() -> None:
    encoder = language.load_encoder(1)
    last = LastLayers(language.load_network(verified(WEIGHTS, FILES), "upper", 1))
    ids = [each.ids for each in encoder.pieces(["passage: Pool", "passage: 原路返回，3-5 个工作日 到账"])]
    alone, together = last.each(encoder.states(ids[:1])), last.each(encoder.states(ids))
    assert alone[0].mean(axis=0) == pytest.approx(together[0].mean(axis=0), abs=0.03)


@torch.no_grad()
def test_training_goes_on_from_what_ships(model: Reader) -> None:
    missing, unknown = model.load_state_dict(upper(WEIGHTS / "upper.xml"), strict=False)
    assert not unknown
    assert not [
        name for name in missing if name.startswith(("encoder.layers.9", "encoder.layers.10", "encoder.layers.11"))
    ]
    core = ov.Core()
    network = core.compile_model(core.read_model(WEIGHTS / "upper.xml"), "CPU")
    states, bias = torch.randn(2, 9, 384), torch.zeros(2, 12, 9, 9)
    served = torch.from_numpy(network([states.numpy(), bias.numpy()])[0])
    taught = model.encoder.upper(states, bias)
    assert torch.cosine_similarity(served, taught, dim=2).min() > 0.99
