"""The FastAPI application: routes, errors, edge, and the OpenAPI document."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Match
from starlette.types import Scope

from flashweb.api import chat, examples, files, health, models, screens, vqa
from flashweb.api.context import Context
from flashweb.api.errors import error_response, install_error_handlers
from flashweb.api.middleware import Edge
from flashweb.api.schemas import ChatCompletionRequest, ScreenRequest
from flashweb.core.errors import NotFound

_MODULES = (chat, vqa, screens, files, models, health)
_DESCRIPTION = """Ask about web screenshots in Chinese or English and read a streamed answer with boxes that prove it.

OpenAI-compatible: point any OpenAI client at `/v1`. Files belong to the key that uploaded them, and to the other keys
of its tenant."""
_KEYS = "A key from `flashweb keys create`. While there is none, any token is accepted and sees its own files."


def create_api(context: Context, version: str) -> FastAPI:
    """An application that answers through the context's service."""
    app = FastAPIOffline(title="FlashWeb", version=version, description=_DESCRIPTION, redoc_url=None)
    app.state.context = context
    metrics = context.service.metrics
    install_error_handlers(app, metrics)
    for module in _MODULES:
        app.include_router(module.router)

    @app.api_route("/v1/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def unknown_path(request: Request, path: str) -> JSONResponse:
        methods = _methods_of(request.scope)
        if methods:
            raise HTTPException(405, headers={"Allow": ", ".join(methods)})
        return error_response(NotFound(f"There is nothing at /v1/{path[:100]}; see /docs for what there is."), metrics)

    app.add_middleware(Edge, settings=context.settings, metrics=metrics, gate=context.gate)
    if context.settings.cors_origins:
        origins = list(context.settings.cors_origins)
        app.add_middleware(
            CORSMiddleware, allow_origins=origins, allow_methods=["*"], allow_headers=["*"], expose_headers=["*"]
        )
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _methods_of(scope: Scope) -> list[str]:
    """What the path of a request takes, when no route took it for its method."""
    near = [route for route in _routes() if route.matches(scope)[0] is Match.PARTIAL]
    return sorted({method for route in near for method in route.methods or ()})


def _routes() -> list[APIRoute]:
    return [route for module in _MODULES for route in module.router.routes if isinstance(route, APIRoute)]


def _complete_operations(paths: dict[str, Any]) -> None:
    """Tell responses as examples.py does (FastAPI adds its own 422, which never comes, and drops nulls), and keys."""
    for route in _routes():
        is_gated = route not in health.router.routes or route.path == "/metrics"
        responses = {**examples.GATE_ERRORS, **route.responses} if is_gated else route.responses
        for method in route.methods or () if route.include_in_schema else ():
            operation = paths[route.path][method.lower()]
            operation["responses"] = {str(status): response for status, response in responses.items()}
            operation["security"] = [{"key": []}] if is_gated else []


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The document, with the schemas of bodies that routes read themselves."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _complete_operations(document["paths"])
        components = document.setdefault("components", {})
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer", "description": _KEYS}}
        schemas = components.setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for model in (ChatCompletionRequest, ScreenRequest):
            schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(schema.pop("$defs", {}) | {model.__name__: schema})
        schemas["ScreenElement"] = examples.SCREEN_ELEMENT_SCHEMA
        app.openapi_schema = document
    return app.openapi_schema
