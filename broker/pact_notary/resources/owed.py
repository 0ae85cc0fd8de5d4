"""Owed verifications: what nobody has verified yet, who waits for it, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.http.pages import Page, describe_page, neighbour_links, read_filters, read_page
from pact_notary.http.refusals import WrongParameters
from pact_notary.records import Window
from pact_notary.resources.representation import (
    link_pacticipant,
    link_version,
    show_time,
    without_nulls,
)
from pact_notary.resources.routing import Route, shows
from pact_notary.service.owed import OwedQuestion, find_owed

if TYPE_CHECKING:
    from pact_notary.domain.owed import ConsumerUse, Owed
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call

MAIN_BRANCH = "main branch"
_LARGEST_PAGE = 1_000
_LONGEST_LIST = 100


def list_all(call: Call) -> Answer:
    page = _read_page(call)
    filters = read_filters(call.query, "provider", "consumer", "environment")
    found = find_owed(
        call.connection,
        OwedQuestion(**filters),
        window=Window(page.offset, page.size),
        now=call.transaction.now,
    )
    links = {"self": link(call.own_address, title="Owed verifications")}
    return shown(
        {
            "_embedded": {"owed": [_show(call.links, owed) for owed in found.items]},
            "page": describe_page(page, found.total),
            "_links": links
            | neighbour_links(page, found.total, href=call.own_address, filters=filters),
        }
    )


def _read_page(call: Call) -> Page:
    page = read_page(call.query) or Page()
    if page.size > _LARGEST_PAGE:
        raise WrongParameters({"size": (f"must be at most {_LARGEST_PAGE}",)})
    return page


def _show(links: Links, owed: Owed) -> dict[str, Any]:
    pair, version = owed.pair, owed.pair.provider_version
    return {
        "consumer": {
            "name": pair.consumer.name,
            "versions": [_show_use(use) for use in owed.consumer_uses[:_LONGEST_LIST]],
            "totalVersions": len(owed.consumer_uses),
        },
        "provider": {
            "name": pair.provider.name,
            "version": version.number,
            "for": [use.environment or MAIN_BRANCH for use in owed.provider_uses],
            "waitsFor": list(owed.provider_waits_for),
        },
        "waitingSince": show_time(owed.waiting_since),
        "_links": _relations(links, owed),
    }


def _show_use(use: ConsumerUse) -> dict[str, Any]:
    return without_nulls(
        {"number": use.version.number, "branch": use.branch, "environment": use.environment}
    )


def _relations(links: Links, owed: Owed) -> dict[str, Any]:
    pair, consumer, provider = owed.pair, owed.pair.consumer.name, owed.pair.provider.name
    content = links.to(
        "pacts", "provider", provider, "consumer", consumer, "pact-version", pair.sha
    )
    newest = owed.consumer_uses[0].version.number
    return {
        "pb:pact-version": link(content, title="The content to verify", name=pair.sha),
        "pb:publish-verification-results": link(
            f"{content}/verification-results", title="Publish verification results"
        ),
        "pb:consumer": link_pacticipant(links, consumer),
        "pb:consumer-version": link_version(links, consumer, newest),
        "pb:provider": link_pacticipant(links, provider),
    }


ROUTES = (Route("/owed", {"GET": shows(list_all)}),)
