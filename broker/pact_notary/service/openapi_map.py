"""A provider's document beside the pacts that matter now: who uses what of it, and what misfits.

Pacts that matter are those that the provider is to verify when it asks for nothing in particular:
of each consumer the head of its main branch, or its newest, and what is deployed or released.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from pact_notary.domain.openapi.coverage import map_coverage
from pact_notary.domain.openapi.fitting import Comparison
from pact_notary.service.memory import Memory
from pact_notary.service.openapi_comparing import (
    Key,
    Meeting,
    NotCompared,
    compare_all,
    read_documents,
)
from pact_notary.service.refusals import NotPossible
from pact_notary.service.selection import find_current

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from pact_notary.domain.openapi.coverage import Coverage
    from pact_notary.domain.openapi.document import Document
    from pact_notary.domain.openapi.misfits import Misfit
    from pact_notary.records import PublishedDocument, PublishedPact, Version

_MapKey: TypeAlias = tuple[str | Key, ...]
# So many fields and users of fields, of some hundred bytes each.
_kept: Final[Memory[_MapKey, Coverage]] = Memory(limit=200_000)

PACTS_COMPARED: Final = 200
"""Pacts that a map is made of; those beyond are counted."""


@dataclass(frozen=True, slots=True)
class PactMisfit:
    """A misfit, and the pact that it is of."""

    pact: PublishedPact
    misfit: Misfit


@dataclass(frozen=True, slots=True)
class DocumentMap:
    """Attributes:
    pacts: those that were compared, by the key under which `coverage` names them as consumers.
    not_compared: pacts that could not be, and why.
    pacts_left_out: how many pacts more there are.
    messages: how many messages the pacts hold, which have no place in a document.
    """

    pacts: Mapping[str, PublishedPact]
    not_compared: tuple[tuple[PublishedPact, str], ...]
    pacts_left_out: int
    interactions: int
    messages: int
    errors: tuple[PactMisfit, ...]
    warnings: tuple[PactMisfit, ...]
    coverage: Coverage


def find_map(
    connection: sa.Connection, version: Version, document: PublishedDocument
) -> DocumentMap:
    """Raises: NotPossible, when the stored document cannot be read any more."""
    known = read_documents(connection, [document])[document.digest]
    if isinstance(known, NotCompared):
        raise NotPossible({"": (f"The document cannot be read any more: {known.reason}",)})
    current = find_current(connection, version.pacticipant_id)
    found = {str(place): pact for place, pact in enumerate(current[:PACTS_COMPARED])}
    meetings = {key: _meet(pact, document) for key, pact in found.items()}
    compared = compare_all(connection, meetings.values())
    outcomes = {key: compared[meeting] for key, meeting in meetings.items()}
    fitting = {key: each for key, each in outcomes.items() if isinstance(each, Comparison)}
    return DocumentMap(
        {key: found[key] for key in fitting},
        tuple(
            (found[key], each.reason)
            for key, each in outcomes.items()
            if isinstance(each, NotCompared)
        ),
        len(current) - len(found),
        sum(len(each.compared) for each in fitting.values()),
        sum(len(each.left_out) for each in fitting.values()),
        tuple(PactMisfit(found[key], m) for key, each in fitting.items() for m in each.errors),
        tuple(PactMisfit(found[key], m) for key, each in fitting.items() for m in each.warnings),
        _find_coverage(
            (document.digest, *(meetings[key].key for key in fitting)), fitting, known.document
        ),
    )


def _find_coverage(
    key: _MapKey, comparisons: Mapping[str, Comparison], document: Document
) -> Coverage:
    """It is the same for the same contents, in the same order, beside the same document."""
    known = _kept.find(key)
    if known is not None:
        return known
    coverage = map_coverage(_unite(comparisons, document.name), document)
    _kept.keep(key, coverage, weight=_weigh(coverage))
    return coverage


def _weigh(coverage: Coverage) -> int:
    return sum(
        1 + len(used.consumers)
        for operation in coverage.operations
        for fields in (
            operation.parameters,
            operation.request_fields,
            *(status.fields for status in operation.statuses),
        )
        for used in fields
    )


def _meet(pact: PublishedPact, document: PublishedDocument) -> Meeting:
    return Meeting(pact.content_id, pact.consumer.name, pact.sha, document)


def _unite(comparisons: Mapping[str, Comparison], name: str) -> Comparison:
    """All of them as one, whose consumers are the keys: two names may read alike."""
    return Comparison(
        name,
        tuple(
            replace(each, consumer=key, version="")
            for key, comparison in comparisons.items()
            for each in comparison.compared
        ),
        (),
    )
