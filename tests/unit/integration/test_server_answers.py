"""How a server answers: what it declares, or a problem document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

import pytest
from flask import abort

from pro_me_the_us import errors
from pro_me_the_us.endpoint import Answer
from tests.unit.integration import library
from tests.unit.integration.builders import a_browser, a_problem

if TYPE_CHECKING:
    from flask import Request

    from pro_me_the_us.errors import ApiError

LOANS = "/v1/shelves/s1/loans"
BOOK = {"title": "Emma"}


def break_down(_request: library.LendBook, _caller: str) -> Never:
    raise RuntimeError("password=hunter2")


def keep_out(_request: Request, scope: str | None) -> Never:
    raise errors.Unauthorized(f"Show a token for {scope}.")


def test_answer_has_the_first_status_declared() -> None:
    answer = a_browser().post(LOANS, json=BOOK)

    assert (answer.status_code, answer.mimetype) == (201, "application/json")


def test_nothing_has_no_body_and_no_type() -> None:
    answer = a_browser().delete("/v1/books/7")

    assert (answer.status_code, answer.data) == (204, b"")
    assert "Content-Type" not in answer.headers


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(202, library.Loan(title="Emma")), id="undeclared status"),
        pytest.param(Answer(200), id="body missing"),
        pytest.param(Answer(204, library.Loan(title="Emma")), id="body too many"),
    ],
)
def test_answer_outside_the_declaration_is_a_failure(answer: Answer[library.Loan]) -> None:
    told = a_browser(lend=lambda _r, _c: answer).post(LOANS, json=BOOK)

    assert a_problem(told) == (500, "internal_error", [])


def test_failure_tells_only_the_name_of_the_request() -> None:
    answer = a_browser(lend=break_down).post(LOANS, json=BOOK, headers={"X-Request-Id": "r-1"})

    assert a_problem(answer) == (500, "internal_error", [])
    assert answer.get_json(force=True)["detail"] == "Ask the operator for request r-1."
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text


def test_failure_is_logged_under_the_name_of_the_request(caplog: pytest.LogCaptureFixture) -> None:
    a_browser(lend=break_down).post(LOANS, json=BOOK, headers={"X-Request-Id": "r-1"})

    assert [record.getMessage() for record in caplog.records] == ["request.broke request_id=r-1"]
    assert "RuntimeError" in caplog.text


def test_what_is_down_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    def lend(_request: library.LendBook, _caller: str) -> library.Loan:
        raise errors.Unavailable from RuntimeError("hunter2")

    answer = a_browser(lend=lend).post(LOANS, json=BOOK, headers={"X-Request-Id": "r-1"})

    logged = [record.getMessage() for record in caplog.records]
    assert logged == ["request.unavailable request_id=r-1 cause=hunter2"]
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    "refusal", [*errors.COMMON, *library.LEND.refusals], ids=lambda refusal: refusal.code
)
def test_refusal_is_a_problem_document(refusal: type[ApiError]) -> None:
    def lend(_request: library.LendBook, _caller: str) -> library.Loan:
        raise refusal("Not today.")

    answer = a_browser(lend=lend).post(LOANS, json=BOOK)

    assert answer.status_code == refusal.status
    assert answer.get_json(force=True) == {
        "type": f"urn:problem:{refusal.code}",
        "title": refusal.title(),
        "status": refusal.status,
        "code": refusal.code,
        "detail": "Not today.",
        "errors": [],
    }


def test_refusal_says_when_to_ask_again() -> None:
    def lend(_request: library.LendBook, _caller: str) -> library.Loan:
        raise errors.Unavailable(retry_after_s=5)

    answer = a_browser(lend=lend).post(LOANS, json=BOOK)

    assert answer.headers["Retry-After"] == "5"


def test_stranger_is_told_how_to_come_in() -> None:
    answer = a_browser(authorize=keep_out).post(LOANS, json=BOOK)

    assert a_problem(answer) == (401, "unauthorized", [])
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"{", "application/json", id="malformed"),
        pytest.param(b"{}", "application/json", id="invalid"),
        pytest.param(b"{}", "text/plain", id="wrong type"),
        pytest.param(b" " * 200_000, "application/json", id="too large"),
    ],
)
def test_stranger_learns_nothing_of_the_body(body: bytes, content_type: str) -> None:
    answer = a_browser(authorize=keep_out).post(LOANS, data=body, content_type=content_type)

    assert a_problem(answer) == (401, "unauthorized", [])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", LOANS, {"OPTIONS", "POST"}),
        ("PATCH", "/v1/shelves/s1/books/7", {"OPTIONS", "PUT"}),
        ("POST", "/v1/shelves/s1/books", {"GET", "HEAD", "OPTIONS"}),
        ("TRACE", "/v1/books/7", {"DELETE", "OPTIONS"}),
        ("BREW", "/v1/books/7", {"DELETE", "OPTIONS"}),
    ],
)
def test_wrong_method_is_told_the_right_ones(method: str, path: str, allowed: set[str]) -> None:
    answer = a_browser().open(path, method=method)

    assert a_problem(answer) == (405, "method_not_allowed", [])
    assert set(answer.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/v1/shelves", LOANS + "/", LOANS + "/1", "/v1/shelves//loans", "/%00", "/%ff"],
)
def test_unknown_path_is_a_problem(path: str) -> None:
    answer = a_browser().get(path)

    assert a_problem(answer) == (404, "unknown_path", [])


def test_head_has_the_headers_of_get() -> None:
    answer = a_browser().head("/v1/hours")

    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, (400, "malformed_request", [])),
        (406, (400, "malformed_request", [])),
        (415, (415, "unsupported_media_type", [])),
        (429, (429, "rate_limited", [])),
        (503, (503, "unavailable", [])),
    ],
)
def test_refusal_of_the_framework_is_a_problem(
    status: int, told: tuple[int, str, list[str]]
) -> None:
    answer = a_browser(lend=lambda _r, _c: abort(status)).post(LOANS, json=BOOK)

    assert a_problem(answer) == told


@pytest.mark.parametrize("name", ["r-1", "a" * 64, "A.b_c-9"])
def test_request_keeps_the_name_it_has(name: str) -> None:
    answer = a_browser().get("/v1/hours", headers={"X-Request-Id": name})

    assert answer.headers["X-Request-Id"] == name


@pytest.mark.parametrize("name", ["", "a" * 65, "a b", 'a"b', "<b>", "é"])
def test_request_without_a_good_name_gets_one(name: str) -> None:
    answer = a_browser().get("/v1/hours", headers={"X-Request-Id": name})

    assert len(answer.headers["X-Request-Id"]) == 16
    assert answer.headers["X-Request-Id"] != name


@pytest.mark.parametrize("path", ["/nowhere", LOANS, "/v1/books/x"])
def test_problem_is_named_too(path: str) -> None:
    answer = a_browser().get(path, headers={"X-Request-Id": "r-1"})

    assert answer.headers["X-Request-Id"] == "r-1"
