"""Probes and metrics. Health is true only when a question would be answered now."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from flashweb.api import examples
from flashweb.api.context import context_of
from flashweb.serving.status import State

router = APIRouter(tags=["health"])
PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@router.head("/health", include_in_schema=False)
@router.head("/health/ready", include_in_schema=False)
@router.get("/health", summary="Is it ready", responses=examples.HEALTH_RESPONSES)
@router.get("/health/ready", summary="Readiness probe", responses=examples.HEALTH_RESPONSES)
async def ready(request: Request) -> JSONResponse:
    """200 once the model is loaded and warm; 503 with progress before, and while the server drains."""
    status = context_of(request).service.status
    if status.state is State.READY:
        return JSONResponse({"status": "ok", "model_ready": True})
    body = {
        "status": status.state.value,
        "model_ready": False,
        "step": status.step,
        "progress": round(status.fraction, 2),
    }
    return JSONResponse(body, status_code=503, headers={"Retry-After": "1"})


@router.head("/health/live", include_in_schema=False)
@router.get("/health/live", summary="Liveness probe", responses=examples.LIVE_RESPONSES)
async def live() -> dict[str, str]:
    """200 as long as the process answers at all."""
    return {"status": "ok"}


@router.get("/metrics", summary="Prometheus metrics", responses=examples.METRICS_RESPONSES)
async def metrics(request: Request) -> Response:
    """Latencies, queue, cache hits, tokens and errors in Prometheus' text format."""
    return Response(context_of(request).service.metrics.render(), media_type=PROMETHEUS_TEXT)
