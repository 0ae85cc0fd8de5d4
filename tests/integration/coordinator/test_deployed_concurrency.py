"""Many deployed clients of one process at once, and v1's beside them: each work goes to one."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
import requests
import sqlalchemy as sa

from swarm.coordinator import store
from swarm.coordinator.schema import assignments, issue_assignments, todos
from tests.integration.coordinator.builders import (
    TASK,
    a_bounty,
    a_delegated_token,
    a_signed_token,
    an_issue,
    fill,
    many_todos,
)
from tests.integration.coordinator.running import Running, coordinator
from tests.integration.coordinator.signing import a_fetch, a_signed_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

OTHER_TASK: Final = "task-2"
BUILDER: Final = "/api/builder"
TODOS: Final = 200
# A node is let in so often only; here, many live through many rounds in a second.
UNLIMITED: Final = ("--requests-per-s", "100000", "--burst", "100000")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """One process for all these tests; each fills the database as it needs."""
    folder = tmp_path_factory.mktemp(request.param)
    url = f"sqlite:///{folder / 'coordinator.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_server")
    with coordinator(folder, url, *UNLIMITED) as running:
        yield running


@pytest.fixture
def running(served: Running) -> Running:
    empty(served)
    return served


@dataclass
class Client:
    """Keeps its connection, as programs under load do."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def post(self, route: str, body: dict[str, Any]) -> tuple[int, Any]:
        """What a route of deployed builders answers."""
        answer = self.session.post(f"{self.url}{BUILDER}/{route}", json=body, timeout=60)
        return answer.status_code, answer.json()

    def call(self, method: str, path: str, token: str, body: dict[str, Any]) -> requests.Response:
        """What v1 answers."""
        headers = {"Authorization": f"Bearer {token}"}
        return self.session.request(
            method, f"{self.url}/v1/{path}", headers=headers, json=body, timeout=60
        )


def empty(running: Running) -> None:
    with running.store.writing() as connection:
        store.clear(connection)


def insert_issues(running: Running, number: int, status: str) -> list[str]:
    issues = [an_issue(f"issue-{n}", status=status, sequence=n) for n in range(number)]
    with running.store.writing() as connection:
        store.insert_bounty(connection, a_bounty())
        store.insert_issues(connection, issues)
    return sorted(issue.uuid for issue in issues)


def at_once(
    running: Running, act: Callable[[Client, int], Sequence[Any]], number: int
) -> list[Any]:
    """What so many clients got together, each with a connection of its own."""

    def live(place: int) -> Sequence[Any]:
        client = Client(running.url)
        with client.session:
            return act(client, place)

    with ThreadPoolExecutor(number) as threads:
        return [one for got in threads.map(live, range(number)) for one in got]


def given_todos(running: Running) -> list[str]:
    """The todo of every assignment in the store."""
    with running.store.reading() as connection:
        return sorted(connection.scalars(sa.select(assignments.c.todo)))


def names() -> list[str]:
    return sorted(todo.uuid for todo in many_todos(TODOS))


def fetch_in_rounds(client: Client, number: int) -> list[str]:
    """Todos that the key fetches, round after round, until there is none."""
    fetched = []
    for round_number in range(TODOS + 1):
        status, body = client.post("fetch-to-do", a_fetch(number, round_number=round_number))
        if status == 409:
            assert body["message"] == "No todos with completed dependencies available"
            break
        assert status == 200, body
        fetched.append(body["data"]["todo_uuid"])
    return fetched


def test_every_issue_is_assigned_to_one_of_eight_callers(running: Running) -> None:
    issues = insert_issues(running, 100, "initialized")

    def take_all(client: Client, _: int) -> list[str]:
        taken = []
        while (answer := client.post("assign-issue", {"githubUsername": "octo"}))[0] == 200:
            taken.append(answer[1]["issueId"])
        assert answer == (
            409,
            {"success": False, "message": "No issues available for assignment"},
        )
        return taken

    assert sorted(at_once(running, take_all, 8)) == issues


def test_every_todo_is_fetched_by_one_of_sixteen_keys(running: Running) -> None:
    fill(running.store, *many_todos(TODOS))

    fetched = at_once(running, fetch_in_rounds, 16)

    assert sorted(fetched) == names()
    assert given_todos(running) == names()


def test_key_that_fetches_eight_times_at_once_gets_one_todo(running: Running) -> None:
    fill(running.store, *many_todos(20))
    body = a_fetch()

    answers = at_once(running, lambda client, _: [client.post("fetch-to-do", body)], 8)

    refused = (409, {"success": False, "message": "Task already assigned"})
    assert [answer for answer in answers if answer[0] != 200] == [refused] * 7
    assert len(given_todos(running)) == 1


@pytest.mark.parametrize("kind", ["todo", "issue"])
def test_key_of_two_tasks_gets_one_work_in_a_round(
    tmp_path: Path, database_url: str, kind: str
) -> None:
    tasks = ("--task-ids", f"{TASK},{OTHER_TASK}")
    table = assignments if kind == "todo" else issue_assignments
    route = "fetch-to-do" if kind == "todo" else "fetch-issue"

    def fetch(client: Client, number: int) -> list[int]:
        """In twenty rounds, for one task or the other."""
        task = (TASK, OTHER_TASK)[number % 2]
        rounds = [
            a_fetch(round_number=n, action=route.replace("to-do", "todo"), task=task)
            for n in range(20)
        ]
        return [client.post(route, body)[0] for body in rounds]

    with coordinator(tmp_path, database_url, *tasks) as running:
        if kind == "issue":
            insert_issues(running, 60, "assign_pending")
        else:
            fill(running.store, *many_todos(60))
        statuses = at_once(running, fetch, 8)
        with running.store.reading() as connection:
            rounds = Counter(connection.scalars(sa.select(table.c.round)))

    assert set(statuses) <= {200, 409}
    assert rounds == dict.fromkeys(range(20), 1)


def test_every_issue_is_fetched_by_one_of_eight_leaders(running: Running) -> None:
    issues = insert_issues(running, 60, "assign_pending")

    def lead_all(client: Client, number: int) -> list[str]:
        led = []
        for round_number in range(61):
            asked = a_fetch(number, round_number=round_number, action="fetch-issue")
            status, body = client.post("fetch-issue", asked)
            if status == 409:
                break
            led.append(body["data"]["issue_uuid"])
        return led

    assert sorted(at_once(running, lead_all, 8)) == issues


def test_key_that_fetches_an_issue_eight_times_at_once_is_given_it_once(running: Running) -> None:
    insert_issues(running, 20, "assign_pending")
    body = a_fetch(action="fetch-issue")

    answers = at_once(running, lambda client, _: [client.post("fetch-issue", body)], 8)

    data = [answer["data"] for status, answer in answers if status == 200]
    assert len(data) == 8
    assert len({one["issue_uuid"] for one in data}) == 1
    # Whoever has it already is not told again whose the aggregator is.
    assert sum("aggregator_owner" in one for one in data) == 1


def work_as_deployed(client: Client, number: int) -> list[tuple[str, str]]:
    """Fetch todos, register them as drafts and as final, until there is none."""
    done = []
    for round_number in range(TODOS + 1):
        status, body = client.post("fetch-to-do", a_fetch(number, round_number=round_number))
        if status == 409:
            break
        assert status == 200, body
        todo, bounty = body["data"]["todo_uuid"], body["data"]["bounty_id"]
        told = {"taskId": TASK, "roundNumber": round_number, "action": "add-todo-pr"}
        open_ = {"uuid": todo, "prUrl": url_of(todo, number)}
        draft = a_signed_body(number, **told, isFinal=False) | open_
        final = a_signed_body(number, **told, isFinal=True, bountyId=bounty, **open_)
        assert [client.post("add-pr-to-to-do", one)[0] for one in (draft, final)] == [200, 200]
        done.append(("deployed", todo))
    return done


def work_as_v1(client: Client, number: int) -> list[tuple[str, str]]:
    """The same, in v1's words."""
    done = []
    for round_number in range(TODOS + 1):
        token = a_delegated_token(number, round_number=round_number)
        asked = {"round": round_number, "github_username": "octo-worker"}
        answer = client.call("POST", "todos/claims", token, asked)
        if answer.status_code == 204:
            break
        assert answer.status_code == 201, answer.text
        todo = answer.json()["todo"]
        told = {"round": round_number, "url": url_of(todo, number)}
        for stage in ("draft", "final"):
            path = f"todos/{todo}/pull-request"
            registered = client.call("PUT", path, a_signed_token(number), {**told, "stage": stage})
            assert registered.status_code == 200, registered.text
        done.append(("v1", todo))
    return done


def url_of(todo: str, number: int) -> str:
    return f"https://github.com/octo/demo/pull/{todo}-{number}"


def test_workers_of_both_protocols_share_a_queue_and_no_todo(running: Running) -> None:
    fill(running.store, *many_todos(TODOS))

    def work(client: Client, number: int) -> list[tuple[str, str]]:
        return (work_as_v1 if number % 2 else work_as_deployed)(client, number)

    done = at_once(running, work, 16)

    assert sorted(todo for _, todo in done) == names()
    assert set(Counter(protocol for protocol, _ in done)) == {"deployed", "v1"}
    assert given_todos(running) == names()
    with running.store.reading() as connection:
        finals = connection.scalar(
            sa.select(sa.func.count()).where(
                assignments.c.todo == todos.c.uuid,
                assignments.c.stage == "final",
                todos.c.status.in_(("approved", "in_review")),
            )
        )
    assert finals == TODOS
