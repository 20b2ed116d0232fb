"""A small web on loopback for tests of fetching: a DNS server, an HTTPS server with its own authority, a canary."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import struct
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flashweb.media.addresses import IPAddress
from tests.media import pictures

SITE = "127.0.0.2"
"""Where the only server is that may be visited."""
KINDS = {4: 1, 6: 28}


@dataclass
class Web:
    """What happened: names asked for, requests that the site got, connections that the canary got."""

    port: int
    ca_file: Path
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    dns_port: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str, host: str = "site.test") -> str:
        return f"https://{host}:{self.port}{path}"

    async def resolve(self, host: str) -> list[IPAddress]:
        """Ask the DNS server over UDP; each query takes the name's next answer, the last one stays."""
        found: list[IPAddress] = []
        for version in KINDS:
            found += await asyncio.to_thread(self._query, host, version)
        if not found:
            raise OSError("no such name")
        return found

    def _query(self, host: str, version: int) -> list[IPAddress]:
        question = b"".join(bytes([len(label)]) + label.encode() for label in host.split("."))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.settimeout(30)
            header = struct.pack(">6H", 7, 0x100, 1, 0, 0, 0)
            udp.sendto(header + question + b"\0" + struct.pack(">HH", KINDS[version], 1), ("127.0.0.1", self.dns_port))
            answer = udp.recv(4096)
        count, start = struct.unpack_from(">H", answer, 6)[0], 12 + len(question) + 5
        found = []
        for _ in range(count):
            length = struct.unpack_from(">H", answer, start + 10)[0]
            found.append(ipaddress.ip_address(answer[start + 12 : start + 12 + length]))
            start += 12 + length
        return found


class _Dns(asyncio.DatagramProtocol):
    def __init__(self, web: Web) -> None:
        self.web = web

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        kind = struct.unpack_from(">H", data, at + 1)[0]
        name = ".".join(labels)
        answers = self.web.names.get(name, [[]])
        if kind == 1:
            self.web.asked.append(name)
        current = [ipaddress.ip_address(text) for text in answers[0]]
        if kind == 28 and len(answers) > 1:
            answers.pop(0)
        wanted = [address for address in current if KINDS[address.version] == kind]
        records = [
            struct.pack(">HHHIH", 0xC00C, kind, 1, 0, len(address.packed)) + address.packed for address in wanted
        ]
        head = data[:2] + struct.pack(">5H", 0x8180, 1, len(records), 0, 0)
        self.transport.sendto(head + data[12 : at + 5] + b"".join(records), addr)


def certificates(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """An authority, and a context with a certificate of it for *.test."""
    key, ca, own, request = (folder / name for name in ("key.pem", "ca.pem", "own.pem", "own.csr"))
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = folder / "names"
    names.write_text("subjectAltName=DNS:site.test,DNS:*.site.test,DNS:rebind.test\n")
    for command in (
        ["req", "-x509", *curve, "-keyout", f"{key}.ca", "-out", ca, "-subj", "/CN=Test authority", "-days", "2"],
        ["req", *curve, "-keyout", key, "-out", request, "-subj", "/CN=site.test"],
        ["x509", "-req", "-in", request, "-CA", ca, "-CAkey", f"{key}.ca", "-CAcreateserial"],
    ):
        if command[0] == "x509":
            command += ["-out", own, "-days", "2", "-extfile", names]
        subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own, key)
    return ca, context


def _answer(path: str) -> bytes:
    """What the site says; the path names it, after a question mark come its details."""
    name, _, detail = path.partition("?")
    body = pictures.picture()
    head = {
        "/redirect": f"HTTP/1.1 302 Found\r\nLocation: {detail}\r\nSet-Cookie: a=b\r\nContent-Length: 0",
        "/missing": "HTTP/1.1 404 Not Found\r\nContent-Length: 0",
        "/error": "HTTP/1.1 500 Oops\r\nContent-Length: 0",
        "/says-huge": "HTTP/1.1 200 OK\r\nContent-Length: 99999999999",
        "/says-more": f"HTTP/1.1 200 OK\r\nContent-Length: {len(body) + 9}",
        "/gzip": "HTTP/1.1 200 OK\r\nContent-Encoding: gzip",
        "/not-http": "220 mail.test ESMTP",
    }.get(name, "HTTP/1.1 200 OK\r\nSet-Cookie: a=b")
    return f"{head}\r\n\r\n".encode() + (body if name not in ("/redirect", "/missing", "/error") else b"")


@asynccontextmanager
async def small_web(ca: Path, context: ssl.SSLContext) -> AsyncIterator[Web]:
    """The web, running; the canary takes the site's port on every other address of this machine's loopback."""
    web = Web(0, ca)

    async def site(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
            web.requests.append(request)
            web.arrived.set()
            path = request.split(b" ")[1].decode()
            writer.write(_answer(path))
            while path in ("/endless", "/slow"):
                writer.write(bytes(100_000 if path == "/endless" else 10))
                await writer.drain()
                await asyncio.sleep(0 if path == "/endless" else 0.1)
            await writer.drain()
            if path == "/silent":
                await reader.read()
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            pass
        finally:
            writer.close()

    async def canary(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        web.strays.append(str(writer.get_extra_info("sockname")))
        writer.close()

    servers = [await asyncio.start_server(site, SITE, 0, ssl=context)]
    web.port = servers[0].sockets[0].getsockname()[1]
    servers += [await asyncio.start_server(canary, host, web.port) for host in ("127.0.0.1", "127.0.0.3", "::1")]
    dns, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Dns(web), ("127.0.0.1", 0))
    web.dns_port = dns.get_extra_info("sockname")[1]
    web.names["site.test"] = [[SITE]]
    try:
        yield web
    finally:
        dns.close()
        for server in servers:
            server.close()
