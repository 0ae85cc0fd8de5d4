"""The plan in words, each action with the causes that it solves.

A question may stand in its own way: with a filter by outcome, or where results count that have
been replaced. Then the first action is to ask another one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.actions import Action, ActionKind, Relax, tell_step
from pact_notary.domain.matrix_query import LatestBy
from pact_notary.domain.openapi_planning import plan_documents
from pact_notary.domain.planning import Planned
from pact_notary.domain.reasons import HiddenByFilter, Ignored, OpenapiFault, UnknownVersion

if TYPE_CHECKING:
    from collections.abc import Callable

    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.matrix_query import MatrixQuery
    from pact_notary.domain.planning import Plan
    from pact_notary.domain.reasons import Cause
    from pact_notary.records import PacticipantRef

ACTIONS_TOLD = 200
"""Actions beyond these are told when those before them are done."""

_ORDER = {kind: place for place, kind in enumerate(ActionKind)}


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The same case without what stands in its way, and the plan for it."""

    case: Case
    plan: Plan


def relax(case: Case) -> MatrixQuery | None:
    """The question without what stands in the way of a yes; None when nothing does."""
    query = case.query
    counts_replaced = query.latest_by is None and any(
        row.outcome is False for row in case.rows if not row.ignored
    )
    if query.outcomes is None and not counts_replaced:
        return None
    return replace(query, outcomes=None, latest_by=query.latest_by or LatestBy.CONSUMER_VERSION)


def suggest(
    case: Case, causes: tuple[Cause, ...], own: Plan, relaxed: Relaxed | None
) -> tuple[Action, ...]:
    """The fewest actions, other questions first and changes of code last."""
    planned = list(own.steps)
    if relaxed is not None and _is_better(case, own, relaxed.plan):
        step = Relax(relaxed.case.query, case.query)
        planned = [Planned(step, _gone(case, relaxed.case)), *relaxed.plan.steps]
    planned += plan_documents(case.faults)
    told = sorted(planned, key=lambda each: _ORDER[each.step.kind])[:ACTIONS_TOLD]
    find_solved = _solving(causes)
    return tuple(Action(each.step, tell_step(each.step), find_solved(each)) for each in told)


def _is_better(case: Case, own: Plan, relaxed: Plan) -> bool:
    """Another question costs an action too; with a filter there is no other way."""
    if case.query.outcomes is not None or not own.is_complete:
        return True
    return 1 + len(relaxed.steps) <= len(own.steps)


def _gone(case: Case, relaxed: Case) -> tuple[MatrixRow, ...]:
    still_bad = {_key(row) for row in relaxed.rows if row.outcome is not True}
    return tuple(row for row in case.rows if _key(row) not in still_bad)


def _solving(causes: tuple[Cause, ...]) -> Callable[[Planned], tuple[int, ...]]:
    """A function from what is planned to the indices of the causes that it solves."""
    of_rows: defaultdict[object, list[int]] = defaultdict(list)
    of_pairs: defaultdict[object, list[int]] = defaultdict(list)
    of_selectors: defaultdict[object, list[int]] = defaultdict(list)
    of_faults: defaultdict[object, list[int]] = defaultdict(list)
    for index, cause in enumerate(causes):
        match cause:
            case Ignored():
                continue
            case UnknownVersion(selector=selector):
                of_selectors[selector].append(index)
            case OpenapiFault(fault=fault):
                of_faults[fault].append(index)
            case HiddenByFilter(integration=pair):
                of_pairs[pair.consumer, pair.provider].append(index)
            case _:
                of_rows[_key(cause.row)].append(index)

    def find(planned: Planned) -> tuple[int, ...]:
        hidden = of_pairs if isinstance(planned.step, Relax) else {_pair(r) for r in planned.rows}
        found = [
            *(index for row in planned.rows for index in of_rows.get(_key(row), ())),
            *(index for selector in planned.selectors for index in of_selectors.get(selector, ())),
            *(index for fault in planned.faults for index in of_faults.get(fault, ())),
            *(index for pair in hidden for index in of_pairs.get(pair, ())),
        ]
        return tuple(sorted(set(found)))

    return find


def _pair(row: MatrixRow) -> tuple[PacticipantRef, PacticipantRef]:
    return (row.pact.consumer, row.pact.provider)


def _key(row: MatrixRow) -> tuple[int, int | None, int | None]:
    return (
        row.pact.publication_id,
        row.provider_version.id if row.provider_version else None,
        row.verification.id if row.verification else None,
    )
