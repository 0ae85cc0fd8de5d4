"""What holds for each page there is, in the demo world; nothing here changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_overflow, find_violations
from tests.browser.demo_pages import find_subjects
from tests.browser.keyboard import walk
from tests.page_addresses import fill, list_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

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

# Pages of one group are opened in one context, for a context takes longer than a page.
_GROUPS: Final = 4
_ALL: Final = list_templates()
_BARE: Final = [template for template in _ALL if "?" not in template]


def grouped(templates: Sequence[str]) -> pytest.MarkDecorator:
    groups = [templates[start::_GROUPS] for start in range(_GROUPS)]
    return pytest.mark.parametrize("templates", groups, ids=map(str, range(_GROUPS)))


@pytest.fixture(scope="session")
def subjects(demo_url: str) -> dict[str, str]:
    return find_subjects(demo_url)


@grouped(_ALL)
def test_pages_are_read_in_any_light_and_width(
    open_page: OpenPage, subjects: dict[str, str], axe: str, templates: list[str]
) -> None:
    # Without motion, colours that change are there at once.
    page = open_page(reduced_motion="reduce")
    faults = {}

    for template in templates:
        page.set_viewport_size(_WIDE)
        page.emulate_media(color_scheme="light")
        page.goto(fill(template, subjects))
        in_light = (find_violations(page, axe), find_overflow(page))
        page.set_viewport_size(_NARROW)
        page.emulate_media(color_scheme="dark")
        in_dark = (find_violations(page, axe), find_overflow(page))
        faults[template] = (in_light, in_dark, page.evaluate(_BARE_STATUSES))

    assert faults == dict.fromkeys(templates, (([], 0), ([], 0), []))


@grouped(_BARE)
def test_pages_are_walked_through_by_keyboard(
    open_page: OpenPage, subjects: dict[str, str], templates: list[str]
) -> None:
    page = open_page(viewport=_WIDE, reduced_motion="reduce")
    missed = {}

    for template in templates:
        page.goto(fill(template, subjects))
        walked = walk(page, at_most=_MANY_STOPS)
        missed[template] = (walked.missed, walked.unmarked)

    assert missed == dict.fromkeys(templates, ((), ()))


def test_pages_say_the_same_without_scripts(open_page: OpenPage, subjects: dict[str, str]) -> None:
    with_scripts, without = (open_page(java_script_enabled=on) for on in (True, False))
    different = []

    for template in _BARE:
        for page in (with_scripts, without):
            page.goto(fill(template, subjects))
        assert without.locator("body").inner_text().strip()
        if without.evaluate(_TEXTS) != with_scripts.evaluate(_TEXTS):
            different.append(template)

    assert different == []


def test_address_of_nothing_has_a_page(open_page: OpenPage, watch: Watch, axe: str) -> None:
    watch.allowed.add(404)

    page = open_page("/nobody-is-here")

    assert find_violations(page, axe) == []
    assert page.get_by_role("heading", level=1).inner_text() == "Not Found"


def test_overview_is_searched_as_one_types(open_page: OpenPage) -> None:
    page = open_page("/")
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text="payments")).to_have_count(1)

    page.get_by_label("Consumer or provider").press_sequentially("mail")

    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("mailer")
    assert page.url.endswith("?q=mail&status=&environment=&label=")


def test_network_becomes_one_that_moves_and_stays_a_table(open_page: OpenPage) -> None:
    page = open_page("/network")

    page.locator("#network canvas").last.wait_for()

    assert page.locator("#network svg a").first.is_hidden()
    expect(page.get_by_role("row").filter(has_text="mailer")).to_have_count(1)
