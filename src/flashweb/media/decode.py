"""Encoded bytes to pixels, with every limit checked on the header, before a pixel is decoded.

The type is told by content, never by name. What is accepted: JPEG, PNG and WebP still pictures, in any
colour mode; transparency is laid on white as a browser would, EXIF rotation is applied, 16 bits become 8.
Animations are refused by name, since an answer about one frame would be about a picture nobody sees.

The processes of `worker` run this too, so numpy is imported only where arrays are made: it alone is as large as all
the rest of such a process.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PIL import ExifTags, Image, UnidentifiedImageError

from flashweb.core.errors import ImageTooLarge, InvalidImage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Pixels: TypeAlias = "npt.NDArray[np.uint8]"
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
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation but 1 (CIPA DC-008, tag 0x0112)."""


class Limits(Protocol):
    """What a picture may have: bytes of its file, pixels, pixels on a side, long side over short side."""

    @property
    def max_image_bytes(self) -> int: ...
    @property
    def max_pixels(self) -> int: ...
    @property
    def max_side(self) -> int: ...
    @property
    def max_aspect_ratio(self) -> float: ...


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


def check_file(data: bytes, limits: Limits) -> str:
    """The format's name by the first bytes, asking no decoder; raises InvalidImage or ImageTooLarge."""
    if len(data) > limits.max_image_bytes:
        raise ImageTooLarge(
            f"The picture has {len(data):,} bytes; at most {limits.max_image_bytes:,} are allowed. "
            "Save it with stronger compression or crop it."
        )
    kind = kind_of(data)
    if kind is None:
        raise _refuse_kind(data)
    return kind


def open_picture(data: bytes, limits: Limits) -> Image.Image:
    """A picture whose type, bytes, sides, pixels and frames were checked, and nothing of it decoded yet.

    Raises InvalidImage or ImageTooLarge, naming what was found and what is allowed.
    """
    kind = check_file(data, limits)
    try:
        image = Image.open(io.BytesIO(data), formats=[kind])
        check_size(image.size, limits)
        num_frames = getattr(image, "n_frames", 1)
    except _DAMAGE as error:
        raise InvalidImage(f"The {kind} picture is damaged: its header cannot be read; {_ACCEPTED}.") from error
    if num_frames > 1 and kind != "JPEG":
        raise InvalidImage(f"This {kind} is an animation of {num_frames} frames; {_ACCEPTED} with one frame.")
    return image


def check_header(data: bytes, limits: Limits) -> None:
    """Raise what `open_picture` raises."""
    open_picture(data, limits).close()


def check_size(size: tuple[int, int], limits: Limits) -> None:
    """Raises ImageTooLarge for too many pixels, too long a side or too long a shape; (width, height)."""
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
        image = Image.open(io.BytesIO(data), formats=[kind])
    except _DAMAGE as error:
        raise _damaged(kind) from error
    return upright(image)


def _damaged(kind: str | None) -> InvalidImage:
    return InvalidImage(f"The {kind} picture is damaged or cut short and cannot be decoded; save it again.")


def load_upright(image: Image.Image) -> Image.Image:
    """An opened picture decoded: RGB, turned as its EXIF says, on white where it is transparent.

    Raises InvalidImage when the data behind the header is damaged or cut short.
    """
    try:
        image.load()
        plain = _to_rgb(image)
    except _DAMAGE as error:
        raise _damaged(image.format) from error
    turn = _UPRIGHT.get(_orientation(image))
    return plain if turn is None else plain.transpose(turn)


def upright(image: Image.Image) -> Pixels:
    """`load_upright` as an array."""
    import numpy as np  # noqa: PLC0415 - see the module

    return np.asarray(load_upright(image))


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation; 1, which is upright, where there is none or it is damaged, as browsers have it."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except _DAMAGE:
        return 1
    return value if isinstance(value, int) else 1


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return _eight_bits(image).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layer = image if image.mode == "RGBA" else image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer)
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """16 bits of grey as 8, by their upper byte; values that fit into 8 bits already are kept."""
    sixteen = image.convert("I")
    upper = sixteen.point(lambda value: value * (1 / 256))
    return (upper if upper.getbbox() else sixteen).convert("L")
