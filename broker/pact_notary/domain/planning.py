"""The fewest actions that turn the answer to yes.

A row that is not good is mended in one of two ways. Its provider's version verifies the pact: one
run of that version covers all its rows, so rows are grouped by what they wait for, and a group
costs one action, whichever that is. Or, where the destination says which version a side has,
another version takes that spot: all rows of the old one are gone, and the new one's come. A
failure can only be outdone, so a group with one costs its own fix or a spot, and never both.

No action mends rows of two groups but one that takes a spot. Rows always have a side that the
question names, so what one spot holds does not change the rows of another: the fewest actions are
found by choosing for each spot whether a candidate takes it, and counting the groups that are left.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from pact_notary.domain.actions import Candidate, Deploy, Fix, Held, Publish, Spot, Verify
from pact_notary.domain.decision import find_missing, is_ignored
from pact_notary.domain.matrix import Origin
from pact_notary.domain.targets import find_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pact_notary.domain.actions import Outlook, Step
    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow, ResolvedSelector
    from pact_notary.domain.openapi_gate import Fault
    from pact_notary.domain.targets import Target
    from pact_notary.records import Pact, PacticipantRef

SPOTS_TRIED = 20
"""Spots for which candidates are looked for; those beyond are mended without."""

_COMBINATIONS_TRIED = 1_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with the rows, the missing selectors and the faults of documents that it is for."""

    step: Step
    rows: tuple[MatrixRow, ...] = ()
    selectors: tuple[ResolvedSelector, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps; not complete when no step can mend some row as the question is asked."""

    steps: tuple[Planned, ...]
    is_complete: bool


def plan(case: Case, outlook: Outlook) -> Plan:
    problems = _Problems(case)
    chosen = _choose(problems, outlook)
    left = problems.left_by(chosen)
    steps = [
        *_plan_publications(problems, outlook, left),
        *(_plan_group(problems, outlook, target, rows) for target, rows in left.items()),
        *(
            _plan_deployment(problems, outlook, spot, candidate)
            for spot, candidate in chosen.items()
        ),
    ]
    return Plan(tuple(steps), is_complete=not _counts_forever(case, left))


def find_spots(case: Case) -> tuple[Spot, ...]:
    """The spots that it may help to give to another version."""
    destination = case.query.destination
    if destination.environment is None and destination.tag is None:
        return ()
    return _Problems(case).find_spots()[:SPOTS_TRIED]


class _Problems:
    """The rows of a case that are not good, by what they wait for and whose spot they are of."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.find_target = find_targets(case)
        self.rows = [row for row in case.rows if not row.ignored and row.outcome is not True]
        self.groups = self.group(self.rows)
        self._inferred = {
            each.pacticipant for each in case.selectors if each.origin is Origin.INFERRED
        }
        self._spots = [self._spots_of(row) for row in self.rows]
        self._needed: defaultdict[int, list[MatrixRow]] = defaultdict(list)
        for row in case.rows:
            if not row.ignored:
                self._needed[row.pact.provider.id].append(row)

    def needed_of(self, application: PacticipantRef) -> list[MatrixRow]:
        """The rows that want something of the application, good ones too."""
        return self._needed.get(application.id, [])

    def group(self, rows: Iterable[MatrixRow]) -> dict[Target, list[MatrixRow]]:
        """A row that any of several versions may mend joins one that has something to do."""
        groups: defaultdict[Target, list[MatrixRow]] = defaultdict(list)
        busy: dict[int, Target] = {}
        for row in sorted(rows, key=lambda row: row.provider_version is None):
            target = self.find_target(row)
            if row.provider_version is None and target.version is not None:
                target = busy.get(row.pact.provider.id, target)
            busy.setdefault(row.pact.provider.id, target)
            groups[target].append(row)
        return dict(groups)

    def left_by(self, chosen: Mapping[Spot, Candidate]) -> dict[Target, list[MatrixRow]]:
        """The groups of the rows that are left, and of those that candidates bring."""
        kept = [
            row
            for row, spots in zip(self.rows, self._spots, strict=True)
            if spots.isdisjoint(chosen)
        ]
        brought = [row for candidate in chosen.values() for row in candidate.bad_rows]
        return self.group((*kept, *brought))

    def rows_of(self, spot: Spot) -> list[MatrixRow]:
        return [row for row, spots in zip(self.rows, self._spots, strict=True) if spot in spots]

    def sum_up(self, tried: Mapping[Spot, Iterable[Candidate | None]]) -> tuple[_Wait, ...]:
        """What the tried spots have to do with; what they have not costs the same in any case."""
        brought = {
            self.find_target(row)
            for candidates in tried.values()
            for candidate in candidates
            if candidate
            for row in candidate.bad_rows
        }
        spots = frozenset(tried)
        waits: list[_Wait] = []
        for target, rows in self.groups.items():
            found = {
                _Wait(target, self._spots_of(row) & spots, row.outcome is False) for row in rows
            }
            if target in brought or any(wait.spots for wait in found):
                waits += found
        return tuple(waits)

    def find_spots(self) -> tuple[Spot, ...]:
        """Those with a failure or nothing, and those whose rows wait for several things."""
        waits: defaultdict[Spot, set[Target]] = defaultdict(set)
        for target, rows in self.groups.items():
            for row in rows:
                for spot in self._spots_of(row):
                    waits[spot].add(target)
        return tuple(
            spot
            for spot, targets in waits.items()
            if len(targets) > 1 or self._is_stuck(spot, targets)
        )

    def _is_stuck(self, spot: Spot, targets: set[Target]) -> bool:
        """Whether verifying is not enough, or does not help because replaced results count."""
        counts_all = self.case.query.latest_by is None
        return any(
            (counts_all and has_failed(self.groups[target]))
            or (
                target.provider == spot.application
                and (target.is_absent or has_failed(self.groups[target]))
            )
            for target in targets
        )

    def _spots_of(self, row: MatrixRow) -> frozenset[Spot]:
        pact = row.pact
        target = self.find_target(row)
        sides = (
            (pact.consumer, pact.consumer_version),
            (pact.provider, target.version),
        )
        return frozenset(
            Spot(application, version)
            for application, version in sides
            if application in self._inferred
        )


def has_failed(rows: Iterable[MatrixRow]) -> bool:
    return any(row.outcome is False for row in rows)


@dataclass(frozen=True, slots=True)
class _Wait:
    """Rows that wait for the same and leave with the same spots, as far as those are tried."""

    target: Target
    spots: frozenset[Spot]
    failed: bool


def _choose(problems: _Problems, outlook: Outlook) -> dict[Spot, Candidate]:
    tried = {spot: _options(found) for spot, found in outlook.candidates.items() if found}
    waits = problems.sum_up(tried)

    def cost(chosen: Mapping[Spot, Candidate]) -> tuple[bool, int, int]:
        return _cost(problems, waits, chosen)

    if prod(map(len, tried.values())) <= _COMBINATIONS_TRIED:
        return min((_chosen(tried, picked) for picked in product(*tried.values())), key=cost)
    chosen: dict[Spot, Candidate] = {}
    for spot, options in tried.items():
        chosen = min(({**chosen, **_chosen([spot], [option])} for option in options), key=cost)
    return chosen


def _options(candidates: tuple[Candidate, ...]) -> tuple[Candidate | None, ...]:
    """A candidate with nothing bad leaves no reason to try another."""
    good = next((each for each in candidates if not each.bad_rows), None)
    return (None, good) if good else (None, *candidates)


def _chosen(spots: Iterable[Spot], picked: Iterable[Candidate | None]) -> dict[Spot, Candidate]:
    return {spot: candidate for spot, candidate in zip(spots, picked, strict=True) if candidate}


def _cost(
    problems: _Problems, waits: Iterable[_Wait], chosen: Mapping[Spot, Candidate]
) -> tuple[bool, int, int]:
    """How many actions, and how much they ask of people: verifying least, a change most.

    What does not lead to a yes costs more than anything that does.
    """
    left: defaultdict[Target, bool] = defaultdict(bool)
    for wait in waits:
        if wait.spots.isdisjoint(chosen):
            left[wait.target] |= wait.failed
    for candidate in chosen.values():
        for row in candidate.bad_rows:
            left[problems.find_target(row)] |= row.outcome is False
    counts_all = problems.case.query.latest_by is None
    fails = counts_all and any(has_failed and not t.inferred for t, has_failed in left.items())
    fixes = sum(t.is_absent or (t.inferred and has_failed) for t, has_failed in left.items())
    return (fails, len(chosen) + len(left), len(chosen) + 2 * fixes)


def _needs_fix(target: Target, rows: Iterable[MatrixRow]) -> bool:
    return target.is_absent or (target.inferred and has_failed(rows))


def _counts_forever(case: Case, left: Mapping[Target, list[MatrixRow]]) -> bool:
    """Whether a failure is left that counts also when it has been outdone."""
    return case.query.latest_by is None and any(
        has_failed(rows) and not target.inferred for target, rows in left.items()
    )


def _plan_group(
    problems: _Problems, outlook: Outlook, target: Target, rows: list[MatrixRow]
) -> Planned:
    missing = target.missing
    main_branch = outlook.main_branches.get(target.provider.id)
    selectors = (missing,) if missing and missing.origin is Origin.SPECIFIED else ()
    if _needs_fix(target, rows):
        spot = Spot(target.provider, target.version)
        return Planned(
            Fix(
                spot,
                _pacts(problems.needed_of(spot.application)),
                problems.case.query.destination,
                main_branch,
                outlook.held.get(spot, Held()),
            ),
            tuple(rows),
        )
    step = Verify(
        target.provider,
        target.number,
        _pacts(rows),
        missing.asked.criteria if missing else None,
        main_branch,
        again=has_failed(rows),
    )
    return Planned(step, tuple(rows), selectors)


def _plan_deployment(
    problems: _Problems, outlook: Outlook, spot: Spot, candidate: Candidate
) -> Planned:
    step = Deploy(
        spot, candidate.version, problems.case.query.destination, outlook.held.get(spot, Held())
    )
    return Planned(step, tuple(problems.rows_of(spot)))


def _plan_publications(
    problems: _Problems, outlook: Outlook, left: Mapping[Target, list[MatrixRow]]
) -> Iterator[Planned]:
    """For what does not exist and no verification brings into being."""
    made = {target.missing for target in left if not target.inferred}
    for selector in find_missing(problems.case):
        if selector not in made and not is_ignored(selector, problems.case):
            main_branch = outlook.main_branches.get(selector.pacticipant.id)
            yield Planned(Publish(selector, main_branch), (), (selector,))


def find_needed_contents(case: Case, application: PacticipantRef) -> frozenset[int]:
    """The contents that the rows want of the application as a provider."""
    return frozenset(
        row.pact.content_id
        for row in case.rows
        if not row.ignored and row.pact.provider.id == application.id
    )


def _pacts(rows: Iterable[MatrixRow]) -> tuple[Pact, ...]:
    """The pacts of the rows, one of each content."""
    return tuple({row.pact.content_id: row.pact for row in rows}.values())
