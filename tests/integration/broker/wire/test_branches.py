from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import JSON, publish

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire

BRANCHES = "/pacticipants/A/branches"


def _head(wire: Wire, branch: str = "main") -> str:
    number: str = wire.read(f"{BRANCHES}/{branch}/latest-version")["number"]
    return number


@pytest.mark.parametrize("body", ["{}", "", '{"name": "feat/x"}'], ids=["object", "empty", "name"])
def test_version_is_put_on_a_branch(wire: Wire, body: str) -> None:
    path = f"{BRANCHES}/feat%2Fx/versions/1.0%2Bb3"

    first, again = (
        wire.send("PUT", path, data=body, content_type=JSON),
        wire.send("PUT", path, data=body, content_type=JSON),
    )

    shown = first.get_json()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["Location"] == f"http://localhost{path}"
    assert shown["_links"]["pb:branch"]["name"] == "feat/x"
    assert shown["_links"]["pb:version"]["name"] == "1.0+b3"
    assert wire.read(path) == shown


def test_head_is_the_version_that_came_last(wire: Wire) -> None:
    for number in ("1", "2", "3"):
        wire.put(f"/pacticipants/A/versions/{number}")
    for number in ("3", "1"):
        wire.put(f"{BRANCHES}/main/versions/{number}")

    wire.put(f"{BRANCHES}/main/versions/3")

    assert _head(wire) == "1"
    flags = {
        number: wire.read(f"/pacticipants/A/versions/{number}")["_embedded"]["branchVersions"]
        for number in ("1", "3")
    }
    assert {number: places[0]["latest"] for number, places in flags.items()} == {
        "1": True,
        "3": False,
    }


def test_head_that_leaves_gives_way_to_the_newest_of_the_rest(wire: Wire) -> None:
    for number in ("1", "2", "3"):
        wire.put(f"/pacticipants/A/versions/{number}")
    for number in ("1", "3", "2"):
        wire.put(f"{BRANCHES}/main/versions/{number}")

    removed = wire.delete(f"{BRANCHES}/main/versions/2")

    assert removed.status_code == 204
    assert _head(wire) == "3"
    assert wire.delete(f"{BRANCHES}/main/versions/2").status_code == 404


def test_branch_outlives_its_last_version(wire: Wire) -> None:
    wire.put(f"{BRANCHES}/main/versions/1")

    wire.delete(f"{BRANCHES}/main/versions/1")

    assert wire.read(f"{BRANCHES}/main")["name"] == "main"
    assert wire.get(f"{BRANCHES}/main/latest-version").status_code == 404


def test_branch_is_removed_without_its_versions(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    path = "/pacticipants/Kiosk/branches/main"

    removed = [wire.delete(path).status_code for _ in range(2)]

    assert removed == [204, 404]
    version = wire.read("/pacticipants/Kiosk/versions/1")
    assert version["_embedded"]["branchVersions"] == []
    assert len(version["_links"]["pb:pact-versions"]) == 1


def test_branches_are_listed_by_last_update(wire: Wire) -> None:
    for branch in ("a", "b", "c"):
        wire.put(f"{BRANCHES}/{branch}/versions/1")
    wire.put(f"{BRANCHES}/a/versions/2")

    listed = wire.read(BRANCHES)

    assert [branch["name"] for branch in listed["_embedded"]["branches"]] == ["a", "c", "b"]
    assert [link["name"] for link in listed["_links"]["pb:branches"]] == ["a", "c", "b"]
    assert listed["page"] == {"number": 1, "size": 100, "totalElements": 3, "totalPages": 1}
    assert "_embedded" in wire.read(f"{BRANCHES}?q=B&size=1")


def test_other_branches_are_removed_at_once(wire: Wire) -> None:
    for branch in ("main", "keep", "x", "y"):
        wire.put(f"{BRANCHES}/{branch}/versions/1")

    response = wire.delete(f"{BRANCHES}?exclude[]=keep")

    assert response.status_code == 202
    assert response.get_json()["notices"][0]["type"] == "success"
    left = wire.read(BRANCHES)["_embedded"]["branches"]
    assert sorted(branch["name"] for branch in left) == ["keep", "main"]


@pytest.mark.parametrize(
    ("branches", "main"), [(["x", "main"], "main"), (["develop", "main"], "develop"), (["x"], None)]
)
def test_usual_branch_becomes_the_main_one(
    wire: Wire, branches: list[str], main: str | None
) -> None:
    for branch in branches:
        wire.put(f"{BRANCHES}/{branch}/versions/1")

    assert wire.read("/pacticipants/A").get("mainBranch") == main


def test_tag_is_put_shown_and_removed(wire: Wire) -> None:
    path = "/pacticipants/A/versions/1/tags/feat%2Fx"

    first, again = wire.put(path), wire.put(path)

    shown = first.get_json()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["Location"] == f"http://localhost{path}"
    assert shown["name"] == "feat/x"
    assert shown["_links"]["version"]["name"] == "1"
    assert wire.read(path) == shown
    assert [wire.delete(path).status_code for _ in range(2)] == [204, 404]


def _branches(wire: Wire) -> list[str]:
    version: Any = wire.read("/pacticipants/A/versions/1")
    return [place["name"] for place in version["_embedded"]["branchVersions"]]


def test_first_tag_of_a_new_version_is_its_branch_too(wire: Wire) -> None:
    wire.put("/pacticipants/A/versions/1/tags/dev")
    wire.put("/pacticipants/A/versions/1/tags/second")

    assert _branches(wire) == ["dev"]


def test_tag_of_a_version_on_a_branch_is_only_a_tag(wire: Wire) -> None:
    wire.put(f"{BRANCHES}/main/versions/1")
    wire.put("/pacticipants/A/versions/1/tags/dev")

    assert _branches(wire) == ["main"]


def test_tag_of_an_older_version_is_only_a_tag(wire: Wire, clock: Clock) -> None:
    wire.put("/pacticipants/A/versions/1")
    clock.advance(seconds=60)
    wire.put("/pacticipants/A/versions/1/tags/dev")

    assert _branches(wire) == []
