"""The chain: every entry seals its own contents and the entry before it.

    digest = SHA-256(salt + person + contents)      hash = SHA-256(previous hash + seq + time + digest)

with HMAC under a secret in place of SHA-256 where there is one. The chain holds digests, not contents, so that a
person's contents can be erased and the rest still proves itself; the salt goes with them, and nobody can guess what a
digest stood for. An erasure is an entry of its own that names what it erased: contents that are missing without one
were taken. (The idea is that of Certificate Transparency and of Schneier and Kelsey, "Secure Audit Logs", 1999.)
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

START = bytes(32)
"""What the first entry seals as the one before it."""
SALT = 16
ERASURE = "erasure"
"""The kind of an entry that says what was erased."""
LIMIT = 1 << 63
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no database takes."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be recorded. person: whose it is (a tenant); body: anything that JSON can say."""

    person: str
    body: dict[str, Any]

    @property
    def contents(self) -> str:
        """The body as it is kept: JSON in one line, which every database takes whatever was asked."""
        with suppress(orjson.JSONEncodeError):  # halves of characters, numbers over 64 bits
            return orjson.dumps(self.body).decode()
        text = _JSON.encode(self.body)
        return text if text.isascii() else _LONE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", text)


class Entry(NamedTuple):
    """One link. at: microseconds since 1970. contents and salt are None once erased."""

    seq: int
    at: int
    digest: bytes
    previous: bytes
    hash: bytes
    person: str | None = None
    salt: bytes | None = None
    contents: str | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The contents read; empty where erased."""
        body: dict[str, Any] = json.loads(self.contents) if self.contents else {}
        return body


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with the record, in plain words."""

    seq: int
    problem: str


class Seal:
    """How entries are sealed: with a secret, or openly."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._secret = secret

    def entries(self, notes: Sequence[Note], after: tuple[int, bytes], at: int) -> list[Entry]:
        """The entries for notes that are written together, behind (seq, hash)."""
        seq, previous = after
        salts = secrets.token_bytes(SALT * len(notes))
        found: list[Entry] = []
        for number, note in enumerate(notes):
            contents, salt = note.contents, salts[SALT * number : SALT * (number + 1)]
            digest = self._digest(salt, note.person, contents)
            seq, before = seq + 1, previous
            previous = self._hash(before, seq, at, digest)
            found.append(Entry(seq, at, digest, before, previous, note.person, salt, contents))
        return found

    def holds(self, entry: Entry) -> bool:
        """Whether the entry's own hash is right."""
        return hmac.compare_digest(self._hash(entry.previous, entry.seq, entry.at, entry.digest), entry.hash)

    def matches(self, entry: Entry) -> bool:
        """Whether its contents, salt and person are those that were recorded."""
        if entry.salt is None or entry.person is None or entry.contents is None:
            return False
        return hmac.compare_digest(self._digest(entry.salt, entry.person, entry.contents), entry.digest)

    def _digest(self, salt: bytes, person: str, contents: str) -> bytes:
        who = person.encode("utf-8", "surrogatepass")
        return self._sum(salt + struct.pack(">q", len(who)) + who + contents.encode("utf-8", "surrogatepass"))

    def _hash(self, previous: bytes, seq: int, at: int, digest: bytes) -> bytes:
        return self._sum(previous + struct.pack(">qq", seq, at) + digest)

    def _sum(self, data: bytes) -> bytes:
        if self._secret is None:
            return hashlib.sha256(data).digest()
        return hmac.digest(self._secret, data, "sha256")


def verify(entries: Iterable[Entry], seal: Seal, head: str | None = None) -> Iterator[Fault]:
    """What is wrong with a whole record, entries by seq; nothing for one that is as it was written.

    Entries cut off at the end leave no trace in the rest: head is a hash (hexadecimal) noted elsewhere, which one of
    the entries must have.
    """
    seq, previous, is_head_there = 0, START, head is None
    bare: list[int] = []
    erased: list[tuple[int, int]] = []
    for entry in entries:
        if not _is_entry(entry):
            yield Fault(seq + 1, "the entry here cannot be read: it was changed")
            continue
        yield from _misplaced(entry, seq, previous)
        if not seal.holds(entry):
            yield Fault(entry.seq, "its hash is wrong: it was changed")
        if (entry.person, entry.salt, entry.contents) == (None, None, None):
            bare.append(entry.seq)
        elif not seal.matches(entry):
            yield Fault(entry.seq, "its contents were changed")
        elif entry.body.get("kind") == ERASURE:
            erased += [(first, last) for first, last in entry.body["erased"]]
        is_head_there = is_head_there or entry.hash.hex() == head
        seq, previous = entry.seq, entry.hash
    for number in bare:
        if not any(first <= number <= last for first, last in erased):
            yield Fault(number, "its contents are missing, and no erasure names it")
    if not is_head_there:
        yield Fault(seq + 1, "the entry with the hash that you noted is not here: entries were cut off or replaced")


def _misplaced(entry: Entry, seq: int, previous: bytes) -> Iterator[Fault]:
    if entry.seq > seq + 1:
        yield Fault(seq + 1, f"entries {seq + 1} to {entry.seq - 1} are missing")
    elif entry.seq <= seq:
        yield Fault(entry.seq, "it stands behind a later one: out of order")
    elif entry.previous != previous:
        yield Fault(entry.seq, "it does not follow from the entry before: changed, replaced or out of order")


def _is_entry(entry: Entry) -> bool:
    """Whether every part is of its kind, which a file that somebody wrote to does not promise."""
    sealed = (entry.digest, entry.previous, entry.hash)
    kinds = ((entry.person, str), (entry.salt, bytes), (entry.contents, str))
    return (
        all(type(number) is int and abs(number) < LIMIT for number in (entry.seq, entry.at))
        and all(isinstance(part, bytes) and len(part) == len(START) for part in sealed)
        and all(part is None or isinstance(part, kind) for part, kind in kinds)
    )
