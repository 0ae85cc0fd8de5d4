from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import (
    JSON,
    MERGE_PATCH,
    an_environment,
    deploy,
    pact_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def test_pacticipant_is_created_with_a_readable_name(wire: Wire) -> None:
    response = wire.post("/pacticipants", {"name": "menu-serviceAPI", "mainBranch": "main"})

    shown = response.get_json()
    assert response.status_code == 201
    assert response.headers["Location"] == "http://localhost/pacticipants/menu-serviceAPI"
    assert shown["displayName"] == "Menu Service API"
    assert shown["mainBranch"] == "main"
    assert shown["createdAt"] == "2026-03-01T00:00:01+00:00"
    assert "updatedAt" not in shown


def test_creating_again_changes_only_what_is_given(wire: Wire) -> None:
    wire.post("/pacticipants", {"name": "A", "displayName": "The A", "repositoryUrl": "r"})

    response = wire.post("/pacticipants", {"name": "A", "repositoryUrl": "s"})

    shown = response.get_json()
    assert response.status_code == 201
    assert (shown["displayName"], shown["repositoryUrl"]) == ("The A", "s")
    assert "updatedAt" in shown


@pytest.mark.parametrize(
    ("body", "key", "told"),
    [
        ({}, "name", "is missing"),
        ({"name": ""}, "name", "cannot be blank"),
        ({"name": "a\nb"}, "name", "must be on a single line"),
        ({"name": 1}, "name", "must be a string"),
        ({"name": "A", "mainBranch": "a b"}, "mainBranch", "cannot contain spaces"),
        ({"name": "A", "repositoryUrl": []}, "repositoryUrl", "must be a string"),
    ],
)
def test_pacticipant_is_refused_by_member(
    small_wire: Wire, body: dict[str, Any], key: str, told: str
) -> None:
    response = small_wire.post("/pacticipants", body)

    assert response.status_code == 400
    assert response.get_json() == {"errors": {key: [told]}}


def test_pacticipant_is_replaced_only_when_it_exists(wire: Wire) -> None:
    wire.post("/pacticipants", {"name": "A", "displayName": "The A", "mainBranch": "main"})

    replaced = wire.put("/pacticipants/A", {"repositoryName": "r"})
    unknown = wire.put("/pacticipants/B", {})

    assert replaced.status_code == 200
    assert replaced.get_json()["displayName"] == "A"
    assert "mainBranch" not in replaced.get_json()
    assert unknown.status_code == 404


@pytest.mark.parametrize("content_type", [MERGE_PATCH, JSON])
def test_pacticipant_is_merged_in_both_types(wire: Wire, content_type: str) -> None:
    first = wire.patch("/pacticipants/A", {"displayName": "D"}, content_type=content_type)
    again = wire.patch("/pacticipants/A", {"displayName": None}, content_type=content_type)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["Location"] == "http://localhost/pacticipants/A"
    assert again.get_json()["displayName"] == "A"


def test_pacticipant_links_what_clients_follow(wire: Wire) -> None:
    publish(wire, "1", tags=["dev"])

    shown = wire.read("/pacticipants/Kiosk")

    own = "http://localhost/pacticipants/Kiosk"
    links = shown["_links"]
    assert links["self"] == {"href": own, "title": "Pacticipant", "name": "Kiosk"}
    assert links["pb:versions"]["href"] == f"{own}/versions"
    assert links["pb:branch-version"]["href"] == f"{own}/branches/{{branch}}/versions/{{version}}"
    assert links["pb:version-tag"]["href"] == f"{own}/versions/{{version}}/tags/{{tag}}"
    assert shown["_embedded"]["latestVersion"]["number"] == "1"
    assert shown["_embedded"]["latest-version"] == shown["_embedded"]["latestVersion"]


def test_pacticipant_tells_where_it_is_deployed(wire: Wire) -> None:
    publish(wire, "1")
    environment = an_environment(wire, "test", displayName="Test")
    deployed = deploy(wire, "1", environment)

    links = wire.read("/pacticipants/Kiosk")["_links"]["pb:deployed-environments"]

    assert [link["name"] for link in links] == ["Test"]
    assert links[0]["currently_deployed"] is True
    assert links[0]["href"].endswith(f"/deployed-versions/{deployed['uuid']}")


def test_pacticipants_are_listed_twice_by_name(wire: Wire) -> None:
    for name in ("b", "C", "a"):
        wire.post("/pacticipants", {"name": name})

    listed = wire.read("/pacticipants")

    embedded = listed["_embedded"]["pacticipants"]
    assert [item["name"] for item in embedded] == ["C", "a", "b"]
    assert [item["title"] for item in listed["pacticipants"]] == ["C", "a", "b"]
    assert [link["name"] for link in listed["_links"]["pb:pacticipants"]] == ["C", "a", "b"]
    assert "page" not in listed


def test_pacticipants_are_paged(wire: Wire) -> None:
    for name in ("a", "b", "c"):
        wire.post("/pacticipants", {"name": name})

    listed = wire.read("/pacticipants?page=2&size=1")

    assert [item["name"] for item in listed["_embedded"]["pacticipants"]] == ["b"]
    assert listed["page"] == {"number": 2, "size": 1, "totalElements": 3, "totalPages": 3}
    assert listed["_links"]["next"]["href"] == "http://localhost/pacticipants?size=1&page=3"
    assert listed["_links"]["previous"]["href"] == "http://localhost/pacticipants?size=1&page=1"


@pytest.mark.parametrize(
    ("text", "names"), [("IOS", ["Kiosk"]), ("é", ["CAFÉ"]), ("%25", []), ("", ["CAFÉ", "Kiosk"])]
)
def test_pacticipants_are_searched_whatever_the_case(
    wire: Wire, text: str, names: list[str]
) -> None:
    wire.post("/pacticipants", {"name": "Kiosk"})
    wire.post("/pacticipants", {"name": "CAFÉ"})

    listed = wire.read(f"/pacticipants?q={text}")

    assert [item["name"] for item in listed["pacticipants"]] == names


def test_label_is_put_found_and_removed(wire: Wire) -> None:
    wire.post("/pacticipants", {"name": "A"})
    wire.post("/pacticipants", {"name": "B"})
    path = "/pacticipants/A/labels/team%2F1"

    first, again = wire.put(path), wire.put(path)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["Location"] == f"http://localhost{path}"
    assert wire.read(path)["_links"]["pacticipant"]["name"] == "A"
    labelled = wire.read("/pacticipants/label/team%2F1")
    assert [item["name"] for item in labelled["pacticipants"]] == ["A"]
    assert wire.read("/labels")["_embedded"]["labels"] == [{"name": "team/1"}]
    assert [wire.delete(path).status_code for _ in range(2)] == [204, 404]


def test_label_is_put_with_its_pacticipant(wire: Wire) -> None:
    assert wire.put("/pacticipants/A/labels/l").status_code == 201
    assert wire.read("/pacticipants/A")["_embedded"]["labels"][0]["name"] == "l"
    assert wire.delete("/pacticipants/B/labels/l").status_code == 404


def test_labels_are_distinct_and_paged(wire: Wire) -> None:
    wire.post("/pacticipants", {"name": "A"})
    wire.post("/pacticipants", {"name": "B"})
    for name in ("A/labels/x", "B/labels/x", "B/labels/y"):
        wire.put(f"/pacticipants/{name}")

    listed = wire.read("/labels?size=1")

    assert listed["_embedded"]["labels"] == [{"name": "x"}]
    assert listed["page"]["totalElements"] == 2


def test_removing_a_pacticipant_takes_all_with_it(wire: Wire) -> None:
    publish(wire, "1", branch="main", tags=["t"])
    verify(wire, "p1")
    deploy(wire, "1", an_environment(wire))

    removed = wire.delete("/pacticipants/Kiosk")

    assert removed.status_code == 204
    assert wire.get(pact_path()).status_code == 404
    assert wire.get("/pacticipants/Kiosk").status_code == 404
    assert wire.read("/pacts/provider/Menu")["_links"]["pb:pacts"] == []
    assert wire.read("/metrics")["verificationResults"]["count"] == 0
