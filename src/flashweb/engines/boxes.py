"""Boxes that a model writes into its answer, taken out of the stream and told as elements.

GLM-4.xV writes `<|begin_of_box|>[[x1, y1, x2, y2]]<|end_of_box|>` in 0..1000 of width and height, with one or two
brackets of any style, and uses the same markers around plain answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from flashweb.core.events import Event
from flashweb.core.request import MediaRef


class BoxFilter:
    """One answer: text in, `TextDelta` and `Grounding` out. images: the request's pictures, in order."""

    def __init__(self, images: tuple[MediaRef, ...]) -> None:
        self._images = images

    def feed(self, text: str) -> Iterator[Event]:
        """What goes out now that this text came."""
        raise NotImplementedError

    def finish(self) -> Iterator[Event]:
        """What was held back, at the answer's end."""
        raise NotImplementedError
