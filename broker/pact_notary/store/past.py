"""The tables as they were at a moment, under the names they have.

Temporary views hide the tables of the same names from every statement of the connection, so no
statement has to know of the past. What was removed or overwritten since is not there to be seen.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from pact_notary.store import openapi_schema, schema
from pact_notary.store.columns import Instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any

_moment = sa.Table(
    "moment_of_the_past",
    sa.MetaData(),
    sa.Column("at", Instant, nullable=False),
    prefixes=["TEMPORARY"],
)
_THEN = sa.select(_moment.c.at).scalar_subquery()


@contextmanager
def seen_at(connection: sa.Connection, moment: datetime) -> Iterator[None]:
    """Within the block the transaction sees what had happened by the moment."""
    savepoint = connection.begin_nested()
    try:
        _hide_tables(connection, moment)
        yield
    finally:
        # The connection goes back to others: nothing of the past may stay with it.
        savepoint.rollback()
        _forget_plans(connection)


def _hide_tables(connection: sa.Connection, moment: datetime) -> None:
    _moment.create(connection)
    connection.execute(sa.insert(_moment).values(at=moment))
    for statement in _statements(_own_schema(connection), connection.dialect.name):
        connection.exec_driver_sql(statement)
    _forget_plans(connection)


@cache
def _statements(own_schema: str, dialect_name: str) -> tuple[str, ...]:
    """Made once: making them takes longer than running them."""
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[dialect_name].dialect()
    # The dialect adds a zero of its own, and a view takes no parameters.
    texts = {
        name: view.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        for name, view in _views(own_schema).items()
    }
    return tuple(f"CREATE TEMPORARY VIEW {name} AS {text}" for name, text in texts.items())


def _own_schema(connection: sa.Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "main"
    return str(connection.scalar(sa.select(sa.func.current_schema())))


def _forget_plans(connection: sa.Connection) -> None:
    """PostgreSQL would go on using a plan for the table that a view hides now."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DISCARD PLANS")


def _views(name: str) -> dict[str, sa.Select[Any]]:
    """By the names they hide, views on the tables of the schema that is really meant."""
    real = sa.MetaData()
    tables = {
        table.name: table.to_metadata(real, schema=name) for table in schema.metadata.sorted_tables
    }
    unchanged = ("pacticipants", "versions", "branch_versions", "tags", "verifications")
    return {
        **{each: _born(tables[each]) for each in (*unchanged, "environments", "integrations")},
        "branches": _branches(tables),
        "pact_publications": _publications(tables["pact_publications"]),
        "latest_verifications": _latest(tables["verifications"]),
        "deployed_versions": _stays(tables["deployed_versions"]),
        "released_versions": _stays(tables["released_versions"]),
        "openapi_publications": _born(tables[openapi_schema.openapi_publications.name]),
    }


def _born(table: sa.Table, **instead: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """The rows that there were; some columns are told anew."""
    columns = [
        instead[column.name].label(column.name) if column.name in instead else column
        for column in table.columns
    ]
    return sa.select(*columns).where(table.c.created_at <= _THEN)


def _branches(tables: dict[str, sa.Table]) -> sa.Select[Any]:
    """The head is the version that had come last."""
    branches, members = tables["branches"], tables["branch_versions"]
    head = (
        sa.select(members.c.version_id)
        .where(members.c.branch_id == branches.c.id, members.c.created_at <= _THEN)
        .order_by(members.c.created_at.desc(), members.c.id.desc())
        .limit(sa.literal_column("1"))
        .correlate(branches)
        .scalar_subquery()
    )
    return _born(branches, head_version_id=head)


def _publications(table: sa.Table) -> sa.Select[Any]:
    """The current revision is the highest that there was."""
    higher = table.alias("higher")
    is_overwritten = sa.exists().where(
        higher.c.consumer_version_id == table.c.consumer_version_id,
        higher.c.provider_id == table.c.provider_id,
        higher.c.revision > table.c.revision,
        higher.c.created_at <= _THEN,
    )
    return _born(table, is_current=~is_overwritten)


def _latest(table: sa.Table) -> sa.Select[Any]:
    later = table.alias("later")
    is_outdone = sa.exists().where(
        later.c.pact_content_id == table.c.pact_content_id,
        later.c.provider_version_id == table.c.provider_version_id,
        later.c.id > table.c.id,
        later.c.created_at <= _THEN,
    )
    columns = [
        table.c.id.label("verification_id") if name == "verification_id" else table.c[name]
        for name in schema.latest_verifications.columns.keys()  # noqa: SIM118 # no mapping
    ]
    return sa.select(*columns).where(table.c.created_at <= _THEN, ~is_outdone)


def _stays(table: sa.Table) -> sa.Select[Any]:
    """What ended later had not ended."""
    ended_at = sa.case((table.c.ended_at <= _THEN, table.c.ended_at))
    return _born(table, ended_at=ended_at)
