"""Webhooks are saved as they were checked; whoever sends stars keeps the secret they stand for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pact_notary.domain.refusals import InvalidRequest
from pact_notary.domain.webhooks import redaction
from pact_notary.domain.webhooks.validation import check_uuid, read_document
from pact_notary.records import Ensured
from pact_notary.service.lookups import get_named
from pact_notary.service.refusals import Unknown
from pact_notary.store import pacticipants, webhooks

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import Json
    from pact_notary.domain.webhooks.document import HookDocument, Webhook
    from pact_notary.domain.webhooks.targets import TargetRules
    from pact_notary.service.transaction import Transaction


def get_webhook(connection: sa.Connection, uuid: str) -> Webhook:
    """Raises: Unknown, when there is none."""
    found = webhooks.find_webhook(connection, uuid)
    if found is None:
        raise _unknown(uuid)
    return found


def check_document(connection: sa.Connection, raw: Json, *, rules: TargetRules) -> HookDocument:
    """The webhook that the body describes.

    Raises: InvalidRequest, when it is none, is not allowed, or names unknown applications.
    """
    document = read_document(raw, rules)
    named = {"consumer": document.consumer.name, "provider": document.provider.name}
    known = pacticipants.find_named(connection, [name for name in named.values() if name])
    unknown = {
        f"{role}.name": (f"no application is called '{name}'; create it first, or publish a pact",)
        for role, name in named.items()
        if name is not None and name not in known
    }
    if unknown:
        raise InvalidRequest(unknown)
    return document


def create_webhook(transaction: Transaction, raw: Json, *, rules: TargetRules) -> Webhook:
    """Raises: InvalidRequest, as `check_document`."""
    document = check_document(transaction.connection, raw, rules=rules)
    uuid = transaction.new_uuid()
    webhooks.insert_webhook(transaction.connection, uuid, document, now=transaction.now)
    return get_webhook(transaction.connection, uuid)


def put_webhook(
    transaction: Transaction, uuid: str, raw: Json, *, rules: TargetRules
) -> Ensured[Webhook]:
    """The webhook of the uuid, made or replaced.

    Raises: InvalidRequest, as `check_document`, and when nothing can have the uuid.
    """
    check_uuid(uuid)
    connection, now = transaction.connection, transaction.now
    document = check_document(connection, raw, rules=rules)
    is_new = webhooks.insert_webhook(connection, uuid, document, now=now)
    if not is_new:
        stored = get_webhook(connection, uuid).document
        kept = replace(document, request=redaction.restore(document.request, stored.request))
        webhooks.update_webhook(connection, uuid, kept, now=now)
    return Ensured(get_webhook(connection, uuid), is_new=is_new)


def switch_webhook(transaction: Transaction, uuid: str, *, on: bool) -> None:
    """Raises: Unknown, when there is none."""
    if not webhooks.set_enabled(transaction.connection, uuid, on=on, now=transaction.now):
        raise _unknown(uuid)


def list_for_sides(
    connection: sa.Connection, *, consumer: str | None, provider: str | None
) -> tuple[Webhook, ...]:
    """Those for exactly these sides; a side that is not named is any.

    Raises: UnknownName, when an application does not exist.
    """
    return webhooks.list_webhooks_for(
        connection,
        consumer_scope=_scope(connection, consumer, "consumer"),
        provider_scope=_scope(connection, provider, "provider"),
    )


def _scope(connection: sa.Connection, name: str | None, role: str) -> str:
    if name is None:
        return webhooks.ANYBODY
    return webhooks.scope_of(get_named(connection, name, role=role).id)


def _unknown(uuid: str) -> Unknown:
    return Unknown(f"No webhook with uuid {uuid} found")
