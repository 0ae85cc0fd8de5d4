from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    an_environment,
    deploy,
    open_wire,
    pact_path,
    pair_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire

LATEST = f"{pair_path()}/latest/badge"


def _badge(wire: Wire, path: str) -> tuple[str, str]:
    """Both words of a badge."""
    response = wire.get(path, accept="image/svg+xml,*/*")
    assert response.headers["Content-Type"] == "image/svg+xml;charset=utf-8"
    assert response.headers["Cache-Control"] == "max-age=30"
    left, right = re.findall(r"<text[^>]*>([^<]*)</text>", response.text)
    return left, right


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", "kiosk/menu pact"),
        ("?label=consumer", "kiosk pact"),
        ("?label=provider", "menu pact"),
        ("?initials=true", "k/m pact"),
    ],
)
def test_badge_of_a_pact_names_both_sides(small_wire: Wire, query: str, left: str) -> None:
    publish(small_wire, "1")

    assert _badge(small_wire, LATEST + query) == (left, "unknown")
    assert _badge(small_wire, f"{LATEST}.svg{query}") == (left, "unknown")


@pytest.mark.parametrize(
    ("success", "path", "right"),
    [(True, "/1", "verified"), (False, "/1", "failed"), (True, "/2", "changed")],
)
def test_badge_of_a_pact_tells_how_it_is(
    wire: Wire, *, success: bool, path: str, right: str
) -> None:
    publish(wire, "1", a_pact("/1"))
    verify(wire, "p1", success=success)

    publish(wire, "2", a_pact(path))

    assert _badge(wire, LATEST)[1] == right


def test_badge_tells_a_pending_failure(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    asked = {"consumerVersionSelectors": [{"mainBranch": True}]}
    chosen = wire.post("/pacts/provider/Menu/for-verification", asked).get_json()
    pact = wire.follow(chosen["_embedded"]["pacts"][0], "self")
    address = pact["_links"]["pb:publish-verification-results"]["href"]

    wire.post(address, a_result(success=False))

    assert _badge(wire, LATEST)[1] == "failed (pending)"


def test_badge_is_of_the_pact_it_names(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"), tags=["prod"])
    verify(wire, "p1")
    wire.put("/pacticipants/Menu/versions/p1/tags/live")
    publish(wire, "2", a_pact("/2"))
    matrix = "/matrix/provider/Menu/latest/live/consumer/Kiosk/latest"

    assert _badge(wire, f"{pair_path()}/latest/prod/badge?tags=true") == (
        "kiosk (prod)/menu pact",
        "verified",
    )
    assert _badge(wire, f"{matrix}/prod/badge?tags=true")[0] == "kiosk (prod)/menu (live) pact"
    assert _badge(wire, f"{matrix}/prod/badge?tags=true&label=provider")[0] == "menu (live) pact"
    assert _badge(wire, f"{pair_path()}/latest-untagged/badge")[1] == "changed"
    assert _badge(wire, f"{matrix}/prod/badge")[1] == "verified"
    assert _badge(wire, f"{matrix}/none/badge") == ("pact not found", "unknown")


def test_badge_may_be_kept_as_long_as_is_set(sqlite_url: str, clock: Clock) -> None:
    settings = Settings(policy=Policy(badge_cache="no-store"))
    with open_wire(sqlite_url, settings, clock=clock) as wire:
        response = wire.get(LATEST, accept="*/*")

    assert response.headers["Cache-Control"] == "no-store"


def test_badge_of_an_unknown_pact_says_so(small_wire: Wire) -> None:
    assert _badge(small_wire, LATEST) == ("pact not found", "unknown")


@pytest.mark.parametrize(
    ("path", "badge"),
    [
        ("Kiosk/latest-version/dev/can-i-deploy/to/live", ("can-i-deploy", "dev to live")),
        ("Kiosk/latest-version/none/can-i-deploy/to/x", ("can-i-deploy", "version not found")),
        ("Nobody/latest-version/d/can-i-deploy/to/x", ("can-i-deploy", "pacticipant not found")),
        (
            "Kiosk/branches/main/latest-version/can-i-deploy/to-environment/test",
            ("can-i-deploy", "main to test"),
        ),
        (
            "Kiosk/branches/main/latest-version/can-i-deploy/to-environment/none",
            ("can-i-deploy", "environment not found"),
        ),
        # The provider has no main branch, so whether it fits is not known.
        ("Kiosk/main-branch/can-i-merge", ("can-i-merge", "unknown")),
        ("Menu/main-branch/can-i-merge", ("can-i-merge", "main branch not found")),
        ("Nobody/main-branch/can-i-merge", ("can-i-merge", "pacticipant not found")),
    ],
)
def test_badge_of_a_deployment_says_from_where_to_where(
    wire: Wire, path: str, badge: tuple[str, str]
) -> None:
    publish(wire, "1", branch="main", tags=["dev"])
    verify(wire, "p1")
    wire.put("/pacticipants/Menu/versions/p1/tags/live")
    wire.patch("/pacticipants/Menu", {"mainBranch": None})
    deploy(wire, "p1", an_environment(wire), name="Menu")

    assert _badge(wire, f"/pacticipants/{path}/badge") == badge


def test_badge_of_a_merge_says_whether_it_fits(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    verify(wire, "p1")

    assert _badge(wire, "/pacticipants/Kiosk/main-branch/can-i-merge/badge")[1] == "success"


def test_badge_of_a_deployment_has_the_label_it_is_given(small_wire: Wire) -> None:
    path = "/pacticipants/Nobody/main-branch/can-i-merge/badge?label=%3Cb%3Emain"

    assert _badge(small_wire, path)[0] == "&lt;b&gt;main"


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ("publish-pact", "Publish a pact"),
        ("pb:provider", "has to keep"),
        ("webhooks-execute", "POST here"),
        ("%3Cscript%3E", "There is no documentation for this."),
    ],
)
def test_relation_is_documented_as_a_page(small_wire: Wire, relation: str, told: str) -> None:
    response = small_wire.get(f"/doc/{relation}?context=pact", accept="text/html")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html;charset=utf-8"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert told in response.text
    assert "<script>" not in response.text


def test_pact_links_to_its_latest_result_whatever_the_address(small_wire: Wire) -> None:
    publish(small_wire, "1")
    verify(small_wire, "p1")
    content = small_wire.read(pact_path())["_links"]["pb:pact-version"]["href"]

    pact = small_wire.read(f"{content}/metadata/e30")

    assert small_wire.follow(pact, "pb:latest-verification-results")["success"] is True
