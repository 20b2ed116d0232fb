"""Keeps the C library from hoarding memory that decoded pictures and inference gave back.

glibc gives each thread an arena of its own and, after the first large block is freed, keeps blocks of up to 32 MB for
reuse (mallopt(3)). A server that handles a 3 MB picture on each of a dozen threads so holds some 150 MB for nothing.
Two arenas, and large blocks mapped and unmapped one by one, free most of that; a lower threshold would free more and
cost up to a fifth of the time to the first token in page faults.
"""

from __future__ import annotations

import ctypes

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
LARGE_BLOCK = 2 << 20
KEPT_FREE = 32 << 20
NUM_ARENAS = 2


def limit_heap() -> None:
    """Call before the first thread starts; without glibc it does nothing."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, NUM_ARENAS)
        mallopt(_M_MMAP_THRESHOLD, LARGE_BLOCK)
        mallopt(_M_TRIM_THRESHOLD, KEPT_FREE)
