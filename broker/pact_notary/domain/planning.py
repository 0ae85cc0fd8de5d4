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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pact_notary.domain.actions import Outlook, Step
    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow, ResolvedSelector
    from pact_notary.domain.targets import Target
    from pact_notary.records import Pact, PacticipantRef

SPOTS_TRIED = 20
"""Spots for which candidates are looked for; those beyond are mended without."""

_COMBINATIONS_TRIED = 1_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with the rows and the missing selectors that it is for."""

    step: Step
    rows: tuple[MatrixRow, ...] = ()
    selectors: tuple[ResolvedSelector, ...] = ()


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


def _choose(problems: _Problems, outlook: Outlook) -> dict[Spot, Candidate]:
    spots = [spot for spot, candidates in outlook.candidates.items() if candidates]
    options = [_options(outlook.candidates[spot]) for spot in spots]
    if prod(map(len, options)) <= _COMBINATIONS_TRIED:
        choices = (_chosen(spots, picked) for picked in product(*options))
        return min(choices, key=lambda chosen: _cost(problems, chosen))
    chosen: dict[Spot, Candidate] = {}
    for spot, candidates in zip(spots, options, strict=True):
        others = {each: candidate for each, candidate in chosen.items() if each != spot}
        choices = (
            others if candidate is None else {**others, spot: candidate} for candidate in candidates
        )
        chosen = min(choices, key=lambda chosen: _cost(problems, chosen))
    return chosen


def _options(candidates: tuple[Candidate, ...]) -> tuple[Candidate | None, ...]:
    """A candidate with nothing bad leaves no reason to try another."""
    good = next((each for each in candidates if not each.bad_rows), None)
    return (None, good) if good else (None, *candidates)


def _chosen(spots: Sequence[Spot], picked: Iterable[Candidate | None]) -> dict[Spot, Candidate]:
    return {spot: candidate for spot, candidate in zip(spots, picked, strict=True) if candidate}


def _cost(problems: _Problems, chosen: Mapping[Spot, Candidate]) -> tuple[bool, int, int]:
    """How many actions, and how much they ask of people: verifying least, a change most.

    What does not lead to a yes costs more than anything that does.
    """
    left = problems.left_by(chosen)
    fixes = sum(_needs_fix(target, rows) for target, rows in left.items())
    fails = _counts_forever(problems.case, left)
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
                _pacts(_find_needed(problems.case, spot.application)),
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
    return frozenset(row.pact.content_id for row in _find_needed(case, application))


def _find_needed(case: Case, application: PacticipantRef) -> Iterator[MatrixRow]:
    """All rows in which the application is the provider, good ones too."""
    return (row for row in case.rows if not row.ignored and row.pact.provider == application)


def _pacts(rows: Iterable[MatrixRow]) -> tuple[Pact, ...]:
    """The pacts of the rows, one of each content."""
    return tuple({row.pact.content_id: row.pact for row in rows}.values())
