"""What was in an environment and is not any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pact_notary.operations.copying_environments import get_environment, make_stay
from pact_notary.operations.source_documents import read_stay
from pact_notary.store import stays, versions
from pact_notary.store.copying import add_ended_deployment, add_ended_release
from pact_notary.store.database import run_reading, run_writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.operations.source import Source
    from pact_notary.operations.source_documents import SourceEnvironment
    from pact_notary.operations.tally import Tally

_ANY = stays.StayFilter()


def end_what_ended(
    engine: sa.Engine, source: Source, places: tuple[SourceEnvironment, ...]
) -> None:
    """What an earlier import found in an environment may have left it since."""
    for place in places:
        deployed, released = run_reading(engine, partial(_find_open, name=place.name))
        deployments = _find_ended(source, "/deployed-versions/", deployed)
        releases = _find_ended(source, "/released-versions/", released)
        run_writing(engine, partial(_end, deployments=deployments, releases=releases))


def _find_open(connection: sa.Connection, *, name: str) -> tuple[list[str], list[str]]:
    environment = get_environment(connection, name)
    deployed = stays.currently_deployed(connection, environment.id, where=_ANY)
    released = stays.currently_supported(connection, environment.id, where=_ANY)
    return [stay.uuid for stay in deployed], [stay.uuid for stay in released]


def _find_ended(source: Source, path: str, uuids: Iterable[str]) -> dict[str, datetime]:
    """Those of the stays that are over where they come from."""
    told = {uuid: source.find(path + uuid) for uuid in uuids}
    read = {uuid: read_stay(document) for uuid, document in told.items() if document}
    return {uuid: stay.ended_at for uuid, stay in read.items() if stay.ended_at}


def _end(
    connection: sa.Connection, *, deployments: dict[str, datetime], releases: dict[str, datetime]
) -> None:
    for uuid, ended_at in deployments.items():
        stays.end_deployment(connection, uuid, now=ended_at)
    for uuid, ended_at in releases.items():
        stays.end_support(connection, uuid, now=ended_at)


def has_history(source: Source) -> bool:
    """Whether any stay is over, which an old broker does not tell: asking takes many requests."""
    told = source.find("/metrics") or {}
    deployed, released = told.get("deployedVersions", {}), told.get("releasedVersions", {})
    return bool(
        deployed.get("count") != deployed.get("currentlyDeployedCount")
        or released.get("count") != released.get("currentlySupportedCount")
        or "count" not in deployed
    )


def copy_history(
    engine: sa.Engine,
    source: Source,
    application: str,
    *,
    numbers: Iterable[str],
    places: tuple[SourceEnvironment, ...],
    tally: Tally,
) -> None:
    """What the versions were in before: asked for each version and environment."""
    for number in numbers:
        told = [
            (kind, each.name, document)
            for each in places
            for kind, document in _read_history(source, application, number, each.uuid)
        ]
        run_writing(engine, partial(_write_history, told=told, tally=tally))


def _read_history(
    source: Source, application: str, number: str, uuid: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    version = f"/pacticipants/{quote(application, safe='')}/versions/{quote(number, safe='')}"
    for kind, member in (("deployments", "deployedVersions"), ("releases", "releasedVersions")):
        path = f"{version}/{member.removesuffix('Versions')}-versions/environment/{uuid}"
        for document in source.read(path)["_embedded"][member]:
            yield kind, document


def _write_history(
    connection: sa.Connection, *, told: Iterable[tuple[str, str, dict[str, Any]]], tally: Tally
) -> None:
    add = {"deployments": add_ended_deployment, "releases": add_ended_release}
    for kind, name, document in told:
        given, environment = read_stay(document), get_environment(connection, name)
        version = versions.find_by_name(connection, given.application, number=given.number)
        if version is not None and given.ended_at is not None:
            stay = make_stay(given, version, environment)
            tally.count(kind, is_new=add[kind](connection, version, stay=stay))
