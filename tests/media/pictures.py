"""Pictures made on the spot, good ones and bad ones; each call with other arguments gives other bytes."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin


def encode(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """An image as a file's bytes."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def scene(width: int = 320, height: int = 200, seed: int = 0) -> Image.Image:
    """A red upper left quarter on a ground whose colour tells the seed, so that rotation shows."""
    image = Image.new("RGB", (width, height), (0, seed % 256, 255 - seed // 256 % 256))
    image.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    return image


def picture(seed: int = 0, kind: str = "PNG", width: int = 320, height: int = 200) -> bytes:
    """A small good picture."""
    return encode(scene(width, height, seed), kind)


def noise(width: int, height: int, seed: int) -> bytes:
    """A PNG that does not compress: about 3 bytes a pixel."""
    import random

    pixels = random.Random(seed).randbytes(width * height * 3)
    return encode(Image.frombytes("RGB", (width, height), pixels), compress_level=1)


def page(word: str, width: int = 640, height: int = 200) -> bytes:
    """A white page with one large line of text."""
    image = Image.new("RGB", (width, height), "white")
    font = ImageFont.truetype("NotoSansCJK-Regular.ttc", 40)
    ImageDraw.Draw(image).text((40, 70), word, fill="black", font=font)
    return encode(image)


def huge_png(width: int = 12_000, height: int = 12_000) -> bytes:
    """A complete, valid grey PNG of this size in a few hundred kilobytes."""
    return flat_png(width, height, colour_type=0)


def flat_png(width: int, height: int, *, colour_type: int, depth: int = 8) -> bytes:
    """A PNG of zeros of a colour type of the standard, made without holding its pixels."""
    packer = zlib.compressobj(1)
    row = bytes(1 + width * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour_type] * depth // 8)
    data = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def sixteen_bit_rgb_png(width: int = 8, height: int = 4) -> bytes:
    """A 16-bit RGB PNG, all of one colour (1.0, 0.5, 0.0), which Pillow cannot write itself."""
    row = b"\x00" + struct.pack(">HHH", 65535, 32768, 0) * width
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(row * height)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def animation(kind: str) -> bytes:
    """An animation of three different frames."""
    frames = [scene(seed=seed * 80) for seed in range(3)]
    return encode(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def rotated_jpeg(orientation: int = 6) -> bytes:
    """A JPEG that says by EXIF that it must be turned to stand upright."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encode(scene(), "JPEG", exif=exif)


SECRET = b"48.8584N 2.2945E"


def confidential(kind: str) -> bytes:
    """A picture that must be turned, with a secret in its EXIF and GPS, profile, texts, and behind its end."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[0x001B] = SECRET
    options: dict[str, Any] = {"exif": exif, "icc_profile": SECRET * 4}
    if kind == "PNG":
        options["pnginfo"] = texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    elif kind == "JPEG":
        options["comment"] = SECRET
    else:
        options["xmp"] = SECRET
    return encode(scene(), kind, **options) + SECRET


def rotated(width: int, height: int) -> bytes:
    """A grey JPEG of this size that must be turned."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encode(Image.new("L", (width, height)), "JPEG", exif=exif)


def mpo_jpeg() -> bytes:
    """A JPEG with a second picture inside, as some phones write them."""
    return encode(scene(), "MPO", save_all=True, append_images=[scene(seed=9)])
