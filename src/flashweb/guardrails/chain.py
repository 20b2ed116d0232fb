"""The chain that a request passes: its question, its pictures, its answer; one `Watch` a request.

`Guardrails` holds what all requests share; nothing of a request is kept on it. With the flag policy, which is the
default, pictures cost the first token nothing: verdicts on them come before the answer's end.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing

from flashweb.core.errors import FlashWebError
from flashweb.core.events import Event, Finished, ReasoningDelta, Terminal, TextDelta, Usage
from flashweb.core.request import MediaRef, Request
from flashweb.guardrails.base import ContentBlocked, Guarded, Place, Told, Verdict
from flashweb.guardrails.classifier import load_classifier
from flashweb.guardrails.hooks import PictureModeration, find_judge
from flashweb.guardrails.injection import InjectionDetector
from flashweb.guardrails.lists import DEFAULT_LIST, WordLists
from flashweb.guardrails.moderation import AnswerFilter, ReasoningFilter, Scanner
from flashweb.guardrails.personal import PersonalScanner
from flashweb.guardrails.pictures import Hidden, PictureGuard
from flashweb.guardrails.rewriting import fenced, redacted, with_pictures
from flashweb.guardrails.settings import GuardrailSettings, Policy
from flashweb.guardrails.telling import told
from flashweb.guardrails.words import WordScanner
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser

LONG = 4000
"""Characters from which on a text is judged on a thread of its own."""
Generate = Callable[[Request], AsyncIterator[Event]]


class Guardrails:
    """Everything that looks at requests; raises ConfigurationError for weights, lists or hooks that cannot be used."""

    def __init__(self, parser: ScreenParser, media: MediaStore, settings: GuardrailSettings) -> None:
        self.settings = settings
        self.detector = InjectionDetector(load_classifier(), settings.threshold)
        self.pictures = PictureGuard(parser, media, self.detector, settings.second_look)
        self.words = WordLists([DEFAULT_LIST] * settings.default_words + list(settings.word_lists))
        hook = settings.picture_hook
        self.moderation = PictureModeration(find_judge(hook), media) if hook else None

    async def look_again(self, picture: MediaRef) -> None:
        """Read a picture's faint text at low priority, so that later verdicts know it."""
        if self.settings.enabled:
            await self.pictures.look_again(picture)

    def close(self) -> None:
        """Release threads."""
        if self.moderation is not None:
            self.moderation.close()


def watch_over(guardrails: Guardrails | None, request: Request, policy: str | None) -> Watch:
    """Follow one request under the policy of that name; where there are no guardrails, only keep its text."""
    if guardrails is None or not guardrails.settings.enabled:
        return Watch(request)
    return GuardedWatch(guardrails, request, guardrails.settings.policy_of(policy))


class Watch:
    """One request. verdicts: all so far; text and reasoning: as they left. This one lets everything through."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._text: list[str] = []
        self._reasoning: list[str] = []

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return ()

    @property
    def text(self) -> str:
        return "".join(self._text)

    @property
    def reasoning(self) -> str:
        return "".join(self._reasoning)

    async def check_question(self) -> None:
        """Judge what was typed; raises ContentBlocked where the policy says so."""

    async def answer(self, generate: Generate) -> AsyncGenerator[Told]:
        """The answer as it may leave: events in order, verdicts before the usage, one terminal event."""
        async with aclosing(generate(self._request)) as events:  # type: ignore[type-var]
            async for event in events:
                yield self._kept(event)

    def _kept(self, event: Event) -> Event:
        if isinstance(event, TextDelta):
            self._text.append(event.text)
        elif isinstance(event, ReasoningDelta):
            self._reasoning.append(event.text)
        return event


class GuardedWatch(Watch):
    """One request under a policy."""

    def __init__(self, guardrails: Guardrails, request: Request, policy: Policy) -> None:
        super().__init__(request)
        self._guardrails = guardrails
        self._policy = policy
        is_watched = policy.moderation or policy.personal_data
        self._filter = AnswerFilter(self._scanners) if is_watched else None
        self._thoughts = ReasoningFilter(self._scanners) if is_watched else None
        self._found: list[Verdict] = []
        self._is_told = False
        self._question = request.question

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        found = [part.verdicts() for part in (self._thoughts, self._filter) if part is not None]
        return (*self._found, *(verdict for verdicts in found for verdict in verdicts))

    async def check_question(self) -> None:
        action = self._policy.question
        if action == "allow":
            return
        detector = self._guardrails.detector
        texts = [message.text for message in self._request.messages if message.role == "user" and message.text]
        for text in texts:
            if len(text) > LONG:
                await asyncio.to_thread(detector.judge, text)  # remembered there, so that the loop finds it at once
        suspicious = [text for text in texts if detector.is_injection(text)]
        if not suspicious:
            return
        judged = max((detector.judge(text) for text in suspicious), key=lambda suspicion: suspicion.score)
        place: Place = "question" if self._question in suspicious else "earlier"
        verdict = Verdict("prompt_injection", place, action, judged.rule, judged.score, num=len(suspicious))
        self._found.append(verdict)
        if action == "block":
            raise self._blocked()
        if action == "fence":
            self._request = fenced(self._request, tuple(suspicious), "question")
        elif action == "redact":
            self._request = redacted(self._request, detector)

    async def answer(self, generate: Generate) -> AsyncGenerator[Told]:
        await self._check_pictures()
        async with aclosing(generate(self._request)) as events:  # type: ignore[type-var]
            try:
                async for event in events:
                    if isinstance(event, Usage | Terminal):
                        for last in self._end():
                            yield last
                        if not self._is_stopped:
                            yield event
                    else:
                        for passed in self._pass(event):
                            yield passed
                    if self._is_stopped:
                        break
            except FlashWebError:
                for last in self._end():
                    yield last
                raise
        if self._is_stopped:
            for last in self._end():
                yield last
            yield Finished("content_filter")

    @property
    def _is_stopped(self) -> bool:
        return any(part is not None and part.is_stopped for part in (self._thoughts, self._filter))

    def _scanners(self) -> list[Scanner]:
        scanners: list[Scanner] = []
        if self._policy.moderation:
            scanners.append(WordScanner(self._guardrails.words.automaton))
        if self._policy.personal_data:
            scanners.append(PersonalScanner())
        return scanners

    def _pass(self, event: Event) -> Iterator[Event]:
        if self._filter is None or self._thoughts is None:
            yield self._kept(event)
        elif isinstance(event, ReasoningDelta):
            yield from map(self._kept, self._thoughts.feed(event))
        else:
            yield from map(self._kept, (*self._thoughts.finish(), *self._filter.feed(event)))

    def _end(self) -> Iterator[Told]:
        """What was held back, then verdicts that were not told yet."""
        for part in (self._thoughts, self._filter):
            yield from map(self._kept, part.finish() if part is not None else ())
        self._flag_pictures()
        news = tuple(verdict for verdict in self.verdicts if verdict.place != "earlier")
        if news and not self._is_told:
            self._is_told = True
            yield Guarded(news, told(news, self._question))

    def _flag_pictures(self) -> None:
        is_told = any(verdict.kind == "prompt_injection" and verdict.place == "picture" for verdict in self._found)
        if self._policy.picture == "flag" and not is_told:
            for number, picture in enumerate(self._request.images):
                self._add(number, self._guardrails.pictures.seen(picture))

    async def _check_pictures(self) -> None:
        """What must be certain before the model sees the pictures; raises ContentBlocked."""
        for number, picture in enumerate(self._request.images):
            if self._guardrails.moderation is not None:
                found = await self._guardrails.moderation.judge(picture)
                if found is not None:
                    done = self._policy.picture_moderation
                    self._found.append(Verdict("picture_moderation", "picture", done, found, image=number))
        if any(verdict.done == "block" for verdict in self._found):
            raise self._blocked()
        if self._policy.picture in ("fence", "redact", "block") and self._request.images:
            await self._guard_pictures()

    async def _guard_pictures(self) -> None:
        pictures = self._guardrails.pictures
        images = self._request.images
        found = await asyncio.gather(*(pictures.read(image) for image in images))
        for number, hidden in enumerate(found):
            self._add(number, hidden)
        if not any(found):
            return
        if self._policy.picture == "block":
            raise self._blocked()
        if self._policy.picture == "fence":
            texts = tuple(item.text for hidden in found for item in hidden)
            self._request = fenced(self._request, texts, "picture")
        else:
            covered: dict[MediaRef, MediaRef] = {}
            for image, hidden in zip(images, found, strict=True):
                if hidden:
                    covered[image] = await pictures.covered(image, [item.box for item in hidden])
            self._request = with_pictures(self._request, covered)

    def _add(self, number: int, hidden: list[Hidden]) -> None:
        done = self._policy.picture
        if done == "allow":
            return
        for item in hidden:
            judged = item.suspicion
            self._found.append(
                Verdict("prompt_injection", "picture", done, judged.rule, judged.score, image=number, box=item.box)
            )

    def _blocked(self) -> ContentBlocked:
        verdicts = tuple(verdict for verdict in self._found if verdict.done == "block")
        return ContentBlocked(told(verdicts, self._question), verdicts)
