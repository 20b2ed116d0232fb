"""/v1/files: upload a picture once, refer to it by id in any message. Reading starts with the upload."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from flashweb.api import examples
from flashweb.api.context import context_of, tenant_of_request, visit_of
from flashweb.api.multipart import form_of, text_field, uploads
from flashweb.core.errors import FlashWebError, InvalidRequest
from flashweb.media.decode import kind_of
from flashweb.media.files import File

router = APIRouter(tags=["files"])
_FIELDS = frozenset({"file", "purpose", "expires_after[seconds]", "expires_after[anchor]"})


def file_object(file: File) -> dict[str, Any]:
    """OpenAI's file object."""
    return {
        "id": file.id,
        "object": "file",
        "bytes": file.num_bytes,
        "created_at": int(file.created),
        "expires_at": int(file.expires),
        "filename": file.filename,
        "purpose": "vision",
        "status": "processed",
    }


@router.post(
    "/v1/files", summary="Upload a picture", responses=examples.FILE_RESPONSES, openapi_extra=examples.FILE_BODY
)
async def upload_file(request: Request) -> dict[str, Any]:
    """Keep a picture for a while (purpose=vision); the model starts reading it at once, behind live questions."""
    context = context_of(request)
    tenant = tenant_of_request(request)
    async with form_of(request, _FIELDS) as form:
        if text_field(form, "purpose") not in ("vision", "user_data"):
            raise InvalidRequest("The field 'purpose' must be 'vision'.", param="purpose")
        ttl = _seconds(text_field(form, "expires_after[seconds]"))
        files = uploads(form, "file")
        if len(files) != 1:
            raise InvalidRequest(f"Send exactly one 'file' part (there are {len(files)}).", param="file")
        await visit_of(request).permit.take_pictures(1)
        try:
            file = await context.files.add(tenant, await files[0].read(), (files[0].filename or "image")[:255], ttl=ttl)
        except FlashWebError as error:
            error.param = "file"
            raise
    try:
        await context.recorder.upload(file.ref, context.caller(request))
    except FlashWebError:
        context.files.delete(tenant, file.id)
        raise
    context.service.prefill(file.ref)
    return file_object(file)


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    if not re.fullmatch(r"0*[1-9]\d{0,9}", text, re.ASCII):
        raise InvalidRequest(
            "expires_after[seconds] must be a whole number of seconds, 1 or more.", param="expires_after"
        )
    return float(text)


@router.get("/v1/files", summary="List uploads", responses=examples.FILE_LIST_RESPONSES)
async def list_files(
    request: Request, limit: int = 100, after: str | None = None, order: str = "desc", purpose: str | None = None
) -> dict[str, Any]:
    """Your living files, newest first (or last, with `order=asc`), `limit` at a time from behind the id `after`."""
    if not 1 <= limit <= 10_000:
        raise InvalidRequest("limit must be from 1 to 10000.", param="limit")
    if order not in ("asc", "desc"):
        raise InvalidRequest("order must be asc or desc.", param="order")
    files = context_of(request).files.list(tenant_of_request(request))
    if order == "asc":
        files.reverse()
    if purpose not in (None, "vision"):
        files = []
    ids = [file.id for file in files]
    start = ids.index(after) + 1 if after in ids else 0
    page = files[start : start + limit]
    return {
        "object": "list",
        "data": [file_object(file) for file in page],
        "first_id": page[0].id if page else None,
        "last_id": page[-1].id if page else None,
        "has_more": start + limit < len(files),
    }


@router.get("/v1/files/{file_id}", summary="Look up an upload", responses=examples.FILE_RESPONSES)
async def retrieve_file(request: Request, file_id: str) -> dict[str, Any]:
    """One of your files."""
    return file_object(context_of(request).files.get(tenant_of_request(request), file_id))


@router.get("/v1/files/{file_id}/content", summary="Download an upload", responses=examples.CONTENT_RESPONSES)
async def retrieve_file_content(request: Request, file_id: str) -> Response:
    """The picture, encoded anew: without the metadata of the upload."""
    context = context_of(request)
    file = context.files.get(tenant_of_request(request), file_id)
    data = await context.service.media.data(file.ref)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
    return Response(data, media_type=f"image/{(kind_of(data) or 'png').lower()}", headers=headers)


@router.delete("/v1/files/{file_id}", summary="Delete an upload", responses=examples.DELETED_RESPONSES)
async def delete_file(request: Request, file_id: str) -> dict[str, Any]:
    """Forget a file and all that was read from it."""
    context_of(request).files.delete(tenant_of_request(request), file_id)
    return {"id": file_id, "object": "file", "deleted": True}
