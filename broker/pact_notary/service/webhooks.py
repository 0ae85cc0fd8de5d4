"""What is published or verified puts the requests of webhooks beside itself, in one transaction.

Whoever publishes or records a result calls one of the two public functions before the transaction
ends; the outbox itself wakes the dispatcher when it has ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.document import (
    CONTRACT_REQUIRING_VERIFICATION_PUBLISHED,
    PROVIDER_VERIFICATION_FAILED,
    PROVIDER_VERIFICATION_PUBLISHED,
    PROVIDER_VERIFICATION_SUCCEEDED,
)
from pact_notary.domain.webhooks.facts import describe_unverified, group_by_version
from pact_notary.domain.webhooks.parameters import CURRENTLY_DEPLOYED, describe
from pact_notary.domain.webhooks.templates import names_parameter
from pact_notary.service import occasions
from pact_notary.service.events import Event
from pact_notary.service.occasions import Subject
from pact_notary.store import outbox, webhooks
from pact_notary.store.outbox import NewRequest
from pact_notary.store.provider_use import find_uses_without_result, list_deployed_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.webhooks.document import Webhook
    from pact_notary.domain.webhooks.facts import UnverifiedVersion
    from pact_notary.domain.webhooks.parameters import Occasion
    from pact_notary.http.links import Links
    from pact_notary.records import Pact, VerificationResult
    from pact_notary.service.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Trigger:
    """A request that is going to be made; its log is at `/triggered-webhooks/{uuid}/logs`."""

    uuid: str
    webhook_uuid: str
    webhook_title: str
    event_name: str


@dataclass(frozen=True, slots=True)
class Enqueued:
    """What followed: all events in order, the triggers, and whether the pair has any webhook.

    A webhook that is switched off or waits for other events counts as one that the pair has.
    """

    events: tuple[Event, ...]
    triggers: tuple[Trigger, ...]
    has_webhooks: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """An occasion, and the rows that the requests for it belong to."""

    occasion: Occasion
    pact: Pact
    verification_id: int | None = None


def enqueue_for_publication(
    transaction: Transaction, pact: Pact, *, events: tuple[Event, ...], links: Links
) -> Enqueued:
    """Put the requests that follow from a pact just published into the outbox.

    Args:
      events: what the publication is; that it requires verification is found here and added.
    """
    found = webhooks.find_matching(
        transaction.connection, consumer_id=pact.consumer.id, provider_id=pact.provider.id
    )
    unverified = group_by_version(
        find_uses_without_result(
            transaction.connection, pact.provider.id, content_id=pact.content_id
        )
    )
    happened = (*events, *_require_verification(unverified))
    wanted = _find_wanted(found, happened)
    told = _tell_publication(transaction, links, pact, wanted=wanted, unverified=unverified)
    return Enqueued(happened, _put(transaction, found, told), bool(found))


def enqueue_for_verification(
    transaction: Transaction, result: VerificationResult, *, links: Links
) -> Enqueued:
    """Put the requests that follow from a result just recorded into the outbox.

    One for each consumer version that the address of the verified pact named.
    """
    found = webhooks.find_matching(
        transaction.connection, consumer_id=result.consumer.id, provider_id=result.provider.id
    )
    happened = _verification_events(result)
    wanted = _find_wanted(found, happened)
    told = _tell_verification(transaction, links, result, wanted=wanted)
    return Enqueued(happened, _put(transaction, found, told), bool(found))


def _require_verification(unverified: tuple[UnverifiedVersion, ...]) -> tuple[Event, ...]:
    if not unverified:
        return ()
    comment = describe_unverified(unverified)
    return (Event(CONTRACT_REQUIRING_VERIFICATION_PUBLISHED, comment),)


def _verification_events(result: VerificationResult) -> tuple[Event, ...]:
    published = Event(PROVIDER_VERIFICATION_PUBLISHED, "a result was recorded")
    if result.success:
        return published, Event(PROVIDER_VERIFICATION_SUCCEEDED, "the verification succeeded")
    return published, Event(PROVIDER_VERIFICATION_FAILED, "the verification failed")


def _find_wanted(found: Iterable[Webhook], events: Iterable[Event]) -> tuple[str, ...]:
    """The names of the events that some webhook waits for, in the order of the events."""
    awaited = {
        name for webhook in found if webhook.document.enabled for name in webhook.document.events
    }
    return tuple(event.name for event in events if event.name in awaited)


def _tell_publication(
    transaction: Transaction,
    links: Links,
    pact: Pact,
    *,
    wanted: tuple[str, ...],
    unverified: tuple[UnverifiedVersion, ...],
) -> Iterator[_Told]:
    connection, subject = transaction.connection, Subject(pact)
    plain = [name for name in wanted if name != CONTRACT_REQUIRING_VERIFICATION_PUBLISHED]
    if plain:
        result = occasions.find_result_to_tell(connection, pact)
        occasion = occasions.tell(connection, links, subject, result=result)
        for name in plain:
            yield _Told(replace(occasion, event_name=name), pact)
    if CONTRACT_REQUIRING_VERIFICATION_PUBLISHED in wanted:
        for each in unverified:
            occasion = occasions.tell(
                connection, links, subject, result=None, provider_version=each.version
            )
            named = replace(
                occasion,
                event_name=CONTRACT_REQUIRING_VERIFICATION_PUBLISHED,
                provider_version_descriptions=each.descriptions,
            )
            yield _Told(named, pact)


def _tell_verification(
    transaction: Transaction, links: Links, result: VerificationResult, *, wanted: tuple[str, ...]
) -> Iterator[_Told]:
    if not wanted:
        return
    for subject in occasions.find_verified_subjects(transaction.connection, result):
        occasion = occasions.tell(transaction.connection, links, subject, result=result)
        for name in wanted:
            yield _Told(replace(occasion, event_name=name), subject.pact, result.id)


def _put(
    transaction: Transaction, found: tuple[Webhook, ...], told: Iterable[_Told]
) -> tuple[Trigger, ...]:
    pairs = [
        (webhook, _request(transaction, webhook, one))
        for each in told
        for webhook in found
        if webhook.document.enabled and each.occasion.event_name in webhook.document.events
        for one in _tell_deployed(transaction, webhook, each)
    ]
    outbox.put(transaction.connection, [request for _, request in pairs], now=transaction.now)
    return tuple(
        Trigger(request.uuid, webhook.uuid, webhook.document.title, request.event_name)
        for webhook, request in pairs
    )


def _tell_deployed(transaction: Transaction, webhook: Webhook, told: _Told) -> Iterator[_Told]:
    """The same for each deployed provider version, when the webhook names them; else once."""
    if not names_parameter(webhook.document.request, CURRENTLY_DEPLOYED):
        yield told
        return
    numbers = list_deployed_numbers(transaction.connection, told.pact.provider.id)
    for number in numbers or ("",):
        occasion = replace(told.occasion, deployed_provider_version_number=number)
        yield replace(told, occasion=occasion)


def _request(transaction: Transaction, webhook: Webhook, told: _Told) -> NewRequest:
    return NewRequest(
        uuid=transaction.new_uuid(),
        webhook_uuid=webhook.uuid,
        webhook_name=webhook.document.request.name,
        event_name=told.occasion.event_name,
        parameters=describe(told.occasion),
        consumer_id=told.pact.consumer.id,
        provider_id=told.pact.provider.id,
        publication_id=told.pact.publication_id,
        verification_id=told.verification_id,
    )
