"""What a server takes, and what it says of a request that it does not take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.integration.builders import a_browser, a_problem

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

LOANS = "/v1/shelves/s1/loans"
JSON = "application/json"


def post(body: bytes | str) -> TestResponse:
    return a_browser().post(LOANS, data=body, content_type=JSON)


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        pytest.param({"title": 7}, ["/title"], id="number for text"),
        pytest.param({"title": None}, ["/title"], id="null for text"),
        pytest.param({"copies": "3"}, ["/copies"], id="text for number"),
        pytest.param({"copies": 3.5}, ["/copies"], id="fraction for number"),
        pytest.param({"copies": True}, ["/copies"], id="boolean for number"),
        pytest.param({"copies": 0}, ["/copies"], id="number too small"),
        pytest.param({"kind": "vinyl"}, ["/kind"], id="word not in the list"),
        pytest.param({"due_at": "soon"}, ["/due_at"], id="no time"),
        pytest.param({"readers": {}}, ["/readers"], id="object for list"),
        pytest.param({"readers": [{"name": 1}]}, ["/readers/0/name"], id="nested"),
        pytest.param({"readers": [{"name": "A", "x": 1}]}, ["/readers/0/x"], id="nested unknown"),
        pytest.param({"titel": "Emma"}, ["/titel"], id="unknown member"),
        pytest.param({"a/b~c": 1}, ["/a~1b~0c"], id="pointer escaped"),
        pytest.param({"shelf": "s1"}, ["/shelf"], id="path field in the body"),
        pytest.param({"title": 7, "x": 1}, ["/title", "/x"], id="two mistakes"),
    ],
)
def test_wrong_member_is_pointed_at(change: dict[str, Any], pointers: list[str]) -> None:
    answer = a_browser().post(LOANS, json={"title": "Emma", **change})

    assert a_problem(answer) == (422, "invalid_request", pointers)


def test_whole_number_is_one_however_it_is_written() -> None:
    answer = a_browser().post(LOANS, json={"title": "Emma", "copies": 3.0})

    assert answer.status_code == 201
    assert answer.get_json()["copies"] == 3


def test_missing_member_is_pointed_at() -> None:
    answer = a_browser().post(LOANS, json={})

    assert a_problem(answer) == (422, "invalid_request", ["/title"])


@pytest.mark.parametrize(
    ("url", "pointer"),
    [
        ("/v1/shelves/s1/books?limit=ten", "/limit"),
        ("/v1/shelves/s1/books?limit=0", "/limit"),
        ("/v1/shelves/s1/books?limit=", "/limit"),
        ("/v1/shelves/s1/books?limit=1.0", "/limit"),
        ("/v1/shelves/s1/books?limit=01", "/limit"),
        ("/v1/shelves/s1/books?limit=%201", "/limit"),
        ("/v1/shelves/s1/books?limit=1_0", "/limit"),
        ("/v1/shelves/s1/books?limit=%D9%A7", "/limit"),
        ("/v1/shelves/s1/books?limt=1", "/limt"),
        ("/v1/shelves/s1/books?shelf=s2", "/shelf"),
    ],
)
def test_wrong_query_is_pointed_at(url: str, pointer: str) -> None:
    answer = a_browser().get(url)

    assert a_problem(answer) == (422, "invalid_request", [pointer])


@pytest.mark.parametrize("number", ["ten", "1.0", "07", "%207", "1_0", "%D9%A7", "9" * 5000, "-"])
def test_wrong_path_is_pointed_at(number: str) -> None:
    answer = a_browser().put(f"/v1/shelves/s1/books/{number}", json={"to": "s2"})

    assert a_problem(answer) == (422, "invalid_request", ["/number"])


def test_null_byte_arrives_as_a_character() -> None:
    answer = a_browser().get("/v1/shelves/a%00b/books")

    assert answer.get_json()["items"][0] == "a\0b"


def test_undecodable_path_is_no_failure() -> None:
    answer = a_browser().get("/v1/shelves/%ff%fe/books?title=%ff")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"{'title': 'Emma'}", id="single quotes"),
        pytest.param(b'{"title": "Emma",}', id="trailing comma"),
        pytest.param(b'{"title": "Emma"} {}', id="two documents"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'"Emma"', id="text"),
        pytest.param(b"null", id="null"),
        pytest.param(b'{"title": NaN}', id="NaN"),
        pytest.param(b'{"title": -Infinity}', id="infinity"),
        pytest.param(b'{"title": "\xff"}', id="not UTF-8"),
        pytest.param('{"title": "Emma"}'.encode("utf-16"), id="UTF-16"),
        pytest.param(b'{"title": "\xed\xa0\x80"}', id="surrogate in bytes"),
        pytest.param(b'{"title": "\\ud800"}', id="lone surrogate"),
        pytest.param(b'{"title": "\\ude00\\ud83d"}', id="surrogates the wrong way round"),
        pytest.param(b'{"\\ud800": 1}', id="lone surrogate in a name"),
        pytest.param(b'{"title": "a\x00b"}', id="raw null byte"),
        pytest.param(b'{"x": ' + b"[" * 50_000 + b"]" * 49_000, id="nested and cut off"),
        pytest.param(b'{"x": ' + b"[" * 40_000 + b"]" * 40_000 + b"}", id="nested"),
        pytest.param(b'{"a":' * 15_000 + b"1" + b"}" * 15_000, id="nested objects"),
        pytest.param(b'{"copies": ' + b"9" * 5_000 + b"}", id="number without end"),
    ],
)
def test_malformed_body_is_refused(body: bytes) -> None:
    answer = post(body)

    assert a_problem(answer) == (400, "malformed_request", [])


@pytest.mark.parametrize("depth", [10, 190, 198, 199, 200, 201, 300, 900, 990, 1100])
def test_depth_is_never_a_failure(depth: int) -> None:
    answer = post(b'{"title": "Emma", "x": ' + b"[" * depth + b"]" * depth + b"}")

    assert answer.status_code in {400, 422}


def test_number_beyond_floats_is_no_failure() -> None:
    answer = post('{"title": "Emma", "copies": 1e999}')

    assert a_problem(answer) == (422, "invalid_request", ["/copies"])


def test_escaped_null_byte_arrives_as_a_character() -> None:
    answer = post(r'{"title": "a\u0000b"}')

    assert answer.get_json()["title"] == "a\0b"


def test_malformed_body_is_told_where() -> None:
    answer = post('{"title": "Emma"\n "copies": 1}')

    assert "line 2 column 2" in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json", "\xe9"],
)
def test_other_media_type_is_refused(content_type: str) -> None:
    answer = a_browser().post(LOANS, data='{"title": "Emma"}', content_type=content_type)

    assert a_problem(answer) == (415, "unsupported_media_type", [])


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json;"]
)
def test_spelling_of_the_media_type_is_free(content_type: str) -> None:
    answer = a_browser().post(LOANS, data='{"title": "Emma"}', content_type=content_type)

    assert answer.status_code == 201


def test_body_at_the_limit_is_taken() -> None:
    body = json.dumps({"title": "Emma"})

    answer = a_browser(max_body_bytes=len(body)).post(LOANS, data=body, content_type=JSON)

    assert answer.status_code == 201


def test_body_over_the_limit_is_told_the_limit() -> None:
    body = json.dumps({"title": "Emma"})

    answer = a_browser(max_body_bytes=len(body) - 1).post(LOANS, data=body, content_type=JSON)

    assert a_problem(answer) == (413, "body_too_large", [])
    assert "16 bytes" in answer.get_json(force=True)["detail"]


def test_number_of_mistakes_told_is_limited() -> None:
    answer = a_browser().post(LOANS, json={f"x{number}": 1 for number in range(5_000)})

    assert len(answer.get_json(force=True)["errors"]) == 100
