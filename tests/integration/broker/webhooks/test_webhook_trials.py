from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.webhooks.redaction import STARS
from tests.integration.broker.webhooks.receiver import Reply
from tests.integration.broker.wire.builders import an_environment, deploy, publish, verify

if TYPE_CHECKING:
    from tests.integration.broker.webhooks.receiver import Receiver
    from tests.integration.broker.wire.builders import Wire

ALL = "${pactbroker.consumerName}/${pactbroker.consumerVersionNumber}/${pactbroker.eventName}"


def a_webhook(receiver: Receiver, **members: Any) -> dict[str, Any]:
    request = {"method": "POST", "url": f"{receiver.url}/{ALL}", "headers": {"X-Token": "t0ken"}}
    return {"request": request, **members}


def try_saved(wire: Wire, document: Any) -> Any:
    created = wire.post("/webhooks", document)
    assert created.status_code == 201, created.text
    assert created.json is not None
    response = wire.post(created.json["_links"]["pb:execute"]["href"], {})
    assert response.status_code == 200, response.text
    return response.json


def test_saved_webhook_is_tried_with_the_newest_pact(wire: Wire, receiver: Receiver) -> None:
    publish(wire, "1")
    publish(wire, "2")

    document = try_saved(wire, a_webhook(receiver, consumer={"name": "Kiosk"}))

    assert receiver.wait_for_one().path == "/Kiosk/2/test"
    assert document["success"] is True
    assert document["request"]["url"] == f"{receiver.url}/Kiosk/2/test"
    assert document["request"]["headers"]["x-token"] == STARS
    assert document["response"]["status"] == 200
    assert document["response"]["body"] == "thanks"
    assert "The webhook succeeded" in document["logs"]
    assert sorted(document["_links"]) == ["try-again", "webhook"]
    assert "t0ken" not in str(document)


def test_webhook_without_pacts_is_tried_with_made_up_names(
    small_wire: Wire, receiver: Receiver
) -> None:
    document = try_saved(small_wire, a_webhook(receiver, provider={"label": "none"}))

    assert document["success"] is True
    assert receiver.wait_for_one().path == "/Example%20Consumer/1/test"


def test_unsaved_webhook_is_tried_and_not_saved(small_wire: Wire, receiver: Receiver) -> None:
    response = small_wire.post("/webhooks/execute", a_webhook(receiver))

    assert response.status_code == 200
    assert response.json is not None
    assert list(response.json["_links"]) == ["try-again"]
    assert receiver.wait_for_one().method == "POST"
    assert small_wire.read("/webhooks")["_links"]["pb:webhooks"] == []


def test_latest_result_is_told(wire: Wire, receiver: Receiver) -> None:
    publish(wire)
    verify(wire, "p7", success=False)
    document = a_webhook(receiver)
    document["request"]["url"] = f"{receiver.url}/${{pactbroker.githubVerificationStatus}}"

    try_saved(wire, document)

    assert receiver.wait_for_one().path == "/failure"


def test_deployed_version_is_told(wire: Wire, receiver: Receiver) -> None:
    publish(wire)
    verify(wire, "p7")
    deploy(wire, "p7", an_environment(wire), name="Menu")
    document = a_webhook(receiver)
    deployed = "${pactbroker.currentlyDeployedProviderVersionNumber}"
    document["request"]["url"] = f"{receiver.url}/{deployed}"

    try_saved(wire, document)

    assert receiver.wait_for_one().path == "/p7"


def test_failure_of_the_receiver_is_no_failure_of_the_request(
    small_wire: Wire, receiver: Receiver
) -> None:
    receiver.replies = [Reply(503)]

    document = try_saved(small_wire, a_webhook(receiver))

    assert document["success"] is False
    assert document["response"]["status"] == 503
    assert "error" not in document


def test_unreachable_receiver_is_told(small_wire: Wire) -> None:
    document = try_saved(
        small_wire, {"request": {"method": "POST", "url": "http://127.0.0.1:9/discard"}}
    )

    assert document["success"] is False
    assert "could not be asked" in document["error"]["message"]
    assert "response" not in document


def test_unknown_webhook_is_not_tried(small_wire: Wire) -> None:
    assert small_wire.post("/webhooks/no-such-webhook-here/execute", {}).status_code == 404


def test_invalid_webhook_is_not_tried(small_wire: Wire) -> None:
    response = small_wire.post("/webhooks/execute", {"request": {"method": "POST"}})

    assert response.status_code == 400


@pytest.mark.parametrize("host", ["169.254.169.254", "[::1]", "2130706433", "localhost"])
def test_internal_target_is_refused_by_default(guarded_wire: Wire, host: str) -> None:
    document = {"request": {"method": "POST", "url": f"https://{host}/latest/meta-data"}}

    response = guarded_wire.post("/webhooks/execute", document)

    assert response.status_code == 400
    assert "internal address" in response.text
