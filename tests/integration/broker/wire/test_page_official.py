"""Bookmarks of the official broker's pages lead to pages here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    Clock,
    an_environment,
    open_wire,
    pair_path,
    publish,
    verify,
)
from tests.integration.broker.wire.forms import BROWSER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.integration.broker.wire.builders import Wire

PAIR = pair_path()


@pytest.fixture(scope="module")
def told_wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """With a pact that was verified, in two versions of which one has a tag."""
    url = f"sqlite:///{tmp_path_factory.mktemp('official') / 'store.db'}"
    with open_wire(url, Settings(), clock=Clock()) as wire:
        publish(wire, "1", branch="main", tags=["prod"])
        publish(wire, "2", branch="feat/x")
        verify(wire, "p1")
        wire.put("/pacticipants/Menu/versions/p1/tags/prod")
        an_environment(wire)
        yield wire


def follow(wire: Wire, path: str) -> TestResponse:
    response = wire.get(path, accept=BROWSER)
    while response.status_code in {302, 303}:
        response = wire.get(response.headers["Location"], accept=BROWSER)
    return response


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?search=Kiosk&page=1&pageSize=30&tags=true",
        "/dashboard/provider/Menu/consumer/Kiosk",
        "/dashboard/provider/Menu/consumer/Kiosk?view=branch",
        "/dashboard/provider/Menu/consumer/Kiosk?view=tag",
        "/dashboard/provider/Menu/consumer/Kiosk?view=environment",
        "/dashboard/provider/Menu/consumer/Kiosk?view=all",
        "/matrix",
        "/matrix?q[][pacticipant]=Kiosk&q[][version]=1&q[][pacticipant]=Menu&latestby=cvpv&limit=9",
        "/matrix/provider/Menu/consumer/Kiosk",
        "/pacticipants/Kiosk/latest-version/prod/can-i-deploy/to/prod",
        "/pacticipants/Kiosk",
        "/pacticipants/Kiosk/network",
        f"{PAIR}/version/1",
        f"{PAIR}/latest",
        f"{PAIR}/latest/prod",
        f"{PAIR}/latest/verification-results/latest",
        "/hal-browser/browser.html",
        "/hal-browser",
        "/doc/consumer?context=pact",
    ],
)
def test_official_page_is_a_page_here(told_wire: Wire, path: str) -> None:
    response = follow(told_wire, path)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html;charset=utf-8"
    assert "<h1>" in response.text


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/hal-browser/browser.html", "/"),
        ("/hal-browser", "/"),
        ("/pacticipants/a%2Fb/network", "/network?around=a%2Fb"),
    ],
)
def test_moved_page_leads_to_its_place(told_wire: Wire, path: str, to: str) -> None:
    response = told_wire.get(path, accept=BROWSER)

    assert response.status_code == 302
    assert response.headers["Location"] == f"http://localhost{to}"


def test_icon_is_where_browsers_look_for_it(told_wire: Wire) -> None:
    moved = told_wire.get("/favicon.ico", accept="image/avif,image/webp,*/*")
    icon = told_wire.get(moved.headers["Location"], accept="image/*,*/*")

    assert moved.status_code == 302
    assert icon.headers["Content-Type"] == "image/svg+xml;charset=utf-8"
