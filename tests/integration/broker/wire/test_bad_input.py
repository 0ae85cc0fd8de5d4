from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    HAL,
    JSON,
    MERGE_PATCH,
    a_pact,
    a_publication,
    encode,
    open_wire,
    pact_path,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire

PROBLEM = f"{HAL}, application/problem+json"

UNREADABLE = pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="broken off"),
        pytest.param(b'{"name": "A", "name": "B"}', id="duplicate member"),
        pytest.param(b'{"name": NaN}', id="NaN"),
        pytest.param(rb'{"name": "\ud800"}', id="lone surrogate"),
        pytest.param(rb'{"name": "\u0000"}', id="null character"),
        pytest.param(b'{"name": "\xff"}', id="not UTF-8"),
        pytest.param(b'{"name":' * 200 + b"1" + b"}" * 200, id="too deep"),
    ],
)
NOT_AN_OBJECT = pytest.mark.parametrize("body", [b"[]", b'"A"', b"1", b"true"])
WRITES = pytest.mark.parametrize(
    ("method", "path", "content_type"),
    [
        ("POST", "/pacticipants", JSON),
        ("PUT", "/pacticipants/A", JSON),
        ("PATCH", "/pacticipants/A", MERGE_PATCH),
        ("PUT", "/pacticipants/A/versions/1", JSON),
        ("PATCH", "/pacticipants/A/versions/1", MERGE_PATCH),
        ("POST", "/environments", JSON),
        ("POST", "/contracts/publish", JSON),
        ("PUT", pact_path(), JSON),
        ("PATCH", pact_path(), JSON),
    ],
)


@UNREADABLE
@WRITES
def test_body_that_is_no_json_is_refused_and_nothing_stored(
    idle_wire: Wire, method: str, path: str, content_type: str, body: bytes
) -> None:
    response = idle_wire.send(method, path, data=body, content_type=content_type)

    assert response.status_code == 400
    assert isinstance(response.get_json()["error"], str)
    assert idle_wire.read("/pacticipants")["pacticipants"] == []


@NOT_AN_OBJECT
@WRITES
def test_body_that_is_no_object_is_refused(
    idle_wire: Wire, method: str, path: str, content_type: str, body: bytes
) -> None:
    response = idle_wire.send(method, path, data=body, content_type=content_type)

    assert response.status_code == 400
    assert response.get_json()["errors"][""]


def test_body_beyond_the_limit_is_told_the_limit(sqlite_url: str, clock: Clock) -> None:
    with open_wire(sqlite_url, Settings(body_limit=1000), clock=clock) as wire:
        response = wire.put(pact_path(), a_pact("/" + "x" * 1000))

    assert response.status_code == 413
    assert "at most 1000" in response.get_json()["error"]


@pytest.mark.parametrize(
    ("change", "key", "told"),
    [
        ({"pacticipantName": None}, "pacticipantName", "is missing"),
        ({"pacticipantName": " "}, "pacticipantName", "cannot be blank"),
        ({"pacticipantName": 7}, "pacticipantName", "must be a string"),
        ({"pacticipantVersionNumber": None}, "pacticipantVersionNumber", "is missing"),
        ({"pacticipantVersionNumber": "1\n2"}, "pacticipantVersionNumber", "single line"),
        ({"pacticipantVersionNumber": "1\x0b2"}, "pacticipantVersionNumber", "control characters"),
        ({"pacticipantVersionNumber": "x" * 501}, "pacticipantVersionNumber", "at most 500"),
        ({"branch": ""}, "branch", "cannot be blank"),
        ({"buildUrl": 1}, "buildUrl", "must be a string"),
        ({"tags": "t"}, "tags", "must be an array"),
        ({"tags": ["a", ""]}, "tags", "cannot be blank (at index 1)"),
        ({"tags": [None]}, "tags", "must be a string (at index 0)"),
        ({"contracts": None}, "contracts", "is missing"),
        ({"contracts": []}, "contracts", "at least one"),
        ({"contracts": "x"}, "contracts", "must be an array"),
        ({"contracts": [1]}, "contracts", "must be an object (at index 0)"),
    ],
)
def test_publication_is_refused_by_member(
    idle_wire: Wire, change: dict[str, Any], key: str, told: str
) -> None:
    response = idle_wire.post("/contracts/publish", a_publication() | change)

    assert response.status_code == 400
    assert any(told in text for text in response.get_json()["errors"][key])
    assert idle_wire.read("/pacticipants")["pacticipants"] == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"consumerName": None}, "consumerName is missing"),
        ({"consumerName": "Other"}, "must be the pacticipantName ('Kiosk')"),
        ({"providerName": ""}, "providerName cannot be blank"),
        ({"providerName": "Other"}, "is not the name in the pact ('Menu')"),
        ({"specification": "swagger"}, "specification must be pact"),
        ({"specification": None}, "specification is missing"),
        ({"contentType": "text/plain"}, "contentType must be application/json"),
        ({"onConflict": "explode"}, "onConflict must be one of overwrite, merge"),
        ({"content": None}, "content is missing"),
        ({"content": 5}, "content must be a string"),
        ({"content": "e30=\n"}, "content must be Base64"),
        ({"content": "!"}, "content must be Base64"),
        ({"content": "eyc="}, "content cannot be read once decoded"),
        ({"content": encode([])}, "content must be a JSON object"),
    ],
)
def test_contract_is_refused_with_its_index(
    idle_wire: Wire, change: dict[str, Any], told: str
) -> None:
    publication = a_publication("1", a_pact(), a_pact())
    publication["contracts"][1] |= change

    response = idle_wire.post("/contracts/publish", publication)

    texts = response.get_json()["errors"]["contracts"]
    assert response.status_code == 400
    assert any(told in text and text.endswith("(at index 1)") for text in texts)


def test_several_violations_are_told_at_once(idle_wire: Wire) -> None:
    publication = a_publication()
    publication["contracts"][0] |= {"content": "!", "consumerName": "Other"}
    publication["branch"] = " "

    errors = idle_wire.post("/contracts/publish", publication).get_json()["errors"]

    assert len(errors["contracts"]) == 2
    assert errors["branch"] == ["cannot be blank"]


def test_problem_document_points_at_what_is_wrong(idle_wire: Wire) -> None:
    publication = a_publication()
    publication["contracts"][0]["specification"] = "swagger"

    response = idle_wire.send(
        "POST",
        "/contracts/publish",
        data=json.dumps(publication),
        content_type=JSON,
        headers={"Accept": PROBLEM},
    )

    problem = response.get_json()
    assert response.headers["Content-Type"] == "application/problem+json;charset=utf-8"
    assert problem["type"] == "http://localhost/problems/validation-error"
    assert (problem["status"], problem["instance"]) == (400, "/")
    assert [error["pointer"] for error in problem["errors"]] == ["/contracts/0"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/nothing", 404, "problem/not-found"),
        ("/pacticipants/nobody", 404, "problem/not-found"),
        ("/pacticipants?page=0", 400, "problems/validation-error"),
        ("/matrix", 400, "problems/validation-error"),
        ("/a%0Ab", 422, "problems/not-possible"),
    ],
)
def test_problem_document_is_for_those_who_ask(
    idle_wire: Wire, path: str, status: int, kind: str
) -> None:
    problem = idle_wire.get(path, accept=PROBLEM).get_json()

    assert problem["status"] == status
    assert problem["type"] == f"http://localhost/{kind}"
    assert problem["title"]


@pytest.mark.parametrize(
    ("path", "kind", "parameter"),
    [
        ("/pacticipants?page=0", "invalid-request-parameter-value", "page"),
        ("/can-i-deploy?version=1", "missing-request-parameter", "pacticipant"),
    ],
)
def test_problem_document_names_the_parameter(
    idle_wire: Wire, path: str, kind: str, parameter: str
) -> None:
    errors = idle_wire.get(path, accept=PROBLEM).get_json()["errors"]

    assert errors[0]["type"] == f"http://localhost/problems/{kind}"
    assert errors[0]["parameter"] == parameter


def test_problem_document_has_no_room_for_notices(small_wire: Wire) -> None:
    small_wire.post("/contracts/publish", a_publication("1", a_pact("/1")))
    body = json.dumps(a_publication("1", a_pact("/2")))
    headers = {"Accept": PROBLEM}

    response = small_wire.send(
        "POST", "/contracts/publish", data=body, content_type=JSON, headers=headers
    )

    assert response.headers["Content-Type"] == f"{JSON};charset=utf-8"
    assert [notice["type"] for notice in response.get_json()["notices"]] == ["error", "info"]


def test_problem_document_alone_is_not_offered(idle_wire: Wire) -> None:
    assert idle_wire.get("/", accept="application/problem+json").status_code == 406


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/pacticipants?page=x", "page"),
        ("/pacticipants?size=0", "size"),
        ("/labels?pageSize=-1", "pageSize"),
        ("/pacticipants?a=1&a[]=2", "a"),
        ("/pacticipants?a=%FF", ""),
    ],
)
def test_wrong_parameter_is_told_by_name(idle_wire: Wire, path: str, parameter: str) -> None:
    response = idle_wire.get(path)

    assert response.status_code == 400
    assert list(response.get_json()["errors"]) == [parameter]


def test_failure_of_the_broker_is_told_with_a_reference_only(small_wire: Wire) -> None:
    with small_wire.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE labels")

    response = small_wire.get("/labels")

    error = response.get_json()["error"]
    assert response.status_code == 500
    assert error["reference"] == response.headers["X-Request-Id"]
    assert "labels" not in response.text
    problem = small_wire.get("/labels", accept=PROBLEM).get_json()
    assert (problem["status"], problem["type"]) == (500, "http://localhost/problems/server-error")
