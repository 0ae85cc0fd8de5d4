"""The coordinator's tables. Two columns of todos are derived, so that a claim is one index lookup:
`ready` (it may be claimed now) and `progress` (finished issues of its bounty).
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
)

# Both hold only the rows their question is about: todos that wait, and leases that run.
QUEUE = sa.Index(
    "ix_todos_queue",
    todos.c.progress,
    todos.c.created_at,
    todos.c.sequence,
    sqlite_where=todos.c.ready == sa.true(),
    postgresql_where=todos.c.ready,
)
LEASES = sa.Index(
    "ix_todos_leases",
    todos.c.lease_expires_at,
    sqlite_where=todos.c.lease_expires_at.is_not(None),
    postgresql_where=todos.c.lease_expires_at.is_not(None),
)

todo_dependencies = sa.Table(
    "todo_dependencies",
    metadata,
    sa.Column("todo", sa.ForeignKey(todos.c.uuid), primary_key=True),
    sa.Column("needs", sa.ForeignKey(todos.c.uuid), primary_key=True, index=True),
    sa.Column("position", sa.Integer, nullable=False),
)

assignments = sa.Table(
    "assignments",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("todo", sa.ForeignKey(todos.c.uuid), nullable=False, index=True),
    sa.Column("github_username", sa.Text, nullable=False),
    sa.Column("claimed_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("pull_request", sa.Text),
    sa.Column("stage", sa.Text),
    sa.Column("outcome", sa.Text),
    sa.Column("reason", sa.Text),
    sqlite_with_rowid=False,
)

used_tokens = sa.Table(
    "used_tokens",
    metadata,
    sa.Column("staking_key", sa.Text, primary_key=True),
    sa.Column("token_id", sa.Text, primary_key=True),
    sa.Column("expires_at", sa.BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)
