"""What holds for each page there is, in the demo world; nothing here changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.axe import find_overflow, find_violations
from tests.browser.demo_pages import find_subjects
from tests.browser.keyboard import walk
from tests.page_addresses import fill, list_templates

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.browser.conftest import OpenPage
    from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

_WIDE: Final[ViewportSize] = {"width": 1280, "height": 800}
_NARROW: Final[ViewportSize] = {"width": 360, "height": 740}
# More than any page of the demo world has; a person would use a link within the page.
_MANY_STOPS: Final = 150
_TEXTS: Final = """() => [...document.querySelectorAll("main :is(h1,h2,h3,th,td,summary,label)")]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .map((element) => element.innerText.trim()).filter(Boolean)"""
_BARE_STATUSES: Final = """() => [...document.querySelectorAll(".status")]
  .filter((element) => !/[a-z]{2}/i.test(element.textContent))
  .map((element) => element.outerHTML)"""

each_page = pytest.mark.parametrize("template", list_templates())
each_bare_page = pytest.mark.parametrize("template", [t for t in list_templates() if "?" not in t])


@pytest.fixture(scope="session")
def subjects(demo_url: str) -> dict[str, str]:
    return find_subjects(demo_url)


@each_page
def test_page_is_read_in_any_light_and_width(
    open_page: OpenPage, subjects: dict[str, str], axe: str, template: str
) -> None:
    # Without motion, colours that change are there at once.
    look = {"viewport": _WIDE, "color_scheme": "light", "reduced_motion": "reduce"}
    page = open_page(fill(template, subjects), **look)
    in_light = (find_violations(page, axe), find_overflow(page))
    page.set_viewport_size(_NARROW)
    page.emulate_media(color_scheme="dark")

    in_dark = (find_violations(page, axe), find_overflow(page))

    assert (in_light, in_dark) == (([], 0), ([], 0))
    assert page.evaluate(_BARE_STATUSES) == []


@each_bare_page
def test_page_is_walked_through_by_keyboard(
    open_page: OpenPage, subjects: dict[str, str], template: str
) -> None:
    page = open_page(fill(template, subjects), viewport=_WIDE, reduced_motion="reduce")

    walked = walk(page, at_most=_MANY_STOPS)

    assert (walked.missed, walked.unmarked) == ((), ())


@each_bare_page
def test_page_says_the_same_without_scripts(
    open_page: OpenPage, subjects: dict[str, str], template: str
) -> None:
    address = fill(template, subjects)
    with_scripts, without = (open_page(address, java_script_enabled=on) for on in (True, False))

    assert without.evaluate(_TEXTS) == with_scripts.evaluate(_TEXTS)
    assert without.locator("body").inner_text().strip()


def test_address_of_nothing_has_a_page(open_page: OpenPage, watch: Watch, axe: str) -> None:
    watch.allowed.add(404)

    page = open_page("/nobody-is-here")

    assert find_violations(page, axe) == []
    assert page.get_by_role("heading", level=1).inner_text() == "Not Found"
