"""The plan in words, each action with the causes that it solves.

A question may stand in its own way: with a filter by outcome, or where results count that have
been replaced. Then the first action is to ask another one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.actions import Action, ActionKind, Relax, tell_step
from pact_notary.domain.matrix_query import LatestBy
from pact_notary.domain.planning import Planned
from pact_notary.domain.reasons import HiddenByFilter, Ignored, UnknownVersion

if TYPE_CHECKING:
    from pact_notary.domain.decision import Case
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.matrix_query import MatrixQuery
    from pact_notary.domain.planning import Plan
    from pact_notary.domain.reasons import Cause

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
    actions = [
        Action(each.step, tell_step(each.step), _find_solved(causes, each)) for each in planned
    ]
    return tuple(sorted(actions, key=lambda action: _ORDER[action.kind]))


def _is_better(case: Case, own: Plan, relaxed: Plan) -> bool:
    """Another question costs an action too; with a filter there is no other way."""
    if case.query.outcomes is not None or not own.is_complete:
        return True
    return 1 + len(relaxed.steps) <= len(own.steps)


def _gone(case: Case, relaxed: Case) -> tuple[MatrixRow, ...]:
    still_bad = {_key(row) for row in relaxed.rows if row.outcome is not True}
    return tuple(row for row in case.rows if _key(row) not in still_bad)


def _find_solved(causes: tuple[Cause, ...], planned: Planned) -> tuple[int, ...]:
    keys = {_key(row) for row in planned.rows}
    pairs = {(row.pact.consumer, row.pact.provider) for row in planned.rows}
    asks_again = isinstance(planned.step, Relax)

    def is_solved(cause: Cause) -> bool:
        match cause:
            case Ignored():
                return False
            case UnknownVersion(selector=selector):
                return selector in planned.selectors
            case HiddenByFilter(integration=pair):
                return asks_again or (pair.consumer, pair.provider) in pairs
            case _:
                return _key(cause.row) in keys

    return tuple(index for index, cause in enumerate(causes) if is_solved(cause))


def _key(row: MatrixRow) -> tuple[int, int | None, int | None]:
    return (
        row.pact.publication_id,
        row.provider_version.id if row.provider_version else None,
        row.verification.id if row.verification else None,
    )
