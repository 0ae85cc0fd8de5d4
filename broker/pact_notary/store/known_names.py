"""Names that forms offer, a limited number of each kind, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.store.schema import branches, environments, pacticipants

if TYPE_CHECKING:
    from pact_notary.records import PacticipantRef


def find_application_names(connection: sa.Connection, *, limit: int) -> tuple[str, ...]:
    """All of them in order, or none when there are more than so many."""
    found = tuple(connection.scalars(_APPLICATIONS.limit(limit + 1)))
    return found if len(found) <= limit else ()


def find_branch_names(
    connection: sa.Connection, pacticipant: PacticipantRef, *, limit: int
) -> tuple[str, ...]:
    """The branches of an application, the last used first."""
    named = {"pacticipant": pacticipant.id}
    return tuple(connection.scalars(_BRANCHES.limit(limit), named))


def find_environment_names(connection: sa.Connection, *, limit: int) -> tuple[str, ...]:
    return tuple(connection.scalars(_ENVIRONMENTS.limit(limit)))


_APPLICATIONS = sa.select(pacticipants.c.name).order_by(pacticipants.c.name)
_BRANCHES = (
    sa.select(branches.c.name)
    .where(branches.c.pacticipant_id == sa.bindparam("pacticipant"))
    .order_by(branches.c.updated_at.desc())
)
_ENVIRONMENTS = sa.select(environments.c.name).order_by(environments.c.name)
