"""Vocabulary of the product: plain frozen dataclasses, standard library only.

Everything above speaks in these terms; nothing here knows of HTTP, engines or files.
"""
