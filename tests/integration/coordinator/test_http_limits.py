"""What the coordinator bounds, counts and repeats over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.coordinator.builders import a_signed_token, fill, many_todos
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
BURST = 5


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Its keys are numbers that one test each uses: they may not ask often."""
    folder = tmp_path_factory.mktemp("limited")
    url = f"sqlite:///{folder / 'coordinator.db'}"
    rate = ("--burst", str(BURST), "--requests-per-s", "0.01")
    with coordinator(folder, url, *rate) as running:
        fill(running.store, *many_todos(3))
        yield running


def claim(running: Running, number: int) -> tuple[int, str | None]:
    answer = running.send("POST", "/v1/todos/claims", token=a_signed_token(number), json=CLAIM)
    return answer.status_code, answer.headers.get("Retry-After")


def test_key_that_asks_too_often_is_told_when_to_come_back(running: Running) -> None:
    for _ in range(BURST):
        claim(running, 1)

    status, retry_after = claim(running, 1)

    assert status == 429
    assert 90 <= int(retry_after or "") <= 100
    assert claim(running, 2)[0] != 429


def test_stranger_is_not_counted(running: Running) -> None:
    answers = [
        running.send("POST", "/v1/todos/claims", token="x" * 40, json=CLAIM)
        for _ in range(BURST + 1)
    ]

    assert {answer.status_code for answer in answers} == {401}


def test_claims_and_depths_are_counted(running: Running) -> None:
    claim(running, 3)

    told = running.send("GET", "/metrics").text

    assert 'claims_total{kind="todo",outcome="given"}' in told
    assert 'works{kind="todo",state="in_progress"}' in told
    assert 'works{kind="spec",state="done"} 1.0' in told


def test_bounty_is_created_once_and_d104_seen_by_the_website_only(running: Running) -> None:
    header = {"Idempotency-Key": "of 1 request"}
    create = ("POST", "/v1/bounties")
    first, second = (
        running.send(*create, token=WEBSITE_TOKEN, headers=dict(header), json=BOUNTY) for _ in "12"
    )

    assert (first.status_code, first.json()) == (201, second.json())
    path = f"/v1/bounties/{first.json()['id']}"
    assert running.send("GET", path, token=WEBSITE_TOKEN).json()["planning"] == "initialized"
    assert running.send("GET", path, token=a_signed_token(4)).status_code == 403
    assert running.send("GET", path, token="nonsense").status_code == 401


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\tin it", "é"])
def test_key_that_is_none_is_refused(running: Running, key: str) -> None:
    token = a_signed_token(5)
    headers = {"Idempotency-Key": key.encode()}
    body = {"lines": [{"logged_at": "2031-05-06T07:08:09Z", "level": "info", "message": "x"}]}

    answer = running.send("POST", "/v1/logs", token=token, headers=headers, json=body)

    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["errors"][0]["detail"]
