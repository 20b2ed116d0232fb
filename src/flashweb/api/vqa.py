"""POST /v1/vqa: a picture and a question in one form, the shortest way to an answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from flashweb.api import examples
from flashweb.api.context import context_of, visit_of
from flashweb.api.multipart import form_of, text_field, uploads
from flashweb.api.sse import Answer
from flashweb.core.errors import InvalidRequest
from flashweb.core.request import Message

router = APIRouter(tags=["vqa"])
_FIELDS = frozenset({"image", "question", "model", "stream"})
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False, "": False}


def vqa_answer(answer: Answer) -> dict[str, Any]:
    """The answer with its boxes, and what guardrails did where they did something."""
    told: dict[str, Any] = {"guardrails": answer.guarded} if answer.guarded is not None else {}
    told |= {"reasoning_content": answer.reasoning} if answer.reasoning else {}
    return told | {
        "id": answer.id,
        "object": "vqa",
        "created": answer.created,
        "model": answer.model,
        "answer": answer.text,
        "finish_reason": answer.finished.reason if answer.finished else "stop",
        "annotations": answer.annotations,
        "usage": answer.usage_body(),
    }


@router.post(
    "/v1/vqa",
    summary="Ask with a form",
    responses=examples.VQA_RESPONSES,
    openapi_extra=examples.VQA_BODY,
)
async def answer_question(request: Request) -> Response:
    """Send one or several `image` parts and a `question`; read JSON, or server-sent events with `stream=true`."""
    context = context_of(request)
    async with form_of(request, _FIELDS) as form:
        question = text_field(form, "question")
        if question is None or not question.strip():
            raise InvalidRequest("The question is missing; write it in the field 'question'.", param="question")
        stream = _BOOLEANS.get((text_field(form, "stream") or "").lower())
        if stream is None:
            raise InvalidRequest("The field 'stream' must be true or false.", param="stream")
        wants_events = "text/event-stream" in request.headers.get("accept", "")
        pictures = uploads(form, "image")
        if not pictures:
            raise InvalidRequest("The picture is missing; send it as the file 'image'.", param="image")
        context.ingest.check_num_pictures(len(pictures), param="image")
        visit = visit_of(request)
        await visit.permit.take_pictures(len(pictures))
        images = [await context.ingest.form_picture(picture, visit.tenant) for picture in pictures]
        model = text_field(form, "model") or context.service.capabilities.model
    asked = context.ingest.request(visit.tenant, model, (Message("user", question, tuple(images)),))
    return context.respond(request, asked, None if stream or wants_events else vqa_answer)
