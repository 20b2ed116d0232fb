"""The application in this process, with keys in a folder of its own; requests may come from any address."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from flashweb.access.keys import DEFAULT_SCOPES, Key, new_token
from flashweb.access.settings import KEY_FILE
from flashweb.access.store import KeyStore
from flashweb.app import build_app, build_service
from flashweb.settings import load_settings


@dataclass(frozen=True, slots=True)
class Gated:
    """A started application and its keys."""

    app: FastAPI
    store: KeyStore

    def client(self, token: str | None = None, address: str = "127.0.0.1", **headers: str) -> httpx.AsyncClient:
        """A client at an address, with a key if there is one."""
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        transport = httpx.ASGITransport(self.app, client=(address, 1234))
        return httpx.AsyncClient(transport=transport, base_url="http://test", headers=named, timeout=20)

    def key(self, name: str = "app", **fields: Any) -> str:
        """Make a key and return its token."""
        key_id, token, digest = new_token()
        plain = {"kind": "key", "tenant": key_id, "scopes": DEFAULT_SCOPES, "created": time.time()}
        self.store.add(Key(id=key_id, digest=digest, name=name, **{**plain, **fields}))
        return token


@asynccontextmanager
async def gated(folder: Path, **sections: dict[str, Any]) -> AsyncIterator[Gated]:
    """The echo engine behind the gate; sections are settings by section."""
    settings = load_settings({"engine": "echo", "data_directory": folder, **sections})
    service = build_service(settings)
    app = build_app(settings, service)
    store = KeyStore(settings.data_path / KEY_FILE)
    await service.start()
    try:
        yield Gated(app, store)
    finally:
        store.close()
        await app.state.context.gate.door.close()
        await service.close()
