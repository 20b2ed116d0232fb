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


def choose_compared(named: Sequence[int], messages: Sequence[Message]) -> list[int]:
    """The same for a question that compares, the earlier picture first.

    One named picture is compared with the one before it, the first with the next; a turn with a single picture is
    about that and the one of the turn before.
    """
    total = sum(len(message.images) for message in messages)
    latest = choose_pictures((), messages)
    pool = latest if len(latest) > 1 else list(range(total))[-2:]
    if not named:
        return pool
    chosen = sorted(set(choose_pictures(named, messages)))
    if len(chosen) == 1 and len(named) == 1 and len(pool) > 1:
        return sorted({chosen[0], chosen[0] - 1 if chosen[0] > pool[0] else chosen[0] + 1})
    return chosen
