"""The pacts that a provider is to verify now, and what a failure of each means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.resources.members import Members
from pact_notary.resources.routing import Route, asks, shows
from pact_notary.service.lookups import get_named
from pact_notary.service.selection import choose_for_body, choose_for_parameters

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call
    from pact_notary.service.selection import PactToVerify


def ask_by_parameters(call: Call) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    chosen = choose_for_parameters(call.connection, provider.ref, call.query)
    return _show(call, chosen)


def ask_by_body(call: Call) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    Members(call.body)
    body = call.body if isinstance(call.body, dict) else {}
    return _show(call, choose_for_body(call.connection, provider.ref, body))


def _show(call: Call, chosen: tuple[PactToVerify, ...]) -> Answer:
    provider = call.segments["provider"]
    own = call.links.to("pacts", "provider", provider, "for-verification")
    return shown(
        {
            "_embedded": {"pacts": [_show_one(call.links, provider, each) for each in chosen]},
            "_links": {"self": link(own, title="Pacts to verify")},
        }
    )


def _show_one(links: Links, provider: str, chosen: PactToVerify) -> dict[str, Any]:
    pact = chosen.pact
    consumer, number = pact.consumer.name, pact.consumer_version.number
    content = ("pacts", "provider", provider, "consumer", consumer, "pact-version", pact.sha)
    properties: dict[str, Any] = {}
    if chosen.pending is not None:
        properties["pending"] = chosen.pending
    if chosen.wip:
        properties["wip"] = True
    properties["notices"] = [
        {"when": notice.when, "text": notice.text} for notice in chosen.notices
    ]
    return {
        "shortDescription": chosen.short_description,
        "verificationProperties": properties,
        # A link object for each relation: the official verifier reads nothing else here.
        "_links": {
            "self": link(
                links.to(*content, "metadata", chosen.segment),
                name=f"Pact between {consumer} ({number}) and {provider}",
            )
        },
    }


ROUTES = (
    Route(
        "/pacts/provider/{provider}/for-verification",
        {"GET": shows(ask_by_parameters), "POST": asks(ask_by_body)},
    ),
)
