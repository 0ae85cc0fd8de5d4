from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.wire.builders import (
    a_pact,
    an_environment,
    deploy,
    numbers,
    pact_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire

ONE = "/pacticipants/Kiosk/versions/1"


def test_version_is_put_with_its_pacticipant(wire: Wire) -> None:
    body = {"buildUrl": "http://ci/1", "tags": [{"name": "dev"}], "branch": "ignored"}

    first, again = wire.put(ONE, body), wire.put(ONE, {"tags": [{"name": "prod"}]})

    shown, changed = first.get_json(), again.get_json()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["Location"] == f"http://localhost{ONE}"
    assert shown["buildUrl"] == "http://ci/1"
    assert [tag["name"] for tag in shown["_embedded"]["tags"]] == ["dev"]
    assert "buildUrl" not in changed
    assert [tag["name"] for tag in changed["_embedded"]["tags"]] == ["prod"]


def test_version_is_merged(wire: Wire) -> None:
    wire.patch(ONE, {"buildUrl": "http://ci/1"})

    response = wire.patch(ONE, {})

    assert response.status_code == 200
    assert response.get_json()["buildUrl"] == "http://ci/1"
    assert wire.patch(ONE, {"buildUrl": None}).get_json().get("buildUrl") is None


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (
            {"buildUrl": "ftp://x"},
            {"buildUrl": ["must be a valid URL beginning with http:// or https://"]},
        ),
        ({"tags": {}}, {"tags": ["must be an array of objects with a name"]}),
        ({"tags": [{"name": "a"}, {}]}, {"tags": ["name is missing (at index 1)"]}),
    ],
)
def test_version_is_refused_by_member(
    small_wire: Wire, body: object, errors: dict[str, list[str]]
) -> None:
    response = small_wire.put(ONE, body)

    assert response.status_code == 400
    assert response.get_json() == {"errors": errors}
    assert small_wire.get(ONE).status_code == 404


def test_version_shows_branches_tags_and_pacts(wire: Wire) -> None:
    publish(wire, "1", branch="feat/x", tags=["dev"])
    publish(wire, "2", branch="feat/x")

    shown = wire.read(ONE)

    branch = shown["_embedded"]["branchVersions"][0]
    assert (branch["name"], branch["latest"]) == ("feat/x", False)
    assert branch["_links"]["self"]["href"].endswith("/branches/feat%2Fx/versions/1")
    assert shown["_links"]["self"]["name"] == "1"
    pact = shown["_links"]["pb:pact-versions"][0]
    assert pact["href"] == f"http://localhost{pact_path()}"
    assert pact["name"] == "Pact between Kiosk (1) and Menu"


def test_version_shows_what_can_be_done_in_each_environment(wire: Wire) -> None:
    publish(wire, "1")
    production = an_environment(wire, "production", displayName="Live")
    test = an_environment(wire, "test")
    deployed = deploy(wire, "1", test, applicationInstance="blue")

    links = wire.read(ONE)["_links"]

    recorded = {link["name"]: link["href"] for link in links["pb:record-deployment"]}
    assert recorded == {
        each["name"]: f"http://localhost{ONE}/deployed-versions/environment/{each['uuid']}"
        for each in (production, test)
    }
    assert [link["name"] for link in links["pb:record-release"]] == ["production", "test"]
    assert links["pb:deployed-environments"] == [
        {
            "href": f"http://localhost/deployed-versions/{deployed['uuid']}",
            "title": "Deployed version",
            "name": "Test",
            "currently_deployed": True,
            "application_instance": "blue",
        }
    ]
    assert links["pb:released-environments"] == []


def test_versions_are_listed_newest_first_whatever_their_numbers(wire: Wire) -> None:
    for number in ("10", "9", "11-beta"):
        publish(wire, number)

    listed = wire.read("/pacticipants/Kiosk/versions")

    assert numbers(listed["_embedded"]["versions"]) == ["11-beta", "9", "10"]
    assert [link["name"] for link in listed["_links"]["pb:versions"]] == ["11-beta", "9", "10"]
    assert "pb:record-deployment" not in listed["_embedded"]["versions"][0]["_links"]


def test_versions_are_listed_by_what_they_are_part_of(wire: Wire) -> None:
    publish(wire, "1", branch="main", tags=["t"])
    publish(wire, "2", branch="other")
    environment = an_environment(wire)
    deploy(wire, "2", environment)
    own = "/pacticipants/Kiosk"

    lists = {
        place: numbers(wire.read(f"{own}/{place}/versions")["_embedded"]["versions"])
        for place in ("branches/main", "tags/t", f"environments/{environment['uuid']}")
    }

    assert list(lists.values()) == [["1"], ["1"], ["2"]]


@pytest.mark.parametrize(
    "path", ["nobody/versions", "Kiosk/branches/x/versions", "Kiosk/tags/x/versions"]
)
def test_versions_of_what_is_unknown_are_not_listed(wire: Wire, path: str) -> None:
    publish(wire, "1")

    assert wire.get(f"/pacticipants/{path}").status_code == 404


def test_versions_are_paged(wire: Wire) -> None:
    for number in ("1", "2", "3"):
        publish(wire, number, branch="main")

    listed = wire.read("/pacticipants/Kiosk/branches/main/versions?page=2&size=2")

    assert numbers(listed["_embedded"]["versions"]) == ["1"]
    assert listed["page"]["totalElements"] == 3


def test_latest_version_is_the_last_that_came(wire: Wire) -> None:
    publish(wire, "2", tags=["dev"])
    publish(wire, "1")

    assert wire.read("/pacticipants/Kiosk/latest-version")["number"] == "1"
    assert wire.read("/pacticipants/Kiosk/latest-version/dev")["number"] == "2"
    assert wire.get("/pacticipants/Kiosk/latest-version/none").status_code == 404


def test_order_is_set_by_whatever_mentions_a_version_first(wire: Wire) -> None:
    publish(wire, "1")
    wire.put("/pacticipants/Kiosk/versions/3/tags/t")
    wire.put("/pacticipants/Kiosk/branches/b/versions/2")
    publish(wire, "3")

    listed = wire.read("/pacticipants/Kiosk/versions")

    assert numbers(listed["_embedded"]["versions"]) == ["2", "3", "1"]


def test_publishing_again_changes_the_version_it_names(wire: Wire) -> None:
    publish(wire, "1")
    publish(wire, "2", a_pact("/2", consumer="Other"))

    publish(wire, "1", branch="main", buildUrl="http://ci")

    assert wire.read(ONE)["buildUrl"] == "http://ci"
    other = wire.read("/pacticipants/Other/versions/2")
    assert (other["_embedded"]["branchVersions"], other.get("buildUrl")) == ([], None)


def test_removing_a_version_takes_what_is_attached(wire: Wire, clock: Clock) -> None:
    publish(wire, "1", branch="main")
    publish(wire, "2", a_pact("/2"), branch="main", tags=["t"])
    clock.advance(seconds=60)

    removed = wire.delete("/pacticipants/Kiosk/versions/2")

    assert removed.status_code == 204
    assert wire.get(pact_path("2")).status_code == 404
    assert wire.read("/pacticipants/Kiosk/branches/main/latest-version")["number"] == "1"
    assert wire.get("/pacticipants/Kiosk/tags/t/versions").status_code == 404
    assert wire.read("/metrics")["pactVersions"]["count"] == 1


def test_removing_a_provider_version_takes_its_results(wire: Wire) -> None:
    publish(wire, "1")
    verify(wire, "p1")

    wire.delete("/pacticipants/Menu/versions/p1")

    matrix = wire.read("/matrix?q[][pacticipant]=Kiosk&q[][version]=1&latestby=cvp")
    assert matrix["matrix"][0]["verificationResult"] is None
