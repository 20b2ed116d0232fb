"""Boxes that a model writes into its answer, taken out of the stream and told as elements.

GLM-4.xV writes `<|begin_of_box|>[[x1, y1, x2, y2]]<|end_of_box|>` in 0..1000 of width and height, with one pair of
brackets or two, of any style, and uses the same markers around plain answers. In the text a box becomes pixels of the
picture, as everywhere else in our answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashweb.core.events import Event, GroundedElement, Grounding, TextDelta
from flashweb.core.request import MediaRef
from flashweb.core.screen import Box, Element
from flashweb.engines.reasoning import partial

BEGIN = "<|begin_of_box|>"
END = "<|end_of_box|>"
SCALE = 1000.0
LONGEST = 4000
"""Characters between markers; what is longer is text."""
_OPENING = "([{<（［｛【〔〈《「⟨"
_CLOSING = ")]}>）］｝】〕〉》」⟩"
_BOXES = re.compile(rf"[\d\s.,，、;；{re.escape(_OPENING + _CLOSING)}]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAMED = re.compile(
    r"(?:images?|pictures?|screenshots?|图片|截图|图)\s*#?(\d{1,2})|第\s*(\d{1,2}|[一二三四五六七八])\s*[张幅个]", re.I
)
_HAN = "一二三四五六七八"
_LOOK_BACK = 120


class BoxFilter:
    """One answer: text in, `TextDelta` and `Grounding` out. images: the request's pictures, in order.

    Where there are several pictures, a box counts only after words that say which one ("image 2", "第二张").
    """

    def __init__(self, images: tuple[MediaRef, ...]) -> None:
        self._images = images
        self._held = ""
        self._said = ""
        self._is_inside = False

    def feed(self, text: str) -> Iterator[Event]:
        """What goes out now that this text came."""
        self._held += text
        while True:
            if self._is_inside:
                inner, closed, rest = self._held.partition(END)
                keep = 0 if closed else partial(inner, (END,))
                certain = inner[: len(inner) - keep]
                is_plain = not _BOXES.fullmatch(certain) or len(certain) > LONGEST
                if not closed and not is_plain:
                    return
                self._is_inside = False
                if is_plain:
                    continue  # goes on as text, in which the closing marker is dropped
                self._held = rest
                yield from self._box(inner)
            else:
                yield from self._plain()
                if not self._is_inside:
                    return

    def finish(self) -> Iterator[Event]:
        """What was held back, at the answer's end."""
        held, self._held = self._held, ""
        if self._is_inside:
            yield from self._box(held)
        else:
            yield from self._say(held)

    def _plain(self) -> Iterator[Event]:
        """Text up to the next opening marker."""
        before, opened, rest = self._held.partition(BEGIN)
        keep = 0 if opened else partial(before, (BEGIN, END))
        text = before[: len(before) - keep].replace(END, "")
        self._held = rest if opened else before[len(before) - keep :]
        self._is_inside = bool(opened)
        yield from self._say(text)

    def _say(self, text: str) -> Iterator[Event]:
        if text:
            self._said = (self._said + text)[-_LOOK_BACK:]
            yield TextDelta(text)

    def _box(self, inner: str) -> Iterator[Event]:
        """What stood between markers: boxes, or else text."""
        image = self._meant()
        boxes = _boxes(inner, self._images[image]) if image is not None else []
        if image is None or not boxes:
            yield from self._say(inner)
            return
        yield from self._say(", ".join(_told(box) for box in boxes))
        yield Grounding(tuple(GroundedElement(image, Element("region", "", "", box)) for box in boxes))

    def _meant(self) -> int | None:
        """Which picture a box lies in, counted from 0."""
        if len(self._images) == 1:
            return 0
        named = [first or second for first, second in _NAMED.findall(self._said)]
        if not named:
            return None
        number = _HAN.index(named[-1]) + 1 if named[-1] in _HAN else int(named[-1])
        return number - 1 if 1 <= number <= len(self._images) else None


def _boxes(text: str, image: MediaRef) -> list[Box]:
    """The boxes that the text consists of, in pixels; none where it is anything else."""
    numbers = [float(number) for number in _NUMBER.findall(text)]
    if not numbers or len(numbers) % 4 or text.strip()[:1] not in _OPENING or max(numbers) > SCALE:
        return []
    across, down = image.width / SCALE, image.height / SCALE
    boxes = [
        Box(left * across, top * down, right * across, bottom * down)
        for left, top, right, bottom in zip(*(iter(numbers),) * 4, strict=True)
    ]
    return boxes if all(box.left < box.right and box.top < box.bottom for box in boxes) else []


def _told(box: Box) -> str:
    return f"[{box.left:.0f}, {box.top:.0f}, {box.right:.0f}, {box.bottom:.0f}]"
