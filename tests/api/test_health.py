"""Probes and metrics tell the truth at every stage of a server's life."""

from __future__ import annotations

from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.api.asking import chat, data_uri, error_of, events_of, image_part, text_part, upload
from tests.api.running import RunningServer, launch, wait_until
from tests.conftest import MakeServer
from tests.media import pictures


def test_while_it_starts_and_after(tmp_path: Path) -> None:
    server = launch("echo", tmp_path / "log", {"echo__start_delay": 2})
    try:
        wait_until(server, "/health/live")
        with httpx.Client(base_url=server.url) as http:
            for path in ("/health", "/health/ready"):
                response = http.get(path)
                assert response.status_code == 503 and int(response.headers["retry-after"]) >= 1
                assert response.json() == {
                    "status": "starting", "model_ready": False, "step": "warming up", "progress": 0.5,
                }  # fmt: skip
            assert http.get("/health/live").json() == {"status": "ok"}
            response = http.post("/v1/chat/completions", json=chat("hi"))
            error = error_of(response)
            assert (response.status_code, error["code"], error["type"]) == (503, "not_ready", "server_error")
            assert int(response.headers["retry-after"]) >= 1 and "/health" in error["message"]
            assert upload(http, pictures.picture()).status_code == 200, "an upload need not wait for the model"
            wait_until(server)
            for path in ("/health", "/health/ready"):
                assert http.get(path).json() == {"status": "ok", "model_ready": True}
            assert http.post("/v1/chat/completions", json=chat("hi")).status_code == 200
            assert "flashweb_engine_prefilled_total 1.0" in http.get("/metrics").text
        assert server.stop() == 0 and server.faults() == []
    finally:
        server.process.kill()
        server.process.wait()


def test_metrics_add_up(make_server: MakeServer) -> None:
    server = make_server()
    before = server.samples()
    with httpx.Client(base_url=server.url) as http:
        body = chat([text_part("one two three"), image_part(data_uri(pictures.picture()))])
        assert http.post("/v1/chat/completions", json=body).status_code == 200
        with http.stream("POST", "/v1/chat/completions", json=body | {"stream": True}) as response:
            assert events_of(response.iter_lines())[-1] == "[DONE]"
        assert http.post("/v1/chat/completions", json=body | {"n": 2}).status_code == 400
        assert http.post("/v1/chat/completions", json=body | {"model": "x", "stream": True}).status_code == 404
        upload(http, pictures.picture(1))
        text = http.get("/metrics").text
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {f"flashweb_{name}" for name in (
        "time_to_first_token_seconds", "inter_token_latency_seconds", "e2e_request_latency_seconds",
        "request_queue_time_seconds", "num_requests_running", "num_requests_waiting", "requests", "errors",
        "http_responses", "prefills", "prompt_tokens", "cached_tokens", "generation_tokens",
    )} <= families  # fmt: skip
    assert "process_resident_memory_bytes" in families
    now = server.samples()

    def grown(name: str) -> float:
        return now.get(name, 0) - before.get(name, 0)

    assert grown('flashweb_requests_total{outcome="finished"}') == 2
    assert grown("flashweb_time_to_first_token_seconds_count") == 2
    assert grown("flashweb_e2e_request_latency_seconds_count") == 2
    assert grown("flashweb_inter_token_latency_seconds_count") == 2 * 3
    assert grown("flashweb_generation_tokens_total") == 2 * 4
    assert grown('flashweb_errors_total{code="unsupported_field"}') == 1
    assert grown('flashweb_errors_total{code="not_found"}') == 1
    assert grown('flashweb_http_responses_total{route="/v1/chat/completions",status="200"}') == 2
    assert grown('flashweb_http_responses_total{route="/v1/chat/completions",status="400"}') == 1
    assert grown('flashweb_prefills_total{outcome="done"}') == 1
    assert server.gauges() == (0, 0)


def test_paths_from_outside_make_no_new_series(make_server: MakeServer) -> None:
    server = make_server()
    with httpx.Client(base_url=server.url) as http:
        for number in range(30):
            http.get(f"/v1/made-up/{number}")
            http.get(f"/made-up/{number}")
            http.get(f"/v1/files/file-{number}")
    series = [name for name in server.samples() if name.startswith("flashweb_http_responses_total")]
    assert len(series) <= 5, series


def test_probes_that_ask_for_the_head_alone(echo_server: RunningServer) -> None:
    for path in ("/health", "/health/ready", "/health/live"):
        response = httpx.head(f"{echo_server.url}{path}")
        assert response.status_code == 200 and response.content == b""
