"""The coordinator over HTTP: what good requests get, and what every bad one gets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import requests
import sqlalchemy as sa

from swarm.coordinator import schema, store
from tests.integration.coordinator.builders import (
    a_delegated_token,
    a_signed_token,
    fill,
    many_todos,
)
from tests.integration.coordinator.running import WEBSITE_TOKEN, Running, coordinator

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAIM = {"round": 7, "github_username": "octo-worker"}
BOUNTY = {
    "title": "A dark theme",
    "description": "Readers ask for one.",
    "system_prompt": "You are careful.",
    "repository": {"owner": "octo-org", "name": "demo"},
}
LIMIT_BYTES = 100_000


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """One process for all these tests; each fills the database as it needs."""
    folder = tmp_path_factory.mktemp(request.param)
    url = f"sqlite:///{folder / 'coordinator.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_server")
    with coordinator(folder, url, "--max-body-bytes", str(LIMIT_BYTES)) as running:
        yield running


@pytest.fixture
def running(served: Running) -> Running:
    with served.store.writing() as connection:
        store.clear(connection)
    fill(served.store, *many_todos(3))
    return served


def assignments(running: Running) -> int:
    count = sa.select(sa.func.count()).select_from(schema.assignments)
    with running.store.reading() as connection:
        return connection.execute(count).scalar_one()


def test_claim_is_made_and_repeated(running: Running) -> None:
    token = a_delegated_token()

    answers = [running.send("POST", "/v1/todos/claims", token=token, json=CLAIM) for _ in "12"]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()


def test_todo_goes_through_its_round(running: Running) -> None:
    todo = running.send("POST", "/v1/todos/claims", json=CLAIM).json()["todo"]
    pull_request = {"url": "forge://a/b/pulls/1", "round": 7}

    answers = [
        running.send("PUT", f"/v1/todos/{todo}/pull-request", json={**pull_request, "stage": stage})
        for stage in ("draft", "final")
    ]

    assert [answer.json()["stage"] for answer in answers] == ["draft", "final"]
    assert running.send("GET", f"/v1/todos/{todo}").json()["status"] == "in_review"


def test_website_creates_a_bounty(running: Running) -> None:
    answer = running.send("POST", "/v1/bounties", token=WEBSITE_TOKEN, json=BOUNTY)

    assert answer.status_code == 201
    assert re.fullmatch(r"[0-9a-f]{24}", answer.json()["id"])
    assert "system_prompt" not in answer.json()


def test_replayed_token_is_refused(running: Running) -> None:
    token = a_signed_token()
    running.send("POST", "/v1/todos/claims", token=token, json=CLAIM)

    answer = running.send("POST", "/v1/todos/claims", token=token, json={**CLAIM, "round": 8})

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert assignments(running) == 1


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        ("", 401, "unauthorized"),
        ("nonsense", 401, "unauthorized"),
        ("a.b.c", 401, "unauthorized"),
        (WEBSITE_TOKEN, 403, "forbidden"),
        ("x" * 5000, 401, "unauthorized"),
        (".".join(["x" * 2000] * 3), 401, "unauthorized"),
    ],
    ids=["none", "unknown", "unsigned", "the website's", "long", "long parts"],
)
def test_token_that_does_not_hold_is_refused(
    running: Running, token: str, status: int, code: str
) -> None:
    answer = running.send("POST", "/v1/todos/claims", token=token, json=CLAIM)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        (b"", 400, "malformed_request", None),
        (b"{", 400, "malformed_request", None),
        (b"[1]", 400, "malformed_request", None),
        (b'"text"', 400, "malformed_request", None),
        (b"\xff\xfe", 400, "malformed_request", None),
        (b"[" * 50_000, 400, "malformed_request", None),
        (b'{"round": NaN, "github_username": "octo"}', 400, "malformed_request", None),
        (b'{"round": 7, "github_username": "\\ud800"}', 400, "malformed_request", None),
        (b'{"github_username": "octo"}', 422, "invalid_request", "/round"),
        (b'{"round": "7", "github_username": "octo"}', 422, "invalid_request", "/round"),
        (b'{"round": -1, "github_username": "octo"}', 422, "invalid_request", "/round"),
        (b'{"round": 2147483648, "github_username": "octo"}', 422, "invalid_request", "/round"),
        (
            b'{"round": 1' + b"0" * 300 + b', "github_username": "octo"}',
            422,
            "invalid_request",
            "/round",
        ),
        (b'{"round": 7, "github_username": null}', 422, "invalid_request", "/github_username"),
        (b'{"round": 7, "github_username": "--x"}', 422, "invalid_request", "/github_username"),
        (b'{"round": 7, "github_username": "\\u0000"}', 422, "invalid_request", "/github_username"),
        (b'{"round": 7, "github_username": "o", "x": 1}', 422, "invalid_request", "/x"),
        (b'{"x": "' + b"y" * LIMIT_BYTES + b'"}', 413, "body_too_large", None),
    ],
    ids=[
        "empty",
        "cut off",
        "a list",
        "a text",
        "no UTF-8",
        "deep",
        "NaN",
        "half a surrogate pair",
        "missing",
        "text for a number",
        "negative",
        "too large a number",
        "a huge number",
        "null",
        "an option",
        "NUL",
        "unknown member",
        "too large",
    ],
)
def test_bad_claim_is_told_what_is_wrong(
    running: Running, body: bytes, status: int, code: str, pointer: str | None
) -> None:
    headers = {"Content-Type": "application/json"}

    answer = running.send("POST", "/v1/todos/claims", data=body, headers=headers)

    assert_problem(answer, status, code)
    pointers = [error["pointer"] for error in answer.json()["errors"]]
    assert pointers == ([] if pointer is None else [pointer])
    assert assignments(running) == 0


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": "a\x00b"}, "/title"),
        ({"title": "two\nlines"}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"description": "\x1b[31m"}, "/description"),
        ({"system_prompt": ["text"]}, "/system_prompt"),
        ({"repository": "octo/demo"}, "/repository"),
        ({"repository": {"owner": "octo"}}, "/repository/name"),
        ({"repository": {"owner": "octo", "name": "../demo"}}, "/repository/name"),
        ({"repository": {"owner": "octo", "name": "demo", "branch": "x"}}, "/repository/branch"),
    ],
)
def test_bad_bounty_is_told_what_is_wrong(
    running: Running, change: dict[str, Any], pointer: str
) -> None:
    sent = {**BOUNTY, **change}

    answer = running.send("POST", "/v1/bounties", token=WEBSITE_TOKEN, json=sent)

    assert_problem(answer, 422, "invalid_request")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE todos; --", "%s %(x)s :x ?", "\N{SNOWMAN} \N{PILE OF POO}", "--upload-pack=x"],
)
def test_odd_text_is_only_text(running: Running, text: str) -> None:
    sent = {**BOUNTY, "title": text, "description": text}

    answer = running.send("POST", "/v1/bounties", token=WEBSITE_TOKEN, json=sent)

    assert (answer.status_code, answer.json()["title"]) == (201, text)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/todos/claims/", 404, "unknown_path"),
        ("GET", "/v1/nothing", 404, "unknown_path"),
        ("GET", "/v1/todos/todo-9", 404, "todo_unknown"),
        ("GET", "/v1/todos/%00", 422, "invalid_request"),
        ("GET", "/v1/todos/%ff", 422, "invalid_request"),
        ("GET", "/v1/todos/" + "x" * 65, 422, "invalid_request"),
        ("GET", "/v1/todos/todo-1?extra=1", 422, "invalid_request"),
        ("DELETE", "/v1/todos/todo-1", 405, "method_not_allowed"),
        ("POST", "/v1/todos/claims", 415, "unsupported_media_type"),
    ],
)
def test_bad_address_is_told_what_is_wrong(
    running: Running, method: str, path: str, status: int, code: str
) -> None:
    answer = running.send(method, path)

    assert_problem(answer, status, code)


def test_wrong_method_names_the_right_ones(running: Running) -> None:
    answer = running.send("DELETE", "/v1/bounties")

    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/openapi.json"])
def test_everybody_may_ask_how_it_is(running: Running, path: str) -> None:
    assert requests.get(running.url + path, timeout=30).status_code == 200


def assert_problem(answer: requests.Response, status: int, code: str) -> None:
    """A problem document (RFC 9457) that shows nothing of the inside."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers["X-Request-Id"]
    assert "Traceback" not in answer.text
