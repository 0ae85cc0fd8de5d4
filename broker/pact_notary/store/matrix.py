"""Integrations, pacts and results of the matrix, for versions that are already known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.matrix import MatrixPact, MatrixVerification
from pact_notary.records import PacticipantRef, VersionRef
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    integrations,
    latest_verifications,
    pact_contents,
    pact_publications,
    pacticipants,
    verifications,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pact_notary.store.candidates import Condition

# Beyond so many pairs it is cheaper to read all results of the contents than to look each up.
_PAIRS_LOOKED_UP = 50_000

_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")


@dataclass(frozen=True, slots=True)
class Pair:
    """A consumer and a provider of it."""

    consumer: PacticipantRef
    provider: PacticipantRef


@dataclass(frozen=True, slots=True)
class Versions:
    """A set of versions: these, and any version of these applications."""

    ids: frozenset[int]
    any_of: frozenset[int]


@dataclass(frozen=True, slots=True)
class Facts:
    """Where rows are read from: all revisions and results, or only those not superseded."""

    results: sa.Table
    result_id: sa.ColumnElement[int]
    visible: Condition


EVERYTHING = Facts(verifications, verifications.c.id, sa.true())
NEWEST = Facts(
    latest_verifications,
    latest_verifications.c.verification_id,
    pact_publications.c.is_current,
)


def find_providers(connection: sa.Connection, consumers: Versions) -> frozenset[Pair]:
    """The providers that pacts of these versions are with."""
    own = pact_publications.c.consumer_version_id
    found = [
        _find_pairs(connection, pact_publications, own.in_(ids)) for ids in portions(consumers.ids)
    ]
    if consumers.any_of:
        has_pact = sa.exists().where(
            pact_publications.c.consumer_id == integrations.c.consumer_id,
            pact_publications.c.provider_id == integrations.c.provider_id,
        )
        of_any = integrations.c.consumer_id.in_(sorted(consumers.any_of))
        found.append(_find_pairs(connection, integrations, sa.and_(of_any, has_pact)))
    return frozenset().union(*found)


def find_consumers(connection: sa.Connection, provider_ids: Collection[int]) -> frozenset[Pair]:
    """The consumers that these applications have ever had."""
    of_provider = integrations.c.provider_id.in_(sorted(provider_ids))
    return _find_pairs(connection, integrations, of_provider)


def find_pacts(
    connection: sa.Connection,
    facts: Facts,
    *,
    consumers: Versions,
    provider_ids: Collection[int],
) -> tuple[MatrixPact, ...]:
    """The pacts of these consumer versions with these providers."""
    with_provider = pact_publications.c.provider_id.in_(sorted(provider_ids))
    conditions = [sa.and_(own, with_provider) for own in _is_from(consumers)]
    return _read_pacts(connection, facts, conditions)


def find_pacts_of_versions(
    connection: sa.Connection, facts: Facts, consumers: Versions
) -> tuple[MatrixPact, ...]:
    """The pacts of these consumer versions, whoever the provider is."""
    return _read_pacts(connection, facts, _is_from(consumers))


def find_pacts_of_contents(
    connection: sa.Connection, facts: Facts, contents: Collection[int]
) -> tuple[MatrixPact, ...]:
    """Every pact that has one of these contents."""
    have = [pact_publications.c.pact_content_id.in_(ids) for ids in portions(contents)]
    return _read_pacts(connection, facts, have)


def find_results(
    connection: sa.Connection, facts: Facts, contents: Collection[int]
) -> tuple[MatrixVerification, ...]:
    """Every result for one of these contents."""
    of_content = [facts.results.c.pact_content_id.in_(ids) for ids in portions(contents)]
    return _read_results(connection, facts, of_content)


def find_results_by(
    connection: sa.Connection,
    facts: Facts,
    contents: Collection[int],
    *,
    providers: Versions,
) -> tuple[MatrixVerification, ...]:
    """The results for these contents from these provider versions."""
    if providers.any_of or len(contents) * len(providers.ids) > _PAIRS_LOOKED_UP:
        return tuple(
            result
            for result in find_results(connection, facts, contents)
            if result.provider_version.id in providers.ids or result.provider_id in providers.any_of
        )
    if not contents or not providers.ids:
        return ()
    of_content = facts.results.c.pact_content_id.in_(sorted(contents))
    by_version = facts.results.c.provider_version_id.in_(sorted(providers.ids))
    return _read_results(connection, facts, [sa.and_(of_content, by_version)])


def find_results_of_providers(
    connection: sa.Connection, facts: Facts, providers: Versions
) -> tuple[MatrixVerification, ...]:
    """Every result that one of these provider versions sent."""
    sent = [facts.results.c.provider_version_id.in_(ids) for ids in portions(providers.ids)]
    if providers.any_of:
        sent.append(facts.results.c.provider_id.in_(sorted(providers.any_of)))
    return _read_results(connection, facts, sent)


def _find_pairs(
    connection: sa.Connection, table: sa.Table, condition: Condition
) -> frozenset[Pair]:
    statement = (
        sa.select(
            table.c.consumer_id,
            _consumers.c.name.label("consumer"),
            table.c.provider_id,
            _providers.c.name.label("provider"),
        )
        .join(_consumers, _consumers.c.id == table.c.consumer_id)
        .join(_providers, _providers.c.id == table.c.provider_id)
        .where(condition)
        .distinct()
    )
    return frozenset(
        Pair(
            PacticipantRef(row.consumer_id, row.consumer),
            PacticipantRef(row.provider_id, row.provider),
        )
        for row in connection.execute(statement)
    )


def _is_from(consumers: Versions) -> list[Condition]:
    """Conditions that together hold for the pacts of these versions."""
    own = [pact_publications.c.consumer_version_id.in_(ids) for ids in portions(consumers.ids)]
    if not consumers.any_of:
        return [*own]
    return [*own, pact_publications.c.consumer_id.in_(sorted(consumers.any_of))]


def _read_pacts(
    connection: sa.Connection, facts: Facts, conditions: Iterable[Condition]
) -> tuple[MatrixPact, ...]:
    """The pacts that meet any of the conditions, each once."""
    statement = (
        sa.select(
            pact_publications,
            _consumers.c.name.label("consumer"),
            _providers.c.name.label("provider"),
            versions.c.number,
            pact_contents.c.sha,
        )
        .join(_consumers, _consumers.c.id == pact_publications.c.consumer_id)
        .join(_providers, _providers.c.id == pact_publications.c.provider_id)
        .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
        .join(pact_contents, pact_contents.c.id == pact_publications.c.pact_content_id)
        .where(facts.visible)
    )
    found = {
        row.id: _pact(row)
        for condition in conditions
        for row in connection.execute(statement.where(condition))
    }
    return tuple(found.values())


def _pact(row: sa.Row[Any]) -> MatrixPact:
    return MatrixPact(
        publication_id=row.id,
        consumer=PacticipantRef(row.consumer_id, row.consumer),
        consumer_version=VersionRef(row.consumer_version_id, row.number, row.sort_order),
        provider=PacticipantRef(row.provider_id, row.provider),
        content_id=row.pact_content_id,
        sha=row.sha,
        revision=row.revision,
        created_at=row.created_at,
    )


def _read_results(
    connection: sa.Connection, facts: Facts, conditions: Iterable[Condition]
) -> tuple[MatrixVerification, ...]:
    """The results that meet any of the conditions, each once."""
    results = facts.results
    statement = sa.select(
        facts.result_id.label("result_id"),
        results.c.pact_content_id,
        results.c.provider_id,
        results.c.provider_version_id,
        versions.c.number,
        results.c.sort_order,
        results.c.success,
        results.c.created_at,
    ).join(versions, versions.c.id == results.c.provider_version_id)
    found = {
        row.result_id: _result(row)
        for condition in conditions
        for row in connection.execute(statement.where(condition))
    }
    return tuple(found.values())


def _result(row: sa.Row[Any]) -> MatrixVerification:
    return MatrixVerification(
        id=row.result_id,
        content_id=row.pact_content_id,
        provider_id=row.provider_id,
        provider_version=VersionRef(row.provider_version_id, row.number, row.sort_order),
        success=row.success,
        created_at=row.created_at,
    )
