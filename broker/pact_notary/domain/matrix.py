"""Rows of the matrix: every pact with each result that counts, or with none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pact_notary.domain.matrix_query import IgnoreSelector, LatestBy, VersionSelector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from pact_notary.domain.matrix_query import Outcome
    from pact_notary.records import Pact, PacticipantRef, VersionRef


class Origin(Enum):
    """Whether the question named the application or its integrations did."""

    SPECIFIED = "specified"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class ResolvedSelector:
    """A selector with the versions it means: None for any, empty for none that exists."""

    pacticipant: PacticipantRef
    asked: VersionSelector
    origin: Origin
    versions: tuple[VersionRef, ...] | None

    @property
    def is_missing(self) -> bool:
        return self.versions == ()


@dataclass(frozen=True, slots=True)
class Integration:
    """A consumer and a provider of it; required when the consumer cannot do without."""

    consumer: PacticipantRef
    provider: PacticipantRef
    required: bool


@dataclass(frozen=True, slots=True)
class MatrixVerification:
    """A verification result, as a row shows it."""

    id: int
    content_id: int
    provider_id: int
    provider_version: VersionRef
    success: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A pact and one result for it.

    Without a result, `provider_version` is None, or the one version of several in an
    environment that has none.
    """

    pact: Pact
    provider_version: VersionRef | None = None
    verification: MatrixVerification | None = None
    ignored: bool = False

    @property
    def outcome(self) -> Outcome:
        return self.verification.success if self.verification else None


def join(
    pacts: Iterable[Pact],
    verifications: Iterable[MatrixVerification],
    *,
    each: Mapping[int, tuple[VersionRef, ...]],
) -> tuple[MatrixRow, ...]:
    """Each pact with each result of its content; a pact without any is a row too.

    Args:
      each: by provider id, the versions that must *all* have a result, because all of them run
        in one environment; a missing one is a row without a result.
    """
    results: defaultdict[int, list[MatrixVerification]] = defaultdict(list)
    for verification in verifications:
        results[verification.content_id].append(verification)
    rows: list[MatrixRow] = []
    for pact in pacts:
        rows += _rows_of(pact, results[pact.content_id], each.get(pact.provider.id, ()))
    return tuple(rows)


def keep_latest(
    rows: Iterable[MatrixRow], by: LatestBy, *, each: Mapping[int, tuple[VersionRef, ...]]
) -> tuple[MatrixRow, ...]:
    """The latest row of each group: highest consumer version, then highest provider version.

    Results of several versions in one environment are never folded into one another: each of
    them must fit.
    """
    latest: dict[tuple[int, ...], MatrixRow] = {}
    for row in rows:
        group = _group(row, by, apart=row.pact.provider.id in each)
        if group not in latest or _age(row) > _age(latest[group]):
            latest[group] = row
    return tuple(latest.values())


def keep_outcomes(rows: Iterable[MatrixRow], outcomes: frozenset[Outcome]) -> tuple[MatrixRow, ...]:
    return tuple(row for row in rows if row.outcome in outcomes)


def mark_ignored(
    rows: Iterable[MatrixRow], ignored: tuple[IgnoreSelector, ...]
) -> tuple[MatrixRow, ...]:
    """The rows, those that match an ignore selector by consumer or provider marked."""
    return tuple(replace(row, ignored=True) if _is_ignored(row, ignored) else row for row in rows)


def is_version_ignored(
    name: str, version: VersionRef | None, ignored: tuple[IgnoreSelector, ...]
) -> bool:
    """Whether an ignore selector names the application and, if it names one, this version."""
    number = version.number if version else None
    return any(
        selector.pacticipant == name and selector.version in (None, number) for selector in ignored
    )


def sort_rows(rows: Iterable[MatrixRow]) -> tuple[MatrixRow, ...]:
    """Considered rows first; then by names, newest versions and results first."""
    return tuple(sorted(rows, key=_place))


def _rows_of(
    pact: Pact, results: list[MatrixVerification], each: tuple[VersionRef, ...]
) -> Iterator[MatrixRow]:
    for result in results:
        yield MatrixRow(pact, result.provider_version, result)
    seen = {result.provider_version.id for result in results}
    missing = [version for version in each if version.id not in seen]
    for version in missing:
        yield MatrixRow(pact, version)
    if not results and not missing:
        yield MatrixRow(pact)


def _group(row: MatrixRow, by: LatestBy, *, apart: bool) -> tuple[int, ...]:
    provider = row.pact.provider.id
    version = row.provider_version.id if row.provider_version else 0
    if by is LatestBy.PAIR:
        return (row.pact.consumer.id, provider, version if apart else 0)
    if by is LatestBy.CONSUMER_VERSION:
        return (row.pact.consumer_version.id, provider, version if apart else 0)
    return (row.pact.consumer_version.id, provider, version)


def _age(row: MatrixRow) -> tuple[int, int]:
    order = row.provider_version.order if row.provider_version else -1
    return (row.pact.consumer_version.order, order)


def _is_ignored(row: MatrixRow, ignored: tuple[IgnoreSelector, ...]) -> bool:
    pact = row.pact
    return is_version_ignored(
        pact.consumer.name, pact.consumer_version, ignored
    ) or is_version_ignored(pact.provider.name, row.provider_version, ignored)


def _place(row: MatrixRow) -> tuple[bool, str, int, int, str, bool, int, int]:
    pact = row.pact
    return (
        row.ignored,
        pact.consumer.name,
        -pact.consumer_version.order,
        -pact.revision,
        pact.provider.name,
        row.verification is not None,
        -row.provider_version.order if row.provider_version else 0,
        -row.verification.id if row.verification else 0,
    )
