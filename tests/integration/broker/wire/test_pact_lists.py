from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import a_pact, pact_path, pair_path, publish

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

PAIR_RELATIONS = {
    "self",
    "consumer",
    "provider",
    "pact-versions",
    "pb:consumer",
    "pb:provider",
    "pb:pact-versions",
    "pb:pacts",
    "curies",
}


@pytest.fixture
def history(wire: Wire) -> Wire:
    """Five versions on two branches; 3 and 5 say the same."""
    publish(wire, "1", a_pact("/1"), branch="main", tags=["t"])
    publish(wire, "2", a_pact("/2"), branch="feat/x", tags=["t"])
    publish(wire, "3", a_pact("/3"), branch="main")
    publish(wire, "4", a_pact("/4"), branch="feat/x")
    publish(wire, "5", a_pact("/3"), branch="main")
    return wire


def _numbers_of_pair(listed: Any) -> list[str]:
    return [pact["_embedded"]["consumerVersion"]["number"] for pact in listed["_embedded"]["pacts"]]


def _numbers_of_provider(listed: Any) -> list[str]:
    return [link["href"].rpartition("/")[2] for link in listed["_links"]["pb:pacts"]]


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("versions", ["5", "4", "3", "2", "1"]),
        ("tag/t", ["2", "1"]),
        ("tag/none", []),
        ("branch/main", ["5", "3", "1"]),
        ("branch/feat%2Fx", ["4", "2"]),
        ("branch/versions", ["5", "3", "1"]),
        ("branch/feat%2Fx/latest/versions", ["4"]),
        ("branch/latest/versions", ["5"]),
        ("branch", ["5", "3", "1"]),
        ("branch/latest", ["5"]),
    ],
)
def test_pacts_of_a_pair_are_listed_newest_first(
    history: Wire, path: str, numbers: list[str]
) -> None:
    listed = history.read(f"{pair_path()}/{path}")

    assert _numbers_of_pair(listed) == numbers
    assert set(listed["_links"]) == PAIR_RELATIONS
    assert listed["_links"]["self"]["href"] == f"http://localhost{pair_path()}/{path}"
    assert [(link["name"], link["title"]) for link in listed["_links"]["pb:pacts"]] == [
        ("Kiosk", f"Pact between Kiosk ({number}) and Menu") for number in numbers
    ]


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("", ["5", "4", "3", "2", "1", "1"]),
        ("/latest", ["5", "1"]),
        ("/latest/t", ["2"]),
        ("/tag/t", ["2", "1"]),
        ("/branch", ["5", "3", "1"]),
        ("/branch/latest", ["5"]),
        ("/branch/main", ["5", "3", "1"]),
        ("/branch/feat%2Fx", ["4", "2"]),
        ("/branch/feat%2Fx/latest", ["4"]),
    ],
)
def test_pacts_of_a_provider_are_listed_by_consumer(
    history: Wire, path: str, numbers: list[str]
) -> None:
    publish(history, "1", a_pact(consumer="Phone"), branch="other")

    listed = history.read(f"/pacts/provider/Menu{path}")

    links = listed["_links"]
    assert _numbers_of_provider(listed) == numbers
    assert links["pacts"] == links["pb:pacts"]
    assert links["provider"] == links["pb:provider"]
    assert {link["name"] for link in links["pacts"]} <= {"Kiosk", "Phone"}


@pytest.mark.parametrize("path", ["", "/latest", "/latest/t", "/tag/t", "/branch", "/branch/b"])
def test_pacts_of_an_unknown_provider_are_not_found(small_wire: Wire, path: str) -> None:
    response = small_wire.get(f"/pacts/provider/Nobody{path}")

    assert response.status_code == 404
    assert "Nobody" in response.get_json()["error"]


def test_latest_pacts_of_all_pairs_are_listed(history: Wire) -> None:
    publish(history, "1", a_pact(consumer="another"))

    listed = history.read("/pacts/latest")

    told = [
        (
            pact["_embedded"]["consumer"]["name"],
            pact["_embedded"]["consumer"]["_embedded"]["version"]["number"],
            pact["_embedded"]["provider"]["name"],
        )
        for pact in listed["pacts"]
    ]
    assert told == [("another", "1", "Menu"), ("Kiosk", "5", "Menu")]
    own = [link["href"] for link in listed["pacts"][1]["_links"]["self"]]
    assert own == [f"http://localhost{pair_path()}/latest", f"http://localhost{pact_path('5')}"]
    assert listed["_links"]["pacts"] == listed["_links"]["pb:pacts"]


@pytest.mark.parametrize(
    ("path", "status", "left"),
    [
        ("versions", 204, []),
        ("tag/t", 200, ["5", "4", "3"]),
        ("branch/feat%2Fx", 200, ["5", "3", "1"]),
        ("branch/versions", 200, ["4", "2"]),
        ("branch/feat%2Fx/latest/versions", 200, ["5", "3", "2", "1"]),
        ("branch/latest/versions", 200, ["4", "3", "2", "1"]),
    ],
)
def test_pacts_of_a_pair_are_removed_as_listed(
    history: Wire, path: str, status: int, left: list[str]
) -> None:
    response = history.delete(f"{pair_path()}/{path}")

    assert response.status_code == status
    assert _numbers_of_pair(history.read(f"{pair_path()}/versions")) == left
    if status == 200:
        assert response.get_json()["_embedded"] == {"pacts": []}
