"""Files of weights as they ship: none is used that differs from its recorded SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from flashweb.core.errors import ConfigurationError


def checksum(data: bytes) -> str:
    """The SHA-256 of a file's contents, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def verified(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The files' contents, refused with ConfigurationError unless each has the SHA-256 that SHA256.json records."""
    try:
        sums = json.loads((folder / "SHA256.json").read_text())
        contents = {name: (folder / name).read_bytes() for name in names}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"the weights in {folder} are incomplete ({error}); reinstall flashweb") from error
    for name, data in contents.items():
        if checksum(data) != sums.get(name):
            raise ConfigurationError(f"the weights file {folder / name} was changed or damaged; reinstall flashweb")
    return contents
