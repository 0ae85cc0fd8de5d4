from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import an_environment, deploy, publish

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def test_environment_is_created_with_all_members(wire: Wire) -> None:
    contacts = [{"name": "Team", "details": {"emailAddress": "t@x"}}]

    shown = an_environment(wire, "pre-prod", production=True, contacts=contacts)

    own = f"http://localhost/environments/{shown['uuid']}"
    assert shown["displayName"] == "Pre Prod"
    assert (shown["production"], shown["contacts"]) == (True, contacts)
    assert shown["_links"]["self"]["href"] == own
    assert (
        shown["_links"]["pb:currently-deployed-deployed-versions"]["href"]
        == f"{own}/deployed-versions/currently-deployed"
    )
    assert shown["_links"]["pb:environments"]["href"] == "http://localhost/environments"
    assert wire.read(own) == shown


@pytest.mark.parametrize(
    ("change", "key", "told"),
    [
        ({"name": None}, "name", "is missing"),
        ({"name": " "}, "name", "cannot be blank"),
        ({"name": "a b"}, "name", "cannot contain spaces"),
        ({"name": "a\nb"}, "name", "must be on a single line"),
        ({"production": None}, "production", "is missing"),
        ({"production": "yes"}, "production", "must be true or false"),
        ({"contacts": {}}, "contacts", "must be an array of objects with a name"),
        ({"contacts": [{}]}, "contacts", "name is missing (at index 0)"),
        ({"contacts": [{"name": "a", "details": 1}]}, "contacts", "details must be an object"),
    ],
)
def test_environment_is_refused_by_member(
    small_wire: Wire, change: dict[str, Any], key: str, told: str
) -> None:
    response = small_wire.post("/environments", {"name": "test", "production": False} | change)

    texts = response.get_json()["errors"][key]
    assert response.status_code == 400
    assert any(told in text for text in texts)
    assert len(texts) == len(set(texts))


def test_environment_name_is_taken_once(wire: Wire) -> None:
    an_environment(wire, "test")
    other = an_environment(wire, "other")
    body = {"name": "test", "production": False}

    responses = [wire.post("/environments", body), wire.put(f"/environments/{other['uuid']}", body)]

    assert [response.status_code for response in responses] == [400, 400]
    assert all("already exists" in r.get_json()["errors"]["name"][0] for r in responses)


def test_environments_are_listed_by_display_name(wire: Wire) -> None:
    an_environment(wire, "z", displayName="alpha")
    an_environment(wire, "y", displayName="Beta")

    listed = wire.read("/environments")

    assert [each["name"] for each in listed["_embedded"]["environments"]] == ["z", "y"]
    assert [link["name"] for link in listed["_links"]["pb:environments"]] == ["z", "y"]
    assert all("pb:environments" in e["_links"] for e in listed["_embedded"]["environments"])
    found = wire.read("/environments?name=y")["_embedded"]["environments"]
    assert [each["name"] for each in found] == ["y"]


def test_environment_is_replaced(wire: Wire) -> None:
    created = an_environment(wire, "test", displayName="T")

    response = wire.put(f"/environments/{created['uuid']}", {"name": "test", "production": True})

    shown = response.get_json()
    assert response.status_code == 200
    assert (shown["displayName"], shown["production"]) == ("Test", True)
    assert wire.put("/environments/none", {"name": "x", "production": True}).status_code == 404


def test_removing_an_environment_ends_what_is_there(wire: Wire) -> None:
    publish(wire, "1")
    environment = an_environment(wire)
    deployed = deploy(wire, "1", environment)
    path = f"/environments/{environment['uuid']}"

    removed = [wire.delete(path).status_code for _ in range(2)]

    assert removed == [204, 404]
    assert wire.get(f"/deployed-versions/{deployed['uuid']}").status_code == 404
    assert wire.read("/pacticipants/Kiosk/versions/1")["_links"]["pb:record-deployment"] == []
