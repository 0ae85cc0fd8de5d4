"""Integrations and how they stand: by their newest pact, on each branch, in each environment."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.service.dashboard import VerificationStatus, judge, worst_webhook_status
from pact_notary.store import environments
from pact_notary.store.meetings import find_meetings
from pact_notary.store.overview import (
    Sought,
    find_heads,
    find_integrations,
    find_results,
)
from pact_notary.store.webhook_states import find_newest_statuses, find_with_webhooks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import sqlalchemy as sa

    from pact_notary.records import Environment
    from pact_notary.store.meetings import Meetings
    from pact_notary.store.overview import HeadRow, IntegrationRow, Published, Result

ABSENT = "absent"
"""The status of an integration in an environment that its provider is not in."""


@dataclass(frozen=True, slots=True)
class Head:
    """A branch of the consumer, and how the pact at its head stands."""

    branch: str
    is_main: bool
    pact: Published
    status: VerificationStatus
    result: Result | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An integration by its newest pact, with the result that tells of it."""

    integration: IntegrationRow
    status: VerificationStatus
    result: Result | None

    @property
    def key(self) -> tuple[str, str]:
        return self.integration.consumer, self.integration.provider


@dataclass(frozen=True, slots=True)
class Row:
    """A standing with all that is at a glance; `places` are statuses by environment id.

    `more` counts the heads that are not told.
    """

    standing: Standing
    heads: tuple[Head, ...]
    more: int
    places: Mapping[int, str]
    webhook_status: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Rows of one page; `counts` are of all integrations that were sought, by status.

    `goes_on` when more rows follow.
    """

    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    matching: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows: of one status or any, after a (consumer, provider), so many."""

    status: str | None
    after: tuple[str, str] | None
    size: int


def find_overview(
    connection: sa.Connection, sought: Sought, part: Part, *, environment: Environment | None
) -> Overview:
    """Integrations by consumer and provider, judged by their newest pact or in an environment."""
    standings = find_standings(connection, sought)
    if environment is None:
        statuses: dict[int, str] = {each.integration.id: each.status for each in standings}
    else:
        statuses = _find_statuses(connection, standings, environment)
        standings = tuple(each for each in standings if each.integration.id in statuses)
    wanted = [each for each in standings if part.status in (None, statuses[each.integration.id])]
    rest = [each for each in wanted if part.after is None or each.key > part.after]
    return Overview(
        _find_rows(connection, rest[: part.size], shown_heads=_SHOWN_HEADS),
        Counter(statuses.values()),
        len(wanted),
        len(rest) > part.size,
    )


def find_standings(connection: sa.Connection, sought: Sought) -> tuple[Standing, ...]:
    """Two statements."""
    found = find_integrations(connection, sought)
    results = find_results(connection, _result_ids(each.pact for each in found if each.pact))
    return tuple(_standing(each, results) for each in found)


def find_row(connection: sa.Connection, standing: Standing, *, shown_heads: int) -> Row:
    """One integration, with so many of its heads."""
    return _find_rows(connection, [standing], shown_heads=shown_heads)[0]


# The main branch, and five others.
_SHOWN_HEADS = 6


def _find_statuses(
    connection: sa.Connection, standings: Sequence[Standing], environment: Environment
) -> dict[int, str]:
    ids = [each.integration.id for each in standings]
    return {
        each.integration_id: judge_meetings(each)
        for each in find_meetings(connection, ids)
        if each.environment_id == environment.id
    }


def _find_rows(
    connection: sa.Connection, standings: Sequence[Standing], *, shown_heads: int
) -> tuple[Row, ...]:
    ids = [each.integration.id for each in standings]
    heads = _find_heads(connection, ids, limit=shown_heads)
    places: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for each in find_meetings(connection, ids):
        places[each.integration_id][each.environment_id] = judge_meetings(each)
    statuses = find_newest_statuses(connection, ids)
    configured = find_with_webhooks(connection, ids)
    return tuple(
        Row(
            standing,
            *heads.get(standing.integration.id, ((), 0)),
            places[standing.integration.id],
            worst_webhook_status(
                statuses.get(standing.integration.id, ()),
                exist=standing.integration.id in configured,
            ),
        )
        for standing in standings
    )


def _find_heads(
    connection: sa.Connection, ids: Collection[int], *, limit: int
) -> dict[int, tuple[tuple[Head, ...], int]]:
    """By integration its heads, and how many there are beside them."""
    found = find_heads(connection, ids, limit=limit)
    results = find_results(connection, _result_ids(each.pact for each in found))
    grouped: defaultdict[int, list[HeadRow]] = defaultdict(list)
    for each in found:
        grouped[each.integration_id].append(each)
    return {
        integration_id: (tuple(_head(each, results) for each in rows), rows[0].total - len(rows))
        for integration_id, rows in grouped.items()
    }


def _result_ids(published: Iterable[Published]) -> frozenset[int]:
    return frozenset(pact.result_id for pact in published if pact.result_id is not None)


def _standing(row: IntegrationRow, results: Mapping[int, Result]) -> Standing:
    if row.pact is None:
        return Standing(row, VerificationStatus.NEVER, None)
    return Standing(row, *judge_published(row.pact, results))


def _head(row: HeadRow, results: Mapping[int, Result]) -> Head:
    return Head(row.branch, row.is_main, row.pact, *judge_published(row.pact, results))


def judge_published(
    pact: Published, results: Mapping[int, Result]
) -> tuple[VerificationStatus, Result | None]:
    result = results.get(pact.result_id) if pact.result_id is not None else None
    own = result if result and result.content_id == pact.content_id else None
    return judge(own, before=result), result


def judge_meetings(meetings: Meetings) -> str:
    """The worst of what meets in an environment."""
    unknown = meetings.total - meetings.succeeded - meetings.failed
    if meetings.providers == 0:
        return ABSENT
    if meetings.failed > meetings.pending:
        return VerificationStatus.FAILED
    if meetings.failed:
        return VerificationStatus.FAILED_PENDING
    if unknown > meetings.changed:
        return VerificationStatus.NEVER
    return VerificationStatus.STALE if unknown else VerificationStatus.SUCCESS


def find_everywhere(connection: sa.Connection) -> tuple[Environment, ...]:
    """Environments in the order in which people think of them: production last."""
    return tuple(
        sorted(environments.every(connection), key=lambda each: (each.production, each.name))
    )
