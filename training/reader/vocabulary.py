"""The part of the encoder's vocabulary that Chinese and English need, and a tokenizer of it.

Kept are all pieces with Chinese letters (without kana), the pieces that the most frequent English words, their
capitalised forms and their endings fall into, short pieces and figures, and all single letters and signs, so that
anything can still be spelt.
"""

from __future__ import annotations

import json
import re
import unicodedata

from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Replace, Sequence
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing
from wordfreq import top_n_list

from training.reader.source import Source

START, PAD, END, UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
SPECIAL = (START, PAD, END, UNKNOWN)
ENGLISH_WORDS = 40_000
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_SHORT = 2


def tokenizer_of(pieces: list[tuple[str, float]]) -> Tokenizer:
    """A tokenizer whose ids are the places of the pieces; text is <s> ... </s>."""
    tokenizer = Tokenizer(Unigram(pieces, unk_id=SPECIAL.index(UNKNOWN)))
    tokenizer.normalizer = Sequence([NFKC(), Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = Metaspace()
    tokenizer.post_processor = TemplateProcessing(
        single=f"{START} $A {END}", special_tokens=[(START, SPECIAL.index(START)), (END, SPECIAL.index(END))]
    )
    return tokenizer


def kept(source: Source) -> list[int]:
    """Places of the pieces that stay, special ones first."""
    whole = tokenizer_of(list(zip(source.pieces, map(float, source.scores), strict=True)))
    wanted = {source.pieces.index(piece) for piece in SPECIAL}
    for word in top_n_list("en", ENGLISH_WORDS):
        for form in (word, word.capitalize()):
            wanted.update(whole.encode(form, add_special_tokens=False).ids)
            wanted.update(whole.encode(f"({form}", add_special_tokens=False).ids)
    for index, piece in enumerate(source.pieces):
        if _is_needed(piece):
            wanted.add(index)
    order = [source.pieces.index(piece) for piece in SPECIAL]
    return order + sorted(wanted - set(order))


def _is_needed(piece: str) -> bool:
    bare = piece.replace("▁", "")
    if _KANA_OR_HANGUL.search(bare):
        return False
    if _CHINESE.search(bare) or (bare.isascii() and (len(bare) <= _SHORT or not bare.isalpha())):
        return True
    return len(bare) == 1 and unicodedata.category(bare)[0] in "PSN"


def cut(source: Source) -> tuple[list[tuple[str, float]], list[int]]:
    """Pieces with scores as the tokenizer takes them, and their places in the source."""
    places = kept(source)
    return [(source.pieces[place], float(source.scores[place])) for place in places], places


def as_json(pieces: list[tuple[str, float]]) -> str:
    """The tokenizer as the file that ships."""
    return json.dumps(json.loads(tokenizer_of(pieces).to_str()), ensure_ascii=False, separators=(",", ":"))
