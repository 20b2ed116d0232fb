"""A record outside its database: one JSON object a line, with everything that a check needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from flashweb.audit.chain import Entry

_SEALED = ("digest", "previous", "hash", "salt")


def exported(entry: Entry) -> str:
    """The entry as a line; contents stay the text that was sealed."""
    fields = {"seq": entry.seq, "at": entry.at, "person": entry.person, "contents": entry.contents}
    sealed = {"digest": entry.digest, "previous": entry.previous, "hash": entry.hash, "salt": entry.salt}
    return json.dumps(fields | {name: part.hex() if part is not None else None for name, part in sealed.items()})


def imported(path: Path) -> Iterator[Entry]:
    """The entries of an export; a line that is none becomes an entry that no check passes."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                fields = json.loads(line)
                bare = {name: bytes.fromhex(fields[name]) if fields[name] is not None else None for name in _SEALED}
                yield Entry(**(fields | bare))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                yield UNREADABLE


UNREADABLE = Entry(-1, -1, b"", b"", b"", contents="")
