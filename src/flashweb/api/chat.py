"""POST /v1/chat/completions, as OpenAI's clients speak it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from flashweb.api import examples
from flashweb.api.context import context_of, visit_of
from flashweb.api.schemas import ChatCompletionRequest
from flashweb.api.sse import Answer
from flashweb.api.validation import read_json

router = APIRouter(tags=["chat"])


def completion(answer: Answer) -> dict[str, Any]:
    """OpenAI's chat.completion object."""
    message: dict[str, Any] = {"role": "assistant", "content": answer.text, "refusal": None}
    message["annotations"] = answer.annotations
    if answer.reasoning:
        message["reasoning_content"] = answer.reasoning
    if answer.guarded is not None:
        message["guardrails"] = answer.guarded
    reason = answer.finished.reason if answer.finished else "stop"
    return {
        "id": answer.id,
        "object": "chat.completion",
        "created": answer.created,
        "model": answer.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": reason}],
        "usage": answer.usage_body(),
    }


@router.post(
    "/v1/chat/completions",
    summary="Ask about pictures",
    responses=examples.CHAT_RESPONSES,
    openapi_extra=examples.json_body(ChatCompletionRequest),
)
async def create_chat_completion(request: Request) -> Response:
    """Answer the last user message about the pictures of the conversation, as JSON or server-sent events.

    Pictures come as data URIs or as ids of uploaded files. Boxes that prove the answer are message `annotations`;
    timings are in `usage`. Accepted without effect: temperature, top_p, seed, user, metadata, store, service_tier,
    frequency_penalty, presence_penalty, prediction, prompt_cache_key, safety_identifier, verbosity;
    reasoning_effort and chat_template_kwargs.enable_thinking where the model does not think.
    Refused by name: n > 1, tools, logprobs, logit_bias, response_format where the model cannot, audio.
    """
    context = context_of(request)
    body = await read_json(ChatCompletionRequest, request)
    visit = visit_of(request)
    await visit.permit.take_pictures(body.num_sent_pictures)
    question = await context.ingest.chat(body, visit.tenant)
    include_usage = bool(body.stream_options and body.stream_options.include_usage)
    return context.respond(request, question, None if body.stream else completion, include_usage=include_usage)
