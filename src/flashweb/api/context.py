"""What every route needs, put together once by the application."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import State

from flashweb.api.auth import Gate, Visit
from flashweb.api.ingest import Ingest
from flashweb.api.settings import ApiSettings
from flashweb.api.sse import Answer, AnswerResponse, Collector
from flashweb.core.request import Request as Question
from flashweb.media.files import FileRegistry
from flashweb.serving.recording import Caller, Recorder
from flashweb.serving.service import Service


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of the server that HTTP speaks to."""

    service: Service
    files: FileRegistry
    ingest: Ingest
    settings: ApiSettings
    gate: Gate
    recorder: Recorder

    def respond(
        self, request: Request, question: Question, collect: Collector | None, *, include_usage: bool = True
    ) -> AnswerResponse:
        """Ask under the request's policy; answer as JSON where collect words it, else as server-sent events."""
        response = AnswerResponse(
            self.recorder.ask(question, self.caller(request)),
            Answer(question.id, question.model),
            collect,
            self.service.metrics,
            self.settings.send_timeout,
        )
        response.include_usage = include_usage
        return response

    def caller(self, request: Request) -> Caller:
        """Who asks, under the key's policy or the route's."""
        visit, route = visit_of(request), request.url.path
        guardrails = self.service.guardrails
        routes = guardrails.settings.routes if guardrails else {}
        return Caller(visit.key.limited_as if visit.key else "", route, visit.policy or routes.get(route))


def context_of(request: Request) -> Context:
    """The context of the app that serves this request."""
    state: State = request.app.state
    context = state.context
    if not isinstance(context, Context):
        raise TypeError("app.state.context must be a Context")
    return context


def tenant_of_request(request: Request) -> str:
    """Whom the request belongs to, as the gate found out."""
    return visit_of(request).tenant


def visit_of(request: Request) -> Visit:
    """Who asks, under which limits and policy."""
    visit = request.scope["visit"]
    if not isinstance(visit, Visit):
        raise TypeError('scope["visit"] must be a Visit')
    return visit
