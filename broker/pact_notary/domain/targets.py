"""Which version of a provider a row waits for: the one that a new result would have to be of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.matrix import Origin
from pact_notary.domain.matrix_query import LatestBy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow, ResolvedSelector
    from pact_notary.records import PacticipantRef, VersionRef


@dataclass(frozen=True, slots=True)
class Target:
    """A version of a provider; without one, `missing` is the selector that means none.

    Without either, any version will do. `inferred` when the destination says which it is.
    """

    provider: PacticipantRef
    version: VersionRef | None
    missing: ResolvedSelector | None = None
    inferred: bool = False

    @property
    def number(self) -> str | None:
        """The version's number, be it only asked for."""
        if self.version:
            return self.version.number
        return self.missing.asked.criteria.version if self.missing else None

    @property
    def is_absent(self) -> bool:
        """Whether the provider has no version at the destination."""
        return self.inferred and self.version is None


def find_targets(case: Case) -> Callable[[MatrixRow], Target]:
    """A function from each row of the case to what it waits for."""
    selectors: defaultdict[PacticipantRef, list[ResolvedSelector]] = defaultdict(list)
    for selector in case.selectors:
        selectors[selector.pacticipant].append(selector)
    folds = case.query.latest_by in {LatestBy.CONSUMER_VERSION, LatestBy.PAIR}

    def find(row: MatrixRow) -> Target:
        own = selectors.get(row.pact.provider, [])
        return _find_target(row, own, folds=folds)

    return find


def _find_target(row: MatrixRow, own: list[ResolvedSelector], *, folds: bool) -> Target:
    provider = row.pact.provider
    inferred = any(each.origin is Origin.INFERRED for each in own)
    side_by_side = any(each.asked.criteria.environment is not None for each in own)
    if row.provider_version is not None:
        # Where only the newest result counts, one of the newest version replaces the others.
        newest = _newest(own) if folds and not side_by_side else None
        return Target(provider, newest or row.provider_version, inferred=inferred)
    missing = next((each for each in own if each.is_missing), None)
    if missing is not None:
        return Target(provider, None, missing, inferred)
    return Target(provider, _newest(own), inferred=inferred)


def _newest(selectors: Iterable[ResolvedSelector]) -> VersionRef | None:
    versions = [version for each in selectors for version in each.versions or ()]
    return max(versions, key=lambda version: version.order, default=None)
