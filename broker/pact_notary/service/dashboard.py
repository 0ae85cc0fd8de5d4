"""The state of the pacts that matter: verified, failed, never, or only what they said before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pact_notary.domain.webhooks.retrying import TriggerStatus
from pact_notary.records import Listed
from pact_notary.store import pacts, trigger_history, verifications, webhooks
from pact_notary.store.dashboard import find_publications
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import sqlalchemy as sa

    from pact_notary.records import Pact, VerificationResult, VersionDetails, Window
    from pact_notary.store.trigger_history import TriggeredWebhook


class VerificationStatus(StrEnum):
    """What is known of a pact."""

    SUCCESS = "success"
    FAILED = "failed"
    FAILED_PENDING = "failed_pending"
    STALE = "stale"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class DashboardItem:
    """A pact that matters, the newest result for it, or else for what the pair said before."""

    pact: Pact
    result: VerificationResult | None
    status: VerificationStatus
    webhook_status: str
    triggered: tuple[TriggeredWebhook, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Items, and what is around the versions in them, by version id."""

    items: Listed[DashboardItem]
    details: Mapping[int, VersionDetails]


def find_dashboard(
    connection: sa.Connection, *, pair: tuple[int, int] | None, window: Window
) -> Dashboard:
    found = find_publications(connection, pair=pair, window=window)
    shown = pacts.of_publications(connection, found.items)
    contents = tuple({pact.content_id for pact in shown})
    own = verifications.newest_of_contents(connection, contents)
    of_pairs = verifications.newest_of_pairs(connection, {_pair(pact) for pact in shown})
    triggers = {pair: _find_triggers(connection, pair) for pair in {_pair(p) for p in shown}}
    items = tuple(
        _item(
            pact,
            own.get(pact.content_id),
            before=of_pairs.get(_pair(pact)),
            triggers=triggers[_pair(pact)],
        )
        for pact in shown
    )
    ids = {item.pact.consumer_version.id for item in items}
    ids |= {item.result.provider_version.id for item in items if item.result}
    return Dashboard(Listed(items, found.total), find_details(connection, ids))


@dataclass(frozen=True, slots=True)
class _Triggers:
    exist: bool
    newest: tuple[TriggeredWebhook, ...]


def _find_triggers(connection: sa.Connection, pair: tuple[int, int]) -> _Triggers:
    consumer_id, provider_id = pair
    matching = webhooks.find_matching(connection, consumer_id=consumer_id, provider_id=provider_id)
    newest = trigger_history.find_latest_of_pair(
        connection, consumer_id=consumer_id, provider_id=provider_id
    )
    return _Triggers(bool(matching), newest)


def _pair(pact: Pact) -> tuple[int, int]:
    return pact.consumer.id, pact.provider.id


def _item(
    pact: Pact,
    own: VerificationResult | None,
    *,
    before: VerificationResult | None,
    triggers: _Triggers,
) -> DashboardItem:
    result = own or before
    status = judge(own, before=before)
    return DashboardItem(pact, result, status, _webhook_status(triggers), triggers.newest)


class Outcome(Protocol):
    """What counts of a result."""

    @property
    def success(self) -> bool: ...

    @property
    def pending(self) -> bool | None: ...


def judge(own: Outcome | None, *, before: Outcome | None) -> VerificationStatus:
    """The status by the newest result of the content, else by that of the pair."""
    result = own or before
    if result is None:
        return VerificationStatus.NEVER
    if result.success:
        return VerificationStatus.SUCCESS if own else VerificationStatus.STALE
    return VerificationStatus.FAILED_PENDING if result.pending else VerificationStatus.FAILED


def _webhook_status(triggers: _Triggers) -> str:
    return worst_webhook_status({each.status for each in triggers.newest}, exist=triggers.exist)


def worst_webhook_status(statuses: Collection[TriggerStatus], *, exist: bool) -> str:
    """The worst of the newest requests; `none` when nothing is configured."""
    for status in (TriggerStatus.FAILURE, TriggerStatus.RETRYING, TriggerStatus.SUCCESS):
        if status in statuses:
            return status.value
    return TriggerStatus.NOT_RUN.value if exist or statuses else "none"
