"""/v1/models: what answers here, and what it can do."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from flashweb.api import examples
from flashweb.api.context import context_of
from flashweb.core.errors import NotFound
from flashweb.serving.service import Service

router = APIRouter(tags=["models"])
CREATED = 1_795_000_000


def model_object(service: Service) -> dict[str, Any]:
    """OpenAI's model object, with what a client may rely on."""
    able = service.capabilities
    return {
        "id": able.model,
        "object": "model",
        "created": CREATED,
        "owned_by": "flashweb",
        "max_images": able.max_images,
        "max_question_chars": able.max_question_chars,
        "capabilities": {"vision": True, "grounding": able.grounding, "streaming": True, "structured": able.structured},
    }


@router.get("/v1/models", summary="List models", responses=examples.MODEL_LIST_RESPONSES)
async def list_models(request: Request) -> dict[str, Any]:
    """The models that answer here."""
    return {"object": "list", "data": [model_object(context_of(request).service)]}


@router.get("/v1/models/{model}", summary="Look up a model", responses=examples.MODEL_RESPONSES)
async def retrieve_model(request: Request, model: str) -> dict[str, Any]:
    """One model."""
    service = context_of(request).service
    available = service.capabilities.model
    if model != available:
        raise NotFound(f"There is no model {model[:80]!r} here; use {available!r}.", param="model")
    return model_object(service)
