from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from swarm.mock.pacts import describe, write_sources
from swarm.pacts.documents import Pact, PactsUnusable, choose, read_document, read_folder

if TYPE_CHECKING:
    from pathlib import Path


def a_pact(*statuses: int, consumer: str = "website", provider: str = "coordinator") -> Pact:
    interactions = [
        {
            "description": f"a request that gets {status}",
            "providerStates": [{"name": f"all is {status}"}],
            "request": {"method": "GET", "path": "/v1/things"},
            "response": {"status": status},
        }
        for status in statuses
    ]
    names = {"consumer": {"name": consumer}, "provider": {"name": provider}}
    return read_document({**names, "interactions": interactions})


def statuses_of(file: Path) -> list[int]:
    interactions: list[dict[str, Any]] = json.loads(file.read_text())["interactions"]
    return [interaction["response"]["status"] for interaction in interactions]


def test_content_is_believed_before_emptiness_and_refusals(tmp_path: Path) -> None:
    pacts = [a_pact(409, 204, 200), a_pact(404, 201)]

    files = write_sources(pacts, "coordinator", tmp_path)

    assert [statuses_of(file) for file in files] == [[200], [200], [201], [204], [409], [404]]


def test_stand_in_says_who_it_is(tmp_path: Path) -> None:
    first, *_ = write_sources([a_pact(200)], "coordinator", tmp_path)

    (interaction,) = json.loads(first.read_text())["interactions"]
    assert interaction["request"] == {"method": "GET", "path": "/healthz"}
    assert interaction["response"]["body"]["content"]["service"] == "coordinator"


def test_unknown_provider_is_told_whose_pacts_there_are() -> None:
    pacts = [a_pact(200), a_pact(200, provider="worker-node")]

    with pytest.raises(PactsUnusable) as told:
        choose(pacts, "moon", where="pacts")

    assert str(told.value) == (
        "There is no pact of 'moon' in pacts; there are pacts of coordinator, worker-node."
    )


def test_requests_are_described_with_their_states() -> None:
    lines = describe([a_pact(404, 200)])

    assert lines == (
        "GET /v1/things -> 200: all is 200",
        "GET /v1/things -> 404: all is 404",
    )


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"consumer": {"name": "a"}, "provider": {"name": "b"}}'],
    ids=["empty", "list", "no-member", "no-interactions"],
)
def test_file_that_is_no_pact_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(content)

    with pytest.raises(PactsUnusable, match=r"odd\.json is not a pact"):
        read_folder(tmp_path)


def test_empty_folder_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(PactsUnusable, match="holds no pacts"):
        read_folder(tmp_path)
