"""Why the answer is not yes: causes, each of a kind, made of the case that was decided.

The verdict is not yes exactly when some cause blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from pact_notary.domain.decision import (
    find_missing,
    find_unmet,
    is_ignored,
    tell_missing,
    tell_row,
    tell_unmet,
)
from pact_notary.domain.evidence import Evidence
from pact_notary.domain.openapi_gate import tell_fault
from pact_notary.domain.targets import find_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import Integration, MatrixRow, ResolvedSelector
    from pact_notary.domain.matrix_query import Criteria
    from pact_notary.domain.openapi_gate import Fault
    from pact_notary.domain.targets import Target
    from pact_notary.records import VersionRef

CAUSES_TOLD = 200
"""Causes beyond these are counted by the verdict and mended by the actions, but not listed."""

EVIDENCE_TOLD = 20
"""Failed results whose mismatches are told."""


class Kind(StrEnum):
    """The stable word for each kind of cause."""

    UNKNOWN_VERSION = "unknown_version"
    NEVER_VERIFIED = "never_verified"
    STALE = "stale"
    FAILED = "failed"
    PROVIDER_NOT_IN_ENVIRONMENT = "provider_not_in_environment"
    HIDDEN_BY_FILTER = "hidden_by_filter"
    OPENAPI_MISSING = "openapi_missing"
    OPENAPI_MISFIT = "openapi_misfit"
    OPENAPI_NOT_KEPT = "openapi_not_kept"
    OPENAPI_NOT_COMPARED = "openapi_not_compared"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result for an earlier content of a pair."""

    verification_id: int
    sha: str
    consumer_version: VersionRef
    provider_version: VersionRef
    success: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What causes tell beside the case.

    `earlier` is by the publication and the version that has no result for it, None for any;
    `failures` are by the number of the result.
    """

    earlier: Mapping[tuple[int, int | None], Earlier] = field(default_factory=dict)
    failures: Mapping[int, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnknownVersion:
    """A version that the question names and that does not exist."""

    kind: ClassVar = Kind.UNKNOWN_VERSION
    blocking: ClassVar = True
    text: str
    selector: ResolvedSelector


@dataclass(frozen=True, slots=True)
class NeverVerified:
    """A row without a result, and no earlier content of the pair has one either."""

    kind: ClassVar = Kind.NEVER_VERIFIED
    blocking: ClassVar = True
    text: str
    row: MatrixRow
    provider_version: str | None


@dataclass(frozen=True, slots=True)
class Stale:
    """A row without a result, though an earlier content of the pair has one."""

    kind: ClassVar = Kind.STALE
    blocking: ClassVar = True
    text: str
    row: MatrixRow
    provider_version: str | None
    earlier: Earlier


@dataclass(frozen=True, slots=True)
class Failed:
    """A row whose result is a failure."""

    kind: ClassVar = Kind.FAILED
    blocking: ClassVar = True
    text: str
    row: MatrixRow
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ProviderNotInEnvironment:
    """A row whose provider has no version at the destination."""

    kind: ClassVar = Kind.PROVIDER_NOT_IN_ENVIRONMENT
    blocking: ClassVar = True
    text: str
    row: MatrixRow
    destination: Criteria


@dataclass(frozen=True, slots=True)
class HiddenByFilter:
    """An integration that is needed and whose rows the question's own filter took away."""

    kind: ClassVar = Kind.HIDDEN_BY_FILTER
    blocking: ClassVar = True
    text: str
    integration: Integration


@dataclass(frozen=True, slots=True)
class OpenapiFault:
    """A document of the provider's version, or that it has none, speaks against a row."""

    blocking: ClassVar = True
    text: str
    fault: Fault

    @property
    def kind(self) -> Kind:
        return Kind(self.fault.kind)

    @property
    def row(self) -> MatrixRow:
        return self.fault.row


@dataclass(frozen=True, slots=True)
class Ignored:
    """A bad row or missing version that an ignore selector took out of the decision."""

    kind: ClassVar = Kind.IGNORED
    blocking: ClassVar = False
    text: str
    row: MatrixRow | None
    selector: ResolvedSelector | None


Cause: TypeAlias = (
    UnknownVersion
    | NeverVerified
    | Stale
    | Failed
    | ProviderNotInEnvironment
    | HiddenByFilter
    | OpenapiFault
    | Ignored
)

CAUSES: tuple[type[Cause], ...] = (
    UnknownVersion,
    NeverVerified,
    Stale,
    Failed,
    ProviderNotInEnvironment,
    HiddenByFilter,
    OpenapiFault,
    Ignored,
)

# What is wrong is wrong with the provider alone.
_ABOUT_PROVIDERS = frozenset({Kind.OPENAPI_MISSING, Kind.OPENAPI_NOT_KEPT})


@dataclass(frozen=True, slots=True)
class Sides:
    """The pair a cause is about; all None when it is about one version only."""

    consumer: str | None = None
    consumer_version: str | None = None
    provider: str | None = None
    provider_version: str | None = None


def explain(case: Case, known: Known | None = None) -> tuple[Cause, ...]:
    """The causes: what does not exist, what failed, what is not verified, what was ignored."""
    return tuple(islice(_explain(case, known or Known()), CAUSES_TOLD))


def find_told_rows(case: Case) -> tuple[MatrixRow, ...]:
    """The rows that causes are about: failed ones first, none that was ignored."""
    return tuple(_bad_rows(case))[:CAUSES_TOLD]


def find_sides(cause: Cause) -> Sides:
    match cause:
        case UnknownVersion():
            return Sides()
        case HiddenByFilter(integration=integration):
            return Sides(consumer=integration.consumer.name, provider=integration.provider.name)
        case (
            NeverVerified(row=row, provider_version=number)
            | Stale(row=row, provider_version=number)
        ):
            return replace(_sides_of_row(row), provider_version=number)
        case OpenapiFault(row=row, fault=fault):
            number = fault.version.number
            if cause.kind in _ABOUT_PROVIDERS:
                return Sides(provider=row.pact.provider.name, provider_version=number)
            return replace(_sides_of_row(row), provider_version=number)
        case _:
            return _sides_of_row(cause.row) if cause.row else Sides()


def _explain(case: Case, known: Known) -> Iterator[Cause]:
    missing = find_missing(case)
    for selector in missing:
        if not is_ignored(selector, case):
            yield UnknownVersion(tell_missing(selector), selector)
    for integration in find_unmet(case):
        yield HiddenByFilter(_tell_hidden(integration, case), integration)
    find_target = find_targets(case)
    for row in _bad_rows(case):
        yield _explain_row(row, case, known, find_target(row))
    yield from (OpenapiFault(tell_fault(fault), fault) for fault in case.faults)
    for selector in missing:
        if is_ignored(selector, case):
            yield Ignored(f"Ignored: {tell_missing(selector)}", None, selector)
    for row in case.rows:
        if row.ignored and row.outcome is not True:
            yield Ignored(f"Ignored: {tell_row(row, case)}", row, None)


def _bad_rows(case: Case) -> Iterable[MatrixRow]:
    bad = [row for row in case.rows if not row.ignored and row.outcome is not True]
    return sorted(bad, key=lambda row: row.outcome is None)


def _explain_row(row: MatrixRow, case: Case, known: Known, target: Target) -> Cause:
    text = tell_row(row, case)
    if row.verification is not None:
        return Failed(text, row, known.failures.get(row.verification.id, Evidence()))
    if target.missing is not None and target.is_absent:
        return ProviderNotInEnvironment(text, row, target.missing.asked.criteria)
    version_id = target.version.id if target.version else None
    earlier = known.earlier.get((row.pact.publication_id, version_id))
    if earlier is None:
        return NeverVerified(text, row, target.number)
    return Stale(f"{text} {_tell_earlier(row, earlier)}", row, target.number, earlier)


def _tell_earlier(row: MatrixRow, earlier: Earlier) -> str:
    consumer, provider = row.pact.consumer.name, row.pact.provider.name
    outcome = "succeeded" if earlier.success else "failed"
    return (
        f"What {consumer} expects has changed since version {earlier.provider_version.number} of "
        f"{provider} verified version {earlier.consumer_version.number} of it, which {outcome}."
    )


def _tell_hidden(integration: Integration, case: Case) -> str:
    return f"{tell_unmet(integration, case)} The question's filter by outcome leaves out its rows."


def _sides_of_row(row: MatrixRow) -> Sides:
    return Sides(
        row.pact.consumer.name,
        row.pact.consumer_version.number,
        row.pact.provider.name,
        row.provider_version.number if row.provider_version else None,
    )
