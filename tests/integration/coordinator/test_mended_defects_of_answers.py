"""Defects of how the deployed coordinator answered, by number, and what its clients get here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

import pytest

from pro_me_the_us.coordinator import models as wire
from swarm.coordinator import store
from tests.integration.coordinator.builders import (
    BOUNTY,
    NOW,
    URL,
    a_bounty,
    a_key,
    a_node,
    a_service,
    a_signed_token,
    a_todo,
    an_assignment,
    an_issue,
    fill,
)
from tests.integration.coordinator.lives import WEBSITE
from tests.integration.coordinator.running import WEBSITE_TOKEN, Running, coordinator

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

    from swarm.coordinator.records import BountyStatus, IssueStatus
    from swarm.coordinator.store import Store

NEW: Final = {
    "title": "A dark theme",
    "description": "Readers ask for one.",
    "system_prompt": "You are careful.",
    "repository": {"owner": "octo-org", "name": "demo"},
}
CLAIM: Final = ("POST", "/v1/todos/claims")
CLAIMED: Final = {"round": 7, "github_username": "octo-worker"}
DELIVERY: Final = {"round": 7, "url": URL, "stage": "final"}
CHECK: Final = {
    "staking_key": a_key(5),
    "round": 7,
    "role": "worker",
    "bounty": BOUNTY,
    "pull_request": URL,
}
LIMIT_BYTES: Final = 10_000
PROMPT: Final = a_bounty().system_prompt
PHASE: Final = a_todo().phases[0].prompt


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
    """Key 0 has finished todo-1, and key 1 has todo-2; there is no other."""
    done = an_assignment("todo-1", pull_request=URL, stage="final")
    with served.store.writing() as connection:
        store.clear(connection)
    fill(
        served.store,
        a_todo("todo-1", status="in_review"),
        a_todo("todo-2", sequence=1, status="in_progress", lease_expires_at=NOW),
    )
    with served.store.writing() as connection:
        store.insert_assignment(connection, done)
        store.insert_assignment(connection, an_assignment("todo-2", number=1))
    return served


@pytest.mark.parametrize(
    ("asked", "token", "content", "status", "code"),
    [
        (CLAIM, "", {"json": CLAIMED}, 401, "unauthorized"),
        (CLAIM, "", {"json": {}}, 401, "unauthorized"),
        (CLAIM, WEBSITE_TOKEN, {"json": CLAIMED}, 403, "forbidden"),
        (CLAIM, None, {"data": b"{"}, 400, "malformed_request"),
        (CLAIM, None, {"json": {"round": 7}}, 422, "invalid_request"),
        (CLAIM, None, {"json": CLAIMED}, 409, "round_completed"),
        (
            ("PUT", "/v1/todos/todo-9/pull-request"),
            None,
            {"json": DELIVERY},
            404,
            "todo_unknown",
        ),
        (
            ("PUT", "/v1/todos/todo-2/pull-request"),
            None,
            {"json": DELIVERY},
            409,
            "todo_not_assigned",
        ),
        (("POST", "/v1/submissions/checks"), None, {"json": CHECK}, 404, "submission_unknown"),
        (("POST", "/v1/nothing"), None, {"json": {}}, 404, "unknown_path"),
    ],
    ids=[
        "no token",
        "no token and no body",
        "another scope",
        "malformed body",
        "missing field",
        "round completed",
        "todo not found",
        "todo of another",
        "submission not found",
        "no such path",
    ],
)
def test_d57_refusal_tells_what_is_wrong(
    running: Running,
    asked: tuple[str, str],
    token: str | None,
    content: dict[str, Any],
    status: int,
    code: str,
) -> None:
    headers = {"Content-Type": "application/json"}

    answer = running.send(*asked, token=token, headers=headers, **content)

    assert_refused(answer, status, code)


def test_d57_task_that_is_not_served_is_said(running: Running) -> None:
    answer = running.send(*CLAIM, token=a_signed_token(task="task-2"), json=CLAIMED)

    assert_refused(answer, 403, "task_unknown")


def test_d57_nothing_to_do_is_no_refusal(running: Running) -> None:
    answer = running.send(*CLAIM, token=a_signed_token(2), json=CLAIMED)

    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize(
    ("token", "content", "status", "code"),
    [
        ("", {"json": NEW}, 401, "unauthorized"),
        (None, {"json": NEW}, 403, "forbidden"),
        (WEBSITE_TOKEN, {"data": b"{"}, 400, "malformed_request"),
        (WEBSITE_TOKEN, {"json": {}}, 422, "invalid_request"),
        (
            WEBSITE_TOKEN,
            {"json": {**NEW, "title": "x" * LIMIT_BYTES}},
            413,
            "body_too_large",
        ),
    ],
    ids=["no token", "a node's token", "malformed", "empty", "too large"],
)
def test_d52_bounty_that_was_not_taken_is_no_success(
    running: Running, token: str | None, content: dict[str, Any], status: int, code: str
) -> None:
    headers = {"Content-Type": "application/json"}

    answer = running.send("POST", "/v1/bounties", token=token, headers=headers, **content)

    listed = running.send("GET", "/v1/bounties", token=WEBSITE_TOKEN).json()["items"]
    assert_refused(answer, status, code)
    assert [bounty["id"] for bounty in listed] == [BOUNTY]


@pytest.mark.parametrize("path", ["/v1/bounties", f"/v1/bounties/{BOUNTY}"])
@pytest.mark.parametrize(
    ("token", "status", "code"),
    [("", 401, "unauthorized"), ("guessed", 401, "unauthorized"), (None, 403, "forbidden")],
    ids=["no token", "another token", "a node's token"],
)
def test_d104_website_alone_reads_bounties(
    running: Running, path: str, token: str | None, status: int, code: str
) -> None:
    assert_refused(running.send("GET", path, token=token), status, code)


@pytest.mark.parametrize("path", ["/v1/bounties", f"/v1/bounties/{BOUNTY}"])
def test_d104_bounties_are_read_without_prompts(running: Running, path: str) -> None:
    answer = running.send("GET", path, token=WEBSITE_TOKEN)

    assert answer.status_code == 200
    assert a_bounty().title in answer.text
    assert [secret for secret in (PROMPT, PHASE, "system_prompt") if secret in answer.text] == []


@pytest.mark.parametrize("status", get_args(wire.IssueStatus))
def test_d105_issue_has_one_status_wherever_it_is_seen(opened: Store, status: IssueStatus) -> None:
    fill(opened, a_todo(), issue=an_issue(status=status))
    service = a_service(opened)

    progress = service.read_bounty(wire.ReadBounty(bounty=BOUNTY), WEBSITE)
    read = service.read_issue(wire.ReadIssue(issue="issue-1"), a_node())

    assert [issue.status for issue in progress.issues] == [read.status] == [status]


@pytest.mark.parametrize("status", get_args(wire.BountyStatus))
def test_d105_bounty_has_one_status_wherever_it_is_seen(
    opened: Store, status: BountyStatus
) -> None:
    with opened.writing() as connection:
        store.insert_bounty(connection, a_bounty(status=status))
    service = a_service(opened)

    progress = service.read_bounty(wire.ReadBounty(bounty=BOUNTY), WEBSITE)
    listed = service.list_bounties(wire.ListBounties(status=status), WEBSITE)

    assert [bounty.status for bounty in listed.items] == [progress.status] == [status]


def assert_refused(answer: requests.Response, status: int, code: str) -> None:
    """A problem document that says the same as the status."""
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
