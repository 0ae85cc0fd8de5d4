"""A small world for webhooks: who publishes and verifies what, through the use cases."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.delivery.dispatcher import Delivery
from pact_notary.delivery.network import SYSTEM
from pact_notary.delivery.sender import Sender
from pact_notary.delivery.settings import WebhookSettings
from pact_notary.domain import metadata
from pact_notary.domain.metadata import PactMetadata, SelectorTrace
from pact_notary.domain.webhooks.allowlist import read_host_list, read_words
from pact_notary.domain.webhooks.document import ANY_PARTY, HookDocument, HookRequest
from pact_notary.domain.webhooks.retrying import OFFICIAL_SCHEDULE_S
from pact_notary.domain.webhooks.targets import TargetRules
from pact_notary.http.links import Links
from pact_notary.records import Environment
from pact_notary.service import publishing, verifying, webhooks
from pact_notary.service.deploying import record_deployment, record_release
from pact_notary.service.publishing import Contract, PublishContracts
from pact_notary.service.transaction import Policy, Transaction
from pact_notary.service.verifying import ContentAddress, ReportedResult
from pact_notary.service.versioning import put_on_branch
from pact_notary.store import environments, versions
from pact_notary.store import webhooks as store
from pact_notary.store.webhook_schema import triggered_webhooks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.delivery.network import Network
    from pact_notary.domain.webhooks.document import Party
    from pact_notary.records import Pact, Version
    from pact_notary.service.webhooks import Enqueued

A_MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)
LINKS = Links("https://broker.example.org/base")

_numbers = itertools.count(1)


def new_uuid() -> str:
    return f"uuid-{next(_numbers):012}"


def a_transaction(
    connection: sa.Connection, *, now: datetime = A_MOMENT, policy: Policy | None = None
) -> Transaction:
    return Transaction(connection, now, new_uuid, policy or Policy())


def a_document(
    *events: str,
    url: str = "https://ci.example.org/start",
    consumer: Party = ANY_PARTY,
    provider: Party = ANY_PARTY,
) -> HookDocument:
    request = HookRequest("POST", url)
    document = HookDocument(request, consumer, provider)
    return replace(document, events=events) if events else document


def save(connection: sa.Connection, document: HookDocument, *, uuid: str | None = None) -> str:
    saved = uuid or new_uuid()
    store.insert_webhook(connection, saved, document, now=A_MOMENT)
    return saved


def publish(
    connection: sa.Connection,
    number: str = "1",
    content: str = "a",
    *,
    tags: tuple[str, ...] = (),
    branch: str | None = None,
    policy: Policy | None = None,
) -> tuple[Pact, Enqueued]:
    """Kiosk's version publishes a pact with Menu; what follows is enqueued."""
    transaction = a_transaction(connection, policy=policy)
    contract = Contract("Menu", {"interactions": [{"description": content}]})
    request = PublishContracts("Kiosk", number, branch, tags, None, (contract,))
    published = publishing.publish(transaction, request).contracts[0]
    enqueued = webhooks.enqueue_for_publication(
        transaction, published.pact, events=published.events, links=LINKS
    )
    return published.pact, enqueued


def verify(
    connection: sa.Connection,
    pact: Pact,
    number: str = "7",
    *,
    success: bool = True,
    known: PactMetadata | None = None,
) -> Enqueued:
    """Menu's version reports a result; what follows is enqueued."""
    transaction = a_transaction(connection)
    segment = metadata.encode(known) if known else None
    address = ContentAddress("Kiosk", "Menu", pact.sha, segment)
    reported = ReportedResult(success, number, "https://ci.example.org/7", None, None)
    result = verifying.record_result(transaction, address, reported=reported)
    return webhooks.enqueue_for_verification(transaction, result, links=LINKS)


def an_environment(connection: sa.Connection, name: str) -> Environment:
    environment = Environment(0, new_uuid(), name, None, False, None, A_MOMENT, A_MOMENT)
    environments.add(connection, environment)
    found = environments.find_named(connection, name)
    assert found is not None
    return found


def menu_version(connection: sa.Connection, number: str) -> Version:
    version = versions.find_by_name(connection, "Menu", number=number)
    assert version is not None
    return version


def bring_menu_into_use(connection: sa.Connection) -> None:
    """7 is the head of main and deployed to live, 8 is released to live, 9 deployed beside 7."""
    transaction = a_transaction(connection)
    environment = an_environment(connection, "live")
    head, released, deployed = (menu_version(connection, number) for number in "789")
    put_on_branch(transaction, head, branch="main")
    record_deployment(transaction, head, environment=environment, target=None)
    record_release(transaction, released, environment=environment)
    record_deployment(transaction, deployed, environment=environment, target="blue")


def chosen(*traces: tuple[Pact, str | None]) -> PactMetadata:
    """What an address knows when selectors chose these pacts' versions, each by a tag."""
    return PactMetadata(
        selectors=tuple(
            SelectorTrace(version_id=pact.consumer_version.id, tag=tag) for pact, tag in traces
        )
    )


def parameters(connection: sa.Connection) -> list[Mapping[str, str]]:
    """Those of each request that was put, in the order in which they were."""
    rows = connection.scalars(
        sa.select(triggered_webhooks.c.parameters).order_by(triggered_webhooks.c.id)
    )
    return [json.loads(row) for row in rows]


def some_settings(
    *, hosts: str = "127.0.0.1", schemes: str = "http https", **members: Any
) -> WebhookSettings:
    """Loopback is listed unless the test lists something else."""
    rules = TargetRules(read_words("POST"), read_words(schemes), read_host_list(hosts))
    return WebhookSettings(rules=rules, **members)


def a_sender(settings: WebhookSettings | None = None, network: Network = SYSTEM) -> Sender:
    return Sender(settings or some_settings(), clock=lambda: A_MOMENT, network=network)


class Clock:
    """Stands still until it is moved on."""

    def __init__(self, now: datetime = A_MOMENT) -> None:
        self._now = now

    def __call__(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def a_delivery(engine: sa.Engine, clock: Clock) -> Delivery:
    """Sends to loopback, by the official schedule."""
    sender = Sender(some_settings(), clock=clock)
    return Delivery(engine, sender, OFFICIAL_SCHEDULE_S, clock, new_uuid)
