"""Measures how well a server answers about screenshots: suites of questions, scoring, reports.

It talks HTTP through client/, so any OpenAI-compatible server is measured the same way.
"""
