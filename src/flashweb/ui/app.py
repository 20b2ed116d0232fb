"""Builds the page with Gradio and hangs it on a running server.

Gradio takes more than a second to import, so that happens inside the functions; the server can serve its API first
and call `mount_ui` from a thread afterwards.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.routing import Mount

from flashweb.ui.mount import PageMount
from flashweb.ui.relay import build_relay, list_examples
from flashweb.ui.settings import UiSettings
from flashweb.ui.starting import leave_place

if TYPE_CHECKING:
    import gradio

PAGE = Path(__file__).parent / "page"
STYLES = ("base.css", "stage.css", "talk.css", "structure.css", "phone.css")
SCRIPTS = (
    *("words.js", "dom.js", "session.js", "stage.js", "pictures.js", "answer.js", "talk.js"),
    *("screen.js", "tree.js", "outlines.js", "pinned.js", "structure.js", "pointing.js", "main.js", "account.js"),
)
FONTS = ["-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]

# The page's own colours before its styles arrive, so that a dark screen does not flash white.
BACKGROUNDS = {"body_background_fill": "#f4f6f8", "body_background_fill_dark": "#0f1418"}


def build_ui(settings: UiSettings) -> gradio.Blocks:
    """The page as one Gradio component with its own markup and script; nothing on it needs another host."""
    import gradio  # noqa: PLC0415 - imports for over a second

    options = {"title": settings.title, "examples": list_examples()}
    script = "\n".join((PAGE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    with gradio.Blocks(title=settings.title, analytics_enabled=False, fill_width=True) as blocks:
        gradio.HTML(
            html_template=(PAGE / "page.html").read_text(encoding="utf-8"),
            js_on_load=f"const OPTIONS = {json.dumps(options)};\n{script}",
            apply_default_css=False,
            elem_id="flashweb",
        )
    return blocks


def mount_ui(app: FastAPI, settings: UiSettings, api_url: str) -> None:
    """Add the page to an app, which may already be serving; api_url is where the page's questions go."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Gradio's own dependencies, while importing
        import gradio  # noqa: PLC0415 - imports for over a second

    styles = "\n".join((PAGE / name).read_text(encoding="utf-8") for name in STYLES)
    shell = FastAPI()
    gradio.mount_gradio_app(
        shell,
        build_ui(settings),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        theme=gradio.themes.Base(font=FONTS, font_mono=FONTS).set(**BACKGROUNDS),
        head=f"<style>{styles}</style>",
        favicon_path=str(PAGE / "icon.png"),
    )
    page = shell.routes[-1]
    if not isinstance(page, Mount):
        raise TypeError("gradio.mount_gradio_app no longer ends in a Mount; pin gradio to the locked version.")
    app.include_router(build_relay(settings, api_url))
    app.router.routes.append(PageMount(page.app))
    leave_place(app)
