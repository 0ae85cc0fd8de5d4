"""Integrations, pacts and results of the matrix, for versions that are already known.

The statements are made once: making one takes longer than running it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from pact_notary.domain.matrix import MatrixVerification
from pact_notary.records import Pact, PacticipantRef, VersionRef
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

_Asked: TypeAlias = "Iterable[tuple[sa.Select[Any], dict[str, list[int]]]]"

# Beyond so many pairs it is cheaper to read all results of the contents than to look each up.
_PAIRS_LOOKED_UP = 10_000

_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_version_ids: sa.BindParameter[Any] = sa.bindparam("version_ids", expanding=True)
_provider_ids: sa.BindParameter[Any] = sa.bindparam("provider_ids", expanding=True)
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


class Facts(Enum):
    """Where rows are read from: everything, or only what is not superseded."""

    EVERYTHING = "everything"
    NEWEST = "newest"


def find_providers(connection: sa.Connection, consumers: Versions) -> frozenset[Pair]:
    """The providers that pacts of these versions are with."""
    return _read_pairs(
        connection,
        [
            *((_PAIRS_OF_VERSIONS, {"ids": ids}) for ids in portions(consumers.ids)),
            *((_PAIRS_OF_ANY, {"ids": ids}) for ids in portions(consumers.any_of)),
        ],
    )


def find_consumers(connection: sa.Connection, provider_ids: Collection[int]) -> frozenset[Pair]:
    """The consumers that these applications have ever had."""
    return _read_pairs(
        connection, [(_PAIRS_OF_PROVIDERS, {"ids": ids}) for ids in portions(provider_ids)]
    )


def find_pacts(
    connection: sa.Connection,
    facts: Facts,
    *,
    consumers: Versions,
    provider_ids: Collection[int],
) -> tuple[Pact, ...]:
    """The pacts of these consumer versions with these providers."""
    among = {"provider_ids": sorted(provider_ids)}
    own, of_any = _pacts(facts, _OF_VERSIONS_WITH), _pacts(facts, _OF_ANY_WITH)
    return _read_pacts(
        connection,
        [
            *((own, {"ids": ids, **among}) for ids in portions(consumers.ids)),
            *((of_any, {"ids": ids, **among}) for ids in portions(consumers.any_of)),
        ],
    )


def find_pacts_of_versions(
    connection: sa.Connection, facts: Facts, consumers: Versions
) -> tuple[Pact, ...]:
    """The pacts of these consumer versions, whoever the provider is."""
    own, of_any = _pacts(facts, _OF_VERSIONS), _pacts(facts, _OF_ANY)
    return _read_pacts(
        connection,
        [
            *((own, {"ids": ids}) for ids in portions(consumers.ids)),
            *((of_any, {"ids": ids}) for ids in portions(consumers.any_of)),
        ],
    )


def find_pacts_of_contents(
    connection: sa.Connection, facts: Facts, contents: Collection[int]
) -> tuple[Pact, ...]:
    """Every pact that has one of these contents."""
    statement = _pacts(facts, _OF_CONTENTS)
    return _read_pacts(connection, [(statement, {"ids": ids}) for ids in portions(contents)])


def find_results(
    connection: sa.Connection, facts: Facts, contents: Collection[int]
) -> tuple[MatrixVerification, ...]:
    """Every result for one of these contents."""
    statement = _results(facts, "pact_content_id")
    return _read_results(connection, [(statement, {"ids": ids}) for ids in portions(contents)])


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
    asked = {"ids": sorted(contents), "version_ids": sorted(providers.ids)}
    return _read_results(connection, [(_results_by(facts), asked)])


def find_results_of_providers(
    connection: sa.Connection, facts: Facts, providers: Versions
) -> tuple[MatrixVerification, ...]:
    """Every result that one of these provider versions sent."""
    own, of_any = _results(facts, "provider_version_id"), _results(facts, "provider_id")
    return _read_results(
        connection,
        [
            *((own, {"ids": ids}) for ids in portions(providers.ids)),
            *((of_any, {"ids": ids}) for ids in portions(providers.any_of)),
        ],
    )


def _read_pairs(connection: sa.Connection, asked: _Asked) -> frozenset[Pair]:
    return frozenset(
        Pair(
            PacticipantRef(row.consumer_id, row.consumer),
            PacticipantRef(row.provider_id, row.provider),
        )
        for statement, parameters in asked
        for row in connection.execute(statement, parameters)
    )


def _read_pacts(connection: sa.Connection, asked: _Asked) -> tuple[Pact, ...]:
    """The pacts that any of the statements finds, each once."""
    found = {
        row.id: _pact(row)
        for statement, parameters in asked
        for row in connection.execute(statement, parameters)
    }
    return tuple(found.values())


def _pact(row: sa.Row[Any]) -> Pact:
    return Pact(
        publication_id=row.id,
        consumer=PacticipantRef(row.consumer_id, row.consumer),
        consumer_version=VersionRef(row.consumer_version_id, row.number, row.sort_order),
        provider=PacticipantRef(row.provider_id, row.provider),
        content_id=row.pact_content_id,
        sha=row.sha,
        revision=row.revision,
        created_at=row.created_at,
    )


def _read_results(connection: sa.Connection, asked: _Asked) -> tuple[MatrixVerification, ...]:
    """The results that any of the statements finds, each once."""
    found = {
        row.result_id: _result(row)
        for statement, parameters in asked
        for row in connection.execute(statement, parameters)
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


def _pairs(table: sa.Table, *conditions: Condition) -> sa.Select[Any]:
    return (
        sa.select(
            table.c.consumer_id,
            _consumers.c.name.label("consumer"),
            table.c.provider_id,
            _providers.c.name.label("provider"),
        )
        .join(_consumers, _consumers.c.id == table.c.consumer_id)
        .join(_providers, _providers.c.id == table.c.provider_id)
        .where(*conditions)
        .distinct()
    )


@cache
def _pacts(facts: Facts, condition: Condition) -> sa.Select[Any]:
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
        .where(condition)
    )
    return statement.where(pact_publications.c.is_current) if facts is Facts.NEWEST else statement


@cache
def _results(facts: Facts, column: str) -> sa.Select[Any]:
    """The results with one of the ids in the column."""
    newest = facts is Facts.NEWEST
    results = latest_verifications if newest else verifications
    result_id = latest_verifications.c.verification_id if newest else verifications.c.id
    return (
        sa.select(
            result_id.label("result_id"),
            results.c.pact_content_id,
            results.c.provider_id,
            results.c.provider_version_id,
            versions.c.number,
            results.c.sort_order,
            results.c.success,
            results.c.created_at,
        )
        .join(versions, versions.c.id == results.c.provider_version_id)
        .where(results.c[column].in_(_ids))
    )


@cache
def _results_by(facts: Facts) -> sa.Select[Any]:
    """The results for contents, of some provider versions only."""
    results = latest_verifications if facts is Facts.NEWEST else verifications
    own = results.c.provider_version_id.in_(_version_ids)
    return _results(facts, "pact_content_id").where(own)


_OF_VERSIONS = pact_publications.c.consumer_version_id.in_(_ids)
_OF_ANY = pact_publications.c.consumer_id.in_(_ids)
_OF_CONTENTS = pact_publications.c.pact_content_id.in_(_ids)
_WITH_PROVIDER = pact_publications.c.provider_id.in_(_provider_ids)
_OF_VERSIONS_WITH = _OF_VERSIONS & _WITH_PROVIDER
_OF_ANY_WITH = _OF_ANY & _WITH_PROVIDER

_PAIRS_OF_VERSIONS = _pairs(pact_publications, _OF_VERSIONS)
_PAIRS_OF_PROVIDERS = _pairs(integrations, integrations.c.provider_id.in_(_ids))
_PAIRS_OF_ANY = _pairs(
    integrations,
    integrations.c.consumer_id.in_(_ids),
    sa.exists().where(
        pact_publications.c.consumer_id == integrations.c.consumer_id,
        pact_publications.c.provider_id == integrations.c.provider_id,
    ),
)
