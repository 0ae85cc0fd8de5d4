"""Writes of one step, alone and together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from swarm.coordinator import schema
from swarm.coordinator.store import Store, StoreDown
from swarm.coordinator.store.prepared import Prepared
from swarm.coordinator.store.steps import count_waiting
from swarm.storage import write_lock
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from swarm.coordinator.store.steps import Once

A_TOKEN = {"staking_key": "key", "token_id": "twice", "expires_at": 1}
TOKENS = schema.used_tokens.c
WRITE = Prepared(
    sa.insert(schema.used_tokens).returning(TOKENS.token_id),
    (TOKENS.token_id,),
)


def write(name: str) -> Callable[[Once], Any]:
    def act(once: Once) -> Any:
        row = {"staking_key": "key", "token_id": name, "expires_at": 1}
        return WRITE.first(once, row).token_id

    return act


def write_and_break(name: str) -> Callable[[Once], Any]:
    def act(once: Once) -> Any:
        write(name)(once)
        raise RuntimeError(name)

    return act


def written(opened: Store) -> list[str]:
    with opened.reading() as connection:
        return sorted(connection.scalars(sa.select(TOKENS.token_id)))


@pytest.fixture
def on_sqlite(sqlite_url: str) -> Iterator[Store]:
    store = Store.at(sqlite_url)
    store.migrate()
    yield store
    store.close()


def test_step_is_written(opened: Store) -> None:
    assert opened.write_once(write("a")) == "a"
    assert written(opened) == ["a"]


def test_step_leaves_the_next_transaction_whole(opened: Store) -> None:
    opened.write_once(write("a"))
    with pytest.raises(RuntimeError):
        opened.write_once(write_and_break("b"))

    with pytest.raises(sa.exc.IntegrityError):
        delete_and_break(opened)

    assert "a" in written(opened)


def delete_and_break(opened: Store) -> None:
    with opened.writing() as connection:
        connection.execute(sa.delete(schema.used_tokens))
        connection.execute(sa.insert(schema.used_tokens), [A_TOKEN, A_TOKEN])


def test_step_that_breaks_is_undone(on_sqlite: Store) -> None:
    with pytest.raises(RuntimeError, match="b"):
        on_sqlite.write_once(write_and_break("b"))

    assert written(on_sqlite) == []


def test_steps_that_wait_are_taken_together(on_sqlite: Store) -> None:
    commits: list[str] = []
    sa.event.listen(on_sqlite.engine, "checkout", watch_commits(commits))

    results = at_once(on_sqlite, [write(name) for name in "abcdef"])

    assert commits == ["COMMIT"]
    assert results == list("abcdef")
    assert written(on_sqlite) == list("abcdef")


def test_step_that_breaks_takes_none_with_it(on_sqlite: Store) -> None:
    acts = [write("a"), write_and_break("b"), write("c"), write("d")]

    results = at_once(on_sqlite, acts)

    assert [str(result) for result in results] == list("abcd")
    assert isinstance(results[1], RuntimeError)
    assert written(on_sqlite) == ["a", "c", "d"]


def test_step_on_a_database_that_is_locked_is_refused(on_sqlite: Store) -> None:
    impatient = Store.at(f"{on_sqlite.engine.url}")
    sa.event.listen(impatient.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 0"))

    with on_sqlite.writing() as connection:
        connection.execute(sa.delete(schema.used_tokens))
        with pytest.raises(StoreDown, match="locked"):
            impatient.write_once(write("a"))

    assert impatient.write_once(write("a")) == "a"
    impatient.close()


def at_once(opened: Store, acts: list[Callable[[Once], Any]]) -> list[Any]:
    """What each step returns or raises, when all wait for another writer."""
    lock = write_lock(opened.engine)
    assert lock is not None

    def take(act: Callable[[Once], Any]) -> Any:
        try:
            return opened.write_once(act)
        except RuntimeError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as threads:
        with lock:
            results = [threads.submit(take, act) for act in acts]
            wait_for(lambda: count_waiting(opened.engine) == len(acts), what="all steps wait")
        return [result.result() for result in results]


def watch_commits(commits: list[str]) -> Callable[..., None]:
    def watch(driver: Any, _record: object, _proxy: object) -> None:
        driver.set_trace_callback(lambda text: commits.append(text) if text == "COMMIT" else None)

    return watch
