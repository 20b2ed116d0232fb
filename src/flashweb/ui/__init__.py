"""The web page: pick a screenshot, ask, read the answer with boxes on the picture.

It knows the server only through `flashweb.client`, so it can just as well stand in front of a remote one.
"""
