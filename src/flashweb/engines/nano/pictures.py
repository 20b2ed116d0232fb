"""Which of a conversation's pictures a question is about."""

from __future__ import annotations

from collections.abc import Sequence

from flashweb.core.request import Message


def choose_pictures(named: Sequence[int], messages: Sequence[Message]) -> list[int]:
    """Indices into the request's pictures; empty when none of the named ones exists.

    named: 1-based numbers, -1 for the last; none means the pictures of the latest user turn that has any.
    Numbers count within that turn if it has several pictures, else over the conversation.
    """
    groups: list[list[int]] = []
    total = 0
    for message in messages:
        if message.images:
            numbers = list(range(total, total + len(message.images)))
            if message.role == "user":
                groups.append(numbers)
            total += len(message.images)
    latest = groups[-1] if groups else list(range(total))
    if not named:
        return latest
    pool = latest if len(latest) > 1 else list(range(total))
    if any(number > len(pool) for number in named):
        pool = list(range(total))
    return [pool[n - 1] if n > 0 else pool[-1] for n in named if n <= len(pool) and pool and n != 0]
