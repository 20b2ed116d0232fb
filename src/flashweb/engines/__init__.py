"""Engines turn a request into events. Each declares what it can do; the service checks before it calls."""
