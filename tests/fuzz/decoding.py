"""Coverage-guided fuzzing of decoding: whatever the bytes, a picture within its limits or a refusal in words.

`python -m tests.fuzz.decoding CORPUS -max_total_time=60`. Decoders in C are not instrumented; their crashes, hangs and
hunger are what `tests/media/test_hostile_pictures.py` is for.
"""

from __future__ import annotations

import io
import sys

import atheris

with atheris.instrument_imports(include=["flashweb", "PIL"]):
    from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    from flashweb.core.errors import ImageTooLarge, InvalidImage
    from flashweb.media.decode import load_upright, open_picture
    from flashweb.media.encode import is_lossy, write_copy
    from flashweb.media.worker import WorkerLimits

PLUGINS = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
LIMITS = WorkerLimits(1_000_000, 200_000, 2_000, 50.0, 600_000_000, 10.0)


def one_input(data: bytes) -> None:
    """Decode and copy; anything but a picture and a refusal is a finding."""
    try:
        image = open_picture(data, LIMITS)
        kind = image.format
        plain = load_upright(image)
    except (InvalidImage, ImageTooLarge) as error:
        assert error.message
        return
    assert plain.mode == "RGB" and plain.width * plain.height <= LIMITS.max_pixels
    copy = io.BytesIO()
    write_copy(plain, is_lossy(kind, data), copy)
    again = load_upright(open_picture(copy.getvalue(), LIMITS))
    assert again.size == plain.size and not again.getexif()


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
