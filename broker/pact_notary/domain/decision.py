"""Can it be deployed? Yes, no, or not known yet: decided on all rows, told in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.descriptions import describe, describe_side
from pact_notary.domain.matrix import Origin, is_version_ignored
from pact_notary.domain.matrix_query import ANY_VERSION
from pact_notary.domain.openapi_gate import tell_fault
from pact_notary.records import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.matrix import Integration, MatrixRow, ResolvedSelector
    from pact_notary.domain.matrix_query import IgnoreSelector, MatrixQuery
    from pact_notary.domain.openapi_gate import Fault

# A person reads the first few; ten thousand sentences would only fill the answer.
_ROWS_TOLD = 100


@dataclass(frozen=True, slots=True)
class Case:
    """All that a decision rests on.

    `rows` are those left by the question's filters, ignored ones marked, never cut by a limit.
    `unknown_ignores` are the ignore selectors that name nothing that exists. `faults` are what
    OpenAPI documents have against it, when they are asked.
    """

    query: MatrixQuery
    selectors: tuple[ResolvedSelector, ...]
    integrations: tuple[Integration, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    unknown_ignores: tuple[IgnoreSelector, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The verdict and what it counts; `ignored` is None when nothing was to be ignored."""

    deployable: bool | None
    success: int
    failed: int
    unknown: int
    ignored: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with its reasons, warnings first."""

    summary: Summary
    notices: tuple[Notice, ...]


def decide(case: Case) -> Decision:
    return Decision(_summarise(case), (*_warnings(case), *_reasons(case)))


def _summarise(case: Case) -> Summary:
    outcomes = [row.outcome for row in case.rows if not row.ignored]
    unknown = outcomes.count(None) + len(find_unmet(case))
    return Summary(
        deployable=_verdict(case, outcomes, unknown),
        success=outcomes.count(True),
        failed=outcomes.count(False),
        unknown=unknown,
        ignored=len(case.rows) - len(outcomes) if case.query.ignored else None,
    )


def _verdict(case: Case, outcomes: list[bool | None], unknown: int) -> bool | None:
    if any(not is_ignored(selector, case) for selector in find_missing(case)):
        return False
    if any(fault.is_certain for fault in case.faults):
        return False
    if unknown or case.faults:
        return None
    return all(outcomes)


def find_missing(case: Case) -> list[ResolvedSelector]:
    """The selectors of the question itself that mean no existing version."""
    return [
        selector
        for selector in case.selectors
        if selector.origin is Origin.SPECIFIED and selector.is_missing
    ]


def is_ignored(selector: ResolvedSelector, case: Case) -> bool:
    """Whether a missing version of the question is one that does not decide."""
    criteria = selector.asked.criteria
    return any(
        ignore.pacticipant == selector.pacticipant.name
        and ignore.version in (None, criteria.version)
        for ignore in case.query.ignored
    )


def find_unmet(case: Case) -> list[Integration]:
    """Required integrations without any row, unless they are ignored by name."""
    present = {(row.pact.consumer.id, row.pact.provider.id) for row in case.rows}
    return [
        integration
        for integration in case.integrations
        if integration.required
        and (integration.consumer.id, integration.provider.id) not in present
        and not is_version_ignored(integration.consumer.name, None, case.query.ignored)
        and not is_version_ignored(integration.provider.name, None, case.query.ignored)
    ]


def _warnings(case: Case) -> Iterator[Notice]:
    destination = case.query.destination
    asked = [selector.criteria for selector in case.query.selectors]
    aimless = not (destination.environment or destination.tag or destination.main_branch)
    if len(asked) == 1 and aimless:
        yield Notice(
            "warning",
            "Only one application is named and no environment, tag or main branch to go to: "
            "name where it is to be deployed to get a reliable answer.",
        )
    by_name_only = all(criteria == ANY_VERSION for criteria in asked)
    if not by_name_only and not any(criteria.version for criteria in asked):
        yield Notice(
            "warning",
            "No version number is given. Name the exact version that is to be deployed: which "
            "version a branch or tag means can change before it is.",
        )
    for ignore in case.unknown_ignores:
        named = f"version {ignore.version} of " if ignore.version else ""
        yield Notice(
            "warning", f"Cannot ignore {named}{ignore.pacticipant}: no such thing is known."
        )


def _reasons(case: Case) -> tuple[Notice, ...]:
    ignored = [_ignored_notice(text) for text in _ignored_texts(case)]
    errors = [Notice("error", text) for text in _error_texts(case)]
    reasons = dict.fromkeys((*errors, *ignored))
    if errors:
        return tuple(reasons)
    return (_success(case), *reasons)


def _error_texts(case: Case) -> Iterator[str]:
    missing = [selector for selector in find_missing(case) if not is_ignored(selector, case)]
    if missing:
        # Rows of a question about something that does not exist only confuse.
        yield from map(tell_missing, missing)
        return
    yield from (tell_unmet(integration, case) for integration in find_unmet(case))
    considered = [row for row in case.rows if not row.ignored]
    yield from _row_texts(considered, case)
    yield from _fault_texts(case)


def _ignored_texts(case: Case) -> Iterator[str]:
    missing = [selector for selector in find_missing(case) if is_ignored(selector, case)]
    yield from map(tell_missing, missing)
    yield from _row_texts([row for row in case.rows if row.ignored], case)


def _row_texts(rows: list[MatrixRow], case: Case) -> Iterator[str]:
    failed = [row for row in rows if row.outcome is False]
    unknown = [row for row in rows if row.outcome is None]
    for row in (*failed[:_ROWS_TOLD], *unknown[:_ROWS_TOLD]):
        yield tell_row(row, case)
    untold = sum(max(0, len(bad) - _ROWS_TOLD) for bad in (failed, unknown))
    if untold:
        yield f"{untold} more rows failed or are not verified."


def _fault_texts(case: Case) -> Iterator[str]:
    yield from map(tell_fault, case.faults[:_ROWS_TOLD])
    untold = len(case.faults) - _ROWS_TOLD
    if untold > 0:
        yield f"OpenAPI documents have {untold} more things against it."


def tell_row(row: MatrixRow, case: Case) -> str:
    """What is wrong with a row that failed or is not verified."""
    if row.outcome is False:
        return f"The verification of the pact between {_sides(row, case)} failed."
    return f"There is no verified pact between {_sides(row, case)}."


def _sides(row: MatrixRow, case: Case) -> str:
    pact = row.pact
    consumer = describe_side(pact.consumer, pact.consumer_version, case.selectors)
    provider = describe_side(pact.provider, row.provider_version, case.selectors)
    return f"{consumer} and {provider}"


def tell_unmet(integration: Integration, case: Case) -> str:
    consumer = describe_side(integration.consumer, None, case.selectors)
    provider = describe_side(integration.provider, None, case.selectors)
    return f"There is no verified pact between {consumer} and {provider}."


def tell_missing(selector: ResolvedSelector) -> str:
    return f"Nothing has been published or verified for {describe(selector, None)}."


def _ignored_notice(text: str) -> Notice:
    return Notice("info", f"Ignored: {text}")


def _success(case: Case) -> Notice:
    if any(not row.ignored for row in case.rows):
        return Notice("success", "All required verification results are published and successful.")
    return Notice("success", "There are no missing dependencies.")
