"""A request that a webhook made is made again: as a new one, of the webhook as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.service.refusals import NotPossible, Unknown
from pact_notary.store import outbox, trigger_history, webhooks

if TYPE_CHECKING:
    from pact_notary.service.transaction import Transaction


def replay(transaction: Transaction, uuid: str) -> str:
    """The uuid of the new request, which tells of the same as the earlier one.

    Raises:
      Unknown: there is no such request.
      NotPossible: its webhook is gone or switched off, so that nothing would be sent.
    """
    connection = transaction.connection
    triggered = trigger_history.find_triggered(connection, uuid)
    if triggered is None:
        raise Unknown(f"No triggered webhook with uuid {uuid} found")
    webhook = webhooks.find_webhook(connection, triggered.webhook_uuid)
    if webhook is None:
        raise NotPossible({"": ("The webhook of this request was removed: nothing can be sent.",)})
    if not webhook.document.enabled:
        raise NotPossible({"": ("The webhook is switched off: switch it on, then send again.",)})
    new_uuid = transaction.new_uuid()
    outbox.put_again(connection, uuid, new_uuid=new_uuid, now=transaction.now)
    return new_uuid
