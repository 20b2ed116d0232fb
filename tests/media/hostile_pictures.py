"""Pictures made to hurt: bombs, cuts, bit errors, two files in one, frames, huge chunks, rare colour modes. Seeded."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.media import pictures

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, data: bytes, length: int | None = None) -> bytes:
    """A PNG chunk; length may lie."""
    head = struct.pack(">I", len(data) if length is None else length)
    return head + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(width: int, height: int, depth: int = 8, colour_type: int = 2, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, interlace))


def bombs() -> Iterator[bytes]:
    """Little data that claims or becomes much."""
    zeros = zlib.compress(bytes(50_000_000), 9)
    for width, height in (
        (1, 1),
        (100, 100),
        (6000, 6000),
        (65_535, 65_535),
        (2**31 - 1, 2**31 - 1),
        (2**31, 1),
        (0, 0),
    ):
        yield PNG + header(width, height) + chunk(b"IDAT", zeros) + chunk(b"IEND", b"")
    for name, lead in ((b"zTXt", b"k\0\0"), (b"iCCP", b"k\0\0"), (b"iTXt", b"k\0\1\0\0\0")):
        yield (
            PNG
            + header(4, 4)
            + chunk(name, lead + zeros) * 30
            + chunk(b"IDAT", zlib.compress(bytes(52)))
            + chunk(b"IEND", b"")
        )
    for width, height in ((65_535, 65_535), (16_383, 2_400)):
        jpeg = bytearray(pictures.picture(kind="JPEG"))
        at = jpeg.index(b"\xff\xc0")
        struct.pack_into(">HH", jpeg, at + 5, height, width)
        yield bytes(jpeg)
    yield PNG + header(6000, 6000, 16, 6, 1) + chunk(b"IDAT", zeros) + chunk(b"IEND", b"")
    webp = bytearray(pictures.encode(pictures.scene(), "WEBP", lossless=True))
    at = webp.index(b"VP8L") + 9
    struct.pack_into("<I", webp, at, 0xFFFFFFF)
    yield bytes(webp)


def polyglots() -> Iterator[bytes]:
    """A picture that is another file too, or claims to be one."""
    others = (b"PK\x03\x04", b"%PDF-1.7", b"<html><script>", b"GIF89a", b"MZ", b"#!/bin/sh\n", b"\x7fELF", b"<?php ?>")
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = pictures.picture(kind=kind)
        for other in others:
            yield whole + other
            yield whole[:12] + other
    yield pictures.picture() + pictures.picture(kind="JPEG")
    yield b"\xff\xd8\xff" + pictures.picture()
    yield b"RIFF\xff\xff\xff\xffWEBP" + pictures.picture()


def odd_ones() -> Iterator[bytes]:
    """Frames, huge metadata, every colour mode, chunks out of order."""
    for kind in ("PNG", "WEBP"):
        yield pictures.animation(kind)
    for mode in ("1", "L", "P", "LA", "RGBA", "I;16"):
        yield pictures.encode(Image.new(mode, (64, 64)))
    for mode in ("L", "CMYK", "YCbCr"):
        yield pictures.encode(Image.new(mode, (64, 64)), "JPEG")
    noise = random.Random(1).randbytes(3_000_000)
    yield pictures.encode(pictures.scene(), "PNG", icc_profile=noise)
    yield pictures.encode(pictures.scene(), "JPEG", icc_profile=noise)
    yield pictures.encode(pictures.scene(), "WEBP", exif=b"Exif\0\0" + noise)
    yield pictures.encode(pictures.scene(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08" + b"\xff" * 60_000)
    pixels = chunk(b"IDAT", zlib.compress(bytes(52)))
    end = chunk(b"IEND", b"")
    yield PNG + pixels + header(4, 4) + end
    yield PNG + header(4, 4) * 3 + pixels + end
    yield PNG + header(4, 4) + chunk(b"IDAT", b"", 2**31 - 1) + end
    yield PNG + header(4, 4) + chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)) + pixels + end
    yield PNG + header(4, 4) + chunk(b"eXIf", b"MM\0*" + b"\xff" * 100) + pixels + end
    yield PNG + header(4, 4) + chunk(b"tEXt", b"x" * 60_000) * 100 + pixels + end
    yield PNG + header(4, 4, colour_type=3) + chunk(b"PLTE", b"abc") + pixels + end
    yield PNG + header(4, 4, depth=7, colour_type=9) + pixels + end


def cuts() -> Iterator[bytes]:
    """Whole pictures, cut short."""
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = pictures.encode(pictures.scene(), kind)
        for part in range(1, 21):
            yield whole[: len(whole) * part // 21]


def errors(seed: int, number: int) -> Iterator[bytes]:
    """Whole pictures with wrong bytes."""
    source = random.Random(seed)
    wholes = [pictures.picture(seed, kind) for kind in ("PNG", "JPEG", "WEBP")]
    wholes += [
        pictures.confidential("JPEG"),
        pictures.mpo_jpeg(),
        pictures.animation("PNG"),
        pictures.animation("WEBP"),
    ]
    for _ in range(number):
        data = bytearray(source.choice(wholes))
        for _ in range(source.randint(1, 12)):
            at = source.randrange(len(data))
            if source.random() < 0.5:
                data[at] = source.randrange(256)
            else:
                data[at : at + source.randrange(40)] = source.randbytes(source.randrange(40))
        yield bytes(data)


def hostile_pictures() -> list[bytes]:
    """All of them."""
    return [*bombs(), *polyglots(), *odd_ones(), *cuts(), *errors(7, 220)]
