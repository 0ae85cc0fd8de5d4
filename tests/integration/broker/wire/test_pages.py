"""What holds for every page: who gets one, what it may load, and which forms are taken."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_page_may_load_nothing_from_elsewhere(small_wire: Wire) -> None:
    response = small_wire.get("/getting-started", accept=BROWSER)

    policy = response.headers["Content-Security-Policy"]
    assert response.headers["Content-Type"] == "text/html;charset=utf-8"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_assets_are_compressed_and_kept(small_wire: Wire) -> None:
    sent = {"Accept": "text/css,*/*;q=0.1", "Accept-Encoding": "gzip, deflate"}
    response = small_wire.send("GET", "/assets/any/pico.min.css", headers=sent)
    whole = small_wire.get("/assets/any/pico.min.css", accept="*/*")

    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == whole.data
    assert response.headers["Content-Type"] == "text/css;charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["none.css", "..%2Frouting.py", "licences", "notary.py"])
def test_only_assets_are_served(small_wire: Wire, name: str) -> None:
    assert small_wire.get(f"/assets/any/{name}", accept="*/*").status_code == 404


def test_refusal_is_a_page_for_a_browser(small_wire: Wire) -> None:
    response = small_wire.get("/pacticipants/%3Cb%3E", accept=BROWSER)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/html;charset=utf-8"
    assert "<b>" not in response.text


@pytest.mark.parametrize("accept", ["application/hal+json, */*", "*/*", "application/json"])
def test_client_gets_no_page(small_wire: Wire, accept: str) -> None:
    response = small_wire.get("/pacticipants/none", accept=accept)

    assert response.headers["Content-Type"].startswith("application/")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_change_nothing(small_wire: Wire, site: str) -> None:
    response = small_wire.send("DELETE", "/pacticipants/shop", headers={"Sec-Fetch-Site": site})

    assert response.status_code == 403


def test_own_pages_and_programs_may_change_things(small_wire: Wire) -> None:
    own = small_wire.send("DELETE", "/pacticipants/shop", headers={"Sec-Fetch-Site": "same-origin"})
    program = small_wire.delete("/pacticipants/shop")

    assert (own.status_code, program.status_code) == (404, 404)
