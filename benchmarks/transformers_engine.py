"""What batching and reading pictures ahead bring to the engine `transformers`, on models with random weights.

    make bench-engines

The models are transformers' own classes: what they say is noise, what it costs is real. A text part of 100 million
parameters answers 8 questions about 8 pictures, first one after another, then at once; and a question about a picture
is asked cold, and after it was read ahead at upload, each time about another picture.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flashweb.core.events import Finished, TextDelta, Usage
from flashweb.core.request import MediaRef, Message, Request
from flashweb.core.sampling import SamplingParams
from flashweb.engines.transformers.engine import TransformersEngine
from flashweb.engines.transformers.settings import TransformersSettings
from tests_engines.tiny import saved

SIZE = {"hidden_size": 768, "intermediate_size": 2560, "num_hidden_layers": 13, "num_attention_heads": 12}
"""Of the text part: 100 million parameters."""
QUESTION = "Which button sends the form, and what stands above it?"


async def pixels(ref: MediaRef) -> NDArray[np.uint8]:
    """A picture of its own for each name."""
    return np.random.default_rng(int(ref.sha256)).integers(0, 256, (ref.height, ref.width, 3), dtype=np.uint8)


def pictures(width: int, height: int) -> Iterator[MediaRef]:
    """New ones, without end; those of another size have other names."""
    number = width * 1_000_000
    while True:
        number += 1
        yield MediaRef("bench", f"{number:064d}", width, height)


def ask(picture: MediaRef, num_tokens: int) -> Request:
    """A greedy question about it."""
    sampling = SamplingParams(max_tokens=num_tokens, temperature=0)
    return Request("bench", "bench", "bench", (Message("user", QUESTION, (picture,)),), sampling)


async def answered(engine: TransformersEngine, request: Request) -> tuple[float, Usage]:
    """Seconds to the first text, and the usage."""
    started, first, usage = time.perf_counter(), 0.0, Usage(0, 0)
    async for event in engine.generate(request):
        if isinstance(event, TextDelta | Finished) and not first:
            first = time.perf_counter() - started
        if isinstance(event, Usage):
            usage = event
    return first, usage


async def batching(engine: TransformersEngine, num: int, num_tokens: int) -> None:
    """One after another against all at once, on pictures that were never seen."""
    fresh = pictures(112, 112)
    tokens, seconds = [], []
    for is_concurrent in (False, True):
        requests = [ask(next(fresh), num_tokens) for _ in range(num)]
        started = time.perf_counter()
        if is_concurrent:
            usages = [usage for _, usage in await asyncio.gather(*(answered(engine, each) for each in requests))]
        else:
            usages = [(await answered(engine, each))[1] for each in requests]
        seconds.append(time.perf_counter() - started)
        tokens.append(sum(usage.completion_tokens for usage in usages))
    rates = [count / second for count, second in zip(tokens, seconds, strict=True)]
    print(f"| {num} questions | seconds | tokens | tokens/s |\n|---|---|---|---|")
    for name, second, count, rate in zip(("one after another", "at once"), seconds, tokens, rates, strict=True):
        print(f"| {name} | {second:.1f} | {count} | {rate:.1f} |")
    print(f"\nThroughput at once: {rates[1] / rates[0]:.2f} times.\n")


async def prefilled(engine: TransformersEngine, num: int) -> None:
    """Time to the first text, cold and after `prefill`, in turns."""
    fresh = pictures(1280, 800)
    cold, warm, cached = [], [], []
    for _ in range(num):
        cold.append((await answered(engine, ask(next(fresh), 2)))[0])
        picture = next(fresh)
        await engine.prefill((picture,))
        seconds, usage = await answered(engine, ask(picture, 2))
        warm.append(seconds)
        cached.append(f"{usage.cached_tokens} of {usage.prompt_tokens}")
    print(f"| first text, {num} pictures of 1280x800 | median ms |\n|---|---|")
    print(f"| cold | {statistics.median(cold) * 1000:.0f} |")
    print(f"| read ahead ({cached[-1]} tokens kept) | {statistics.median(warm) * 1000:.0f} |")
    print(f"\nRead ahead: {statistics.median(warm) / statistics.median(cold):.3f} of cold.")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", default="glm46v")
    parser.add_argument("--questions", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=96)
    parser.add_argument("--pictures", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1, help="more wait for each other where the machine is shared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        heads = {"num_key_value_heads": 12 if options.family == "llava" else 4}
        saved(options.family, Path(folder), spread=1.0, ends=False, most_image_tokens=1300, **SIZE, **heads)
        settings = TransformersSettings(model=folder, name="bench", threads=options.threads, max_running=8)
        engine = TransformersEngine(pixels, settings)
        await engine.start(lambda _step, _done: None)
        await batching(engine, options.questions, options.tokens)
        await prefilled(engine, options.pictures)
        await engine.close()


if __name__ == "__main__":
    asyncio.run(main())
