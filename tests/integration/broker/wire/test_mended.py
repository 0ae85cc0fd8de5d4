"""Where the official broker is wrong and clients rely on nothing of it, ours is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import a_pact, pact_path, publish, verify

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def choose(wire: Wire, *selectors: dict[str, Any], **members: Any) -> Any:
    question = {"consumerVersionSelectors": selectors, **members}
    response = wire.post("/pacts/provider/Menu/for-verification", question)
    assert response.status_code == 200, response.text
    return response.get_json()["_embedded"]["pacts"]


def test_fallback_branch_has_its_effect(small_wire: Wire) -> None:
    publish(small_wire, branch="main")

    assert choose(small_wire, {"branch": "feat/x"}) == []
    assert len(choose(small_wire, {"branch": "feat/x", "fallbackBranch": "main"})) == 1


def test_pending_is_told_unless_it_is_declined(small_wire: Wire) -> None:
    publish(small_wire, branch="main")

    (asked,) = choose(small_wire, {"branch": "main"})
    (declined,) = choose(small_wire, {"branch": "main"}, includePendingStatus=False)

    assert asked["verificationProperties"]["pending"] is True
    assert "pending" not in declined["verificationProperties"]


def test_webhooks_of_a_consumer_are_those_of_the_consumer(small_wire: Wire) -> None:
    publish(small_wire)

    links = small_wire.read(pact_path())["_links"]

    assert links["pb:consumer-webhooks"]["href"].endswith("/webhooks/consumer/Kiosk")


def test_provider_with_several_results_is_summed_up_once(small_wire: Wire) -> None:
    publish(small_wire)
    for number in ("p1", "p2", "p3"):
        verify(small_wire, number)

    shown = small_wire.read("/verification-results/consumer/Kiosk/version/1/latest")

    assert shown["providerSummary"]["successful"] == ["Menu"]


def test_body_of_a_pact_that_is_a_list_is_refused(small_wire: Wire) -> None:
    assert small_wire.put(pact_path(), [a_pact()]).status_code == 400


@pytest.mark.parametrize("latest_by", ["zzz", "cpv", "1"])
def test_unknown_latestby_is_refused(small_wire: Wire, latest_by: str) -> None:
    publish(small_wire)

    response = small_wire.get(f"/matrix?q[][pacticipant]=Kiosk&latestby={latest_by}")

    assert response.status_code == 400
    assert "latestby" in response.get_json()["errors"][0]
