"""Matrix rows and the verdict on them, worked out from the history alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.matrix_query import Criteria, LatestBy, MatrixQuery

if TYPE_CHECKING:
    from tests.integration.broker.model import History, Publication, Result


@dataclass(frozen=True, slots=True)
class Row:
    """One row, by what tells it from others."""

    consumer: str
    number: str
    revision: int
    provider: str
    provider_number: str | None
    result: int | None
    success: bool | None
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: the flag, the counts (success, failed, unknown), and the rows in order."""

    deployable: bool | None
    counts: tuple[int, int, int]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An application with the versions chosen of it; None is any version."""

    name: str
    criteria: Criteria
    specified: bool
    numbers: tuple[str, ...] | None


def answer(history: History, query: MatrixQuery) -> Verdict:
    specified = [
        Choice(s.pacticipant, s.criteria, True, _resolve(history, s.pacticipant, s.criteria))
        for s in query.selectors
    ]
    required, optional = _integrations(history, specified, query)
    choices = specified + _inferred(history, specified, required | optional, query)
    rows = _rows(history, choices, query)
    rows = _latest(history, rows, choices, query)
    if query.outcomes is not None:
        rows = [row for row in rows if row.success in query.outcomes]
    rows = [replace(row, ignored=_ignores(query, row)) for row in rows]
    rows.sort(key=lambda row: _place(history, row))
    return _verdict(query, specified, required, rows)


def _resolve(history: History, name: str, criteria: Criteria) -> tuple[str, ...] | None:
    if criteria == Criteria():
        return None
    numbers = set(history.numbers(name))
    if criteria.version is not None:
        numbers &= {criteria.version}
    if criteria.tag is not None:
        numbers &= set(history.tagged(name, criteria.tag))
    if criteria.environment is not None:
        there = criteria.environment
        numbers &= {*history.deployed(name, there), *history.released(name, there)}
    for branch in _branches(history, name, criteria):
        heads = history.head(name, branch)
        numbers &= set(heads if criteria.latest else history.on_branch(name, branch))
    return tuple(history.latest(name, numbers) if criteria.latest else sorted(numbers))


def _branches(history: History, name: str, criteria: Criteria) -> list[str | None]:
    named: list[str | None] = [criteria.branch] if criteria.branch is not None else []
    return [*named, history.main_branch(name)] if criteria.main_branch else named


def _integrations(
    history: History, specified: list[Choice], query: MatrixQuery
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(consumer, provider) pairs: those a consumer cannot do without, and the others."""
    required = {
        (p.consumer, p.provider)
        for p in history.publications
        for choice in specified
        if choice.name == p.consumer and _is_chosen(choice, p.number)
    }
    optional = {
        (consumer, provider)
        for consumer, provider in history.integrations
        for choice in specified
        if choice.name == provider
    }
    several = sum(max(1, len(choice.numbers or ())) for choice in specified) > 1
    if query.destination == Criteria() and several:
        names = {choice.name for choice in specified}
        return {(c, p) for c, p in required if p in names}, set()
    return required, optional


def _inferred(
    history: History,
    specified: list[Choice],
    integrations: set[tuple[str, str]],
    query: MatrixQuery,
) -> list[Choice]:
    if query.destination == Criteria():
        return []
    names = {name for pair in integrations for name in pair} - {c.name for c in specified}
    return [
        Choice(name, query.destination, False, _resolve(history, name, query.destination))
        for name in sorted(names)
    ]


def _is_chosen(choice: Choice, number: str) -> bool:
    return choice.numbers is None or number in choice.numbers


def _chosen(choices: list[Choice], name: str, number: str) -> bool:
    return any(choice.name == name and _is_chosen(choice, number) for choice in choices)


def _rows(history: History, choices: list[Choice], query: MatrixQuery) -> list[Row]:
    pacts = history.publications
    results = history.results
    if query.latest_by is not None:
        pacts = [p for p in pacts if p == history.visible(p.consumer, p.number, p.provider)]
        results = [r for r in results if _is_latest(r, results)]
    if sum(max(1, len(choice.numbers or ())) for choice in choices) == 1:
        return _rows_of_one(pacts, results, choices[0])
    rows = []
    names = {choice.name for choice in choices}
    specified = {choice.name for choice in choices if choice.specified}
    for p in pacts:
        if not _chosen(choices, p.consumer, p.number) or p.provider not in names:
            continue
        if specified.isdisjoint({p.consumer, p.provider}):
            continue
        fitting = [r for r in results if _belongs(r, p) and _chosen(choices, r.provider, r.number)]
        missing = _missing(choices, p, fitting)
        rows += [_row(p, r) for r in fitting] + [
            replace(_row(p), provider_number=m) for m in missing
        ]
        if not fitting and not missing:
            rows.append(_row(p))
    return rows


def _rows_of_one(pacts: list[Publication], results: list[Result], choice: Choice) -> list[Row]:
    rows = []
    for p in pacts:
        fitting = [r for r in results if _belongs(r, p)]
        if p.consumer == choice.name and _is_chosen(choice, p.number):
            rows += [_row(p, r) for r in fitting] or [_row(p)]
        elif p.provider == choice.name:
            rows += [_row(p, r) for r in fitting if _is_chosen(choice, r.number)]
    return rows


def _belongs(r: Result, p: Publication) -> bool:
    return (r.consumer, r.provider, r.content) == (p.consumer, p.provider, p.content)


def _is_latest(result: Result, results: list[Result]) -> bool:
    same = [
        r
        for r in results
        if (r.consumer, r.provider, r.content, r.number)
        == (result.consumer, result.provider, result.content, result.number)
    ]
    return same[-1] == result


def _in_one_environment(choices: list[Choice], provider: str) -> list[str]:
    """The versions of the provider of which each must be verified: several in an environment."""
    return [
        number
        for choice in choices
        if choice.name == provider and choice.criteria.environment is not None
        for number in choice.numbers or ()
        if len(choice.numbers or ()) > 1
    ]


def _missing(choices: list[Choice], p: Publication, fitting: list[Result]) -> list[str]:
    verified = {r.number for r in fitting}
    needed = dict.fromkeys(_in_one_environment(choices, p.provider))
    return [number for number in needed if number not in verified]


def _row(p: Publication, r: Result | None = None) -> Row:
    return Row(
        p.consumer,
        p.number,
        p.revision,
        p.provider,
        r.number if r else None,
        r.at if r else None,
        r.success if r else None,
    )


def _latest(
    history: History, rows: list[Row], choices: list[Choice], query: MatrixQuery
) -> list[Row]:
    if query.latest_by is None:
        return rows
    kept = []
    for row in rows:
        rivals = [other for other in rows if _rival(other, row, choices, query.latest_by)]
        if all(_age(history, row) >= _age(history, other) for other in rivals):
            kept.append(row)
    return kept


def _rival(one: Row, other: Row, choices: list[Choice], by: LatestBy) -> bool:
    if (one.consumer, one.provider) != (other.consumer, other.provider):
        return False
    if by is not LatestBy.PAIR and one.number != other.number:
        return False
    apart = by is LatestBy.VERSIONS or _in_one_environment(choices, one.provider)
    return not apart or one.provider_number == other.provider_number


def _age(history: History, row: Row) -> tuple[int, int]:
    provider = history.order(row.provider, row.provider_number) if row.provider_number else -1
    return (history.order(row.consumer, row.number), provider)


def _ignores(query: MatrixQuery, row: Row) -> bool:
    sides = [(row.consumer, row.number), (row.provider, row.provider_number)]
    return any(
        ignore.pacticipant == name and ignore.version in (None, number)
        for ignore in query.ignored
        for name, number in sides
    )


def _place(history: History, row: Row) -> tuple[object, ...]:
    consumer, provider = _age(history, row)
    return (
        row.ignored,
        row.consumer,
        -consumer,
        -row.revision,
        row.provider,
        row.result is not None,
        -provider,
        -(row.result or 0),
    )


def _verdict(
    query: MatrixQuery,
    specified: list[Choice],
    required: set[tuple[str, str]],
    rows: list[Row],
) -> Verdict:
    considered = [row.success for row in rows if not row.ignored]
    ignored = {ignore.pacticipant for ignore in query.ignored if ignore.version is None}
    unmet = [
        pair
        for pair in required
        if pair not in {(row.consumer, row.provider) for row in rows} and ignored.isdisjoint(pair)
    ]
    unknown = considered.count(None) + len(unmet)
    absent = [c for c in specified if c.numbers == () and not _is_ignored(query, c)]
    if absent:
        deployable: bool | None = False
    else:
        deployable = None if unknown else all(considered)
    counts = (considered.count(True), considered.count(False), unknown)
    return Verdict(deployable, counts, tuple(rows[: query.limit]))


def _is_ignored(query: MatrixQuery, choice: Choice) -> bool:
    return any(
        ignore.pacticipant == choice.name and ignore.version in (None, choice.criteria.version)
        for ignore in query.ignored
    )
