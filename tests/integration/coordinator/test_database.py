"""What the database does for the coordinator: its tables, its plans of queries, its failures."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from pro_me_the_us.coordinator.models import ClaimTodo
from pro_me_the_us.errors import Unavailable
from swarm.coordinator import schema, store
from swarm.coordinator.store import Store, StoreDown, StoreUrlInvalid
from tests.integration.coordinator.builders import (
    NOW,
    a_container,
    a_node,
    a_service,
    fill,
    many_todos,
)
from tests.integration.coordinator.lives import Life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pro_me_the_us.auth.tokens import Identity
    from pro_me_the_us.coordinator.models import TodoStatus
    from swarm.coordinator.records import IssueStatus

REQUEST = ClaimTodo(round=7, github_username="octo-worker")


def test_migrations_make_the_declared_tables(opened: Store) -> None:
    with opened.reading() as connection:
        options = {"version_table": "coordinator_revision"}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, schema.metadata) == []


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    stores = [Store.at(database_url) for _ in range(4)]
    threads = [threading.Thread(target=one.migrate) for one in stores]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with stores[0].reading() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM coordinator_revision")
        assert rows.scalar_one() == 1
    for one in stores:
        one.close()


@contextmanager
def recorded(opened: Store) -> Iterator[list[tuple[str, Any]]]:
    """What the driver is given to execute meanwhile; SQLite shows parameters in their places."""
    seen: list[tuple[str, Any]] = []

    class RecordingCursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
            seen.append((query, params))
            return super().execute(query, params, **options)

    def watch(driver: Any, _record: object, _proxy: object) -> None:
        if opened.engine.dialect.name == "sqlite":
            driver.set_trace_callback(lambda text: seen.append((text, {})))
        else:
            driver.cursor_factory = RecordingCursor

    sa.event.listen(opened.engine, "checkout", watch)
    try:
        yield seen
    finally:
        sa.event.remove(opened.engine, "checkout", watch)
        opened.engine.dispose()


@pytest.mark.parametrize(
    ("caller", "most"), [(a_node(), 3), (a_container(), 2)], ids=["node", "container"]
)
def test_claim_takes_few_statements(opened: Store, caller: Identity, most: int) -> None:
    fill(opened, *many_todos(3))

    with recorded(opened) as statements:
        a_service(opened).claim_todo(REQUEST, caller)

    # BEGIN and COMMIT come on top.
    sent = [text for text, _ in statements if not text.startswith(("BEGIN", "COMMIT"))]
    assert 0 < len(sent) <= most


@pytest.mark.parametrize("status", ["initialized", "merged"])
def test_claim_finds_todos_by_index_only(opened: Store, status: TodoStatus) -> None:
    fill(opened, *(replace(todo, status=status) for todo in many_todos(5000)))
    with recorded(opened) as statements:
        a_service(opened).claim_todo(REQUEST, a_node())

    # Nothing told the database what is in its tables, as nothing does after an import.
    plans = "\n".join(explain(opened, *statement) for statement in statements)

    assert "ix_todos_queue" in plans
    assert "ix_todos_leases" in plans
    assert not re.search("SCAN todos|Seq Scan on todos", plans)


@pytest.mark.parametrize(
    ("kind", "table", "index"),
    [
        ("aggregation", "issues", "ix_issues_queue"),
        ("issue", "issues", "ix_issues_queue"),
        ("spec", "specs", "ix_specs_queue"),
    ],
)
@pytest.mark.parametrize("status", ["initialized", "assign_pending", "merged"])
def test_claim_finds_other_work_by_index_only(
    opened: Store, kind: str, table: str, index: str, status: IssueStatus
) -> None:
    with opened.writing() as connection:
        connection.execute(sa.insert(schema.bounties), many_rows(schema.bounties, status))
        connection.execute(sa.insert(schema.specs), many_rows(schema.specs, status))
        connection.execute(sa.insert(schema.issues), many_rows(schema.issues, status))
    life = Life(opened)
    claim = {"spec": life.claim_spec, "aggregation": life.claim_aggregation}.get(kind)

    with recorded(opened) as statements:
        (claim or life.claim_issue)()
    found = [one for one in statements if f"FROM {table}" in one[0] and "SELECT" in one[0]]
    plans = "\n".join(explain(opened, *statement) for statement in found)

    assert index in plans
    assert f"ix_{table}_leases" in plans
    assert not re.search(f"SCAN {table}|Seq Scan on {table}", plans)


def many_rows(table: sa.Table, status: str) -> list[dict[str, Any]]:
    """So many that no database would read all of them to find one."""
    waits = status in {"initialized", "assign_pending"}
    base = {
        "title": "t",
        "description": "d",
        "system_prompt": "p",
        "repository_owner": "o",
        "repository_name": "r",
        "status": status,
        "created_at": NOW,
        "ready": waits,
    }
    names = set(table.c.keys())
    key = "bounty" if table is schema.specs else next(iter(table.primary_key)).name
    bounty = {} if table is not schema.issues else {"bounty": "w-0"}
    kept = {name: value for name, value in base.items() if name in names}
    return [{**kept, **bounty, key: f"w-{number}"} for number in range(3000)]


def explain(opened: Store, statement: str, parameters: Any) -> str:
    """How the database goes about `statement`, whatever its parameters turn out to be."""
    if statement.startswith(("BEGIN", "COMMIT")):
        return ""
    with opened.writing() as connection:
        if connection.dialect.name == "sqlite":
            explained = f"EXPLAIN QUERY PLAN {statement}"
            return "\n".join(map(str, connection.exec_driver_sql(explained)))
        names = {name: f"${place}" for place, name in enumerate(parameters, start=1)}
        generic = re.sub(r"%\((\w+)\)s", lambda found: names[found[1]], statement)
        explained = f"EXPLAIN (GENERIC_PLAN) {generic}"
        return "\n".join(map(str, connection.exec_driver_sql(explained)))


def test_tokens_are_forgotten_once_they_have_expired(opened: Store) -> None:
    with opened.writing() as connection:
        for expires_at in (10, 20, 30):
            store.burn_token(connection, a_node(expires_at=expires_at))

        store.forget_tokens(connection, now_s=30, limit=500)

        kept = connection.scalars(sa.select(schema.used_tokens.c.expires_at)).all()
    assert kept == [30]


def test_tokens_are_forgotten_by_the_way(opened: Store) -> None:
    fill(opened)
    with opened.writing() as connection:
        store.burn_token(connection, a_node(expires_at=10))
    service = a_service(opened)

    for _ in range(300):
        service.claim_todo(REQUEST, a_node())

    with opened.reading() as connection:
        expired = schema.used_tokens.c.expires_at == 10
        assert connection.scalars(sa.select(schema.used_tokens).where(expired)).all() == []


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/coordinator.db",
        "postgresql://nobody@127.0.0.1:1/coordinator?connect_timeout=1",
    ],
    ids=["no folder", "no server"],
)
def test_database_that_is_away_is_unavailable(url: str) -> None:
    service = a_service(Store.at(url))

    for caller in (a_node(), a_container()):
        with pytest.raises(Unavailable, match="database"):
            service.claim_todo(REQUEST, caller)
    with pytest.raises(Unavailable, match="database"):
        service.check_ready()
    with pytest.raises(StoreDown):
        service.store.migrate()
    service.store.close()


@pytest.mark.parametrize("caller", [a_node(1), a_container(1)], ids=["node", "container"])
def test_connection_that_was_cut_is_replaced(postgresql_url: str, caller: Identity) -> None:
    opened, beside = Store.at(postgresql_url), Store.at(postgresql_url)
    opened.migrate()
    fill(opened, *many_todos(1))
    with beside.writing() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    service = a_service(opened)

    with pytest.raises(Unavailable):
        service.claim_todo(REQUEST, caller)
    answer = service.claim_todo(REQUEST, caller)

    assert answer.status == 201
    opened.close()
    beside.close()


def test_database_without_tables_is_not_ready(database_url: str) -> None:
    service = a_service(Store.at(database_url))

    with pytest.raises(Unavailable, match="database"):
        service.check_ready()
    service.store.close()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/db", "sqlite+nonsense:///x"])
def test_url_of_no_database_is_refused(url: str) -> None:
    with pytest.raises(StoreUrlInvalid):
        Store.at(url)


def test_store_says_where_it_is_without_the_password() -> None:
    opened = Store.at("postgresql://me:secret@host/coordinator")

    assert opened.where == "postgresql+psycopg://me:***@host/coordinator"
