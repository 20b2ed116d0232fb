"""Answers about what elements are for, and what to do with them."""
