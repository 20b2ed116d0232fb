"""A hub of one model on this machine, in the protocol of huggingface_hub: it may break off in the middle of a file."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

COMMIT = "c0ffee" * 6 + "c0ff"


class Hub:
    """files: by name. cut: bytes after which the next download of a large file breaks off. ranges: as asked for.

    is_damaged: what it sends is not what it told.
    """

    def __init__(self, model: str, files: dict[str, bytes]) -> None:
        self.model = model
        self.files = files
        self.cut: int | None = None
        self.is_damaged = False
        self.ranges: list[str | None] = []


class Handler(BaseHTTPRequestHandler):
    """hub: set on a class made for one."""

    hub: Hub

    def log_message(self, *_: object) -> None:
        return

    def do_HEAD(self) -> None:
        self._file()

    def do_GET(self) -> None:
        path, hub = self.path.split("?")[0], self.hub
        if path.startswith(f"/api/models/{hub.model}/tree"):
            self._json([{"type": "file", "path": n, "size": len(d), "oid": "0"} for n, d in hub.files.items()])
        elif path.startswith(f"/api/models/{hub.model}"):
            self._json({"id": hub.model, "sha": COMMIT, "siblings": [{"rfilename": name} for name in hub.files]})
        elif (data := self._file()) is not None:
            self._send(*data)

    def _json(self, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def name(self) -> str:
        """The file that is asked for."""
        return self.path.split("?")[0].rpartition("/")[2]

    def _file(self) -> tuple[bytes, int] | None:
        """The head of a file's answer; the file, and from where on it was asked for."""
        data = self.hub.files.get(self.name())
        if data is None:
            self.send_error(404)
            return None
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
        return data, start

    def _send(self, data: bytes, start: int) -> None:
        end = len(data)
        if len(data) > 100_000:
            self.hub.ranges.append(self.headers.get("range"))
            if self.hub.cut is not None:
                end, self.hub.cut = self.hub.cut, None
                self.close_connection = True
        sent = data[start:end]
        self.wfile.write(sent[:-1] + b"?" if self.hub.is_damaged else sent)


class ModelScopeHandler(Handler):
    """The same in the protocol of modelscope: a listing with sizes and checksums, and files by query."""

    def name(self) -> str:
        return parse_qs(urlsplit(self.path).query).get("FilePath", [""])[0]

    def do_GET(self) -> None:
        path, hub = urlsplit(self.path).path, self.hub
        if path == f"/api/v1/models/{hub.model}/repo/files":
            listed = [
                {"Name": n, "Path": n, "Type": "blob", "Size": len(d), "Sha256": hashlib.sha256(d).hexdigest()}
                for n, d in hub.files.items()
            ]
            self._json({"Code": 200, "Success": True, "Message": "success", "Data": {"Files": listed}})
        elif path == f"/api/v1/models/{hub.model}/repo" and (data := self._file()) is not None:
            self._send(*data)
        elif path != f"/api/v1/models/{hub.model}/repo":
            self.send_error(404)


@contextmanager
def serving(hub: Hub, handler: type[Handler] = Handler) -> Iterator[str]:
    """Its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHub", (handler,), {"hub": hub}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
