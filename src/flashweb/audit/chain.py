"""The chain: every entry seals its own contents and the entry before it.

    digest = SHA-256(salt + contents)          hash = SHA-256(previous hash + seq + time + digest)

with HMAC under a secret in place of SHA-256 where there is one. The chain holds digests, not contents, so that a
person's contents can be erased and the rest still proves itself; the salt goes with them, and nobody can guess what a
digest stood for. An erasure is an entry of its own that names what it erased: contents that are missing without one
were taken. (The idea is that of Certificate Transparency and of Schneier and Kelsey, "Secure Audit Logs", 1999.)
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

START = bytes(32)
"""What the first entry seals as the one before it."""
SALT = 16


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be recorded. person: whose it is (a tenant); body: anything that JSON can say."""

    person: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
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

    def entry(self, note: Note, after: tuple[int, bytes], at: int) -> Entry:
        """The entry for a note behind (seq, hash)."""
        contents = json.dumps(note.body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        salt, (before, previous) = secrets.token_bytes(SALT), after
        digest = self._sum(salt + contents.encode("utf-8", "surrogatepass"))
        sealed = self._hash(previous, before + 1, at, digest)
        return Entry(before + 1, at, digest, previous, sealed, note.person, salt, contents)

    def holds(self, entry: Entry) -> bool:
        """Whether the entry's own hash is right."""
        return hmac.compare_digest(self._hash(entry.previous, entry.seq, entry.at, entry.digest), entry.hash)

    def matches(self, entry: Entry) -> bool:
        """Whether its contents, which must be there, are those that were recorded."""
        return (
            entry.salt is not None
            and entry.contents is not None
            and hmac.compare_digest(
                self._sum(entry.salt + entry.contents.encode("utf-8", "surrogatepass")), entry.digest
            )
        )

    def _hash(self, previous: bytes, seq: int, at: int, digest: bytes) -> bytes:
        return self._sum(previous + struct.pack(">qq", seq, at) + digest)

    def _sum(self, data: bytes) -> bytes:
        if self._secret is None:
            return hashlib.sha256(data).digest()
        return hmac.digest(self._secret, data, "sha256")


def verify(entries: Iterable[Entry], seal: Seal) -> Iterator[Fault]:
    """What is wrong with a whole record, entries by seq; nothing for one that is as it was written.

    Entries cut off at the end leave no trace in the rest: compare the last hash with one noted elsewhere.
    """
    seq, previous = 0, START
    bare: list[int] = []
    erased: set[int] = set()
    for entry in entries:
        if entry.seq != seq + 1:
            yield Fault(seq + 1, f"entries {seq + 1} to {entry.seq - 1} are missing")
        elif entry.previous != previous:
            yield Fault(entry.seq, "it does not follow from the entry before: changed, replaced or out of order")
        if not seal.holds(entry):
            yield Fault(entry.seq, "its hash is wrong: it was changed")
        if entry.contents is None:
            bare.append(entry.seq)
        elif not seal.matches(entry):
            yield Fault(entry.seq, "its contents were changed")
        elif entry.body.get("kind") == "erasure":
            erased.update(number for first, last in entry.body["erased"] for number in range(first, last + 1))
        seq, previous = entry.seq, entry.hash
    for number in bare:
        if number not in erased:
            yield Fault(number, "its contents are missing, and no erasure names it")
