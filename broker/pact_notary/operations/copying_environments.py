"""Environments keep their uuids, and so do the stays of versions in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source_documents import read_environment, read_stay
from pact_notary.records import Environment, PacticipantRef, Stay
from pact_notary.store import environments, stays, versions
from pact_notary.store.database import run_writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

    from pact_notary.operations.source import Source
    from pact_notary.operations.source_documents import SourceEnvironment, SourceStay
    from pact_notary.operations.tally import Tally
    from pact_notary.records import Version


def copy_environments(
    engine: sa.Engine, source: Source, *, tally: Tally
) -> tuple[SourceEnvironment, ...]:
    document = source.read("/environments")
    found = tuple(read_environment(each) for each in document["_embedded"]["environments"])

    def write(connection: sa.Connection) -> None:
        for each in found:
            is_new = environments.add(connection, _record(each))
            tally.count("environments", is_new=is_new)

    run_writing(engine, write)
    return found


def copy_stays(
    engine: sa.Engine, source: Source, found: Iterable[SourceEnvironment], *, tally: Tally
) -> None:
    """What is in the environments now, the oldest first; the versions are all copied already."""
    deployments, releases = [], []
    for each in found:
        path = f"/environments/{each.uuid}"
        deployed = source.read(f"{path}/deployed-versions/currently-deployed")
        released = source.read(f"{path}/released-versions/currently-supported")
        deployments += [(each.name, stay) for stay in deployed["_embedded"]["deployedVersions"]]
        releases += [(each.name, stay) for stay in released["_embedded"]["releasedVersions"]]

    def write(connection: sa.Connection) -> None:
        for stay, environment in _in_order(connection, deployments):
            tally.count("deployments", is_new=_deploy(connection, stay, environment))
        for stay, environment in _in_order(connection, releases):
            tally.count("releases", is_new=_release(connection, stay, environment))

    run_writing(engine, write)


def _in_order(
    connection: sa.Connection, told: Iterable[tuple[str, dict[str, Any]]]
) -> list[tuple[SourceStay, Environment]]:
    found = [(read_stay(document), get_environment(connection, name)) for name, document in told]
    return sorted(found, key=lambda pair: pair[0].created_at)


def get_environment(connection: sa.Connection, name: str) -> Environment:
    found = environments.find_named(connection, name)
    if found is None:
        raise CannotOperate(f"the environment {name} cannot be made: its uuid is taken here")
    return found


def _deploy(connection: sa.Connection, given: SourceStay, environment: Environment) -> bool:
    version = versions.find_by_name(connection, given.application, number=given.number)
    if version is None or stays.find_deployed(connection, given.uuid):
        return False
    current = stays.find_current(
        connection,
        version.pacticipant_id,
        environment_id=environment.id,
        target=given.target,
    )
    if current:
        stays.end_deployment(connection, current.uuid, now=given.created_at)
    stay = make_stay(given, version, environment)
    return stays.deploy(connection, version, stay=stay, origin="user")


def _release(connection: sa.Connection, given: SourceStay, environment: Environment) -> bool:
    version = versions.find_by_name(connection, given.application, number=given.number)
    if version is None:
        return False
    return stays.release(connection, version, stay=make_stay(given, version, environment))


def make_stay(given: SourceStay, version: Version, environment: Environment) -> Stay:
    return Stay(
        uuid=given.uuid,
        pacticipant=PacticipantRef(version.pacticipant_id, given.application),
        version=version.ref,
        environment_id=environment.id,
        target=given.target,
        created_at=given.created_at,
        updated_at=given.ended_at or given.created_at,
        ended_at=given.ended_at,
    )


def _record(given: SourceEnvironment) -> Environment:
    return Environment(
        0,
        given.uuid,
        given.name,
        given.display_name,
        given.production,
        given.contacts,
        given.created_at,
        given.updated_at,
    )
