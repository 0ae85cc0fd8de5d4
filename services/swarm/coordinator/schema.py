"""The coordinator's tables. Some columns are derived, so that a claim is one index lookup: `ready`
(it may be claimed now), and of todos `progress` (finished issues of its bounty).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time in UTC: timestamptz on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.DateTime(timezone=True))
        return dialect.type_descriptor(sa.BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            stored: datetime = value
            return stored.astimezone(UTC)
        microseconds: int = value
        return _EPOCH + microseconds * _MICROSECOND


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

bounties = sa.Table(
    "bounties",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("system_prompt", sa.Text, nullable=False),
    sa.Column("repository_owner", sa.Text, nullable=False),
    sa.Column("repository_name", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Index("ix_bounties_created_at_id", "created_at", "id"),
)

specs = sa.Table(
    "specs",
    metadata,
    sa.Column("bounty", sa.ForeignKey(bounties.c.id), primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("lease_expires_at", UtcTime),
    sa.Column("ready", sa.Boolean, nullable=False, default=False),
    sa.Column("digest", sa.Text),
)

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("uuid", sa.Text, primary_key=True),
    sa.Column("bounty", sa.ForeignKey(bounties.c.id), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("repository_owner", sa.Text, nullable=False),
    sa.Column("repository_name", sa.Text, nullable=False),
    sa.Column("predecessor", sa.ForeignKey("issues.uuid")),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False, default=0),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("lease_expires_at", UtcTime),
    sa.Column("ready", sa.Boolean, nullable=False, default=False),
    # Where a leader's pull request goes; None where that is not known.
    sa.Column("fork_owner", sa.Text),
    sa.Column("fork_url", sa.Text),
)

todos = sa.Table(
    "todos",
    metadata,
    sa.Column("uuid", sa.Text, primary_key=True),
    # No index on the issue: every claim would pay for it, and the bounty's finds its todos too.
    sa.Column("issue", sa.ForeignKey(issues.c.uuid), nullable=False),
    sa.Column("bounty", sa.ForeignKey(bounties.c.id), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("acceptance_criteria", sa.JSON, nullable=False),
    sa.Column("phases", sa.JSON, nullable=False),
    sa.Column("repository_owner", sa.Text, nullable=False),
    sa.Column("repository_name", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("lease_expires_at", UtcTime),
    sa.Column("ready", sa.Boolean, nullable=False, default=False),
    sa.Column("progress", sa.Integer, nullable=False, default=0),
    # How many todos it needs that are not there.
    sa.Column("missing", sa.Integer, nullable=False, default=0),
)


def _queue(name: str, ready: sa.Column[bool], *columns: sa.Column[Any]) -> sa.Index:
    """Only what waits is in it."""
    return sa.Index(name, *columns, sqlite_where=ready == sa.true(), postgresql_where=ready)


def _leases(name: str, until: sa.Column[Any]) -> sa.Index:
    """Only leases that run are in it."""
    running = until.is_not(None)
    return sa.Index(name, until, sqlite_where=running, postgresql_where=running)


QUEUES = (
    _queue("ix_todos_queue", todos.c.ready, todos.c.progress, todos.c.created_at, todos.c.sequence),
    _queue(
        "ix_issues_queue", issues.c.ready, issues.c.status, issues.c.created_at, issues.c.sequence
    ),
    _queue("ix_specs_queue", specs.c.ready, specs.c.status, specs.c.created_at, specs.c.bounty),
)
IS_OPEN = issues.c.status == sa.literal_column("'in_progress'")
"""An issue whose todos may be worked on, in the very words of the index."""
OPEN_ISSUES = sa.Index(
    "ix_issues_open", issues.c.created_at, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
)
LEASES = (
    _leases("ix_todos_leases", todos.c.lease_expires_at),
    _leases("ix_issues_leases", issues.c.lease_expires_at),
    _leases("ix_specs_leases", specs.c.lease_expires_at),
)

todo_dependencies = sa.Table(
    "todo_dependencies",
    metadata,
    sa.Column("todo", sa.ForeignKey(todos.c.uuid), primary_key=True),
    sa.Column("needs", sa.ForeignKey(todos.c.uuid), primary_key=True, index=True),
    sa.Column("position", sa.Integer, nullable=False),
)


def in_review(table: sa.Table) -> sa.ColumnElement[bool]:
    """Assignments that a round's verdict is about. SQLite finds the index by these very words."""
    is_final = table.c.stage == sa.literal_column("'final'")
    return sa.and_(is_final, table.c.outcome.is_(None))


def _assignments(name: str, work: sa.Column[Any], *columns: sa.Column[Any]) -> sa.Table:
    """Who was given which work of one kind: at most one a holder."""
    table = sa.Table(
        name,
        metadata,
        sa.Column("task", sa.Text, primary_key=True),
        sa.Column("staking_key", sa.Text, primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        work,
        sa.Column("github_username", sa.Text, nullable=False),
        sa.Column("claimed_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        *columns,
        sa.Column("stage", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.Column("reason", sa.Text),
        sqlite_with_rowid=False,
    )
    sa.Index(
        f"ix_{name}_in_review",
        table.c.task,
        table.c.round,
        sqlite_where=in_review(table),
        postgresql_where=in_review(table),
    )
    return table


def _given(name: str, to: sa.Column[Any]) -> sa.Column[Any]:
    return sa.Column(name, sa.ForeignKey(to), nullable=False, index=True)


def _pull_request() -> sa.Column[Any]:
    return sa.Column("pull_request", sa.Text)


assignments = _assignments("assignments", _given("todo", todos.c.uuid), _pull_request())
issue_assignments = _assignments(
    "issue_assignments", _given("issue", issues.c.uuid), _pull_request()
)
aggregations = _assignments("aggregations", _given("issue", issues.c.uuid))
spec_assignments = _assignments("spec_assignments", _given("spec", specs.c.bounty), _pull_request())

audits = sa.Table(
    "audits",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("approved", sa.Integer, nullable=False),
    sa.Column("rejected", sa.Integer, nullable=False),
    sa.Column("applied_at", UtcTime, nullable=False),
    sa.Column("status", sa.Text, nullable=False, default="completed"),
    sa.Column("error", sa.Text),
    sqlite_with_rowid=False,
)

logs = sa.Table(
    "logs",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("staking_key", sa.Text, nullable=False),
    sa.Column("logged_at", UtcTime, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("bounty", sa.Text),
    sa.Column("work", sa.Text),
    sa.Column("recorded_at", UtcTime, nullable=False, index=True),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("uuid", sa.Text, primary_key=True),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("staking_key", sa.Text, nullable=False),
    sa.Column("sent_at", UtcTime, nullable=False),
    sa.Column("bounty", sa.Text, nullable=False, index=True),
    sa.Column("work", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("github_username", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("tools", sa.JSON, nullable=False),
    sa.Column("pull_request", sa.Text),
    sa.Column("recorded_at", UtcTime, nullable=False, index=True),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("caller", sa.Text, primary_key=True),
    sa.Column("operation", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("request", sa.Text, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("given_at", UtcTime, nullable=False, index=True),
    sqlite_with_rowid=False,
)

imported_documents = sa.Table(
    "imported_documents",
    metadata,
    sa.Column("collection", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("work", sa.Text),
    sa.Column("state", sa.Text),
    sa.Index("ix_imported_documents_collection_digest", "collection", "digest"),
    sa.Index("ix_imported_documents_collection_work", "collection", "work"),
)

used_tokens = sa.Table(
    "used_tokens",
    metadata,
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("token_id", sa.Text, primary_key=True),
    sa.Column("expires_at", sa.BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)
