"""Whatever people named is shown as text: nothing runs, nothing is loaded, nothing is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser import hostile
from tests.browser.axe import find_overflow, find_violations
from tests.page_addresses import fill, list_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

_NARROW: Final = {"viewport": {"width": 360, "height": 740}}
_FOREIGN: Final = """() => [...document.querySelectorAll("script, img, a, form, [style], *")]
  .filter((element) => {
    const isForeign = ["SCRIPT", "IMG"].includes(element.tagName)
      && !element.src.startsWith(location.origin);
    const runs = [...element.attributes].some((attribute) => attribute.name.startsWith("on"));
    const leads = element.href?.toString().startsWith("javascript:");
    return isForeign || runs || leads;
  }).map((element) => element.outerHTML.slice(0, 200))"""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A broker, and what its pages are asked about."""

    url: str
    subjects: dict[str, str]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    with hostile.running_hostile(tmp_path_factory.mktemp("hostile")) as (url, subjects):
        yield Hostile(url, subjects)


@pytest.fixture
def site(world: Hostile) -> str:
    return world.url


def test_names_are_text_on_each_page(open_page: OpenPage, world: Hostile, axe: str) -> None:
    page = open_page(**_NARROW)
    templates = [template for template in list_templates() if "{token}" not in template]
    faults = {}

    for template in templates:
        page.goto(fill(template, world.subjects))
        found = (page.evaluate(_FOREIGN), find_violations(page, axe), find_overflow(page))
        faults[template] = found

    assert faults == dict.fromkeys(templates, ([], [], 0))


def test_hidden_characters_are_named(open_page: OpenPage, world: Hostile) -> None:
    path = "/pacts/provider/{provider}/consumer/{consumer}/version/{version}"

    page = open_page(fill(path, world.subjects))

    text = page.locator("main").inner_text()
    assert hostile.SCRIPT in text
    assert ("U+202E" in text, "\u202e" in text) == (True, False)
    assert ("U+200B" in text, "\u200b" in text) == (True, False)
