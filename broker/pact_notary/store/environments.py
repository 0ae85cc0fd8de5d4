"""Environments, by uuid for addresses and by name for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.records import Environment
from pact_notary.store.schema import environments
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from pact_notary.domain.documents import Json

_COLUMNS = (
    environments.c.id,
    environments.c.uuid,
    environments.c.name,
    environments.c.display_name,
    environments.c.production,
    environments.c.contacts,
    environments.c.created_at,
    environments.c.updated_at,
)


def find(connection: sa.Connection, uuid: str) -> Environment | None:
    found = connection.execute(sa.select(*_COLUMNS).where(environments.c.uuid == uuid)).first()
    return _read(found) if found else None


def find_named(connection: sa.Connection, name: str) -> Environment | None:
    found = connection.execute(sa.select(*_COLUMNS).where(environments.c.name == name)).first()
    return _read(found) if found else None


def find_by_id(connection: sa.Connection, environment_id: int) -> Environment | None:
    found = connection.execute(
        sa.select(*_COLUMNS).where(environments.c.id == environment_id)
    ).first()
    return _read(found) if found else None


def every(connection: sa.Connection) -> tuple[Environment, ...]:
    """All environments by name; there are few."""
    statement = sa.select(*_COLUMNS).order_by(environments.c.name)
    return tuple(_read(row) for row in connection.execute(statement))


def existing_names(connection: sa.Connection, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that exist."""
    statement = sa.select(environments.c.name).where(environments.c.name.in_(sorted(names)))
    return frozenset(connection.scalars(statement))


def add(connection: sa.Connection, environment: Environment) -> bool:
    """Whether it was added: not when its name or uuid is taken. The record's id is not used."""
    values = _values(environment) | {"uuid": environment.uuid, "created_at": environment.created_at}
    return insert_if_absent(connection, environments, **values) is not None


def replace(connection: sa.Connection, environment: Environment) -> None:
    """Write the record over the row of its id."""
    connection.execute(
        sa.update(environments)
        .where(environments.c.id == environment.id)
        .values(**_values(environment))
    )


def remove(connection: sa.Connection, environment_id: int) -> None:
    """Remove the environment with all deployments and releases there."""
    connection.execute(sa.delete(environments).where(environments.c.id == environment_id))


def _values(environment: Environment) -> dict[str, Any]:
    contacts = environment.contacts
    return {
        "name": environment.name,
        "display_name": environment.display_name,
        "production": environment.production,
        "contacts": None if contacts is None else json.dumps(contacts),
        "updated_at": environment.updated_at,
    }


def _read(row: Any) -> Environment:
    contacts: Json = None if row.contacts is None else json.loads(row.contacts)
    return Environment(row[0], row[1], row[2], row[3], row[4], contacts, *row[6:])
