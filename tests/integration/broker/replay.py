"""A history written into the tables, event by event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    environments,
    integrations,
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    released_versions,
    tags,
    verifications,
    versions,
)
from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    MainBranchSet,
    Published,
    ReleasedTo,
    SupportEnded,
    Tagged,
    Verified,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from tests.integration.broker.world import Event

START = datetime(2026, 1, 1, tzinfo=UTC)


def time_of(at: int) -> datetime:
    """The time of a place in the history."""
    return START + timedelta(seconds=at)


def replay(connection: sa.Connection, events: Iterable[Event], *, first: int = 0) -> None:
    """Write the events, the first of them at the place `first` of the history.

    Events that the broker would refuse, because they name a version or content that does not
    exist, are left out.
    """
    writer = _Writer(connection)
    for at, event in enumerate(events, start=first):
        writer.now = time_of(at)
        writer.write(event)


class _Writer:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.now = START

    def write(self, event: Event) -> None:
        match event:
            case Published():
                self.publish(event)
            case Branched():
                self.add_to_branch(event)
            case Tagged():
                self.tag(event)
            case Verified():
                self.verify(event)
            case DeployedTo():
                self.deploy(event)
            case ReleasedTo():
                self.release(event)
            case SupportEnded():
                self.end_support(event)
            case MainBranchSet():
                self.set_main_branch(event)

    def publish(self, event: Published) -> None:
        version_id, order = self.version(event.consumer, event.number)
        pair = {
            "consumer_id": self.pacticipant(event.consumer),
            "provider_id": self.pacticipant(event.provider),
        }
        self.ensure(integrations, pair, created_at=self.now, contract_data_updated_at=self.now)
        content = self.ensure(
            pact_contents,
            {**pair, "sha": event.content},
            interactions_count=1,
            messages_count=0,
            created_at=self.now,
            content="{}",
        )
        own = {"consumer_version_id": version_id, "provider_id": pair["provider_id"]}
        current = self.find(pact_publications, {**own, "is_current": True})
        if current is not None and current.pact_content_id == content:
            return
        self.update(pact_publications, own, is_current=False)
        self.insert(
            pact_publications,
            **pair,
            consumer_version_id=version_id,
            pact_content_id=content,
            sort_order=order,
            revision=current.revision + 1 if current else 1,
            is_current=True,
            created_at=self.now,
        )

    def add_to_branch(self, event: Branched) -> None:
        version_id, order = self.version(event.pacticipant, event.number)
        own = {"pacticipant_id": self.pacticipant(event.pacticipant), "name": event.branch}
        branch_id = self.ensure(branches, own, created_at=self.now, updated_at=self.now)
        member = {"branch_id": branch_id, "version_id": version_id}
        if self.find(branch_versions, member) is None:
            self.insert(
                branch_versions,
                **member,
                sort_order=order,
                created_at=self.now,
                updated_at=self.now,
            )
            self.update(branches, {"id": branch_id}, head_version_id=version_id)

    def tag(self, event: Tagged) -> None:
        version_id, order = self.version(event.pacticipant, event.number)
        self.ensure(
            tags,
            {"version_id": version_id, "name": event.tag},
            pacticipant_id=self.pacticipant(event.pacticipant),
            sort_order=order,
            created_at=self.now,
            updated_at=self.now,
        )

    def verify(self, event: Verified) -> None:
        pair = {
            "consumer_id": self.pacticipant(event.consumer),
            "provider_id": self.pacticipant(event.provider),
        }
        content = self.find(pact_contents, {**pair, "sha": event.content})
        if content is None:
            return
        version_id, order = self.version(event.provider, event.number)
        result = {
            **pair,
            "pact_content_id": content.id,
            "provider_version_id": version_id,
            "sort_order": order,
            "success": event.success,
            "created_at": self.now,
        }
        number = self.insert(verifications, **result, wip=event.wip)
        key = {"pact_content_id": content.id, "provider_version_id": version_id}
        newest = {"verification_id": number, "success": event.success, "created_at": self.now}
        if self.find(latest_verifications, key) is None:
            self.insert(latest_verifications, **{**result, **newest})
        else:
            self.update(latest_verifications, key, **newest)

    def deploy(self, event: DeployedTo) -> None:
        place = self.place(event)
        if place is None:
            return
        own = {**place, "target": event.instance}
        version_id = own.pop("version_id")
        self.update(deployed_versions, {**own, "ended_at": None}, ended_at=self.now)
        self.insert(
            deployed_versions,
            **own,
            version_id=version_id,
            uuid=str(uuid4()),
            created_at=self.now,
            updated_at=self.now,
        )

    def release(self, event: ReleasedTo) -> None:
        place = self.place(event)
        if place is None:
            return
        self.ensure(
            released_versions,
            place,
            uuid=str(uuid4()),
            created_at=self.now,
            updated_at=self.now,
        )
        self.update(released_versions, place, ended_at=None)

    def end_support(self, event: SupportEnded) -> None:
        place = self.place(event)
        if place is not None:
            self.update(released_versions, place, ended_at=self.now)

    def set_main_branch(self, event: MainBranchSet) -> None:
        pacticipant_id = self.pacticipant(event.pacticipant)
        self.update(pacticipants, {"id": pacticipant_id}, main_branch=event.branch)

    def place(self, event: DeployedTo | ReleasedTo | SupportEnded) -> dict[str, Any] | None:
        environment_id = self.ensure(
            environments,
            {"name": event.environment},
            uuid=str(uuid4()),
            production=False,
            created_at=self.now,
            updated_at=self.now,
        )
        pacticipant_id = self.pacticipant(event.pacticipant)
        own = {"pacticipant_id": pacticipant_id, "number": event.number}
        version = self.find(versions, own)
        if version is None:
            return None
        return {
            "pacticipant_id": pacticipant_id,
            "version_id": version.id,
            "environment_id": environment_id,
        }

    def pacticipant(self, name: str) -> int:
        return self.ensure(pacticipants, {"name": name}, created_at=self.now, updated_at=self.now)

    def version(self, name: str, number: str) -> tuple[int, int]:
        """The id and the order of a version, which is created at its first mention."""
        own = {"pacticipant_id": self.pacticipant(name), "number": number}
        found = self.find(versions, own)
        if found is None:
            siblings = sa.select(sa.func.count()).where(
                versions.c.pacticipant_id == own["pacticipant_id"]
            )
            order = (self.connection.scalar(siblings) or 0) + 1
            self.insert(versions, **own, sort_order=order, created_at=self.now, updated_at=self.now)
            found = self.find(versions, own)
        assert found is not None
        return found.id, found.sort_order

    def ensure(self, table: sa.Table, key: dict[str, Any], **values: object) -> int:
        found = self.find(table, key)
        identity: int = found.id if found else self.insert(table, **key, **values)
        return identity

    def find(self, table: sa.Table, key: dict[str, Any]) -> sa.Row[Any] | None:
        statement = _select(table, *_shape(key))
        return self.connection.execute(statement, key).one_or_none()

    def insert(self, table: sa.Table, **values: object) -> int:
        key: sa.Row[Any] | None = self.connection.execute(
            _insert(table), values
        ).inserted_primary_key
        return 0 if key is None else int(key[0])

    def update(self, table: sa.Table, key: dict[str, Any], **values: object) -> None:
        asked = {f"of_{name}": value for name, value in key.items()}
        self.connection.execute(_update(table, *_shape(key)), {**asked, **values})


# Statements are kept: a history is a hundred of them, and a property is hundreds of histories.


def _shape(key: dict[str, Any]) -> tuple[str, ...]:
    """The names of the columns, marked where they are to be empty."""
    return tuple(name if value is not None else f"-{name}" for name, value in key.items())


def _conditions(
    table: sa.Table, columns: tuple[str, ...], prefix: str = ""
) -> list[sa.ColumnElement[bool]]:
    return [
        table.c[name[1:]].is_(None)
        if name.startswith("-")
        else table.c[name] == sa.bindparam(prefix + name, type_=table.c[name].type)
        for name in columns
    ]


@cache
def _select(table: sa.Table, *columns: str) -> sa.Select[Any]:
    return sa.select(table).where(*_conditions(table, columns))


@cache
def _insert(table: sa.Table) -> sa.Insert:
    return table.insert()


@cache
def _update(table: sa.Table, *columns: str) -> sa.Update:
    return table.update().where(*_conditions(table, columns, "of_"))


def pacticipant_id(connection: sa.Connection, name: str) -> int:
    """The id of an application, which is created when it does not exist."""
    return _Writer(connection).pacticipant(name)
