"""One node's results and votes in a small database; every method is one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from swarm import storage
from swarm.node.records import Result, Vote
from swarm.node.schema import results, votes

if TYPE_CHECKING:
    from collections.abc import Sequence

RETENTION_ROUNDS: Final = 10_000
"""Rounds that lie further back than this are forgotten."""


@dataclass(frozen=True)
class NodeStore:
    """What one staking key did in the rounds of one task."""

    engine: sa.Engine
    task: str
    staking_key: str

    def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        storage.migrate(self.engine, "swarm.node")

    def find_result(self, round_number: int) -> Result | None:
        rows = self._rows(results, round_number)
        return next((_result(row) for row in rows), None)

    def add_result(self, result: Result) -> None:
        """Keep how the round ended, unless that is known already."""
        key = results.c.round == result.round
        self._add(results, asdict(result), key=key)

    def note_submission(self, round_number: int, submission: str) -> None:
        which = self._own(results) & (results.c.round == round_number)
        with storage.writing(self.engine) as connection:
            connection.execute(sa.update(results).where(which).values(submission=submission))

    def find_votes(self, round_number: int) -> dict[str, Vote]:
        """The votes of a round, by submitter."""
        return {row.submitter: _vote(row) for row in self._rows(votes, round_number)}

    def add_vote(self, vote: Vote) -> None:
        """Keep the vote, unless there is one on that submitter already."""
        key = (votes.c.round == vote.round) & (votes.c.submitter == vote.submitter)
        self._add(votes, asdict(vote), key=key)

    def clear(self) -> None:
        """Forget everything; for tests and provider states."""
        with storage.writing(self.engine) as connection:
            for table in (results, votes):
                connection.execute(sa.delete(table))

    def check(self) -> None:
        """Raise sqlalchemy's error unless the database answers."""
        self._rows(results, 0)

    def _own(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return (table.c.task == self.task) & (table.c.staking_key == self.staking_key)

    def _rows(self, table: sa.Table, round_number: int) -> Sequence[sa.Row[Any]]:
        which = self._own(table) & (table.c.round == round_number)
        with storage.reading(self.engine) as connection:
            return connection.execute(sa.select(table).where(which)).all()

    def _add(self, table: sa.Table, row: dict[str, Any], *, key: sa.ColumnElement[bool]) -> None:
        own = self._own(table)
        with storage.writing(self.engine) as connection:
            known = connection.execute(sa.select(table.c.round).where(own & key)).first()
            if known is not None:
                return
            oldest = row["round"] - RETENTION_ROUNDS
            connection.execute(sa.delete(table).where(own & (table.c.round < oldest)))
            whose = {"task": self.task, "staking_key": self.staking_key}
            connection.execute(sa.insert(table).values({**whose, **row}))


def _result(row: sa.Row[Any]) -> Result:
    return Result(
        round=row.round,
        state=row.state,
        todo=row.todo,
        pull_request=row.pull_request,
        reason=row.reason,
        submission=row.submission,
    )


def _vote(row: sa.Row[Any]) -> Vote:
    return Vote(
        round=row.round,
        submitter=row.submitter,
        submission=row.submission,
        passed=row.passed,
        reason=row.reason,
    )
