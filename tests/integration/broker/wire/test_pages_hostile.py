from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.http.negotiation import FORM, HTML
from pact_notary.pages.routes import all_routes
from pact_notary.settings import Settings
from tests.integration.broker.wire import hostile
from tests.integration.broker.wire.builders import Clock, open_wire
from tests.integration.broker.wire.forms import BROWSER, post_fields
from tests.page_addresses import fill, list_templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.integration.broker.wire.builders import Wire

# Without the icon, which is no page.
PAGES = [
    route.path
    for route in all_routes()
    if route.path != "/favicon.ico"
    and (route.page or ("GET" in route.actions and route.actions["GET"].offers == (HTML,)))
]
QUERIES = [template for template in list_templates() if "?" in template]
FORMS = [
    route.path
    for route in all_routes()
    if "POST" in route.actions and FORM in route.actions["POST"].takes
]


@pytest.fixture(scope="module")
def hostile_wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'store.db'}"
    with open_wire(url, Settings(), clock=Clock()) as wire:
        yield wire


@pytest.fixture(scope="module")
def subjects(hostile_wire: Wire) -> Mapping[str, str]:
    return hostile.fill(hostile_wire, now=Clock().now())


@pytest.mark.parametrize("template", [*PAGES, *QUERIES])
def test_page_shows_hostile_names_as_text(
    hostile_wire: Wire, subjects: Mapping[str, str], template: str
) -> None:
    response = hostile_wire.get(fill(template, subjects), accept=BROWSER)
    while response.status_code in {302, 303}:
        response = hostile_wire.get(response.headers["Location"], accept=BROWSER)

    read = hostile.judge(response.text)
    assert response.status_code == 200, response.text
    assert read.problems == []
    assert read.titles == 1


@pytest.mark.parametrize("template", [path for path in PAGES if "{" in path])
def test_refusal_shows_hostile_names_as_text(idle_wire: Wire, template: str) -> None:
    nobody = dict.fromkeys(hostile.NAMES, hostile.ALL)
    response = idle_wire.get(fill(template, nobody), accept=BROWSER)

    assert response.status_code < 500
    assert hostile.judge(response.text).problems == []


@pytest.mark.parametrize("path", FORMS)
def test_form_of_another_site_changes_nothing(
    hostile_wire: Wire, subjects: Mapping[str, str], path: str
) -> None:
    before = hostile_wire.read("/audit-log")

    refused = [
        post_fields(hostile_wire, fill(path, subjects), fields)
        for fields in ({}, {"csrf": ""}, {"csrf": "x" * 43}, {"csrf[]": "x" * 43})
    ]

    assert {response.status_code for response in refused} == {403}
    assert "This form was not made here" in refused[0].text
    assert hostile_wire.read("/audit-log") == before
