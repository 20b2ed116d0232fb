"""Pages to calibrate the INT8 weights on: made from a seed, unlike any page that accuracy is measured on.

Only the spread of pixel values matters here: themes, sizes, weights, fonts, languages and densities. Text is
drawn at random from common characters, so that no phrase is favoured.
"""

from __future__ import annotations

import random
from pathlib import Path

from playwright.sync_api import sync_playwright

SIZES = ((1280, 800), (1440, 900), (1366, 768), (1920, 1080), (390, 844), (820, 1180))
FONTS = (
    "Noto Sans CJK SC",
    "Noto Serif CJK SC",
    "DejaVu Sans",
    "Liberation Sans",
    "DejaVu Sans Mono",
    "Liberation Serif",
)
THEMES = (
    ("#ffffff", "#222222", "#1677ff"),
    ("#f5f6fa", "#333333", "#e5484d"),
    ("#141414", "#d9d9d9", "#177ddc"),
    ("#0d1117", "#8b949e", "#238636"),
    ("#fffbe6", "#594214", "#fa8c16"),
    ("#eef6f1", "#52605a", "#0b7a4b"),
    ("#2b2250", "#efeaff", "#ff7ad9"),
)
LATIN = "etaoinshrdlucmfwypvbgkjqxz"


class Writer:
    """Random text and blocks of one page."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.is_chinese = seed % 2 == 0
        self.common = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]

    def words(self, low: int, high: int) -> str:
        """A phrase of low to high characters (Chinese) or words (Latin), some with digits."""
        count = self.random.randint(low, high)
        if self.random.random() < 0.15:
            return self.random.choice(
                (f"¥{self.random.random() * 900:.2f}", f"2026-0{count % 9 + 1}-1{count % 10}", f"{count}%")
            )
        if self.is_chinese:
            return "".join(self.random.choices(self.common, k=count))
        spelled = [
            "".join(self.random.choices(LATIN, range(26, 0, -1), k=self.random.randint(2, 9))) for _ in range(count)
        ]
        return " ".join(word.capitalize() if self.random.random() < 0.2 else word for word in spelled)

    def paragraph(self) -> str:
        """Some sentences at a size of their own."""
        size = self.random.choice((11, 12, 13, 14, 16))
        mark = "，" if self.is_chinese else ", "
        text = mark.join(self.words(4, 14) for _ in range(self.random.randint(2, 7)))
        return f"<p style='font-size:{size}px;line-height:{self.random.choice((1.3, 1.5, 1.8))}'>{text}</p>"

    def buttons(self, accent: str) -> str:
        """A row of filled and plain buttons and a field."""
        filled = f"background:{accent};color:#fff"
        plain = f"border:1px solid {accent};color:{accent}"
        made = [
            f"<span style='padding:6px 16px;margin:4px;border-radius:5px;display:inline-block;"
            f"{self.random.choice((filled, plain))}'>{self.words(1, 4)}</span>"
            for _ in range(self.random.randint(2, 6))
        ]
        return f"<div>{''.join(made)}<input placeholder='{self.words(2, 5)}' style='padding:6px'></div>"

    def table(self) -> str:
        """Rows of short cells."""
        columns = self.random.randint(3, 7)
        rows = "".join(
            "<tr>" + "".join(f"<td style='padding:5px 12px'>{self.words(1, 5)}</td>" for _ in range(columns)) + "</tr>"
            for _ in range(self.random.randint(3, 10))
        )
        return f"<table style='font-size:{self.random.choice((12, 13, 14))}px' border=1>{rows}</table>"

    def page(self) -> str:
        """A whole page: bar, sidebar, and blocks."""
        background, ink, accent = self.random.choice(THEMES)
        bar = "".join(f"<span style='margin:0 14px'>{self.words(1, 4)}</span>" for _ in range(6))
        side = "".join(f"<div style='padding:7px'>{self.words(2, 5)}</div>" for _ in range(12))
        blocks = [
            self.random.choice((self.paragraph, self.table, lambda: self.buttons(accent)))()
            for _ in range(self.random.randint(5, 9))
        ]
        title = f"<h1 style='font-size:{self.random.choice((22, 28, 36))}px'>{self.words(3, 8)}</h1>"
        font = f'{self.random.choice((13, 14, 15))}px "{self.random.choice(FONTS)}","Noto Sans CJK SC",sans-serif'
        main = f"<div style='padding:8px 24px'>{title}{''.join(blocks)}</div>"
        return (
            f"<meta charset=utf8><body style='margin:0;background:{background};color:{ink};font:{font}'>"
            f"<div style='background:{accent};color:#fff;padding:12px'>{bar}</div><div style='display:flex'>"
            f"<div style='min-width:150px;opacity:.8'>{side}</div>{main}</div>"
        )


def render(folder: Path, count: int, browser: str | None) -> list[Path]:
    """Writes PNG pictures of `count` pages, the same for the same count and browser."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, chromium_sandbox=False)
        for seed in range(count):
            width, height = SIZES[seed // 2 % len(SIZES)]
            scale = 2 if width < 600 else 1
            page = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
            page.set_content(Writer(seed).page())
            paths.append(folder / f"{seed:03}.png")
            page.screenshot(path=paths[-1])
            page.close()
        chromium.close()
    return paths
