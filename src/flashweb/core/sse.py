"""Reader of server-sent events (WHATWG HTML, section 9.2), as OpenAI's API uses them: data only, ended by [DONE].

It works on bytes and decodes whole lines, so that a chunk may be cut anywhere, also inside a character
or between CR and LF.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from flashweb.core.errors import UpstreamError

DONE = "[DONE]"
MAX_EVENT_BYTES = 16 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


class BrokenStream(UpstreamError):
    """What came is no stream of events: "stream_cut" where it ended early, else "bad_stream"."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class LineSplitter:
    """Cuts a byte stream at LF, CRLF or CR; holds back at most one unfinished line."""

    def __init__(self) -> None:
        self._partial = bytearray()
        self._after_cr = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Lines that this chunk completes, without their ends. Raises BrokenStream on a line over 16 MiB."""
        if self._after_cr and chunk:
            chunk = chunk.removeprefix(b"\n")
            self._after_cr = False
        if not chunk:
            return []
        self._after_cr = chunk.endswith(b"\r")
        *complete, rest = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        if complete and self._partial:
            complete[0] = bytes(self._partial) + complete[0]
            self._partial.clear()
        self._partial += rest
        _check_size(len(self._partial))
        return complete


def _check_size(num_bytes: int) -> None:
    if num_bytes > MAX_EVENT_BYTES:
        raise BrokenStream("bad_stream", f"An event of the stream is over {MAX_EVENT_BYTES} bytes; it was dropped.")


async def read_events(lines: AsyncIterator[bytes]) -> AsyncGenerator[str]:
    """Data of each event up to [DONE]; lines is the body in chunks cut anywhere.

    Raises BrokenStream "stream_cut" when the body ends before [DONE].
    """
    splitter = LineSplitter()
    data: list[bytes] = []
    num_bytes = 0
    is_start = True
    async for chunk in lines:
        for raw in splitter.feed(chunk):
            line = raw.removeprefix(_BOM) if is_start else raw
            is_start = False
            if line:
                field, _, value = line.partition(b":")
                if field == b"data":
                    data.append(value.removeprefix(b" "))
                    num_bytes += len(line)
                    _check_size(num_bytes)
                continue
            if not data:
                continue
            payload = b"\n".join(data).decode("utf-8", "replace")
            data.clear()
            num_bytes = 0
            if payload.strip() == DONE:
                return
            yield payload
    raise BrokenStream(
        "stream_cut",
        "The stream ended before `data: [DONE]`, so the answer may be incomplete. Ask again; "
        "if it happens every time, look at the server's log and at proxies that cut long answers.",
    )
