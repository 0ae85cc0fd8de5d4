"""From a bounty to its merged work, by everybody there is; and all the same when things break."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from pro_me_the_us.errors import TransportError, Unavailable
from tests.e2e.life import COORDINATOR, WORKERS, Life, a_life, pair_of
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pro_me_the_us.coordinator.models import BountyProgress

ANNA, BERT = WORKERS
WITHIN_S: Final = 300.0


def test_bounty_becomes_merged_work(tmp_path: Path) -> None:
    with a_life(tmp_path, database_url=f"sqlite:///{tmp_path / 'coordinator.db'}") as life:
        bounty = life.create_bounty()
        wait_until(life, bounty, is_over)
        seen = life.read_bounty(bounty)

    assert_all_agree(life, seen)


def test_bounty_survives_whatever_breaks(tmp_path: Path, postgresql_url: str) -> None:
    with a_life(tmp_path, database_url=postgresql_url) as life:
        bounty = life.create_bounty()
        wait_until(life, bounty, lambda seen: bool(seen.issues))
        life.kill(COORDINATOR)
        life.start(COORDINATOR)
        wait_until(life, bounty, has_claims)
        with held(life.pid_of(f"{BERT}/container")):
            life.kill(f"{ANNA}/container")
            life.start(f"{ANNA}/container")
        cut_connections(postgresql_url)
        life.kill(f"{BERT}/node")
        life.start(f"{BERT}/node")
        wait_until(life, bounty, is_over)
        seen = life.read_bounty(bounty)

    assert_all_agree(life, seen)


def wait_until(life: Life, bounty: str, is_there: Callable[[BountyProgress], bool]) -> None:
    def look() -> bool:
        try:
            return is_there(life.read_bounty(bounty))
        except (TransportError, Unavailable):
            return False

    wait_for(look, what="the bounty to be so far", within_s=WITHIN_S)


def is_over(seen: BountyProgress) -> bool:
    return seen.status == "done" and all(issue.status == "merged" for issue in seen.issues)


def has_claims(seen: BountyProgress) -> bool:
    return any(todo.assignees for issue in seen.issues for todo in issue.todos)


def cut_connections(url: str) -> None:
    """End everybody's connection but our own, as a restart of the database would."""
    everybody = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(everybody)
    engine.dispose()


@contextmanager
def held(pid: int) -> Iterator[None]:
    """The process neither answers nor goes on meanwhile, as if it was cut off."""
    os.killpg(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(pid, signal.SIGCONT)


def assert_all_agree(life: Life, seen: BountyProgress) -> None:
    """The coordinator, the repositories and the chain tell one story, in which nothing was done
    twice.
    """
    (issue,) = seen.issues
    assert (seen.status, issue.status) == ("done", "merged")
    assert [todo.title for todo in issue.todos] == ["Sweep the floor", "Wash the dishes"]
    assert {todo.status for todo in issue.todos} == {"merged"}
    approved = [
        (assignee.round, assignee.staking_key)
        for assignees in (issue.assignees, *(todo.assignees for todo in issue.todos))
        for assignee in assignees
        if assignee.outcome == "approved"
    ]
    assert len(approved) == len(set(approved)) == len(issue.todos) + 1
    distributions = life.read_distributions()
    assert all(distributions[str(number)][key] > 0 for number, key in approved)
    assert {key for _, key in approved} <= {pair_of(name).public for name in WORKERS}
    assert_merged_once(life, [todo.todo for todo in issue.todos])


def assert_merged_once(life: Life, todos: list[str]) -> None:
    on_main = partial(life.git, "octo-org/demo")
    files = on_main("ls-tree", "-r", "--name-only", "main")
    assert sorted(files) == sorted(["README.md", *(f"todos/{todo}.md" for todo in todos)])
    for todo in todos:
        assert (
            len(on_main("log", "--format=%H", "--no-merges", "main", "--", f"todos/{todo}.md")) == 1
        )
