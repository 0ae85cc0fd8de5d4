from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import an_environment, deploy, publish

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


@pytest.fixture
def environment(wire: Wire) -> Any:
    publish(wire, "1")
    publish(wire, "2")
    return an_environment(wire)


def _current(wire: Wire, environment: Any, query: str = "") -> list[tuple[str, str | None]]:
    """Number and instance of what is deployed now."""
    path = f"/environments/{environment['uuid']}/deployed-versions/currently-deployed{query}"
    return [
        (each["_embedded"]["version"]["number"], each.get("applicationInstance"))
        for each in wire.read(path)["_embedded"]["deployedVersions"]
    ]


def _release(wire: Wire, environment: Any, number: str = "1") -> Any:
    path = f"/pacticipants/Kiosk/versions/{number}/released-versions/environment/"
    return wire.post(path + environment["uuid"], {})


def test_deployment_is_shown_with_all_around_it(wire: Wire, environment: Any) -> None:
    shown = deploy(wire, "1", environment, applicationInstance="blue")

    assert shown["currentlyDeployed"] is True
    assert (shown["target"], shown["applicationInstance"]) == ("blue", "blue")
    assert shown["_embedded"]["pacticipant"] == {"name": "Kiosk"}
    assert shown["_embedded"]["version"]["number"] == "1"
    assert shown["_embedded"]["environment"]["name"] == "test"
    assert wire.read(f"/deployed-versions/{shown['uuid']}") == shown


def test_deploying_again_is_the_same_deployment(wire: Wire, environment: Any) -> None:
    first, again = deploy(wire, "1", environment), deploy(wire, "1", environment)

    assert first["uuid"] == again["uuid"]


def test_deployment_takes_the_place_of_the_one_before(wire: Wire, environment: Any) -> None:
    first = deploy(wire, "1", environment)
    deploy(wire, "2", environment)

    assert _current(wire, environment) == [("2", None)]
    ended = wire.read(f"/deployed-versions/{first['uuid']}")
    assert ended["currentlyDeployed"] is False
    assert ended["undeployedAt"]


def test_old_version_deployed_again_is_a_new_deployment(wire: Wire, environment: Any) -> None:
    first = deploy(wire, "1", environment)
    deploy(wire, "2", environment)

    again = deploy(wire, "1", environment)

    assert again["uuid"] != first["uuid"]
    path = f"/pacticipants/Kiosk/versions/1/deployed-versions/environment/{environment['uuid']}"
    history = wire.read(path)["_embedded"]["deployedVersions"]
    assert [each["uuid"] for each in history] == [again["uuid"], first["uuid"]]


def test_instances_hold_versions_of_their_own(wire: Wire, environment: Any) -> None:
    deploy(wire, "1", environment, applicationInstance="blue")
    deploy(wire, "2", environment, target="green")
    deploy(wire, "1", environment)

    assert _current(wire, environment) == [("1", "blue"), ("2", "green"), ("1", None)]
    assert _current(wire, environment, "?applicationInstance=blue") == [("1", "blue")]
    assert _current(wire, environment, "?target=green") == [("2", "green")]
    assert _current(wire, environment, "?applicationInstance=") == [("1", None)]
    assert _current(wire, environment, "?pacticipant=Nobody") == []
    assert len(_current(wire, environment, "?pacticipant=Kiosk")) == 3


def test_deployment_is_ended_by_its_address(wire: Wire, environment: Any) -> None:
    path = f"/deployed-versions/{deploy(wire, '1', environment)['uuid']}"

    unchanged, ended = wire.patch(path, {}), wire.patch(path, {"currentlyDeployed": False})

    assert unchanged.get_json()["currentlyDeployed"] is True
    assert (ended.status_code, ended.get_json()["currentlyDeployed"]) == (200, False)
    assert _current(wire, environment) == []


@pytest.mark.parametrize(
    ("kind", "member"),
    [("deployed", "currentlyDeployed"), ("released", "currentlySupported")],
)
def test_ended_stay_is_not_set_back(wire: Wire, environment: Any, kind: str, member: str) -> None:
    deployed = deploy(wire, "1", environment)
    released = _release(wire, environment).get_json()
    uuid = {"deployed": deployed, "released": released}[kind]["uuid"]

    response = wire.patch(f"/{kind}-versions/{uuid}", {member: True})
    wrong = wire.patch(f"/{kind}-versions/{uuid}", {member: "no"})

    assert response.status_code == 422
    assert list(response.get_json()["errors"]) == [member]
    assert wrong.status_code == 400


@pytest.mark.parametrize("kind", ["deployed-versions", "released-versions"])
def test_nothing_is_recorded_for_what_is_unknown(wire: Wire, environment: Any, kind: str) -> None:
    own = f"/pacticipants/Kiosk/versions/{{}}/{kind}/environment/{{}}"

    unknown_version = wire.post(own.format("9", environment["uuid"]), {})
    unknown_environment = wire.post(own.format("1", "none"), {})

    assert (unknown_version.status_code, unknown_environment.status_code) == (404, 404)
    assert wire.get("/pacticipants/Kiosk/versions/9").status_code == 404
    assert wire.get(f"/{kind}/none").status_code == 404
    assert wire.patch(f"/{kind}/none", {"currentlyDeployed": True}).status_code == 404


def test_release_is_recorded_once_and_reopened(wire: Wire, environment: Any) -> None:
    first, again = _release(wire, environment), _release(wire, environment)
    path = f"/released-versions/{first.get_json()['uuid']}"
    ended = wire.patch(path, {"currentlySupported": False}).get_json()

    reopened = _release(wire, environment)

    assert (first.status_code, again.status_code, reopened.status_code) == (201, 200, 200)
    assert (ended["currentlySupported"], bool(ended["supportEndedAt"])) == (False, True)
    assert reopened.get_json()["uuid"] == first.get_json()["uuid"]
    assert wire.read(path)["currentlySupported"] is True


def test_releases_stay_beside_each_other(wire: Wire, environment: Any) -> None:
    _release(wire, environment, "1")
    _release(wire, environment, "2")
    path = f"/environments/{environment['uuid']}/released-versions/currently-supported"

    listed = wire.read(path)["_embedded"]["releasedVersions"]
    chosen = wire.read(f"{path}?pacticipant=Kiosk&version=2")["_embedded"]["releasedVersions"]

    assert [each["_embedded"]["version"]["number"] for each in listed] == ["1", "2"]
    assert [each["_embedded"]["version"]["number"] for each in chosen] == ["2"]


def test_tag_named_like_an_environment_deploys(wire: Wire, environment: Any) -> None:
    wire.put("/pacticipants/Kiosk/versions/1/tags/test")
    wire.put("/pacticipants/Kiosk/versions/2/tags/test")

    assert _current(wire, environment) == [("2", None)]


@pytest.mark.parametrize("body", [{"applicationInstance": 1}, {"target": "a\nb"}, []])
def test_deployment_with_a_wrong_body_is_refused(
    wire: Wire, environment: Any, body: object
) -> None:
    path = "/pacticipants/Kiosk/versions/1/deployed-versions/environment/"

    assert wire.post(path + environment["uuid"], body).status_code == 400
    assert _current(wire, environment) == []
