"""What the base suite's settings do not know: a warning inside transformers' own processors."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "ignore:__array__ implementation:DeprecationWarning")
