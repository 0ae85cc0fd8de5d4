from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.demo_pages import find_subjects
from tests.browser.screenshots import SHOTS, take

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_PAGE: Final = Path(__file__).parents[2] / "docs" / "pages.md"
_PICTURES: Final = {file.stem: file.stat().st_size for file in _PAGE.with_suffix("").iterdir()}


def test_page_shows_each_picture_and_no_other() -> None:
    shown = re.findall(r"\(pages/([a-z-]+)\.webp\)", _PAGE.read_text(encoding="utf-8"))

    assert sorted(shown) == sorted(shot.name for shot in SHOTS) == sorted(_PICTURES)


def test_pictures_are_small() -> None:
    assert sum(_PICTURES.values()) < 1_500_000
    assert max(_PICTURES.values()) < 100_000


def test_picture_is_the_same_each_time(chromium: Browser, demo_url: str) -> None:
    subjects = find_subjects(demo_url)

    first, second = (take(chromium, SHOTS[0], site=demo_url, subjects=subjects) for _ in range(2))

    assert first == second
