from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from pact_notary.domain.webhooks.redaction import STARS
from pact_notary.store.webhook_schema import Obscured
from tests.integration.broker.wire.builders import publish

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

UUID = "my-own-uuid-16chars"


def a_webhook(**members: Any) -> dict[str, Any]:
    request = {"method": "POST", "url": "https://ci.example.org/start"}
    return {"request": request, **members}


def with_secrets(*secrets: str) -> dict[str, Any]:
    """With a password and an authorization header, if no others are given."""
    password, authorization = secrets or ("s3cret", "Bearer t0ken")
    request = {
        "method": "POST",
        "url": "https://ci.example.org/start",
        "username": "me",
        "password": password,
        "headers": {"Authorization": authorization, "X-Plain": "plain"},
    }
    return {"request": request}


def create(wire: Wire, document: Any, path: str = "/webhooks") -> Any:
    response = wire.post(path, document)
    assert response.status_code == 201, response.text
    return response.json


def test_webhook_is_created(wire: Wire) -> None:
    response = wire.post("/webhooks", a_webhook(description="Build"))

    assert response.status_code == 201
    document = response.json
    assert document is not None
    own = f"http://localhost/webhooks/{document['uuid']}"
    assert response.headers["Location"] == own
    assert len(document.pop("uuid")) >= 16
    assert document.pop("createdAt").startswith("2026-03-01T00:00:")
    assert document == {
        "description": "Build",
        "enabled": True,
        "events": [{"name": "contract_content_changed"}],
        "request": {"method": "POST", "url": "https://ci.example.org/start"},
        "_links": {
            "self": {"href": own, "title": "A webhook", "name": "Build"},
            "pb:execute": {"href": f"{own}/execute", "title": "Try the webhook"},
            "pb:webhooks": {"href": "http://localhost/webhooks", "title": "All webhooks"},
            "curies": [
                {"name": "pb", "href": "http://localhost/doc/webhooks-{rel}", "templated": True}
            ],
        },
    }


def test_webhook_is_shown_as_it_was_created(wire: Wire) -> None:
    publish(wire)
    sent = a_webhook(
        consumer={"name": "Kiosk"},
        provider={"label": "back"},
        enabled=False,
        events=[{"name": "provider_verification_failed"}],
    )
    sent["request"] |= {"headers": {"X-A": "b"}, "body": {"a": ["é", None]}}

    document = create(wire, sent)

    assert wire.read(f"/webhooks/{document['uuid']}") == document
    assert document["consumer"] == {"name": "Kiosk"}
    assert document["provider"] == {"label": "back"}
    assert document["enabled"] is False
    assert document["events"] == [{"name": "provider_verification_failed"}]
    assert document["request"]["headers"] == {"x-a": "b"}
    assert document["request"]["body"] == {"a": ["é", None]}
    assert document["description"] == "POST ci.example.org"
    assert document["_links"]["pb:consumer"]["href"] == "http://localhost/pacticipants/Kiosk"
    assert document["_links"]["pb:providers"]["name"] == "back"


@pytest.mark.parametrize(
    ("path", "consumer", "provider"),
    [
        ("/webhooks/provider/Menu/consumer/Kiosk", "Kiosk", "Menu"),
        ("/webhooks/provider/Menu", None, "Menu"),
        ("/webhooks/consumer/Kiosk", "Kiosk", None),
        ("/pacts/provider/Menu/consumer/Kiosk/webhooks", "Kiosk", "Menu"),
    ],
)
def test_collection_forces_its_sides(
    wire: Wire, path: str, consumer: str | None, provider: str | None
) -> None:
    publish(wire)

    document = create(wire, a_webhook(), path)

    assert document.get("consumer", {}).get("name") == consumer
    assert document.get("provider", {}).get("name") == provider
    [listed] = wire.read(path)["_links"]["pb:webhooks"]
    assert listed["href"].endswith(f"/webhooks/{document['uuid']}")
    assert listed["name"] == "POST ci.example.org"


def test_collections_list_exactly_their_own(wire: Wire) -> None:
    publish(wire)
    paths = (
        "/webhooks/provider/Menu/consumer/Kiosk",
        "/webhooks/provider/Menu",
        "/webhooks/consumer/Kiosk",
        "/webhooks",
    )
    for path in paths:
        create(wire, a_webhook(), path)

    counts = [len(wire.read(path)["_links"]["pb:webhooks"]) for path in paths]

    assert counts == [1, 1, 1, 4]


def test_empty_collection_has_its_links(small_wire: Wire) -> None:
    document = small_wire.read("/webhooks")

    assert list(document) == ["_links"]
    assert document["_links"]["pb:webhooks"] == []
    assert document["_links"]["pb:create"]["href"] == "http://localhost/webhooks"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "path",
    ["/webhooks/provider/None", "/webhooks/consumer/None", "/webhooks/provider/None/consumer/X"],
)
def test_unknown_application_in_the_path_is_not_found(
    small_wire: Wire, path: str, method: str
) -> None:
    sent = small_wire.get(path) if method == "GET" else small_wire.post(path, a_webhook())

    assert sent.status_code == 404


def test_unknown_application_in_the_body_is_refused(wire: Wire) -> None:
    response = wire.post("/webhooks", a_webhook(consumer={"name": "None"}))

    assert response.status_code == 400
    assert response.json is not None
    assert list(response.json["errors"]) == ["consumer.name"]


def test_invalid_webhook_is_refused_with_every_reason(small_wire: Wire) -> None:
    response = small_wire.post(
        "/webhooks", {"events": [{"name": "x"}], "request": {"method": "POST"}}
    )

    assert response.status_code == 400
    assert response.json is not None
    assert sorted(response.json["errors"]) == ["events", "request.url"]
    assert response.json["errors"]["events"][0].endswith("(at index 0)")
    assert small_wire.read("/webhooks")["_links"]["pb:webhooks"] == []


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://ci.example.org", "schemes https"),
        ("https://127.0.0.1", "internal address"),
        ("https://${pactbroker.consumerName}.org", "template parameter in the host"),
    ],
)
def test_rules_of_the_operator_are_asked_when_saving(
    guarded_wire: Wire, url: str, text: str
) -> None:
    document = {"request": {"method": "POST", "url": url}}

    for path in ("/webhooks", "/webhooks/execute"):
        response = guarded_wire.post(path, document)
        assert response.status_code == 400
        assert text in response.text
    assert guarded_wire.put(f"/webhooks/{UUID}", document).status_code == 400


def test_put_creates_and_replaces(wire: Wire) -> None:
    path = f"/webhooks/{UUID}"

    first = wire.put(path, a_webhook(description="one", events=[{"name": "contract_published"}]))
    second = wire.put(path, a_webhook(description="two"))

    assert (first.status_code, second.status_code) == (201, 200)
    document = wire.read(path)
    assert document["uuid"] == UUID
    assert document["description"] == "two"
    assert document["events"] == [{"name": "contract_content_changed"}]
    assert "updatedAt" in document
    assert len(wire.read("/webhooks")["_links"]["pb:webhooks"]) == 1


@pytest.mark.parametrize("uuid", ["short", "dots.are.not.allowed.here", "a" * 300])
def test_put_refuses_an_unusable_uuid(small_wire: Wire, uuid: str) -> None:
    response = small_wire.put(f"/webhooks/{uuid}", a_webhook())

    assert response.status_code == 400
    assert "16 to 255 of the characters" in response.text


def test_deleted_webhook_is_gone(wire: Wire) -> None:
    path = f"/webhooks/{create(wire, a_webhook())['uuid']}"

    assert wire.delete(path).status_code == 204
    assert wire.get(path).status_code == 404
    assert wire.delete(path).status_code == 404


def test_secrets_are_shown_as_stars(small_wire: Wire) -> None:
    response = small_wire.post("/webhooks", with_secrets())

    assert response.json is not None
    shown = response.json["request"]
    assert shown["password"] == STARS
    assert shown["headers"] == {"authorization": STARS, "x-plain": "plain"}
    assert shown["username"] == "me"


def test_put_of_stars_keeps_the_secrets(wire: Wire) -> None:
    path = f"/webhooks/{UUID}"
    wire.put(path, with_secrets())

    wire.put(path, with_secrets(STARS, STARS))

    assert stored_secrets(wire) == ("s3cret", "Bearer t0ken")


def test_put_of_new_secrets_replaces_them(wire: Wire) -> None:
    path = f"/webhooks/{UUID}"
    wire.put(path, with_secrets())

    wire.put(path, with_secrets("new", "newer"))

    assert stored_secrets(wire) == ("new", "newer")


def test_database_does_not_show_secrets_at_a_glance(wire: Wire) -> None:
    create(wire, with_secrets())

    with wire.engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM webhooks").one()

    assert "s3cret" not in str(row)
    assert "t0ken" not in str(row)


def test_webhooks_go_with_their_application(wire: Wire) -> None:
    publish(wire)
    create(wire, a_webhook(), "/webhooks/consumer/Kiosk")
    create(wire, a_webhook())

    wire.delete("/pacticipants/Kiosk")

    assert len(wire.read("/webhooks")["_links"]["pb:webhooks"]) == 1


@pytest.mark.parametrize("body", ["[]", '"x"', "null", "1"])
def test_something_else_is_no_webhook(small_wire: Wire, body: str) -> None:
    response = small_wire.send("POST", "/webhooks", data=body, content_type="application/json")

    assert response.status_code == 400


def stored_secrets(wire: Wire) -> tuple[str, str]:
    from_store = sa.text("SELECT password, headers FROM webhooks")
    with wire.engine.connect() as connection:
        row = connection.execute(from_store.columns(password=Obscured, headers=Obscured)).one()
    return row.password, dict(json.loads(row.headers))["authorization"]
