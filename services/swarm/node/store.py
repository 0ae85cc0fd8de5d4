"""What one node keeps, in a small database; every method is one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from pro_me_the_us.fields import Repository
from swarm import storage
from swarm.node.records import Distribution, Result, Vote
from swarm.node.schema import distributions, faults, lines, results, votes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pro_me_the_us.fields import Role
    from swarm.node.records import Phase

RETENTION_ROUNDS: Final = 10_000
"""Rounds that lie further back than this are forgotten."""
MAX_UNAPPLIED: Final = 10
"""Rounds that are looked after at once although they are long over."""
MAX_LINES: Final = 10_000
"""Log lines that wait at most; of more, the oldest are dropped."""

_BY_ROUND: Final = (results, votes, distributions, faults)


@dataclass(frozen=True)
class NodeStore:
    """What one staking key did in the rounds of one task."""

    engine: sa.Engine
    task: str
    staking_key: str

    def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        storage.migrate(self.engine, "swarm.node")

    def find_results(self, round_number: int) -> dict[Role, Result]:
        """The results of a round, by role."""
        return {row.role: _result(row) for row in self._rows(results, round_number)}

    def find_result(self, round_number: int, role: Role) -> Result | None:
        return self.find_results(round_number).get(role)

    def add_result(self, result: Result) -> None:
        """Keep how the role's work ended, unless its end is known already."""
        key = (results.c.round == result.round) & (results.c.role == result.role)
        with storage.writing(self.engine) as connection:
            idle = self._own(results) & key & (results.c.state == "idle")
            connection.execute(sa.delete(results).where(idle))
            self._add(connection, results, _row(result), key=key)

    def note_submission(self, round_number: int, role: Role, *, submission: str) -> None:
        key = (results.c.round == round_number) & (results.c.role == role)
        with storage.writing(self.engine) as connection:
            which = self._own(results) & key
            connection.execute(sa.update(results).where(which).values(submission=submission))

    def find_votes(self, round_number: int) -> dict[str, Vote]:
        """The votes of a round, by submitter."""
        return {row.submitter: _vote(row) for row in self._rows(votes, round_number)}

    def add_vote(self, vote: Vote) -> None:
        """Keep the vote, unless there is one on that submitter already."""
        key = (votes.c.round == vote.round) & (votes.c.submitter == vote.submitter)
        with storage.writing(self.engine) as connection:
            self._add(connection, votes, asdict(vote), key=key)

    def find_distribution(self, round_number: int) -> Distribution | None:
        rows = self._rows(distributions, round_number)
        return next((Distribution(row.round, row.state, row.amounts) for row in rows), None)

    def put_distribution(self, distribution: Distribution) -> None:
        """Keep how far the round's list has come, in place of what was kept of it."""
        key = distributions.c.round == distribution.round
        with storage.writing(self.engine) as connection:
            self._put(connection, distributions, asdict(distribution), key=key)

    def find_unapplied(self, *, before: int) -> list[int]:
        """The last rounds before one in which this key had work that no list was applied to."""
        applied = sa.select(distributions.c.round).where(
            self._own(distributions), distributions.c.state == "applied"
        )
        statement = (
            sa.select(results.c.round)
            .distinct()
            .where(self._own(results), results.c.state == "succeeded", results.c.round < before)
            .where(results.c.round.not_in(applied))
            .order_by(results.c.round.desc())
            .limit(MAX_UNAPPLIED)
        )
        with storage.reading(self.engine) as connection:
            return list(connection.execute(statement).scalars())

    def find_faults(self, round_number: int) -> dict[Phase, tuple[str, ...]]:
        """What went wrong in the last turn of each phase of the round, if anything did."""
        return {row.phase: tuple(row.errors) for row in self._rows(faults, round_number)}

    def put_faults(self, round_number: int, phase: Phase, errors: tuple[str, ...]) -> None:
        """Keep what went wrong in the phase's last turn, in place of the turn before."""
        row = {"round": round_number, "phase": phase, "errors": list(errors)}
        key = (faults.c.round == round_number) & (faults.c.phase == phase)
        with storage.writing(self.engine) as connection:
            self._put(connection, faults, row, key=key)

    def add_lines(self, texts: Sequence[str]) -> int:
        """Keep log lines that are under way; how many older ones had to be dropped for them."""
        own = self._own(lines)
        rows = [{**self._whose(), "line": text} for text in texts]
        with storage.writing(self.engine) as connection:
            connection.execute(sa.insert(lines), rows)
            newest = sa.select(lines.c.id).where(own).order_by(lines.c.id.desc()).offset(MAX_LINES)
            first_too_old = connection.execute(newest.limit(1)).scalar()
            if first_too_old is None:
                return 0
            return connection.execute(
                sa.delete(lines).where(own & (lines.c.id <= first_too_old))
            ).rowcount

    def find_lines(self, *, limit: int) -> dict[int, str]:
        """The oldest log lines that are under way, by number."""
        statement = sa.select(lines).where(self._own(lines)).order_by(lines.c.id).limit(limit)
        with storage.reading(self.engine) as connection:
            return {row.id: row.line for row in connection.execute(statement)}

    def remove_lines(self, *, up_to: int) -> None:
        """Forget the log lines up to a number: they have arrived."""
        with storage.writing(self.engine) as connection:
            connection.execute(sa.delete(lines).where(self._own(lines) & (lines.c.id <= up_to)))

    def clear(self) -> None:
        """Forget everything; for tests and provider states."""
        with storage.writing(self.engine) as connection:
            for table in (*_BY_ROUND, lines):
                connection.execute(sa.delete(table))

    def check(self) -> None:
        """Raise sqlalchemy's error unless the database answers."""
        self._rows(results, 0)

    def _whose(self) -> dict[str, str]:
        return {"task": self.task, "staking_key": self.staking_key}

    def _own(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return (table.c.task == self.task) & (table.c.staking_key == self.staking_key)

    def _rows(self, table: sa.Table, round_number: int) -> Sequence[sa.Row[Any]]:
        which = self._own(table) & (table.c.round == round_number)
        statement = sa.select(table).where(which).order_by(*table.primary_key)
        with storage.reading(self.engine) as connection:
            return connection.execute(statement).all()

    def _put(
        self,
        connection: sa.Connection,
        table: sa.Table,
        row: dict[str, Any],
        *,
        key: sa.ColumnElement[bool],
    ) -> None:
        connection.execute(sa.delete(table).where(self._own(table) & key))
        self._add(connection, table, row, key=key)

    def _add(
        self,
        connection: sa.Connection,
        table: sa.Table,
        row: dict[str, Any],
        *,
        key: sa.ColumnElement[bool],
    ) -> None:
        own = self._own(table)
        if connection.execute(sa.select(table.c.round).where(own & key)).first() is not None:
            return
        oldest = row["round"] - RETENTION_ROUNDS
        connection.execute(sa.delete(table).where(own & (table.c.round < oldest)))
        connection.execute(sa.insert(table).values({**self._whose(), **row}))


def _row(result: Result) -> dict[str, Any]:
    repository = result.repository
    return {
        "round": result.round,
        "role": result.role,
        "state": result.state,
        "work": result.work,
        "pull_request": result.pull_request,
        "repository_owner": repository and repository.owner,
        "repository_name": repository and repository.name,
        "plan": result.plan,
        "reason": result.reason,
        "submission": result.submission,
    }


def _result(row: sa.Row[Any]) -> Result:
    owner, name = row.repository_owner, row.repository_name
    return Result(
        round=row.round,
        role=row.role,
        state=row.state,
        work=row.work,
        pull_request=row.pull_request,
        repository=None if owner is None else Repository(owner=owner, name=name),
        plan=row.plan,
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
