"""Applications with their versions are copied in their order; what is there is not asked for.

Everything of a portion is read before its transaction begins: nobody waits for another broker.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pact_notary.operations.copying_documents import read_provider_contract, write_document
from pact_notary.operations.source_documents import (
    read_application,
    read_times,
    read_version,
)
from pact_notary.service.preparation import prepare
from pact_notary.store import (
    branches,
    contents,
    integrations,
    openapi_documents,
    pacticipants,
    pacts,
    publications,
    tags,
    versions,
)
from pact_notary.store.copying import set_head
from pact_notary.store.database import run_reading, run_writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.domain.documents import JsonObject
    from pact_notary.operations.copying_documents import ReadDocument
    from pact_notary.operations.source import Source
    from pact_notary.operations.source_documents import Mark, SourceApplication, SourceVersion
    from pact_notary.operations.tally import Tally
    from pact_notary.records import Pacticipant, Version

_VERSIONS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ReadPact:
    """A pact that is not there yet."""

    provider: str
    document: JsonObject
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A version, and of what is around it that which is not there yet."""

    version: SourceVersion
    branches: tuple[tuple[Mark, datetime], ...]
    tags: tuple[tuple[Mark, datetime], ...]
    pacts: tuple[ReadPact, ...]
    document: ReadDocument | None


@dataclass(frozen=True, slots=True)
class _Present:
    branches: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    has_document: bool = False


def copy_applications(
    engine: sa.Engine, source: Source, *, tally: Tally
) -> tuple[SourceApplication, ...]:
    """All of them come first, for pacts name providers."""
    found = tuple(
        read_application(each) for each in source.read_all("/pacticipants", "pacticipants")
    )

    def write(connection: sa.Connection) -> None:
        for application in found:
            _write_application(connection, application, tally)

    run_writing(engine, write)
    return found


def copy_versions(
    engine: sa.Engine,
    source: Source,
    application: SourceApplication,
    *,
    tally: Tally,
    tell: Callable[[str], None],
) -> tuple[SourceVersion, ...]:
    """The versions of an application, the oldest first, with branches, tags and pacts."""
    path = f"/pacticipants/{quote(application.name, safe='')}/versions"
    newest_first = {
        each["number"]: read_version(each) for each in source.read_all(path, "versions")
    }
    found = tuple(reversed(newest_first.values()))
    rest = iter(found)
    done = 0
    while some := list(islice(rest, _VERSIONS_AT_ONCE)):
        _copy_portion(engine, source, application.name, some, tally)
        done += len(some)
        tell(f"{application.name}: {done} of {len(found)} versions")
    _set_heads(engine, application.name, found)
    return found


def _copy_portion(
    engine: sa.Engine, source: Source, name: str, some: list[SourceVersion], tally: Tally
) -> None:
    there = run_reading(engine, lambda opened: _find_present(opened, name, some))
    read = [_read(source, each, there.get(each.number, _Present()), tally) for each in some]

    def write(connection: sa.Connection) -> None:
        owner = pacticipants.ensure(connection, name, now=some[0].created_at).item
        for each in read:
            _write_version(connection, owner, each, tally)

    run_writing(engine, write)


def _find_present(
    connection: sa.Connection, name: str, some: Iterable[SourceVersion]
) -> dict[str, _Present]:
    """What is there of the versions that are there."""
    found: dict[str, _Present] = {}
    for each in some:
        version = versions.find_by_name(connection, name, number=each.number)
        if version is None:
            continue
        placed = branches.branches_of(connection, [version.id]).get(version.id, ())
        found[each.number] = _Present(
            frozenset(place.name for place in placed),
            frozenset(tags.names_of(connection, [version.id]).get(version.id, ())),
            frozenset(pact.provider.name for pact in pacts.of_versions(connection, [version.id])),
            openapi_documents.find(connection, version.id) is not None,
        )
    return found


def _read(source: Source, version: SourceVersion, there: _Present, tally: Tally) -> ReadVersion:
    tally.present["branch places"] += len(there.branches)
    tally.present["tags"] += len(there.tags)
    tally.present["pacts"] += len(there.providers)
    tally.present["OpenAPI documents"] += there.has_document
    return ReadVersion(
        version,
        _read_marks(source, version.branches, there.branches),
        _read_marks(source, version.tags, there.tags),
        tuple(
            _read_pact(provider, source.follow(href))
            for provider, href in version.pacts.items()
            if provider not in there.providers
        ),
        None if there.has_document else read_provider_contract(source, version),
    )


def _read_marks(
    source: Source, marks: Iterable[Mark], there: frozenset[str]
) -> tuple[tuple[Mark, datetime], ...]:
    return tuple(
        (mark, read_times(source.follow(mark.href))[0]) for mark in marks if mark.name not in there
    )


def _read_pact(provider: str, document: dict[str, Any]) -> ReadPact:
    return ReadPact(provider, document, read_times(document)[0])


def _write_application(
    connection: sa.Connection, application: SourceApplication, tally: Tally
) -> None:
    ensured = pacticipants.ensure(connection, application.name, now=application.created_at)
    owner = pacticipants.update(
        connection, ensured.item, changes=application.columns, now=application.updated_at
    )
    for label in application.labels:
        pacticipants.add_label(connection, owner.id, name=label, now=application.created_at)
    tally.count("applications", is_new=ensured.is_new)


def _write_version(
    connection: sa.Connection, owner: Pacticipant, read: ReadVersion, tally: Tally
) -> None:
    given = read.version
    ensured = versions.ensure(connection, owner.id, number=given.number, now=given.created_at)
    version = ensured.item
    tally.count("versions", is_new=ensured.is_new)
    versions.set_build_url(connection, version, build_url=given.build_url, now=given.updated_at)
    for mark, created_at in read.branches:
        branches.add_version(connection, version, branch=mark.name, now=created_at, origin="user")
        tally.count("branch places", is_new=True)
    for mark, created_at in read.tags:
        tags.add(connection, version, name=mark.name, now=created_at)
        tally.count("tags", is_new=True)
    for pact in read.pacts:
        _write_pact(connection, version, owner, pact)
        tally.count("pacts", is_new=True)
    if read.document:
        write_document(connection, version, read.document)
        tally.count("OpenAPI documents", is_new=True)


def _write_pact(
    connection: sa.Connection, version: Version, consumer: Pacticipant, pact: ReadPact
) -> None:
    provider = pacticipants.ensure(connection, pact.provider, now=pact.created_at).item
    pair = (consumer.id, provider.id)
    content_id = contents.ensure(
        connection, pair, prepared=prepare(pact.document), now=pact.created_at
    )
    publications.publish(
        connection, version, provider_id=provider.id, content_id=content_id, now=pact.created_at
    )
    integrations.touch(connection, [pair], now=pact.created_at)


def _set_heads(engine: sa.Engine, name: str, found: Iterable[SourceVersion]) -> None:
    """A head need not be the newest version of its branch."""
    heads = [(each.number, mark.name) for each in found for mark in each.branches if mark.is_head]

    def write(connection: sa.Connection) -> None:
        for number, branch in heads:
            version = versions.find_by_name(connection, name, number=number)
            if version is not None:
                set_head(connection, version, branch=branch)

    run_writing(engine, write)
