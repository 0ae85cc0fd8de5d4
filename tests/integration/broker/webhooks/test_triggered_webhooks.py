from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.delivery.dispatcher import Delivery, deliver_next
from pact_notary.delivery.sender import Sender
from pact_notary.service.lookups import get_pacticipant
from pact_notary.service.removing import remove_integration
from pact_notary.store.database import writing
from tests.integration.broker.webhooks.builders import a_transaction, new_uuid, some_settings
from tests.integration.broker.webhooks.receiver import Reply
from tests.integration.broker.wire.builders import (
    Clock,
    a_pact,
    a_publication,
    a_result,
    pact_path,
    pair_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.webhooks.receiver import Receiver
    from tests.integration.broker.wire.builders import Wire


def save(wire: Wire, receiver: Receiver, *events: str) -> str:
    document = {
        "description": "Build",
        "events": [{"name": event} for event in events],
        "request": {"method": "POST", "url": receiver.url},
    }
    response = wire.post("/webhooks", document)
    assert response.status_code == 201, response.text
    assert response.json is not None
    uuid: str = response.json["uuid"]
    return uuid


def deliver_all(wire: Wire, *, schedule_s: tuple[int, ...] = (86_400,)) -> None:
    clock = Clock()
    clock.advance(seconds=3600)
    sender = Sender(some_settings(), clock=clock.now)
    delivery = Delivery(wire.engine, sender, schedule_s, clock.now, new_uuid)
    while deliver_next(delivery):
        pass


def triggered(wire: Wire, path: str) -> list[Any]:
    found: list[Any] = wire.read(path)["_embedded"]["triggeredWebhooks"]
    return found


def test_publishing_tells_of_triggered_webhooks(wire: Wire, receiver: Receiver) -> None:
    save(wire, receiver, "contract_published")

    notices = publish(wire)["notices"]

    [told] = [notice["text"] for notice in notices if "triggered for event" in notice["text"]]
    logs = told.rpartition(" ")[2]
    assert '"Build" triggered for event contract_published' in told
    assert wire.get(logs, accept="*/*").text == "The request has not been made yet.\n"


def test_publishing_tells_of_webhooks_that_do_not_fire(
    small_wire: Wire, receiver: Receiver
) -> None:
    save(small_wire, receiver, "provider_verification_failed")

    texts = [notice["text"] for notice in publish(small_wire)["notices"]]

    assert "  No webhook of this pair is switched on for these events" in texts
    assert not any("Configure a webhook" in text for text in texts)


def test_publishing_advises_to_configure_a_webhook(small_wire: Wire) -> None:
    notices = publish(small_wire)["notices"]

    steps = [notice for notice in notices if notice["type"] == "prompt"][1:]
    assert [step["text"][:14] for step in steps] == [
        "  Next steps:",
        "    * Let Menu",
        "    * Configur",
    ]


def test_putting_a_pact_triggers(small_wire: Wire, receiver: Receiver) -> None:
    save(small_wire, receiver, "contract_published")

    small_wire.put(pact_path("1"), a_pact())

    assert len(triggered(small_wire, f"{pact_path('1')}/triggered-webhooks")) == 1


def test_refused_publication_triggers_nothing(small_wire: Wire, receiver: Receiver) -> None:
    publish(small_wire)
    save(small_wire, receiver, "contract_published")

    response = small_wire.post("/contracts/publish", a_publication("1", a_pact("/other")))

    assert response.status_code == 409
    assert triggered(small_wire, f"{pact_path('1')}/triggered-webhooks") == []


def test_result_triggers_and_lists_its_own(wire: Wire, receiver: Receiver) -> None:
    publish(wire)
    save(wire, receiver, "provider_verification_succeeded", "provider_verification_published")

    result = verify(wire)

    listed = triggered(wire, result["_links"]["pb:triggered-webhooks"]["href"])
    assert [each["eventName"] for each in listed] == [
        "provider_verification_succeeded",
        "provider_verification_published",
    ]
    assert len(triggered(wire, f"{pact_path('1')}/triggered-webhooks")) == 2


def test_result_of_several_versions_triggers_one_request_each(
    wire: Wire, receiver: Receiver
) -> None:
    for number in ("1", "2"):
        publish(wire, number, tags=[f"t{number}"])
    save(wire, receiver, "provider_verification_published")
    selectors = [{"tag": "t1", "latest": True}, {"tag": "t2", "latest": True}]
    chosen = wire.post(
        "/pacts/provider/Menu/for-verification", {"consumerVersionSelectors": selectors}
    )
    assert chosen.json is not None
    [pact] = chosen.json["_embedded"]["pacts"]

    wire.post(f"{pact['_links']['self']['href']}/verification-results", a_result())

    for number in ("1", "2"):
        assert len(triggered(wire, f"{pact_path(number)}/triggered-webhooks")) == 1


def test_delivery_is_told(wire: Wire, receiver: Receiver) -> None:
    uuid = save(wire, receiver, "contract_published")
    publish(wire)
    [before] = triggered(wire, f"{pact_path('1')}/triggered-webhooks")

    deliver_all(wire)

    [after] = triggered(wire, f"{pact_path('1')}/triggered-webhooks")
    assert (before["status"], before["attemptsMade"], before["attemptsRemaining"]) == (
        "not_run",
        0,
        7,
    )
    logs = after.pop("_links")
    assert logs["pb:webhook"]["href"] == f"http://localhost/webhooks/{uuid}"
    assert logs["logs"] == logs["pb:logs"]
    after.pop("uuid")
    assert after.pop("triggeredAt").startswith("2026-03-01T")
    assert after == {
        "name": "POST 127.0.0.1",
        "status": "success",
        "attemptsMade": 1,
        "attemptsRemaining": 0,
        "triggerType": "resource_creation",
        "eventName": "contract_published",
    }
    assert "The webhook succeeded" in wire.get(logs["logs"]["href"], accept="*/*").text


def test_logs_are_shown_as_a_document_when_asked(wire: Wire, receiver: Receiver) -> None:
    save(wire, receiver, "contract_published")
    publish(wire)
    deliver_all(wire)
    [each] = triggered(wire, f"{pact_path('1')}/triggered-webhooks")

    document = wire.read(each["_links"]["logs"]["href"])

    assert document["eventName"] == "contract_published"
    assert (document["consumerName"], document["providerName"]) == ("Kiosk", "Menu")
    [execution] = document["executions"]
    assert execution["success"] is True
    assert sorted(execution) == ["createdAt", "logs", "success"]
    assert document["_embedded"] == {"triggeredWebhook": {"uuid": each["uuid"]}}
    assert sorted(document["_links"]) == ["pb:webhook", "self"]


def test_logs_outlive_their_webhook(wire: Wire, receiver: Receiver) -> None:
    uuid = save(wire, receiver, "contract_published")
    publish(wire)
    deliver_all(wire)

    wire.delete(f"/webhooks/{uuid}")

    [each] = triggered(wire, f"{pact_path('1')}/triggered-webhooks")
    assert each["name"] == "POST 127.0.0.1"
    assert "pb:webhook" not in each["_links"]
    assert "The webhook succeeded" in wire.get(each["_links"]["logs"]["href"], accept="*/*").text


def test_status_sums_up_the_newest_of_each_event(wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(500), Reply(200)]
    save(wire, receiver, "contract_published", "contract_content_changed")
    publish(wire, "1")
    deliver_all(wire, schedule_s=())
    publish(wire, "2")

    document = wire.read(f"{pair_path()}/webhooks/status")

    assert document["summary"] == {"successful": 1, "failed": 0, "notRun": 1}
    assert [
        (each["eventName"], each["status"]) for each in document["_embedded"]["triggeredWebhooks"]
    ] == [("contract_published", "not_run"), ("contract_content_changed", "success")]
    assert document["_links"]["pb:error-logs"] == []
    assert document["_links"]["pb:pact-version"]["name"] == "2"


def test_status_links_the_logs_of_failures(small_wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(500)]
    save(small_wire, receiver, "contract_published")
    publish(small_wire)
    deliver_all(small_wire, schedule_s=())

    document = small_wire.read(f"{pair_path()}/webhooks/status")

    assert document["summary"] == {"successful": 0, "failed": 1}
    [logs] = document["_links"]["pb:error-logs"]
    assert "500 does not count as success" in small_wire.get(logs["href"], accept="*/*").text


def test_retrying_request_is_counted(small_wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(500)]
    save(small_wire, receiver, "contract_published")
    publish(small_wire)
    deliver_all(small_wire)

    document = small_wire.read(f"{pair_path()}/webhooks/status")

    assert document["summary"] == {"successful": 0, "failed": 0, "retrying": 1}


@pytest.mark.parametrize(
    "path",
    [
        "/pacts/provider/None/consumer/Kiosk/webhooks/status",
        "/pacts/provider/Kiosk/consumer/Menu/webhooks/status",
        "/pacts/provider/Menu/consumer/Kiosk/version/99/triggered-webhooks",
        "/pacts/provider/Menu/consumer/Kiosk/pact-version/abc/verification-results/1/triggered-webhooks",
        "/triggered-webhooks/none/logs",
    ],
)
def test_nothing_is_told_of_what_is_not_there(small_wire: Wire, path: str) -> None:
    publish(small_wire)

    assert small_wire.get(path).status_code == 404


def test_deleted_pact_takes_its_history_along(wire: Wire, receiver: Receiver) -> None:
    save(wire, receiver, "contract_published")
    publish(wire, "1")
    [each] = triggered(wire, f"{pact_path('1')}/triggered-webhooks")

    wire.delete(pact_path("1"))

    assert wire.get(each["_links"]["logs"]["href"], accept="*/*").status_code == 404
    deliver_all(wire)
    assert receiver.received == []


def test_deleted_result_leaves_its_history(wire: Wire, receiver: Receiver) -> None:
    save(wire, receiver, "provider_verification_published")
    publish(wire)
    result = verify(wire)

    wire.delete(result["_links"]["self"]["href"])

    assert len(triggered(wire, f"{pact_path('1')}/triggered-webhooks")) == 1


def test_deleted_integration_takes_its_webhooks_along(wire: Wire, receiver: Receiver) -> None:
    publish(wire)
    document = {"request": {"method": "POST", "url": receiver.url}}
    wire.post("/webhooks/provider/Menu/consumer/Kiosk", document)
    wire.post("/webhooks", document)

    with writing(wire.engine) as connection:
        kiosk, menu = (get_pacticipant(connection, name) for name in ("Kiosk", "Menu"))
        remove_integration(a_transaction(connection), kiosk, menu)

    assert len(wire.read("/webhooks")["_links"]["pb:webhooks"]) == 1
