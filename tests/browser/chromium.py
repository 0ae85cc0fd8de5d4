"""Chromium as the machine has it, driven by Playwright; no browser is ever downloaded."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
# Containers have no sandbox for root and little shared memory; letters look the same everywhere.
_OPTIONS: Final = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)


class MissingBrowser(Exception):
    """No Chromium is on this machine; the text says what would bring it."""


@contextmanager
def open_chromium(*options: str) -> Iterator[Browser]:
    """A browser without a window.

    Raises: MissingBrowser.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise MissingBrowser("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*_OPTIONS, *options], headless=True
        )
        try:
            yield browser
        finally:
            browser.close()
