from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain import metadata
from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    HAL,
    JSON,
    a_pact,
    open_wire,
    pact_path,
    pair_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire

RELATIONS = {
    "self",
    "pb:consumer",
    "pb:consumer-version",
    "pb:provider",
    "pb:pact-version",
    "pb:latest-pact-version",
    "pb:all-pact-versions",
    "pb:latest-untagged-pact-version",
    "pb:latest-tagged-pact-version",
    "pb:previous-distinct",
    "pb:diff-previous-distinct",
    "pb:diff",
    "pb:pact-webhooks",
    "pb:consumer-webhooks",
    "pb:tag-prod-version",
    "pb:tag-version",
    "pb:publish-verification-results",
    "pb:latest-verification-results",
    "pb:triggered-webhooks",
    "pb:matrix-for-consumer-version",
    "curies",
}


def _path_of(document: Any) -> str:
    path: str = document["interactions"][0]["request"]["path"]
    return path


def test_pact_is_shown_as_published_with_time_and_links(wire: Wire) -> None:
    document = a_pact() | {"extra": "Ä \N{SNOWMAN}", "_links": {"old": 1}, "createdAt": "never"}
    publish(wire, "1", document)

    shown = wire.read(pact_path())

    own = {name: shown[name] for name in document if name not in {"_links", "createdAt"}}
    first = own["interactions"][0]
    assert next(iter(first)) == "_id"
    del first["_id"]
    assert own == {name: document[name] for name in own}
    assert shown["createdAt"].startswith("2026-03-01T")
    assert set(shown["_links"]) == RELATIONS


def test_pact_links_lead_somewhere(wire: Wire) -> None:
    publish(wire, "1")
    verify(wire)
    shown = wire.read(pact_path())

    for relation in (
        "self",
        "pb:consumer",
        "pb:consumer-version",
        "pb:provider",
        "pb:pact-version",
        "pb:latest-pact-version",
        "pb:all-pact-versions",
        "pb:latest-untagged-pact-version",
        "pb:latest-verification-results",
        "pb:matrix-for-consumer-version",
    ):
        assert wire.follow(shown, relation), relation


@pytest.mark.parametrize(
    "path",
    [
        pact_path("1"),
        f"{pair_path()}/versions/1",
        "/pact/provider/Menu/consumer/Kiosk/version/1",
        f"{pair_path()}/latest",
        "/pact/provider/Menu/consumer/Kiosk/latest",
        f"{pair_path()}/latest/t",
        f"{pair_path()}/branch/feat%2Fx/latest",
    ],
)
def test_pact_has_several_addresses(wire: Wire, path: str) -> None:
    publish(wire, "1", branch="feat/x", tags=["t"])

    shown = wire.read(path)

    assert shown["_links"]["self"]["href"] == f"http://localhost{pact_path()}"


@pytest.mark.parametrize(
    "path",
    [
        pact_path("9"),
        pact_path(consumer="Nobody"),
        f"{pair_path()}/latest/none",
        f"{pair_path()}/branch/none/latest",
        f"{pair_path()}/pact-version/{'0' * 40}",
        f"{pair_path(provider='Nobody')}/latest",
    ],
)
def test_pact_that_does_not_exist_is_not_found(wire: Wire, path: str) -> None:
    publish(wire, "1")

    response = wire.get(path)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == f"{JSON};charset=utf-8"


def test_latest_pact_names_its_version_in_a_header(wire: Wire) -> None:
    publish(wire, "1")
    publish(wire, "0.9-ü", a_pact("/2"))

    response = wire.get(f"{pair_path()}/latest")

    assert response.headers["X-Pact-Consumer-Version"] == "0.9-%C3%BC"


def test_latest_untagged_pact_is_the_newest_without_tags(wire: Wire) -> None:
    publish(wire, "1", a_pact("/1"))
    publish(wire, "2", a_pact("/2"), tags=["t"])

    assert _path_of(wire.read(f"{pair_path()}/latest-untagged")) == "/1"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (HAL, HAL),
        (JSON, JSON),
        ("*/*", HAL),
        (
            "application/vnd.pactbrokerextended.v1+json",
            "application/vnd.pactbrokerextended.v1+json",
        ),
    ],
)
def test_pact_is_shown_in_several_forms(small_wire: Wire, accept: str, content_type: str) -> None:
    publish(small_wire, "1", tags=["t"])

    response = small_wire.get(pact_path(), accept=accept)

    assert response.headers["Content-Type"] == f"{content_type};charset=utf-8"


def test_extended_form_keeps_the_contract_apart(small_wire: Wire) -> None:
    publish(small_wire, "1", tags=["t"])

    accept = "application/vnd.pactbrokerextended.v1+json"
    shown = small_wire.get(pact_path(), accept=accept).get_json()

    assert shown["contract"]["consumer"] == {"name": "Kiosk"}
    assert [tag["name"] for tag in shown["_embedded"]["tags"]] == ["t"]
    assert set(shown["_links"]) == RELATIONS


def test_content_is_shown_as_its_newest_publication(wire: Wire) -> None:
    publish(wire, "1")
    publish(wire, "2")
    shown = wire.read(pact_path("1"))

    content = wire.follow(shown, "pb:pact-version")

    assert content["_links"]["pb:consumer-version"]["name"] == "2"


def test_content_is_shown_as_the_metadata_tell(wire: Wire) -> None:
    publish(wire, "1")
    publish(wire, "2")
    address = wire.read(pact_path("1"))["_links"]["pb:pact-version"]["href"]
    segment = metadata.encode(metadata.PactMetadata(consumer_version_number="1", wip=True))

    shown = wire.read(f"{address}/metadata/{segment}")

    own = f"{address}/metadata/{segment}"
    assert shown["_links"]["pb:consumer-version"]["name"] == "1"
    assert shown["_links"]["self"]["href"] == own
    assert (
        shown["_links"]["pb:publish-verification-results"]["href"] == f"{own}/verification-results"
    )


@pytest.mark.parametrize("segment", ["x", "%21%21", "e30", "a" * 3000])
def test_damaged_metadata_do_not_matter(small_wire: Wire, segment: str) -> None:
    publish(small_wire, "1")
    address = small_wire.read(pact_path("1"))["_links"]["pb:pact-version"]["href"]

    assert small_wire.get(f"{address}/metadata/{segment}").status_code == 200


def test_pact_is_put_once(wire: Wire) -> None:
    path = pact_path("1.0+1")

    first, again = wire.put(path, a_pact("/1")), wire.put(path, a_pact("/1"))
    conflict = wire.put(path, a_pact("/2"))

    assert (first.status_code, again.status_code, conflict.status_code) == (201, 200, 409)
    assert first.headers["Location"] == f"http://localhost{path}"
    assert "error" in conflict.get_json()
    assert _path_of(wire.read(path)) == "/1"


def test_pact_is_overwritten_where_that_is_allowed(sqlite_url: str, clock: Clock) -> None:
    settings = Settings(policy=Policy(allow_dangerous_contract_modification=True))
    with open_wire(sqlite_url, settings, clock=clock) as wire:
        wire.put(pact_path(), a_pact("/1"))
        response = wire.put(pact_path(), a_pact("/2"))
        shown = wire.read(pact_path())

    assert response.status_code == 200
    assert _path_of(shown) == "/2"


@pytest.mark.parametrize("document", [{}, {"consumer": {}}, {"anything": [1]}])
def test_any_object_can_be_put(small_wire: Wire, document: Any) -> None:
    response = small_wire.put(pact_path(), document)

    assert response.status_code == 201
    assert small_wire.read(pact_path()).items() >= document.items()


def test_names_in_the_pact_must_be_those_of_the_path(small_wire: Wire) -> None:
    response = small_wire.put(pact_path(provider="Till"), a_pact(consumer="Other"))

    assert response.status_code == 400
    assert list(response.get_json()["errors"]) == ["consumer.name", "provider.name"]
    assert small_wire.read("/pacticipants")["pacticipants"] == []


def test_similar_name_is_told_as_text_when_a_pact_is_put(small_wire: Wire) -> None:
    publish(small_wire, "1", a_pact(provider="Menu Service"))

    response = small_wire.put(pact_path(provider="Menu"), a_pact())

    assert response.status_code == 409
    assert response.headers["Content-Type"] == "text/plain;charset=utf-8"


def test_pact_is_merged(wire: Wire) -> None:
    path = pact_path()
    more = a_pact("/2")
    more["interactions"][0]["description"] = "another"

    responses = [
        wire.patch(path, a_pact("/1"), content_type=JSON),
        wire.patch(path, more, content_type=JSON),
        wire.patch(path, more, content_type=JSON),
        wire.patch(path, a_pact("/3"), content_type=JSON),
    ]

    assert [response.status_code for response in responses] == [201, 200, 200, 409]
    assert responses[-1].data == b""
    paths = [each["request"]["path"] for each in wire.read(path)["interactions"]]
    assert paths == ["/1", "/2"]


def test_pact_is_removed_with_its_content(wire: Wire) -> None:
    publish(wire, "1")
    publish(wire, "2")
    verify(wire)
    first = wire.delete(pact_path("1"))
    counted = wire.read("/metrics")["pactVersions"]["count"]

    last = wire.delete(pact_path("2"))

    assert (first.status_code, last.status_code) == (200, 200)
    assert set(first.get_json()["_links"]) == {"index", "pb:latest-pact-version"}
    assert counted == 1
    assert wire.read("/metrics")["pactVersions"]["count"] == 0
    assert wire.delete(pact_path("2")).status_code == 404
