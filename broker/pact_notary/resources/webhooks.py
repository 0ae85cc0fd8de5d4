"""Webhooks: saved for all pairs, for one side, or for one pair; tried on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import created, emptied, shown, stored
from pact_notary.http.links import link
from pact_notary.resources.routing import Later, Route, changes, removes, shows
from pact_notary.resources.webhook_document import (
    address,
    curies,
    link_webhook,
    show_attempt,
    show_webhook,
)
from pact_notary.service.lookups import get_named
from pact_notary.service.trials import find_values
from pact_notary.service.webhook_editing import (
    check_document,
    create_webhook,
    get_webhook,
    list_for_sides,
    put_webhook,
)
from pact_notary.store import webhooks

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.domain.webhooks.document import HookDocument, Webhook
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call

_ROLES = ("consumer", "provider")


def list_all(call: Call) -> Answer:
    return _list(call, webhooks.list_webhooks(call.connection))


def list_some(call: Call) -> Answer:
    consumer, provider = (call.segments.get(role) for role in _ROLES)
    return _list(call, list_for_sides(call.connection, consumer=consumer, provider=provider))


def create(call: Call) -> Answer:
    webhook = create_webhook(
        call.transaction, _with_sides_of_path(call), rules=call.sender.settings.rules
    )
    return created(show_webhook(call.links, webhook), address(call.links, webhook.uuid))


def show(call: Call) -> Answer:
    return shown(show_webhook(call.links, get_webhook(call.connection, call.segments["uuid"])))


def put(call: Call) -> Answer:
    uuid = call.segments["uuid"]
    put_in = put_webhook(call.transaction, uuid, call.body, rules=call.sender.settings.rules)
    document = show_webhook(call.links, put_in.item)
    return stored(document, address(call.links, uuid), is_new=put_in.is_new)


def remove(call: Call) -> Answer:
    uuid = get_webhook(call.connection, call.segments["uuid"]).uuid
    webhooks.delete_webhook(call.connection, uuid)
    return emptied()


def execute_saved(call: Call) -> Later:
    webhook = get_webhook(call.connection, call.segments["uuid"])
    own = address(call.links, webhook.uuid)
    relations = {
        "webhook": link(own, title="The webhook"),
        "try-again": link(f"{own}/execute", title="Try the webhook again"),
    }
    return _execute(call, webhook.document, relations)


def execute_unsaved(call: Call) -> Later:
    document = check_document(call.connection, call.body, rules=call.sender.settings.rules)
    again = link(call.links.to("webhooks", "execute"), title="Try a webhook again")
    return _execute(call, document, {"try-again": again})


def _execute(call: Call, document: HookDocument, relations: dict[str, Any]) -> Later:
    """The request is made when the transaction has ended: a receiver may take its time."""
    values = find_values(call.connection, call.links, document)

    def finish() -> Answer:
        attempt = call.sender.send(document.request, values)
        return shown({**show_attempt(attempt), "_links": relations})

    return Later(finish)


def _list(call: Call, found: tuple[Webhook, ...]) -> Answer:
    return shown(
        {
            "_links": {
                "self": link(call.own_address, title="Webhooks"),
                "pb:create": link(call.own_address, title="Create a webhook (POST)"),
                "pb:webhooks": [link_webhook(call.links, webhook) for webhook in found],
                "curies": curies(call.links),
            }
        }
    )


def _with_sides_of_path(call: Call) -> Json:
    """The body, for whatever it says, with the sides that the path names.

    Raises: UnknownName, when the path names an application that does not exist.
    """
    named = {role: call.segments[role] for role in _ROLES if role in call.segments}
    for role, name in named.items():
        get_named(call.connection, name, role=role)
    if not named or not isinstance(call.body, dict):
        return call.body
    sides: dict[str, Json] = {role: {"name": name} for role, name in named.items()}
    return {**call.body, **sides}


_COLLECTION = {"GET": shows(list_some), "POST": changes(create)}

ROUTES = (
    Route("/webhooks", {"GET": shows(list_all), "POST": changes(create)}),
    Route("/webhooks/execute", {"POST": changes(execute_unsaved)}),
    Route("/webhooks/provider/{provider}/consumer/{consumer}", _COLLECTION),
    Route("/webhooks/provider/{provider}", _COLLECTION),
    Route("/webhooks/consumer/{consumer}", _COLLECTION),
    Route("/pacts/provider/{provider}/consumer/{consumer}/webhooks", _COLLECTION),
    Route("/webhooks/{uuid}", {"GET": shows(show), "PUT": changes(put), "DELETE": removes(remove)}),
    Route("/webhooks/{uuid}/execute", {"POST": changes(execute_saved)}),
)
