"""One spelling for many: full width, traditional, look-alike and styled characters become plain ones.

Each character folds on its own, so that text may be cut anywhere and every folded character is traced back to the
one it came from. Look-alikes follow Unicode TS 39's confusables, reduced to letters that pass for Latin ones;
traditional to simplified is OpenCC's character table (Apache License 2.0).
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

_LOOK_ALIKES = dict(
    zip(
        "аӓвсԁеёɡһіїјкӏмոорԛгѕтսѵԝхуүзαβγδεηικνορτυχωϲℓıɩɑʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢǀ",
        "aabcdeeghiijklmnooqrstuvwxyyzabydenikvoptuxwclilabcdefghjklmnoprstuvwyzl",
        strict=True,
    )
)
_SKELETON = dict(zip("01l3457@$", "oiieastas", strict=True))
SIGNS = frozenset("@$＠＄﹫﹩")
"""Letters in some eyes, separators in others."""


@functools.cache
def _simplified() -> dict[str, str]:
    text = (Path(__file__).parent / "data" / "traditional.txt").read_text(encoding="utf-8")
    traditional, simplified = text.splitlines()
    return dict(zip(traditional, simplified, strict=True))


def is_ignorable(char: str) -> bool:
    """Leaves no mark on the screen, or only one on its neighbour: zero-width, format, variation, combining."""
    is_mark = unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc") and char not in "\t\n\r"
    return is_mark or char in "\u115f\u3164\uffa0"


def is_han(char: str) -> bool:
    """A Chinese character."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


@functools.lru_cache(maxsize=65536)
def fold(char: str) -> str:
    """One character as zero or more plain ones: lower case, simplified, Latin where it looks Latin."""
    if char.isascii():
        return "" if is_ignorable(char) else char.lower()
    if is_ignorable(char):
        return ""
    plain = unicodedata.normalize("NFKD", char)
    folded = []
    for part in plain.casefold():
        if not is_ignorable(part):
            lower = _LOOK_ALIKES.get(part, part)
            folded.append(_simplified().get(lower, lower))
    return "".join(folded)


@functools.lru_cache(maxsize=65536)
def skeleton(char: str) -> str:
    """`fold`, with digits and signs that pass for letters turned into these; loses what digits mean.

    Empty for separators too: spaces and punctuation.
    """
    plain = "".join(_SKELETON.get(part, part) for part in fold(char))
    return "".join(part for part in plain if part.isalnum())


def folded(text: str) -> str:
    """A whole text, character by character."""
    return "".join(map(fold, text))
