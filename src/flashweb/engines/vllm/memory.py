"""Whether a model fits, before minutes are spent on loading it: what it needs, what there is, what would fit."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flashweb.core.errors import ConfigurationError
from flashweb.engines.checkpoints import Known
from flashweb.engines.image_budget import ImageRule
from flashweb.engines.needs import Memory, Precision
from flashweb.engines.vllm.flags import context, devices, precision
from flashweb.engines.vllm.settings import VllmSettings

ASKING = 10.0
"""Seconds that the driver may take to tell what memory there is."""
SMALL_PICTURE = 1280
"""Image tokens of about a megapixel, where text of a usual page is still legible."""
SHORT = 4096
_WEIGHTS = ("*.safetensors", "*.bin", "*.gguf")
_OTHER_DEVICES = ("/dev/kfd", "/dev/accel0", "/dev/davinci0", "/dev/hl0")
"""ROCm, TPU, Ascend, Gaudi: there vLLM itself finds out."""


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes that may be used on each device."""

    free: tuple[float, ...]
    what: str


def find() -> Found | None:
    """The memory of NVIDIA devices, else of the machine; None where only vLLM can tell."""
    if (program := shutil.which("nvidia-smi")) is not None:
        query = [program, "--query-gpu=memory.free", "--format=csv,noheader,nounits"]
        try:
            told = subprocess.run(query, capture_output=True, text=True, timeout=ASKING, check=True).stdout
            free = tuple(float(line) * 2**20 for line in told.splitlines() if line.strip())
        except (OSError, ValueError, subprocess.SubprocessError):
            return None
        return Found(free, "GPU") if free else None
    if any(Path(device).exists() for device in _OTHER_DEVICES):
        return None
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    free = tuple(float(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    return Found(free, "machine without a GPU") if free else None


def needed(settings: VllmSettings, known: Known) -> Memory | None:
    """What the model needs on all devices together, for one question at least; None where that is not known."""
    if known.model is None:
        return None
    kind = precision(settings)
    memory = known.family.memory(known.model, kind, context(settings, known), known.rule)
    files = _file_bytes(settings.model or "") if kind == "bf16" else 0
    count = devices(settings.arguments)
    return Memory(files or memory.weights, memory.kv, memory.vision * count, memory.overhead * count)


def refuse_what_cannot_fit(settings: VllmSettings, known: Known | None) -> None:
    """Raises ConfigurationError with the numbers and with what would fit. Blocks for some milliseconds."""
    if known is None or known.model is None or (need := needed(settings, known)) is None:
        return
    found = find()
    count = devices(settings.arguments)
    if found is None or len(found.free) < count:  # more nodes, which only vLLM sees
        return
    there = settings.memory_fraction * sum(found.free[:count])
    if need.total <= there:
        return
    options = list(_options(settings, known, there)) or ["nothing here: use more or larger devices, or a smaller model"]
    raise ConfigurationError(
        f"{settings.model} needs {_gb(need.total)} (weights {_gb(need.weights)}, one question of "
        f"{context(settings, known):,} tokens {_gb(need.kv)}, the largest picture {_gb(need.vision)}, runtime "
        f"{_gb(need.overhead)}), and there are {_gb(there)} ({settings.memory_fraction:.0%} of what is free on "
        f"{count} {found.what}). What would fit: {'; '.join(options)}. To try all the same: vllm.check_memory = false."
    )


def _options(settings: VllmSettings, known: Known, there: float) -> Iterator[str]:
    """What needs less and fits, the least loss first."""
    ways: tuple[tuple[Precision, str], ...] = (
        (precision(settings), ""),
        ("int8", "INT8 with --quantization int8"),
        ("int4", "INT4 with an AWQ or GPTQ checkpoint of it"),
    )
    for kind, how in ways:
        whole = _total(settings, known, kind, context(settings, known), known.rule)
        if how and whole <= there:
            yield f"{how} ({_gb(whole)})"
            continue
        small = min(SHORT, context(settings, known))
        less = _total(settings, known, kind, small, known.rule.limited(SMALL_PICTURE))
        if less <= there:
            fewer = f"fewer pixels with image_budget.max_tokens = {SMALL_PICTURE} and vllm.max_context = {small}"
            yield f"{how + ' and ' if how else ''}{fewer} ({_gb(less)})"


def _total(settings: VllmSettings, known: Known, kind: Precision, tokens: int, rule: ImageRule) -> float:
    if known.model is None:
        return 0.0
    count = devices(settings.arguments)
    memory = known.family.memory(known.model, kind, tokens, rule)
    return memory.weights + memory.kv + (memory.vision + memory.overhead) * count


def _file_bytes(model: str) -> int:
    """Size of the weights in a folder, which quantised checkpoints make smaller than their shapes say."""
    for pattern in _WEIGHTS:
        if sizes := [path.stat().st_size for path in Path(model).glob(pattern)]:
            return sum(sizes)
    return 0


def _gb(num_bytes: float) -> str:
    return f"{num_bytes / 1e9:.1f} GB"
