"""FlashWeb: drop a web screenshot, ask in Chinese or English, read a streamed answer with boxes that prove it."""

__version__ = "0.1.0"
