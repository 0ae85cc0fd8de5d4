"""Specs, what is given of issues and specs, audits, records, and answers that are repeated."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TIME = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
_IN_REVIEW = "stage = 'final' AND outcome IS NULL"


def upgrade() -> None:
    op.create_index("ix_bounties_created_at_id", "bounties", ["created_at", "id"])
    _create_specs()
    _extend_issues()
    _create_index_of_reviews("assignments")
    pull_request = _text("pull_request", nullable=True)
    _create_assignments("issue_assignments", _text("issue"), pull_request, of="issues.uuid")
    _create_assignments("aggregations", _text("issue"), of="issues.uuid")
    _create_assignments("spec_assignments", _text("spec"), of="specs.bounty")
    _create_audits()
    _create_logs()
    _create_messages()
    _create_answers()


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _TIME, nullable=nullable)


def _integer(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _ready() -> sa.Column[Any]:
    return sa.Column("ready", sa.Boolean(), nullable=False, server_default=sa.false())


def _create_specs() -> None:
    op.create_table(
        "specs",
        _text("bounty"),
        _text("status"),
        _time("created_at"),
        _integer("attempts"),
        _time("lease_expires_at", nullable=True),
        _ready(),
        _text("digest", nullable=True),
        sa.PrimaryKeyConstraint("bounty", name="pk_specs"),
        sa.ForeignKeyConstraint(["bounty"], ["bounties.id"], name="fk_specs_bounty"),
    )
    _create_queue("specs", ["status", "created_at", "bounty"])
    # A bounty with issues was planned; whatever has none still waits for somebody to plan it.
    op.execute(
        "INSERT INTO specs (bounty, status, created_at, ready)"
        " SELECT id, CASE WHEN planned THEN 'done' ELSE 'initialized' END, created_at, NOT planned"
        " FROM (SELECT id, created_at,"
        " EXISTS (SELECT 1 FROM issues WHERE issues.bounty = bounties.id) AS planned"
        " FROM bounties) AS known"
    )


def _extend_issues() -> None:
    op.add_column("issues", _integer("sequence"))
    op.add_column("issues", _integer("attempts"))
    op.add_column("issues", _time("lease_expires_at", nullable=True))
    op.add_column("issues", _ready())
    _create_queue("issues", ["status", "created_at", "sequence"])
    op.execute(
        "UPDATE issues SET ready = (status = 'initialized' AND predecessor IS NULL)"
        " OR status = 'assign_pending'"
    )


def _create_queue(table: str, columns: list[str]) -> None:
    # SQLite uses a partial index only where the query repeats its condition as it is written.
    op.create_index(
        f"ix_{table}_queue",
        table,
        columns,
        sqlite_where=sa.text("ready = 1"),
        postgresql_where=sa.text("ready"),
    )
    _create_partial_index(
        f"ix_{table}_leases", table, ["lease_expires_at"], "lease_expires_at IS NOT NULL"
    )


def _create_partial_index(name: str, table: str, columns: list[str], rows: str) -> None:
    op.create_index(
        name, table, columns, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows)
    )


def _create_index_of_reviews(table: str) -> None:
    _create_partial_index(f"ix_{table}_in_review", table, ["task", "round"], _IN_REVIEW)


def _create_assignments(name: str, work: sa.Column[Any], *columns: sa.Column[Any], of: str) -> None:
    op.create_table(
        name,
        _text("task"),
        _text("staking_key"),
        sa.Column("round", sa.Integer(), nullable=False),
        work,
        _text("github_username"),
        _time("claimed_at"),
        _time("expires_at"),
        *columns,
        _text("stage", nullable=True),
        _text("outcome", nullable=True),
        _text("reason", nullable=True),
        sa.PrimaryKeyConstraint("task", "staking_key", "round", name=f"pk_{name}"),
        sa.ForeignKeyConstraint([work.name], [of], name=f"fk_{name}_{work.name}"),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_{work.name}", name, [work.name])
    _create_index_of_reviews(name)


def _create_audits() -> None:
    op.create_table(
        "audits",
        _text("task"),
        sa.Column("round", sa.Integer(), nullable=False),
        _integer("approved"),
        _integer("rejected"),
        _time("applied_at"),
        sa.PrimaryKeyConstraint("task", "round", name="pk_audits"),
        sqlite_with_rowid=False,
    )


def _create_logs() -> None:
    op.create_table(
        "logs",
        _text("digest"),
        _text("task"),
        _text("staking_key"),
        _time("logged_at"),
        _text("level"),
        _text("message"),
        _text("bounty", nullable=True),
        _text("work", nullable=True),
        _time("recorded_at"),
        sa.PrimaryKeyConstraint("digest", name="pk_logs"),
    )
    op.create_index("ix_logs_recorded_at", "logs", ["recorded_at"])


def _create_messages() -> None:
    op.create_table(
        "messages",
        _text("uuid"),
        _text("task"),
        _text("staking_key"),
        _time("sent_at"),
        _text("bounty"),
        _text("work"),
        _text("role"),
        _text("stage"),
        _text("github_username"),
        _text("content"),
        sa.Column("tools", sa.JSON(), nullable=False),
        _text("pull_request", nullable=True),
        _time("recorded_at"),
        sa.PrimaryKeyConstraint("uuid", name="pk_messages"),
    )
    op.create_index("ix_messages_bounty", "messages", ["bounty"])
    op.create_index("ix_messages_recorded_at", "messages", ["recorded_at"])


def _create_answers() -> None:
    op.create_table(
        "answers",
        _text("caller"),
        _text("operation"),
        _text("key"),
        _text("request"),
        _text("answer", nullable=True),
        _time("given_at"),
        sa.PrimaryKeyConstraint("caller", "operation", "key", name="pk_answers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answers_given_at", "answers", ["given_at"])
