"""Good pictures come out upright and in RGB; bad ones are refused by name, before a pixel is decoded."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from flashweb.core.errors import FlashWebError, ImageTooLarge, InvalidImage
from flashweb.media.decode import check_header, decode, kind_of
from flashweb.media.settings import MediaSettings
from tests.media import pictures

LIMITS = MediaSettings()
RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.fixture(autouse=True)
def _own_pixel_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As MediaStore sets it: our limit counts, Pillow's does not."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)


def near(pixels: np.ndarray, x: int, y: int, colour: tuple[int, int, int], tolerance: int = 6) -> bool:
    return bool(np.all(np.abs(pixels[y, x].astype(int) - colour) <= tolerance))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_each_accepted_format(kind: str) -> None:
    data = pictures.picture(seed=40, kind=kind)
    check_header(data, LIMITS)
    pixels = decode(data)
    assert pixels.shape == (200, 320, 3) and pixels.dtype == np.uint8
    assert near(pixels, 20, 20, RED)
    assert near(pixels, 300, 180, (0, 40, 255))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "empty (0 bytes)"),
        (b"\x00" * 1000, "not a known picture"),
        (pictures.encode(pictures.scene(), "GIF"), "a GIF by its content, whatever its name"),
        (pictures.encode(pictures.scene(), "BMP"), "a BMP"),
        (pictures.encode(pictures.scene(), "TIFF"), "a TIFF"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG"),
        (b"<!DOCTYPE html>", "an HTML page"),
        (b"\x00\x00\x00\x1cftypavif" + bytes(40), "an AVIF or HEIC picture"),
        (pictures.animation("PNG"), "animation of 3 frames"),
        (pictures.animation("WEBP"), "animation of 3 frames"),
        (pictures.picture()[:20], "damaged"),
        (pictures.picture(kind="JPEG")[:8], "damaged"),
        (pictures.picture(kind="WEBP")[:14], "damaged"),
    ],
)
def test_refused_by_name_on_the_header(data: bytes, named: str) -> None:
    with pytest.raises(InvalidImage) as caught:
        check_header(data, LIMITS)
    assert named in caught.value.message
    assert ".png, .jpg or .webp" in caught.value.message


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_truncated_picture_is_refused_and_never_half_read(kind: str, kept: float) -> None:
    whole = pictures.encode(Image.effect_noise((200, 200), 60).convert("RGB"), kind)
    with pytest.raises(InvalidImage, match="damaged"):
        check_header(whole[: int(len(whole) * kept)], LIMITS)
        decode(whole[: int(len(whole) * kept)])


def peak_bytes() -> int:
    """Largest resident size since reset_peak()."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024


def reset_peak() -> int:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak_bytes()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(pictures.huge_png, id="png"),
        pytest.param(lambda: pictures.encode(Image.new("L", (12_000, 12_000)), "JPEG", quality=1), id="jpeg"),
        pytest.param(lambda: pictures.encode(Image.new("L", (12_000, 4_000)), "WEBP", method=0), id="webp"),
    ],
)
def test_a_huge_picture_is_refused_before_decoding(make: Callable[[], bytes]) -> None:
    data = make()
    check_header(pictures.picture(), LIMITS)
    before = reset_peak()
    seconds = []
    for _ in range(3):
        started = time.process_time()
        with pytest.raises(ImageTooLarge, match=r"12000x\d+; at most 40,000,000 pixels"):
            check_header(data, LIMITS)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 0.05
    assert peak_bytes() - before < 50_000_000


def test_bytes_sides_and_shape_are_limited() -> None:
    with pytest.raises(ImageTooLarge, match=r"at most 100 are allowed"):
        check_header(pictures.picture(), LIMITS.model_copy(update={"max_image_bytes": 100}))
    with pytest.raises(ImageTooLarge, match=r"17000x100;.* 16,384 on a side"):
        check_header(pictures.picture(width=17_000, height=100), LIMITS)
    with pytest.raises(ImageTooLarge, match=r"at most 200 times its short side"):
        check_header(pictures.picture(width=1000, height=4), LIMITS)


def test_an_exif_rotated_jpeg_is_turned_upright() -> None:
    pixels = decode(pictures.rotated_jpeg(6))
    assert pixels.shape == (320, 200, 3)
    assert near(pixels, 180, 20, RED), "turned by 90 degrees clockwise, the red quarter is at the upper right"
    assert not near(pixels, 20, 20, RED)


def test_transparency_is_laid_on_white() -> None:
    for mode, clear in (("RGBA", (9, 9, 9, 0)), ("LA", (9, 0))):
        image = Image.new(mode, (50, 50), clear)
        assert near(decode(pictures.encode(image)), 25, 25, WHITE)
    palette = Image.new("P", (50, 50), 0)
    palette.putpalette([9, 9, 9, 255, 0, 0])
    palette.paste(1, (0, 0, 25, 50))
    pixels = decode(pictures.encode(palette, transparency=0))
    assert near(pixels, 40, 25, WHITE) and near(pixels, 5, 25, RED)
    half = Image.new("RGBA", (50, 50), (255, 0, 0, 128))
    assert near(decode(pictures.encode(half, "WEBP", lossless=True)), 25, 25, (255, 127, 127))


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_few_colours(mode: str) -> None:
    image = Image.new("L", (64, 64), 255)
    image.paste(0, (0, 0, 32, 64))
    pixels = decode(pictures.encode(image.convert(mode)))
    assert pixels.shape == (64, 64, 3)
    assert near(pixels, 5, 30, (0, 0, 0)) and near(pixels, 60, 30, WHITE)


def test_a_cmyk_jpeg() -> None:
    pixels = decode(pictures.encode(pictures.scene().convert("CMYK"), "JPEG", quality=95))
    assert near(pixels, 20, 20, RED, tolerance=12)


def test_sixteen_bits_become_eight() -> None:
    ramp = (np.arange(256, dtype=np.uint16) * 257).reshape(1, 256).repeat(8, axis=0)
    pixels = decode(pictures.encode(Image.fromarray(ramp)))
    assert [int(value) for value in pixels[4, [0, 100, 255], 0]] == [0, 100, 255]
    assert near(decode(pictures.sixteen_bit_rgb_png()), 3, 2, (255, 128, 0))


def test_an_mpo_jpeg_shows_its_first_picture() -> None:
    data = pictures.mpo_jpeg()
    check_header(data, LIMITS)
    assert kind_of(data) == "JPEG"
    assert near(decode(data), 20, 20, RED)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pictures.picture(), id="png"),
        pytest.param(pictures.encode(pictures.scene().convert("P"), transparency=0), id="palette"),
        pytest.param(pictures.rotated_jpeg(), id="exif"),
        pytest.param(pictures.mpo_jpeg(), id="mpo"),
        pytest.param(pictures.animation("WEBP"), id="animation"),
        pytest.param(pictures.picture(kind="WEBP"), id="webp"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_bytes_never_raise_anything_but_our_errors(data: bytes) -> None:
    random_source = random.Random(len(data))
    refused = 0
    for _ in range(300):
        damaged = bytearray(data)
        for _ in range(random_source.randint(1, 6)):
            damaged[random_source.randrange(12, len(damaged))] = random_source.randrange(256)
        try:
            check_header(bytes(damaged), LIMITS)
            decode(bytes(damaged))
        except FlashWebError as error:
            refused += 1
            assert isinstance(error, InvalidImage)
    assert refused > 0


def test_pillow_agrees_with_the_pictures_drawn_here() -> None:
    with Image.open(io.BytesIO(pictures.huge_png())) as image:
        assert image.size == (12_000, 12_000)
    with Image.open(io.BytesIO(pictures.sixteen_bit_rgb_png())) as image:
        image.load()
