"""What clients of the deployed protocol write is kept as text, or refused; nothing acts on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from swarm.coordinator.schema import (
    assignments,
    issue_assignments,
    issues,
    messages,
    metadata,
    todos,
)
from tests.integration.coordinator.builders import BOUNTY, TASK, a_key
from tests.integration.coordinator.hostile import PLANNER_TASK, URLS
from tests.integration.coordinator.hostile_world import World, open_world
from tests.integration.coordinator.running import WEBSITE_TOKEN
from tests.integration.coordinator.signing import a_fetch, a_signed_body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SQL: Final = "'; DROP TABLE todos; --"
SHELL: Final = "$(touch /tmp/owned)`id`;|&&>x"
PATH: Final = "../../../etc/passwd"
HTML: Final = "<script>alert(1)</script>\"'&amp;"
TEMPLATE: Final = "{{7*7}}{0.__class__}%(x)s%s${x}"

each_text = pytest.mark.parametrize("text", [SQL, SHELL, PATH, HTML, TEMPLATE])


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with open_world(database_url, tmp_path) as world:
        before = count_rows(world)
        yield world
        assert count_rows(world).keys() == before.keys()


def count_rows(world: World) -> dict[str, int]:
    with world.opened.reading() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def read(world: World, column: sa.Column[Any], condition: sa.ColumnElement[bool]) -> list[Any]:
    with world.opened.reading() as connection:
        return list(connection.scalars(sa.select(column).where(condition)))


def post(world: World, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    headers = [("Content-Type", "application/json")]
    answered = world.send("POST", f"/api/{path}", headers, json.dumps(body).encode())
    assert answered.headers["Content-Type"] == "application/json; charset=utf-8"
    return answered.status, json.loads(answered.body)


def get(world: World, target: str) -> tuple[int, Any]:
    answered = world.send("GET", target, [("Authorization", f"Bearer {WEBSITE_TOKEN}")])
    assert answered.headers["Content-Type"] == "application/json; charset=utf-8"
    return answered.status, json.loads(answered.body)


@each_text
def test_title_is_handed_over_as_it_is(world: World, text: str) -> None:
    with world.opened.writing() as connection:
        connection.execute(sa.update(todos).values(title=text, description=text))
        connection.execute(sa.update(issues).values(title=text, description=text))

    _, fetched = post(world, "builder/fetch-to-do", a_fetch())
    _, told = get(world, f"/prometheus/v3/info?swarmBountyId={BOUNTY}&swarmType=build-feature")

    assert fetched["data"]["title"] == text
    assert {issue["title"] for issue in told["data"]["issues"]} == {text}


@each_text
def test_username_is_kept_as_it_is(world: World, text: str) -> None:
    body = a_signed_body(taskId=TASK, roundNumber=9, action="fetch-todo", githubUsername=text)

    status, fetched = post(world, "builder/fetch-to-do", body)

    assert status == 200
    given = assignments.c.todo == fetched["data"]["todo_uuid"]
    assert read(world, assignments.c.github_username, given) == [text]


@each_text
def test_message_is_kept_as_it_is(world: World, text: str) -> None:
    said = {"bounty_id": text, "content": text, "tools": [text]}

    status, answer = post(world, "builder/record-message", said)

    assert (status, answer["data"]["content"]) == (200, text)
    assert read(world, messages.c.content, messages.c.bounty == text) == [text]


@each_text
def test_owner_of_an_aggregator_must_be_a_name(world: World, text: str) -> None:
    before = world.changes()
    body = a_signed_body(
        taskId=TASK,
        roundNumber=1,
        action="create-repo",
        githubUsername=text,
        issueUuid="wait-0",
        aggregatorUrl=text,
    )

    refused = (401, {"success": False, "message": "Failed to verify signature"})
    assert post(world, "builder/add-aggregator-info", body) == refused
    assert world.changes() == before


@each_text
def test_identifier_of_nothing_is_not_found(world: World, text: str) -> None:
    before = world.changes()
    told: dict[str, Any] = {
        "taskId": TASK,
        "roundNumber": 0,
        "action": "add-todo-pr",
        "isFinal": False,
    }
    body = {**a_signed_body(**told), "uuid": text, "prUrl": URLS[0]}

    assert post(world, "builder/add-pr-to-to-do", body) == (
        409,
        {"success": False, "message": "Todo not found"},
    )
    told_of = get(world, f"/api/builder/get-source-repo/worker/{quote(text.replace('/', '|'))}")
    assert told_of == (409, {"success": False, "message": "Todo not found", "data": None})
    query = f"swarmBountyId={quote(text)}&swarmType=build-feature"
    assert get(world, f"/prometheus/v2/info?{query}") == (409, {"success": False, "data": None})
    assert world.changes() == before


@each_text
def test_address_of_a_pull_request_is_kept_as_it_is(world: World, text: str) -> None:
    url = f"javascript:alert(1)//{text}".replace(" ", "+")
    told: dict[str, Any] = {
        "taskId": TASK,
        "roundNumber": 0,
        "action": "add-issue-pr",
        "isFinal": False,
    }
    body = {**a_signed_body(**told), "uuid": "led-0", "prUrl": url}

    assert post(world, "builder/add-issue-pr", body) == (
        200,
        {"success": True, "message": "Issue PR added"},
    )
    given = issue_assignments.c.issue == "led-0"
    assert read(world, issue_assignments.c.pull_request, given) == [url]


@pytest.mark.parametrize(
    "url", ["https://x/\r\nX-Injected: yes", "https://x/ y", "\u202ehttps://x"]
)
def test_address_has_no_spaces_and_is_of_one_line(world: World, url: str) -> None:
    before = world.changes()
    told: dict[str, Any] = {
        "taskId": TASK,
        "roundNumber": 0,
        "action": "add-issue-pr",
        "isFinal": False,
    }
    body = {**a_signed_body(**told), "uuid": "led-0", "prUrl": url}

    status, _ = post(world, "builder/add-issue-pr", body)

    assert (status, world.changes()) == (400, before)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "plans/../../outside", "."])
def test_plan_is_read_from_its_folder_only(world: World, tmp_path: Path, name: str) -> None:
    plan = {"issues": [{"uuid": "stolen", "title": "Stolen"}], "tasks": []}
    (tmp_path.parent / "outside").write_text(json.dumps(plan))
    added: dict[str, Any] = {
        "taskId": PLANNER_TASK,
        "roundNumber": 1,
        "action": "add",
        "prUrl": name,
    }
    assert post(world, "planner/add-pr-to-planner-todo", a_signed_body(**added))[0] == 200

    audited = {"taskId": PLANNER_TASK, "round": 1}
    status, _ = post(world, "planner/trigger-fetch-audit-result", audited)

    assert status == 200
    assert read(world, issues.c.uuid, issues.c.bounty == "planned-0") == []


def test_page_of_an_unknown_path_escapes_it(world: World) -> None:
    answered = world.send("POST", "/api/%3Cscript%3Ealert(1)%3C/script%3E%22%27?x=%0d%0aA:%20b")

    assert answered.status == 404
    assert answered.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answered.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "A" not in answered.headers
    assert b"Cannot POST /api/&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;" in answered.body
    assert b"<script" not in answered.body


@pytest.mark.parametrize("operator", [{"$ne": 1}, {"$gt": ""}, {"$regex": ".*"}, ["todo-0"]])
def test_operator_is_no_value(world: World, operator: Any) -> None:
    before = world.changes()
    signed = {"taskId": TASK, "roundNumber": 7, "action": "fetch-todo", "githubUsername": "octo"}
    for member in signed:
        body = a_signed_body(**{**signed, member: operator})
        assert post(world, "builder/fetch-to-do", body)[0] == 401
    for route in ("fetch-to-do", "check-issue", "add-pr-to-to-do"):
        for member in ("signature", "stakingKey", "pubKey"):
            assert post(world, f"builder/{route}", {**a_fetch(), member: operator})[0] == 401
    assert post(world, "builder/assign-issue", {"githubUsername": operator})[0] == 401
    checked = {"stakingKey": a_key(), "roundNumber": 1, "prUrl": "bafyplan"}
    for member in checked:
        assert post(world, "planner/check-planner", {**checked, member: operator})[0] == 401
    audited = {"taskId": operator, "round": operator}
    assert post(world, "builder/update-audit-result", audited)[0] == 400
    assert world.changes() == before
