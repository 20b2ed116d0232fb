# ruff: noqa: E501 - patterns, word lists and sentences read better unbroken
"""Comparing texts the way a reader would: width, case, spacing, punctuation and reading errors do not matter.

Three tiers, best first: the line is the text; the line contains it (whole words where it is Latin);
the line nearly is or contains it, by edit distance proportional to length (Sellers, 1980).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

_TRADITIONAL = (
    "註注 冊册 訂订 單单 號号 電电 話话 價价 錢钱 總总 計计 貨货 運运 費费 發发 郵邮 聯联 繫系 繁繁 購购 車车 結结 帳账 賬账 戶户 "
    "設设 置置 搜搜 尋寻 資资 訊讯 頁页 網网 關关 閉闭 開开 確确 認认 刪删 編编 輯辑 儲储 輸输 選选 擇择 語语 體体 隱隐 權权 條条 "
    "幫帮 務务 會会 員员 優优 惠惠 專专 區区 術术 產产 業业 時时 間间 題题 標标 類类 評评 論论 處处 態态 錯错 誤误 請请 碼码 驗验 證证 "
    "聲声 顯显 與与 這这 個个 無无 們们 來来 對对 將将 為为 國国 實实 現现 學学 書书 見见 長长 門门 問问 應应 該该 還还 進进 過过 樣样 "
    "點点 擊击 圖图 說说 讀读 寫写 給给 級级 約约 歷历 紀纪 錄录 續续 線线 統统 據据 報报 滿满 樂乐 藝艺 號号 買买 賣卖 額额 餘余 異异"
)
_SIMPLIFIED = {ord(a): b for a, b in ((pair[0], pair[-1]) for pair in _TRADITIONAL.split()) if a != b}
_LOOKALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "2": "z"})


class Tier(IntEnum):
    """How well a line matches; higher is better."""

    NONE = 0
    NEAR = 1
    CONTAINS = 2
    EQUAL = 3


@dataclass(frozen=True, slots=True)
class Folded:
    """packed: letters and digits only, folded. starts[i]: a word may start before packed[i]. origin[i]: its index."""

    packed: str
    starts: tuple[bool, ...]
    origin: tuple[int, ...]

    @property
    def lookalike(self) -> str:
        return self.packed.translate(_LOOKALIKE)


@lru_cache(maxsize=8192)
def fold(text: str) -> Folded:
    """The letters and digits of a text, in one width, case and script."""
    letters: list[str] = []
    starts: list[bool] = []
    origin: list[int] = []
    is_gap = True
    for index, char in enumerate(text):
        for piece in unicodedata.normalize("NFKC", char).casefold().translate(_SIMPLIFIED):
            if not piece.isalnum():
                is_gap = True
                continue
            starts.append(is_gap or piece.isascii() != letters[-1].isascii())
            letters.append(piece)
            origin.append(index)
            is_gap = False
    return Folded("".join(letters), tuple(starts), tuple(origin))


def match(anchor: str, line: str) -> Tier:
    """How well a line of the screen matches a text that a question names, without near misses."""
    wanted, have = fold(anchor), fold(line)
    if not wanted.packed:
        return Tier.EQUAL if anchor.strip() and anchor.strip() == line.strip() else Tier.NONE
    if wanted.packed == have.packed:
        return Tier.EQUAL
    return Tier.CONTAINS if _first(wanted, have, 0) >= 0 else Tier.NONE


def spans(anchor: str, line: str) -> list[tuple[int, int]]:
    """Where the text stands in the line, as slices of the line, without overlap."""
    wanted, have = fold(anchor), fold(line)
    found: list[tuple[int, int]] = []
    at = _first(wanted, have, 0) if wanted.packed else -1
    while at >= 0:
        stop = at + len(wanted.packed)
        found.append((have.origin[at], have.origin[stop - 1] + 1))
        at = _first(wanted, have, stop)
    return found


def _first(wanted: Folded, have: Folded, begin: int) -> int:
    at = have.packed.find(wanted.packed, begin)
    while at >= 0:
        stop = at + len(wanted.packed)
        is_whole = (have.starts[at] or not wanted.packed[0].isascii()) and (
            stop == len(have.packed) or have.starts[stop] or not wanted.packed[-1].isascii()
        )
        if is_whole:
            return at
        at = have.packed.find(wanted.packed, at + 1)
    return -1


def tolerance(text: str) -> int:
    """Edits forgiven: one in five letters, none in words too short to tell."""
    packed = fold(text).packed
    if any(not c.isascii() for c in packed):
        return 0 if len(packed) < 4 else 1 if len(packed) < 9 else 2
    return 0 if len(packed) < 5 else min(3, len(packed) // 5)


def near(anchor: str, line: str) -> bool:
    """The line nearly contains the text: lookalikes (0/O, 1/l/I) and a few edits."""
    wanted, have = fold(anchor), fold(line)
    if len(wanted.packed) < 3 or len(have.packed) + 2 < len(wanted.packed):
        return False
    if wanted.lookalike == have.lookalike:
        return True
    allowed = tolerance(anchor)
    if not allowed:
        return False
    available = set(have.lookalike)
    if sum(c not in available for c in wanted.lookalike) > allowed:
        return False
    return _sellers(wanted.lookalike, have.lookalike, allowed, have.starts)


def _sellers(wanted: str, have: str, allowed: int, starts: tuple[bool, ...]) -> bool:
    row = list(range(len(wanted) + 1))
    is_latin = wanted.isascii()
    for index, char in enumerate(have):
        previous, row[0] = row[0], 0 if not is_latin or starts[index] else allowed + 1
        previous = 0 if not is_latin or starts[index] else previous
        for i, letter in enumerate(wanted, 1):
            previous, row[i] = row[i], min(row[i] + 1, row[i - 1] + 1, previous + (letter != char))
        ends = index + 1 == len(have) or starts[index + 1] or not is_latin
        if row[-1] <= allowed and ends:
            return True
    return False
