"""Typed async client of an OpenAI-compatible server: what the page, the bench and the evals talk through.

It speaks HTTP only, so that everything built on it also runs against a remote server.
"""

from flashweb.client.client import FlashWebClient
from flashweb.client.errors import ApiError
from flashweb.client.messages import Annotation, ChatDelta, image_message
from flashweb.client.screens import screen_of

__all__ = ["Annotation", "ApiError", "ChatDelta", "FlashWebClient", "image_message", "screen_of"]
