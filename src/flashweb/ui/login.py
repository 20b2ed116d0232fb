"""The page that asks a visitor for a key: no script, in both languages, and it costs nothing to import."""

from __future__ import annotations

import html
from pathlib import Path

_FILE = Path(__file__).parent / "page" / "login.html"
_MESSAGES = {
    "rate_limit_exceeded": ("Too many tries; wait a minute, then try again.", "尝试次数过多，请等待一分钟后再试。"),
    "invalid_api_key": (
        "This is neither a valid key nor the password. Check for missing characters, or ask for a new key.",
        "密钥或密码不正确。请检查是否缺少字符，或索取新的密钥。",
    ),
}


class LoginForm:
    """The form under a title; called with the code of the error that the last try ended in."""

    def __init__(self, title: str) -> None:
        self._text = _FILE.read_text(encoding="utf-8").replace("TITLE", html.escape(title))

    def __call__(self, code: str | None = None) -> str:
        english, chinese = _MESSAGES.get(code or "", ("", ""))
        message = f'<p role="alert">{english}<br><span lang="zh-CN">{chinese}</span></p>' if english else ""
        return self._text.replace("<!-- message -->", message)
