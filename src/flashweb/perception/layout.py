"""From text probabilities to one box a line, in reading order."""

from __future__ import annotations

from flashweb.core.screen import Box
from flashweb.perception.detection import Pixels, text_boxes
from flashweb.perception.grouping import reading_order


def line_boxes(pixels: Pixels, levels: Pixels) -> list[Box]:
    """Boxes of the lines of a picture, in reading order; levels as `Detector` gives them, of the picture's size."""
    boxes = text_boxes(levels)
    return [boxes[index] for index in reading_order(boxes)]
