from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import (
    a_pact,
    an_environment,
    deploy,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def _items(wire: Wire, path: str = "/dashboard") -> list[Any]:
    items: list[Any] = wire.read(path)["items"]
    return items


def test_dashboard_shows_the_pacts_that_matter_now(wire: Wire) -> None:
    environment = an_environment(wire)
    publish(wire, "1", a_pact("/1"))
    deploy(wire, "1", environment)
    publish(wire, "2", a_pact("/2"), branch="main", tags=["t"])
    publish(wire, "3", a_pact("/3"), branch="main")
    publish(wire, "4", a_pact("/4"), branch="feat/x")
    publish(wire, "5", a_pact("/5"), branch="feat/x")

    numbers = [item["consumer"]["version"]["number"] for item in _items(wire)]

    assert numbers == ["5", "3", "2", "1"]


def test_dashboard_item_tells_all_of_both_sides(wire: Wire) -> None:
    publish(wire, "1", branch="main", tags=["t"])
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    wire.put("/pacticipants/Menu/versions/p1/tags/live")
    verify(wire, "p1")

    item = _items(wire)[0]

    assert item["consumer"]["version"]["branch"] == "main"
    assert item["consumer"]["version"]["headBranchNames"] == ["main"]
    assert item["provider"]["version"]["number"] == "p1"
    assert [(tag["name"], tag["latest"]) for tag in item["pactTags"]] == [("t", True)]
    assert [tag["name"] for tag in item["latestVerificationResultTags"]] == ["live"]
    assert wire.follow(item["latestVerificationResult"], "self")["success"] is True
    assert (item["verificationStatus"], item["webhookStatus"]) == ("success", "none")
    assert item["latestWebhookExecution"] is None


def test_dashboard_item_without_a_result_has_nulls(wire: Wire) -> None:
    publish(wire, "1")

    item = _items(wire)[0]

    assert (item["provider"]["version"], item["latestVerificationResult"]) == (None, None)
    assert item["verificationStatus"] == "never"


@pytest.mark.parametrize(
    ("success", "republished", "status"),
    [
        (True, "/1", "success"),
        (False, "/1", "failed"),
        (True, "/2", "stale"),
        (False, "/2", "failed"),
    ],
)
def test_status_is_of_the_newest_result(
    wire: Wire, *, success: bool, republished: str, status: str
) -> None:
    publish(wire, "1", a_pact("/1"))
    verify(wire, "p1", success=success)

    publish(wire, "2", a_pact(republished))

    assert _items(wire)[0]["verificationStatus"] == status


def test_dashboard_of_a_pair_shows_only_it(wire: Wire) -> None:
    publish(wire, "1", a_pact())
    publish(wire, "1", a_pact(consumer="Phone"))

    items = _items(wire, "/dashboard/provider/Menu/consumer/Phone")

    assert [item["consumer"]["name"] for item in items] == ["Phone"]
    assert wire.get("/dashboard/provider/Menu/consumer/Nobody").status_code == 404


def test_dashboard_is_paged_by_thirty(wire: Wire) -> None:
    for number in ("1", "2", "3"):
        publish(wire, number, a_pact(f"/{number}"), branch=f"b{number}")

    whole, part = wire.read("/dashboard"), wire.read("/dashboard?page=2&size=2")

    assert whole["page"] == {"number": 1, "size": 30, "totalElements": 3, "totalPages": 1}
    assert [item["consumer"]["version"]["number"] for item in part["items"]] == ["1"]
    assert part["_links"]["previous"]["href"] == "http://localhost/dashboard?size=2&page=1"


def test_dashboard_is_a_table_of_text_too(wire: Wire) -> None:
    publish(wire, "1")

    lines = wire.get("/dashboard", accept="text/plain").text.splitlines()

    assert lines[2].split(" | ")[-2:] == ["never ", "none"]
