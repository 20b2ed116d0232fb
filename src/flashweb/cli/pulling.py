"""Fetching a model with the hubs' own clients, which know about mirrors, proxies, keys, resuming and caches."""

from __future__ import annotations

import errno
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from flashweb.core.errors import ConfigurationError
from flashweb.engines.families import find_model

SOURCES = ("huggingface", "modelscope")
BLOCK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_FOUND = 404
_DEEPEST = 100


def pull(model: str, source: str, folder: Path | None) -> Path:
    """The folder where it is. Raises ConfigurationError that says what to do."""
    name = _id_at(model, source)
    path = _from_huggingface(name, folder) if source == "huggingface" else _from_modelscope(name, folder)
    check(path)
    return path


def _id_at(model: str, source: str) -> str:
    """The catalogue knows under which id a model is at the other hub."""
    found = find_model(model)
    if found is None:
        return model
    name = found[1].huggingface if source == "huggingface" else found[1].modelscope
    if name is None:
        raise ConfigurationError(f"{model} is not on ModelScope; use --source huggingface.")
    return name


def _from_huggingface(name: str, folder: Path | None) -> Path:
    try:
        from huggingface_hub import snapshot_download  # noqa: PLC0415
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError  # noqa: PLC0415
    except ImportError as error:
        raise _missing("huggingface_hub") from error
    try:
        return Path(snapshot_download(name, local_dir=folder))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, ValueError) as error:
        raise _failed(name, error) from error


def _from_modelscope(name: str, folder: Path | None) -> Path:
    try:
        from modelscope import snapshot_download  # noqa: PLC0415
    except ImportError as error:
        raise _missing("modelscope") from error
    try:
        return Path(snapshot_download(name, local_dir=None if folder is None else str(folder)))
    except Exception as error:  # a worker's boundary: that client raises errors of many libraries
        raise _failed(name, error) from error


def check(folder: Path) -> None:
    """Every file that the index of a checkpoint names is there and whole, and has the checksum that the hub told.

    Raises ConfigurationError.
    """
    index = folder / "model.safetensors.index.json"
    names = {path.name for path in folder.glob("*.safetensors")}
    if index.is_file():
        names |= set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    for name in sorted(names):
        path = folder / name
        if not path.is_file() or not _is_whole(path):
            raise ConfigurationError(f"{path} is missing or incomplete; delete it and run the same command again.")
        told = _told(path)
        if told is not None and told != _sha256(path):
            raise ConfigurationError(f"{path} does not have the checksum that the hub told; delete it and pull again.")


def _told(path: Path) -> str | None:
    """SHA-256 of a large file as huggingface_hub noted it: the name of its blob, or in the notes beside it."""
    notes = path.parent / ".cache" / "huggingface" / "download" / f"{path.name}.metadata"
    told = path.resolve().name
    if notes.is_file():
        told = notes.read_text(encoding="utf-8").splitlines()[1]
    return told if _SHA256.fullmatch(told) else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_whole(path: Path) -> bool:
    """Whether a safetensors file is as long as its header says."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        try:
            header = json.loads(file.read(length)) if 0 < length < 100 * BLOCK else {}
        except ValueError:
            return False
    ends = [entry["data_offsets"][1] for key, entry in header.items() if key != "__metadata__"]
    return bool(ends) and path.stat().st_size == 8 + length + max(ends)


def _missing(package: str) -> ConfigurationError:
    return ConfigurationError(f"Fetching models needs the package {package}: pip install {package}.")


def _failed(name: str, error: Exception) -> ConfigurationError:
    """What to do about it: the hubs' clients wrap what happened in errors of their own."""
    behind = list(_behind(error))
    if any(isinstance(each, OSError) and each.errno in _FULL for each in behind):
        return ConfigurationError(
            f"{name} does not fit on the disk. Make room, or choose a folder on another disk with --to, and run the "
            "same command again: what came already is kept."
        )
    if any(type(each).__name__ == "FileIntegrityError" for each in behind):
        return ConfigurationError(
            f"{name} came with another checksum than the hub told ({_first_line(behind[-1])}), and was thrown away. "
            "Run the same command again; if it happens again, use the other --source."
        )
    if any(_NOT_FOUND in (_status(each), _status(getattr(each, "response", None))) for each in behind):
        return ConfigurationError(
            f"The hub has no model {name} for you. Check the id (`flashweb models` lists known ones); a model that is "
            "not public needs the hub's own login."
        )
    return ConfigurationError(
        f"{name} cannot be fetched ({type(error).__name__}: {_first_line(error)}). Where there is no network, fetch it "
        f"on a machine that has one (flashweb models pull {name} --to FOLDER), copy FOLDER here, and serve it with "
        "--model FOLDER."
    )


def _status(answer: object) -> object:
    return getattr(answer, "status_code", None)


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error, and all that it came of, the first cause last."""
    found = [error]
    while found and len(found) < _DEEPEST:
        each = found.pop()
        yield each
        failed = getattr(each, "failed_files", {})  # ModelScope's, by file
        found += [cause for cause in (each.__context__, each.__cause__, *failed.values()) if cause is not None]


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
