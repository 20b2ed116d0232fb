"""Pictures written into the request as `data:` addresses (RFC 2397)."""

from __future__ import annotations

import re

import pybase64

from flashweb.core.errors import ImageTooLarge, InvalidImage

_HEAD = re.compile(r"data:(?P<mime>[\w.+/-]*)(?P<parameters>(;[\w.+=-]+)*),", re.IGNORECASE)


def decode_data_uri(uri: str, *, max_bytes: int) -> bytes:
    """The bytes of a base64 data URI.

    Raises InvalidImage when it is malformed, ImageTooLarge when it would exceed max_bytes; the size is
    told from the text's length, before anything is decoded.
    """
    head = _HEAD.match(uri, 0, 256)
    if head is None or not head["parameters"].lower().endswith(";base64"):
        raise InvalidImage("The data URI must read data:image/png;base64,... (or image/jpeg, image/webp).")
    start = head.end()
    if (len(uri) - start) * 3 // 4 > max_bytes + 3:
        raise ImageTooLarge(
            f"The picture has about {(len(uri) - start) * 3 // 4:,} bytes; at most {max_bytes:,} are allowed. "
            "Save it with stronger compression or crop it."
        )
    try:
        return pybase64.b64decode(uri[start:], validate=True)
    except ValueError as error:
        raise InvalidImage(
            "The base64 after data:...;base64, is broken; encode the file's bytes with a standard base64 encoder, "
            "without line breaks and with its padding."
        ) from error
