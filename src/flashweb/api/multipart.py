"""Multipart forms with bounded parts, and errors that name the part."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from flashweb.core.errors import InvalidRequest

MAX_FIELDS = 64


@asynccontextmanager
async def form_of(request: Request, allowed: frozenset[str]) -> AsyncIterator[FormData]:
    """The request's form; raises InvalidRequest when it is none, is damaged, or holds an unknown field."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InvalidRequest("Send multipart/form-data (curl: -F name=value -F image=@shot.png).")
    try:
        form = await request.form(max_files=MAX_FIELDS, max_fields=MAX_FIELDS)
    except HTTPException as error:
        raise InvalidRequest(f"The form is damaged: {str(error.detail).rstrip('.')}.") from None
    try:
        unknown = sorted(set(form) - allowed)
        if unknown:
            raise InvalidRequest(
                f"Unknown field {unknown[0]!r}; known are {', '.join(sorted(allowed))}.", param=unknown[0]
            )
        yield form
    finally:
        await form.close()


def text_field(form: FormData, name: str) -> str | None:
    """A field's text, or None when it is missing; raises InvalidRequest when it is a file."""
    value = form.get(name)
    if isinstance(value, UploadFile):
        raise InvalidRequest(f"The field {name!r} must be text, not a file.", param=name)
    return value


def uploads(form: FormData, name: str) -> list[UploadFile]:
    """All files sent under a name; raises InvalidRequest when one is text."""
    values = form.getlist(name)
    files = [value for value in values if isinstance(value, UploadFile)]
    if len(files) < len(values):
        raise InvalidRequest(f"The field {name!r} must be a file (curl: -F {name}=@shot.png).", param=name)
    return files
