"""What a request's messages hold, turned into core messages with checked pictures."""

from __future__ import annotations

import uuid
from dataclasses import replace

from starlette.datastructures import UploadFile

from flashweb.api.schemas import ChatCompletionRequest, ChatMessage
from flashweb.core.errors import FlashWebError, InvalidImage, InvalidRequest, UnsupportedField
from flashweb.core.json_schema import read_format
from flashweb.core.request import MediaRef, Message, Request, Role
from flashweb.core.sampling import SamplingParams
from flashweb.media.fetch import Fetcher
from flashweb.media.files import FileRegistry
from flashweb.serving.service import Service

_ROLES: dict[str, Role] = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant"}


class Ingest:
    """Builds core requests for one tenant at a time; holds no state of its own."""

    def __init__(self, service: Service, files: FileRegistry, fetcher: Fetcher, timeout: float) -> None:
        self._service = service
        self._files = files
        self._fetcher = fetcher
        self.timeout = timeout

    async def chat(self, body: ChatCompletionRequest, tenant: str) -> Request:
        """A chat body as a request; raises FlashWebError naming the message and part at fault."""
        able = self._service.capabilities
        body.refuse_unsupported(able.sampling, structured=able.structured)
        response_format = read_format(body.response_format) if body.response_format else None
        num_pictures = sum(part.picture is not None for message in body.messages for part in message.parts)
        self.check_num_pictures(num_pictures, param="messages")
        messages = [await self._message(index, message, tenant) for index, message in enumerate(body.messages)]
        if messages[-1].role != "user":
            raise InvalidRequest("The last message must be the user's question.", param="messages")
        sampling = SamplingParams(
            max_tokens=body.max_completion_tokens or body.max_tokens,
            temperature=body.temperature,
            top_p=body.top_p,
            seed=body.seed,
            stop=body.stop_strings,
        )
        request = self.request(tenant, body.model, tuple(messages), sampling)
        return replace(request, response_format=response_format, reasoning=body.reasoning)

    def request(
        self, tenant: str, model: str, messages: tuple[Message, ...], sampling: SamplingParams | None = None
    ) -> Request:
        """A request with a fresh id and the server's time limit."""
        request_id = f"chatcmpl-{uuid.uuid4().hex}"
        return Request(request_id, tenant, model, messages, sampling or SamplingParams(), self.timeout)

    def check_num_pictures(self, num_pictures: int, *, param: str) -> None:
        """Raise InvalidRequest before any picture of too many is decoded."""
        limit = self._service.capabilities.max_images
        if num_pictures > limit:
            raise InvalidRequest(
                f"The request has {num_pictures} pictures; {self._service.capabilities.model} looks at no more than "
                f"{limit} at once. Send fewer.",
                param=param,
            )

    async def _message(self, index: int, message: ChatMessage, tenant: str) -> Message:
        texts: list[str] = []
        images: list[MediaRef] = []
        for position, part in enumerate(message.parts):
            if part.type == "text":
                texts.append(part.text or "")
                continue
            param = f"messages.{index}.content.{position}"
            if message.role != "user":
                raise UnsupportedField("Pictures are read in user messages only; move it there.", param=param)
            images.append(await self.picture(part.picture, tenant, param=param))
        return Message(_ROLES[message.role], "\n".join(texts), tuple(images))

    async def picture(self, address: str | None, tenant: str, *, param: str) -> MediaRef:
        """The picture that a data URI holds or a file id names; errors name the field param."""
        try:
            return await self._picture(address, tenant)
        except FlashWebError as error:
            error.param = error.param or param
            raise

    async def form_picture(self, upload: UploadFile, tenant: str) -> MediaRef:
        """The picture of a form's field `image`."""
        try:
            return await self._service.media.add(tenant, await upload.read())
        except FlashWebError as error:
            error.param = "image"
            raise

    async def _picture(self, address: str | None, tenant: str) -> MediaRef:
        """A data URI's, a file id's or a web address's picture; other kinds of address are refused by name."""
        if not address:
            raise InvalidRequest("A file part needs file_id (from POST /v1/files) or file_data (a data URI).")
        if address.startswith("file-"):
            return self._files.get(tenant, address).ref
        if address[:5].lower() == "data:":
            return await self._service.media.add_data_uri(tenant, address)
        head, colon, _ = address[:20].partition(":")
        scheme = head.lower() if colon and head.isalnum() else ""
        if scheme in ("http", "https"):
            return await self._service.media.add(tenant, await self._fetcher.fetch(address, tenant))
        found = f"{scheme}: addresses are" if scheme else "This kind of address is"
        raise InvalidImage(f"{found} not accepted; send a data URI, an https URL or an uploaded file's id.")
