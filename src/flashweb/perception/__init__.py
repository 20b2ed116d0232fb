"""Pixels to `core.Screen`: finds and reads text, and orders it the way a person would."""
