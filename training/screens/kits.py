"""Which UI kits there are, which of them may be trained on, and how each gets into the browser.

The kits come from npm into a folder outside the sources (`package.json` here pins their versions). A kit is
one HTML file on disk that loads its style sheets, its bundle and its adapter; pages are then built in it one
after another without loading again. Kits of the split `held_out` are for numbers only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
DEFAULT_FOLDER = Path("build/kits")
Split = Literal["train", "held_out"]
INSTALL_TIMEOUT = 900.0
BUNDLE_TIMEOUT = 300.0
FONTS = ("inter", "roboto", "open-sans", "lato", "source-serif-4", "nunito")
PAGE_SCRIPTS = ("drivers", "show", "words", "art", "layout", "controls", "data", "navigation")
TRUTH_SCRIPTS = ("geometry", "roles", "boxes", "relations", "elements")
DEFINES = {
    "process.env.NODE_ENV": '"production"',
    "__VUE_OPTIONS_API__": "true",
    "__VUE_PROD_DEVTOOLS__": "false",
    "__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false",
}
VUE = 'export * as Vue from "vue";'
REACT = (
    'export * as React from "react"; export { createRoot } from "react-dom/client"; '
    'export { flushSync } from "react-dom";'
)


class KitsMissing(RuntimeError):
    """The kits are not installed; the message says how to get them."""


@dataclass(frozen=True, slots=True)
class Kit:
    """styles: sheets below node_modules, "THEME:path" for one theme only; adapters: scripts of kits/, its own one last.

    bundle: the module that esbuild turns into the global `Lib`, empty where style sheets are all.
    share: how often it is drawn, against 1 for the others. mobile: made for phones alone.
    """

    name: str
    family: str
    styles: tuple[str, ...] = ()
    adapters: tuple[str, ...] = ()
    bundle: str = ""
    split: Split = "train"
    themes: tuple[str, ...] = ("light", "dark")
    share: int = 1
    mobile: bool = False


def _css(name: str, *styles: str, **more: Any) -> Kit:
    return Kit(name, "css", styles, **{"adapters": (name,), **more})


LIGHT = ("light",)
CSS_KITS = (
    Kit("handmade", "handmade", adapters=("handmade",), share=3),
    _css("bootstrap", "bootstrap/dist/css/bootstrap.min.css"),
    _css("tabler", "@tabler/core/dist/css/tabler.min.css", adapters=("bootstrap", "tabler")),
    _css("bulma", "bulma/css/bulma.min.css"),
    _css("uikit", "uikit/dist/css/uikit.min.css", themes=LIGHT),
    _css("pico", "@picocss/pico/css/pico.min.css", adapters=("classless",)),
    _css("water", "light:water.css/out/light.min.css", "dark:water.css/out/dark.min.css", adapters=("classless",)),
    _css("milligram", "milligram/dist/milligram.min.css", adapters=("classless",), themes=LIGHT),
    _css("pure", "purecss/build/pure-min.css", adapters=("classless",), themes=LIGHT),
    _css("primer", "@primer/css/dist/primer.css"),
    _css("daisyui", "daisyui/daisyui.css", "daisyui/themes.css"),
    _css("materialize", "@materializecss/materialize/dist/css/materialize.min.css"),
    _css("beercss", "beercss/dist/cdn/beer.min.css"),
    _css("govuk", "govuk-frontend/dist/govuk/govuk-frontend.min.css", themes=LIGHT),
    _css("patternfly", "@patternfly/patternfly/patternfly.min.css"),
    _css("carbon", "@carbon/styles/css/styles.min.css"),
    _css("foundation", "foundation-sites/dist/css/foundation.min.css", split="held_out", themes=LIGHT),
    _css("fomantic", "fomantic-ui-css/semantic.min.css", split="held_out", themes=LIGHT),
)


def _vue(name: str, module: str, *styles: str, **more: Any) -> Kit:
    bundle = f'{VUE} export * as Kit from "{module}";'
    return Kit(name, "vue", styles, **{"adapters": ("vue", name), "bundle": bundle, **more})


def _react(name: str, module: str, *styles: str, **more: Any) -> Kit:
    bundle = f'{REACT} export * as Kit from "{module}";'
    return Kit(name, "react", styles, **{"adapters": ("react", name), "bundle": bundle, **more})


SCRIPT_KITS = (
    _vue(
        "element-plus",
        "element-plus",
        "element-plus/dist/index.css",
        "element-plus/theme-chalk/dark/css-vars.css",
        share=2,
    ),
    _vue("naive-ui", "naive-ui", share=2),
    _vue("vant", "vant", "vant/lib/index.css", mobile=True),
    _vue(
        "vuetify",
        "vuetify/components",
        "vuetify/dist/vuetify.min.css",
        bundle=f'{VUE} export * as Kit from "vuetify/components"; export {{ createVuetify }} from "vuetify";',
    ),
    _vue("arco", "@arco-design/web-vue", "@arco-design/web-vue/dist/arco.min.css"),
    _vue("tdesign", "tdesign-vue-next", "tdesign-vue-next/dist/tdesign.min.css", split="held_out"),
    _react("antd", "antd", share=2),
    _react("mui", "@mui/material"),
    _react("mantine", "@mantine/core", "@mantine/core/styles.css", split="held_out"),
)
KITS: dict[str, Kit] = {kit.name: kit for kit in (*CSS_KITS, *SCRIPT_KITS)}


def of_split(split: Split) -> tuple[Kit, ...]:
    """The kits of a split, each as often as its share."""
    return tuple(kit for kit in KITS.values() if kit.split == split for _ in range(kit.share))


def install(folder: Path) -> None:
    """Fetches the kits with npm; scripts of packages do not run."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", folder / "package.json")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
    subprocess.run(command, cwd=folder, check=True, timeout=INSTALL_TIMEOUT)


def _bundle(kit: Kit, folder: Path) -> Path:
    entry, bundle = folder / "entries" / f"{kit.name}.js", folder / "bundles" / f"{kit.name}.js"
    for path in (entry, bundle):
        path.parent.mkdir(parents=True, exist_ok=True)
    if bundle.exists() and entry.exists() and entry.read_text() == kit.bundle:
        return bundle
    entry.write_text(kit.bundle)
    defines = [f"--define:{name}={value}" for name, value in DEFINES.items()]
    options = [
        "--bundle",
        "--minify",
        "--format=iife",
        "--banner:js=globalThis.process={env:{}};",
        "--global-name=Lib",
        "--loader:.svg=dataurl",
        "--log-level=error",
    ]
    command = [str(folder / "node_modules/.bin/esbuild"), str(entry), f"--outfile={bundle}", *options, *defines]
    subprocess.run(command, check=True, timeout=BUNDLE_TIMEOUT)
    return bundle


def _sheet(style: str, modules: Path) -> str:
    theme, colon, path = style.rpartition(":")
    uri = (modules / path).resolve().as_uri()
    return f'<link rel="stylesheet" href="{uri}"' + (f' data-theme="{theme}">' if colon else ">")


def _script(path: Path) -> str:
    return f'<script src="{path.resolve().as_uri()}"></script>'


def host_page(kit: Kit, folder: Path) -> Path:
    """Writes the HTML file that loads the kit, and its bundle if need be; kits without npm parts need no folder."""
    modules = folder / "node_modules"
    if (kit.styles or kit.bundle) and not modules.is_dir():
        raise KitsMissing(f"the kits are not in {folder}; install them with: python -m training.screens.install")
    fonts = (
        [f"@fontsource/{font}/{sheet}.css" for font in FONTS for sheet in ("400", "700")] if modules.is_dir() else []
    )
    sheets = [_sheet(style, modules) for style in (*fonts, *kit.styles)]
    base = f'<link rel="stylesheet" href="{(HERE / "page/base.css").resolve().as_uri()}">'
    own = f'<link rel="stylesheet" href="{(HERE / "kits/kits.css").resolve().as_uri()}">'
    scripts = [HERE / f"page/{name}.js" for name in PAGE_SCRIPTS] + [
        HERE / f"truth/{name}.js" for name in TRUTH_SCRIPTS
    ]
    bundle = [_bundle(kit, folder)] if kit.bundle else []
    scripts += bundle + [HERE / f"kits/{name}.js" for name in kit.adapters]
    html = "\n".join(
        ["<!doctype html>", '<meta charset="utf-8">', base, *sheets, own, "<body></body>", *map(_script, scripts)]
    )
    path = folder / "hosts" / f"{kit.name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8")
    return path


def versions() -> dict[str, str]:
    """The pinned versions, for the records of a data set."""
    pinned: dict[str, str] = json.loads((HERE / "package.json").read_text())["dependencies"]
    return pinned
