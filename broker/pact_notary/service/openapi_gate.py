"""What documents have against a case: those of the provider versions that its rows are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pact_notary.domain.openapi_gate import MISFITS_TOLD, Fault, FaultKind, Gate
from pact_notary.domain.targets import find_targets
from pact_notary.service.openapi_comparing import Meeting, NotCompared, compare_all
from pact_notary.store import openapi_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import sqlalchemy as sa

    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.openapi.fitting import Comparison
    from pact_notary.records import PublishedDocument, VersionRef


def find_faults(connection: sa.Connection, case: Case, gate: Gate) -> tuple[Fault, ...]:
    """What there is against the rows that decide, in their order; of the same content once.

    At most three statements; none when nothing is asked of documents.
    """
    asked = _list_asked(case) if gate is not Gate.OFF else []
    if not asked:
        return ()
    documents = openapi_documents.find_of_versions(connection, {each.version.id for each in asked})
    compared = compare_all(
        connection,
        (_meet(each, documents[each.version.id]) for each in asked if each.version.id in documents),
    )
    faults: dict[tuple[FaultKind, int, int], Fault] = {}
    for each in asked:
        document = documents.get(each.version.id)
        found = _judge(each, document, compared) if document else _miss(each, gate)
        for fault in found:
            content_id = 0 if fault.kind in _OF_VERSIONS else each.row.pact.content_id
            faults.setdefault((fault.kind, each.version.id, content_id), fault)
    return tuple(faults.values())


class _Asked(NamedTuple):
    """A row, and the provider's version whose document is asked."""

    row: MatrixRow
    version: VersionRef


# What holds for a version, whatever the pact.
_OF_VERSIONS: Final = frozenset({FaultKind.MISSING, FaultKind.NOT_KEPT})


def _list_asked(case: Case) -> list[_Asked]:
    """Also of rows without a result: the version that they wait for."""
    find_target = find_targets(case)
    found = (
        _Asked(row, version)
        for row in case.rows
        if not row.ignored and (version := row.provider_version or find_target(row).version)
    )
    return list(found)


def _meet(asked: _Asked, document: PublishedDocument) -> Meeting:
    pact = asked.row.pact
    return Meeting(pact.content_id, pact.consumer.name, pact.sha, document)


def _miss(asked: _Asked, gate: Gate) -> Iterator[Fault]:
    if gate is Gate.REQUIRED:
        yield Fault(FaultKind.MISSING, *asked)


def _judge(
    asked: _Asked, document: PublishedDocument, compared: Mapping[Meeting, Comparison | NotCompared]
) -> Iterator[Fault]:
    if document.verified is False:
        yield Fault(FaultKind.NOT_KEPT, *asked)
    comparison = compared[_meet(asked, document)]
    if isinstance(comparison, NotCompared):
        yield Fault(FaultKind.NOT_COMPARED, *asked, reason=comparison.reason)
        return
    errors = comparison.errors
    if errors:
        untold = max(0, len(errors) - MISFITS_TOLD)
        yield Fault(FaultKind.MISFIT, *asked, errors[:MISFITS_TOLD], untold)
