"""Encoded bytes to pixels, with every limit checked on the header, before a pixel is decoded.

The type is told by content, never by name. What is accepted: JPEG, PNG and WebP still pictures, in any
colour mode; transparency is laid on white as a browser would, EXIF rotation is applied, 16 bits become 8.
Animations are refused by name, since an answer about one frame would be about a picture nobody sees.
"""

from __future__ import annotations

import io
import struct

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from flashweb.core.errors import ImageTooLarge, InvalidImage
from flashweb.media.settings import MediaSettings

Pixels = npt.NDArray[np.uint8]
"""An upright RGB picture: height x width x 3."""

_ACCEPTED = "send a .png, .jpg or .webp picture"
_MAGIC = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\x00": "a TIFF",
    b"MM\x00*": "a TIFF",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"<svg": "an SVG",
    b"<?xm": "an XML file",
    b"<!DO": "an HTML page",
    b"<htm": "an HTML page",
}
_DAMAGE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
)


def kind_of(data: bytes) -> str | None:
    """The accepted format that the first bytes announce, or None."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def _refuse_kind(data: bytes) -> InvalidImage:
    if not data:
        return InvalidImage(f"The picture is empty (0 bytes); {_ACCEPTED}.")
    if data[4:12] in (b"ftypavif", b"ftypheic", b"ftypheix", b"ftypmif1"):
        found = "an AVIF or HEIC picture"
    else:
        found = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), "not a known picture")
    return InvalidImage(f"The file is {found} by its content, whatever its name; {_ACCEPTED}.")


def check_header(data: bytes, limits: MediaSettings) -> None:
    """Check type, bytes, sides, pixels and frames without decoding.

    Raises InvalidImage or ImageTooLarge, naming what was found and what is allowed.
    """
    if len(data) > limits.max_image_bytes:
        raise ImageTooLarge(
            f"The picture has {len(data):,} bytes; at most {limits.max_image_bytes:,} are allowed. "
            "Save it with stronger compression or crop it."
        )
    kind = kind_of(data)
    if kind is None:
        raise _refuse_kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            _check_size(image.size, limits)
            num_frames = getattr(image, "n_frames", 1)
    except _DAMAGE as error:
        raise InvalidImage(f"The {kind} picture is damaged: its header cannot be read; {_ACCEPTED}.") from error
    if num_frames > 1 and kind != "JPEG":
        raise InvalidImage(f"This {kind} is an animation of {num_frames} frames; {_ACCEPTED} with one frame.")


def _check_size(size: tuple[int, int], limits: MediaSettings) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise InvalidImage(f"The picture is {width}x{height}; it needs at least one pixel.")
    if width * height > limits.max_pixels or max(size) > limits.max_side:
        raise ImageTooLarge(
            f"The picture is {width}x{height}; at most {limits.max_pixels:,} pixels and {limits.max_side:,} on a side "
            "are allowed. Scale it down or crop it."
        )
    if max(size) > limits.max_aspect_ratio * min(size):
        raise ImageTooLarge(
            f"The picture is {width}x{height}; its long side may be at most {limits.max_aspect_ratio:g} times "
            "its short side. Crop it."
        )


def decode(data: bytes) -> Pixels:
    """Decode a picture whose header was checked to an upright RGB array.

    Raises InvalidImage when the data behind the header is damaged or cut short.
    """
    kind = kind_of(data)
    if kind is None:
        raise _refuse_kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            image.load()
            return upright(image)
    except _DAMAGE as error:
        raise InvalidImage(
            f"The {kind} picture is damaged or cut short and cannot be decoded; save it again."
        ) from error


def upright(image: Image.Image) -> Pixels:
    """A decoded picture as RGB pixels: turned as its EXIF says, on white where it is transparent."""
    return np.asarray(_to_rgb(ImageOps.exif_transpose(image)))


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    if image.mode.startswith("I"):
        sixteen = np.asarray(image, dtype=np.int64)
        eight = sixteen >> 8 if sixteen.max(initial=0) > 255 else sixteen
        return Image.fromarray(eight.clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")
