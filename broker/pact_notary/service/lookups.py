"""What an address names, or the refusal that says it names nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.service.refusals import Unknown, UnknownName
from pact_notary.store import branches, environments, pacticipants, versions

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.records import Branch, Environment, Pacticipant, Version


def get_pacticipant(connection: sa.Connection, name: str) -> Pacticipant:
    return get_named(connection, name, role="pacticipant")


def get_named(connection: sa.Connection, name: str, *, role: str) -> Pacticipant:
    """The application, told by its role when there is none: consumer, provider, pacticipant."""
    found = pacticipants.find(connection, name)
    if found is None:
        raise UnknownName(f"No {role} with name '{name}' found")
    return found


def get_version(connection: sa.Connection, pacticipant: str, *, number: str) -> Version:
    found = versions.find_by_name(connection, pacticipant, number=number)
    if found is None:
        raise Unknown(f"No version {number} of {pacticipant} found")
    return found


def get_branch(connection: sa.Connection, pacticipant: Pacticipant, *, name: str) -> Branch:
    found = branches.find(connection, pacticipant.id, name=name)
    if found is None:
        raise Unknown(f"No branch {name} of {pacticipant.name} found")
    return found


def get_environment(connection: sa.Connection, uuid: str) -> Environment:
    found = environments.find(connection, uuid)
    if found is None:
        raise Unknown(f"No environment with uuid {uuid} found")
    return found
