"""Integrations: listed, drawn as a graph, removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import Answer, emptied, shown
from pact_notary.http.links import link
from pact_notary.http.negotiation import GRAPHVIZ, HAL, JSON
from pact_notary.http.pages import describe_page, neighbour_links, read_filters, read_page
from pact_notary.records import Window
from pact_notary.resources.routing import Route, removes, shows
from pact_notary.service.lookups import get_named
from pact_notary.service.removing import remove_all_integrations, remove_integration
from pact_notary.store import integrations

if TYPE_CHECKING:
    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call
    from pact_notary.store.integrations import IntegrationPair


def list_all(call: Call) -> Answer:
    page, filters = read_page(call.query), read_filters(call.query, "q")
    found = integrations.search(
        call.connection,
        text=filters.get("q"),
        window=Window(page.offset, page.size) if page else None,
    )
    if call.media_type == GRAPHVIZ:
        return Answer(body=_draw(found.items))
    href = call.links.to("integrations")
    relations: dict[str, Any] = {"self": link(href, title="Integrations")}
    document: dict[str, Any] = {
        "_embedded": {"integrations": [_show(call.links, pair) for pair in found.items]}
    }
    if page:
        document["page"] = describe_page(page, found.total)
        relations |= neighbour_links(page, found.total, href=href, filters=filters)
    return shown({**document, "_links": relations})


def remove_all(call: Call) -> Answer:
    remove_all_integrations(call.transaction)
    return emptied()


def remove(call: Call) -> Answer:
    consumer = get_named(call.connection, call.segments["consumer"], role="consumer")
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    remove_integration(call.transaction, consumer, provider)
    return emptied()


def _show(links: Links, pair: IntegrationPair) -> dict[str, Any]:
    names = ("provider", pair.provider, "consumer", pair.consumer)
    return {
        "consumer": {"name": pair.consumer},
        "provider": {"name": pair.provider},
        "_links": {
            "pb:dashboard": link(links.to("dashboard", *names), title="Dashboard of the pair"),
            "pb:matrix": link(links.to("matrix", *names), title="Matrix of the pair"),
            "pb:group": link(links.to("groups", pair.consumer), title="All it is connected to"),
            "pb:delete_integration": link(
                links.to("integrations", *names), title="DELETE this to remove the integration"
            ),
        },
    }


def _draw(pairs: tuple[IntegrationPair, ...]) -> str:
    """A directed graph in the dot language; names are quoted as JSON quotes them."""
    edges = (f"  {json.dumps(pair.consumer)} -> {json.dumps(pair.provider)}" for pair in pairs)
    return "\n".join(("digraph {", "  ranksep=3; ratio=auto; overlap=false;", *edges, "}\n"))


ROUTES = (
    Route(
        "/integrations",
        {"GET": shows(list_all, (HAL, JSON, GRAPHVIZ)), "DELETE": removes(remove_all)},
    ),
    Route("/integrations/provider/{provider}/consumer/{consumer}", {"DELETE": removes(remove)}),
)
