"""A hub of one model on this machine, in the protocol of huggingface_hub: it may break off in the middle of a file."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c0ffee" * 6 + "c0ff"


class Hub:
    """files: by name. cut: bytes after which the next download of a large file breaks off. ranges: as asked for."""

    def __init__(self, model: str, files: dict[str, bytes]) -> None:
        self.model = model
        self.files = files
        self.cut: int | None = None
        self.ranges: list[str | None] = []


@contextmanager
def serving(hub: Hub) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_HEAD(self) -> None:
            self._file(is_head=True)

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path.startswith(f"/api/models/{hub.model}/tree"):
                entries = [{"type": "file", "path": n, "size": len(d), "oid": "0"} for n, d in hub.files.items()]
                self._json(entries)
            elif path.startswith(f"/api/models/{hub.model}"):
                self._json({"id": hub.model, "sha": COMMIT, "siblings": [{"rfilename": name} for name in hub.files]})
            else:
                self._file(is_head=False)

        def _json(self, body: object) -> None:
            data = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _file(self, *, is_head: bool) -> None:
            data = hub.files.get(self.path.split("?")[0].rpartition("/")[2])
            if data is None:
                self.send_error(404)
                return
            asked = self.headers.get("range")
            start = int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0
            self.send_response(206 if asked else 200)
            self.send_header("x-repo-commit", COMMIT)
            self.send_header("etag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.send_header("accept-ranges", "bytes")
            if asked:
                self.send_header("content-range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("content-length", str(len(data) - start))
            self.end_headers()
            if is_head:
                return
            if len(data) > 100_000:
                hub.ranges.append(asked)
                if hub.cut is not None:
                    end, hub.cut = hub.cut, None
                    self.wfile.write(data[start:end])
                    self.close_connection = True
                    return
            self.wfile.write(data[start:])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
