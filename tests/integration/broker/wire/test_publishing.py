from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    JSON,
    a_contract,
    a_pact,
    a_publication,
    open_wire,
    pact_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire


def _texts(answer: Any, type_: str) -> list[str]:
    return [notice["text"] for notice in answer["notices"] if notice["type"] == type_]


def _merged(document: Any, path: str) -> Any:
    """The same pact with another interaction."""
    other = document["interactions"][0] | {"description": f"another at {path}"}
    return document | {"interactions": [other | {"request": {"method": "GET", "path": path}}]}


def test_publication_answers_every_member_that_clients_need(wire: Wire) -> None:
    answer = publish(wire, "1.0+b1", branch="main", tags=["dev"], buildUrl="free text")

    links = answer["_links"]
    version = "http://localhost/pacticipants/Kiosk/versions/1.0%2Bb1"
    assert answer["_embedded"]["pacticipant"]["name"] == "Kiosk"
    assert answer["_embedded"]["version"]["_links"]["self"] == {
        "href": version,
        "title": "Pacticipant version",
        "name": "1.0+b1",
    }
    named = [links["pb:pacticipant"], links["pb:pacticipant-version"]]
    named += links["pb:pacticipant-version-tags"] + links["pb:contracts"]
    assert all(link.keys() == {"href", "title", "name"} for link in named)
    assert [link["href"] for link in named] == [
        "http://localhost/pacticipants/Kiosk",
        version,
        f"{version}/tags/dev",
        f"http://localhost{pact_path('1.0+b1')}",
    ]


def test_publication_tells_the_same_in_logs_and_notices(wire: Wire) -> None:
    answer = publish(wire, "1")

    assert [log["message"] for log in answer["logs"]] == [n["text"] for n in answer["notices"]]
    assert all(
        log.keys() == {"level", "message", "deprecationWarning"}
        and all(isinstance(value, str) for value in log.values())
        for log in answer["logs"]
    )


def test_notices_come_in_order(wire: Wire) -> None:
    answer = publish(wire, "1")

    types = [notice["type"] for notice in answer["notices"]]
    assert types == ["debug", "prompt", "success", "debug", "debug", "prompt", "prompt", "prompt"]
    assert answer["notices"][0]["text"] == "Created Kiosk version 1"
    assert "contract_content_changed" in answer["notices"][4]["text"]


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"branch": "b", "tags": ["t"]}, "Created Kiosk version 1 with branch b and tags t"),
        ({"branch": "b"}, "Created Kiosk version 1 with branch b"),
        ({"tags": ["t", "u"]}, "Created Kiosk version 1 with tags t, u"),
    ],
)
def test_first_notice_tells_branch_and_tags(
    small_wire: Wire, members: dict[str, Any], told: str
) -> None:
    assert publish(small_wire, "1", **members)["notices"][0]["text"] == told


def test_verified_pair_is_not_prompted_to_verify(small_wire: Wire) -> None:
    publish(small_wire, "1", branch="main")
    verify(small_wire)

    answer = publish(small_wire, "2", branch="main")

    assert not any("nobody has done so" in text for text in _texts(answer, "prompt"))


def test_publishing_the_same_again_changes_nothing(wire: Wire) -> None:
    publish(wire, "1")
    before = wire.read(pact_path())

    answer = publish(wire, "1")

    assert "unchanged" in _texts(answer, "success")[0]
    assert wire.read(pact_path()) == before
    assert wire.read("/metrics")["pactPublications"]["count"] == 1


def test_same_content_in_another_order_is_the_same(wire: Wire) -> None:
    first = a_pact()["interactions"][0]
    second = first | {"description": "more"}
    publish(wire, "1", a_pact() | {"interactions": [first, second]})

    answer = publish(wire, "1", a_pact() | {"interactions": [second, first]})

    assert "unchanged" in _texts(answer, "success")[0]


def test_other_content_for_a_version_is_a_conflict(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"), a_pact("/1", provider="Till"))
    body = a_publication("1", a_pact("/2"), a_pact("/1", provider="Till"), branch="new")

    response = wire.post("/contracts/publish", body)

    answer = response.get_json()
    assert response.status_code == 409
    assert response.headers["Content-Type"] == f"{JSON};charset=utf-8"
    assert [notice["type"] for notice in answer["notices"]] == ["error", "info"]
    assert '+        "path": "/2"' in answer["notices"][1]["text"]
    assert answer["errors"] == {"contracts": [answer["notices"][0]["text"]]}
    assert wire.get("/pacticipants/Kiosk/branches/new").status_code == 404


def test_every_conflict_is_told(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"), a_pact("/1", provider="Till"))
    body = a_publication("1", a_pact("/2"), a_pact("/2", provider="Till"))

    answer = wire.post("/contracts/publish", body).get_json()

    assert len(answer["errors"]["contracts"]) == 2
    assert len(answer["notices"]) == 4


def test_merge_adds_what_is_new(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"))
    body = a_publication("1")
    body["contracts"] = [a_contract(_merged(a_pact(), "/2"), onConflict="merge")]

    answer = wire.post("/contracts/publish", body).get_json()

    paths = [each["request"]["path"] for each in wire.read(pact_path())["interactions"]]
    assert "merged" in _texts(answer, "success")[0]
    assert paths == ["/1", "/2"]


def test_merge_of_contradicting_requests_is_a_conflict(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"))
    body = a_publication("1")
    body["contracts"] = [a_contract(a_pact("/2"), onConflict="merge")]

    response = wire.post("/contracts/publish", body)

    assert response.status_code == 409


def test_merged_content_is_not_that_of_the_increment(wire: Wire) -> None:
    increment = _merged(a_pact(), "/2")
    publish(wire, "1", a_pact("/1"))
    body = a_publication("1")
    body["contracts"] = [a_contract(increment, onConflict="merge")]
    wire.post("/contracts/publish", body)

    publish(wire, "2", increment)

    assert len(wire.read(pact_path("1"))["interactions"]) == 2
    assert len(wire.read(pact_path("2"))["interactions"]) == 1


def test_dangerous_modification_overwrites_with_a_warning(database_url: str, clock: Clock) -> None:
    settings = Settings(policy=Policy(allow_dangerous_contract_modification=True))
    with open_wire(database_url, settings, clock=clock) as wire:
        publish(wire, "1", a_pact("/1"))
        verify(wire)
        answer = publish(wire, "1", a_pact("/2"))
        result = wire.get(f"{pact_path()}/verification-results/latest")
        metrics = wire.read("/metrics")

    assert len(_texts(answer, "warning")) == 1
    assert result.status_code == 404
    assert metrics["pactRevisionsPerConsumerVersion"]["distribution"] == {"2": 1}


@pytest.mark.parametrize(
    ("existing", "new"),
    [("Menu Service", "menu-api"), ("Menu", "Menus"), ("MenuService", "Menu")],
)
def test_name_too_like_another_is_a_conflict(wire: Wire, existing: str, new: str) -> None:
    publish(wire, "1", a_pact(provider=existing))
    body = a_publication("2", a_pact(provider=new))

    response = wire.post("/contracts/publish", body)

    answer = response.get_json()
    assert response.status_code == 409
    assert f"'{new}'" in answer["errors"]["contracts"][0]
    assert answer["notices"][0]["type"] == "error"
    assert wire.get("/pacticipants/Kiosk/versions/2").status_code == 404


def test_contents_and_names_are_refused_at_once(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"))
    body = a_publication("1", a_pact("/2"), a_pact(provider="menu service"))

    response = wire.post("/contracts/publish", body)

    told = response.get_json()
    assert response.status_code == 409
    assert [notice["type"] for notice in told["notices"]] == ["error", "info", "error"]
    errors = [told["notices"][at]["text"] for at in (0, 2)]
    assert told["errors"]["contracts"] == errors
    assert wire.get("/pacticipants/menu%20service").status_code == 404


def test_name_like_another_is_accepted_once_it_exists(wire: Wire) -> None:
    publish(wire, "1", a_pact(provider="Menu Service"))
    wire.post("/pacticipants", {"name": "Menu"})

    publish(wire, "2", a_pact(provider="Menu"))

    assert wire.get(pact_path("2")).status_code == 200


def test_names_like_each_other_are_accepted_when_allowed(sqlite_url: str, clock: Clock) -> None:
    settings = Settings(policy=Policy(check_similar_names=False))
    with open_wire(sqlite_url, settings, clock=clock) as wire:
        publish(wire, "1", a_pact(provider="Menu Service"))
        publish(wire, "2", a_pact(provider="Menu"))


@pytest.mark.parametrize(
    ("second", "told"),
    [
        pytest.param({}, "unchanged", id="the same"),
        pytest.param({"onConflict": "merge"}, "unchanged", id="the same, to merge"),
    ],
)
def test_provider_given_twice_is_taken_one_after_the_other(
    small_wire: Wire, second: dict[str, Any], told: str
) -> None:
    body = a_publication("1", a_pact(), a_pact())
    body["contracts"][1] |= second

    answer = small_wire.post("/contracts/publish", body).get_json()

    assert told in _texts(answer, "success")[1]


def test_names_are_taken_without_blanks_around_them(small_wire: Wire) -> None:
    body = a_publication("1") | {"pacticipantVersionNumber": " 1\t".replace("\t", " ")}

    response = small_wire.post("/contracts/publish", body)

    assert response.status_code == 200
    assert small_wire.get(pact_path("1")).status_code == 200


def test_changed_content_is_detected_by_tag(small_wire: Wire) -> None:
    publish(small_wire, "1", a_pact("/1"), tags=["a"])
    publish(small_wire, "2", a_pact("/2"), tags=["b"])

    answers = [
        json.dumps(publish(small_wire, "3", a_pact("/1"), tags=["a"])),
        json.dumps(publish(small_wire, "4", a_pact("/1"), tags=["b"])),
    ]

    assert ["contract_content_changed" in answer for answer in answers] == [False, True]
