"""Publishing contracts: one request for a version and all its pacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.resources.pact_document import link_pact
from pact_notary.resources.publish_notices import Told, describe_publication
from pact_notary.resources.publish_request import read_publication
from pact_notary.resources.representation import (
    link_pacticipant,
    link_tag,
    link_version,
    show_notice,
)
from pact_notary.resources.routing import Route, changes
from pact_notary.service.publishing import publish
from pact_notary.service.webhooks import enqueue_for_publication

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.records import Notice
    from pact_notary.resources.routing import Call
    from pact_notary.service.publishing import PublishContracts, Published


def create(call: Call) -> Answer:
    request = read_publication(call.body)
    published = publish(call.transaction, request)
    told = tuple(
        Told(
            contract,
            enqueue_for_publication(
                call.transaction, contract.pact, events=contract.events, links=call.links
            ),
        )
        for contract in published.contracts
    )
    notices = describe_publication(call.links, request, is_new=published.is_new, told=told)
    return shown(
        {
            # The same twice: an older member and a newer one, both read by clients.
            "logs": [_show_log(notice) for notice in notices],
            "notices": [show_notice(notice) for notice in notices],
            "_embedded": _embedded(call.links, request),
            "_links": _relations(call.links, request, published),
        }
    )


def _show_log(notice: Notice) -> dict[str, str]:
    return {"level": notice.type, "message": notice.text, "deprecationWarning": "Use notices"}


def _embedded(links: Links, request: PublishContracts) -> dict[str, Any]:
    version = link_version(links, request.consumer, request.number)
    return {
        "pacticipant": {
            "name": request.consumer,
            "_links": {"self": link_pacticipant(links, request.consumer)},
        },
        "version": {"number": request.number, "_links": {"self": version}},
    }


def _relations(links: Links, request: PublishContracts, published: Published) -> dict[str, Any]:
    return {
        "pb:pacticipant": link_pacticipant(links, request.consumer),
        "pb:pacticipant-version": link_version(links, request.consumer, request.number),
        "pb:pacticipant-version-tags": [
            link_tag(links, request.consumer, request.number, tag) for tag in request.tags
        ],
        "pb:contracts": [link_pact(links, contract.pact) for contract in published.contracts],
        "self": link(links.to("contracts", "publish"), title="Publish contracts"),
    }


ROUTES = (Route("/contracts/publish", {"POST": changes(create)}),)
