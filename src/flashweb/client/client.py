"""The client itself: one connection pool, one deadline for each call, one kind of error."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager, suppress
from types import TracebackType
from typing import Any, Self

import httpx

from flashweb.client.errors import ApiError, error_from_body, error_from_response
from flashweb.client.messages import ChatDelta, mime_type, parse_chunk
from flashweb.core.sse import BrokenStream, read_events

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Idle connections go before the server's own limit (uvicorn: 5 s) can close one under a request.
_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=256, keepalive_expiry=3.0)
_REST_SECONDS = 0.1


class FlashWebClient:
    """Talks to any OpenAI-compatible server; use it as `async with FlashWebClient(url) as client`.

    base_url: with or without /v1. timeout: seconds that one whole call may take, a streamed answer included.
    headers: sent with each call.
    Every failure is an ApiError. Proxy variables of the environment are heeded, except for this machine.
    """

    def __init__(
        self,
        base_url: str,
        *,
        api_key: str | None = None,
        timeout: float = 60.0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/").removesuffix("/v1")
        self._timeout = timeout
        try:
            url = httpx.URL(self.base_url)
        except httpx.InvalidURL as error:
            raise ApiError(
                0, "bad_url", f"{base_url!r} is not a URL ({error}); write http://127.0.0.1:7860."
            ) from error
        self._http = httpx.AsyncClient(
            base_url=self.base_url,
            headers={**(headers or {}), **({"Authorization": f"Bearer {api_key}"} if api_key else {})},
            timeout=timeout,
            trust_env=url.host not in _LOOPBACK,
            verify=url.scheme == "https",  # loading certificates takes 20 ms that plain HTTP need not spend
            limits=_LIMITS,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Release the connections."""
        await self._http.aclose()

    async def health(self) -> dict[str, Any]:
        """The server's own words about itself; also while it starts or drains (503), with step and progress."""
        response = await self._send("GET", "/health", accept=(200, 503))
        return self._parse(response)

    async def models(self) -> list[dict[str, Any]]:
        """Models on offer and what they can do."""
        response = await self._send("GET", "/v1/models")
        return list(self._parse(response).get("data", []))

    async def upload(self, data: bytes, filename: str) -> str:
        """Store a picture for several questions; the id goes into image_message. The reading starts at once."""
        files = {"file": (filename, data, mime_type(data))}
        response = await self._send("POST", "/v1/files", data={"purpose": "vision"}, files=files)
        file_id = self._parse(response).get("id")
        if not isinstance(file_id, str):
            raise self._not_an_api(response.status_code)
        return file_id

    async def delete_file(self, file_id: str) -> None:
        """Delete an uploaded picture."""
        await self._send("DELETE", f"/v1/files/{file_id}")

    async def screen(
        self, picture: bytes | str, *, include: Sequence[str] | None = None, roles: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """What a picture shows, in the server's own words (`screen_of` makes a Screen of them).

        picture: its bytes, or the id of an uploaded file. include: what of text, icons, states and tree is told.
        roles: elements of these roles alone.
        """
        asked = {"include": include, "roles": roles}
        query = {name: ",".join(values) for name, values in asked.items() if values is not None}
        content: dict[str, Any] = {"json": {"image": {"file_id": picture}}}
        if isinstance(picture, bytes):
            content = {"files": {"image": ("screenshot", picture, mime_type(picture))}}
        return self._parse(await self._send("POST", "/v1/screens", params=query, **content))

    async def chat(
        self, messages: list[dict[str, Any]], *, model: str = "nano", max_tokens: int | None = None
    ) -> AsyncGenerator[ChatDelta]:
        """Stream an answer. Closing the iterator hangs up, which makes the server stop its work."""
        body: dict[str, Any] = {"model": model, "messages": messages, "stream": True}
        body["stream_options"] = {"include_usage": True}
        if max_tokens is not None:
            body["max_tokens"] = max_tokens
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timeout
        request = self._http.build_request("POST", "/v1/chat/completions", json=body)
        with self._named_errors():
            async with asyncio.timeout_at(deadline):
                response = await self._http.send(request, stream=True)
        try:
            with self._named_errors():
                if response.status_code != httpx.codes.OK:
                    async with asyncio.timeout_at(deadline):
                        content = await response.aread()
                    raise error_from_response(response.status_code, response.headers, content)
                chunks = response.aiter_bytes()
                async with aclosing(read_events(chunks)) as events:
                    while True:
                        async with asyncio.timeout_at(deadline):
                            payload = await anext(events, None)
                        if payload is None:
                            await _read_rest(chunks)
                            return
                        yield _parse_payload(payload)
        finally:
            await response.aclose()

    async def _send(
        self, method: str, path: str, *, accept: tuple[int, ...] = (200,), **content: Any
    ) -> httpx.Response:
        with self._named_errors():
            async with asyncio.timeout(self._timeout):
                response = await self._http.request(method, path, **content)
        if response.status_code not in accept:
            raise error_from_response(response.status_code, response.headers, response.content)
        return response

    def _parse(self, response: httpx.Response) -> dict[str, Any]:
        try:
            body = response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise self._not_an_api(response.status_code)
        return body

    def _not_an_api(self, status: int) -> ApiError:
        return ApiError(status, "bad_answer", f"{self.base_url} does not answer like an API; check the URL.")

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        """Transport errors become ApiError that names the URL and the fix."""
        try:
            yield
        except (TimeoutError, httpx.TimeoutException) as error:
            message = f"{self.base_url} did not finish within {self._timeout:g} s; try again, or allow more time."
            raise ApiError(0, "timeout", message) from error
        except BrokenStream as error:
            raise ApiError(200, error.code, error.message) from error
        except httpx.ConnectError as error:
            message = (
                f"Nothing answers at {self.base_url}. Start a server (`flashweb serve`), or check the host and "
                f"port of the URL. ({error})"
            )
            raise ApiError(0, "connection_refused", message) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            message = f"The connection to {self.base_url} broke ({error or type(error).__name__}); try again."
            raise ApiError(0, "connection_failed", message) from error


async def _read_rest(chunks: AsyncIterator[bytes]) -> None:
    """Read past [DONE], so that the connection can be used again; a server that never ends it is hung up on."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_REST_SECONDS):
            async for _ in chunks:
                pass


def _parse_payload(payload: str) -> ChatDelta:
    """One event's data; an error object inside the stream is raised as the ApiError it stands for."""
    try:
        chunk = json.loads(payload)
        if isinstance(chunk, dict) and (chunk.get("error") or chunk.get("object") == "error"):
            raise error_from_body(200, chunk)
        return parse_chunk(chunk)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise ApiError(
            200, "bad_stream", f"The stream holds an event that is no chat chunk: {payload[:200]!r}"
        ) from error
