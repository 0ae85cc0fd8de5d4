"""Addresses of the official broker's pages that lead to ours, so that old bookmarks do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.answers import Answer
from pact_notary.pages.assets import address_of
from pact_notary.pages.rendering import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.resources.routing import Call, Handle


def go_to_overview(call: Call) -> Answer:
    return _go(f"{call.links.base}/")


def go_to_network(call: Call) -> Answer:
    return _go(address(call.links, "network", around=call.segments["pacticipant"]))


def go_to_icon(call: Call) -> Answer:
    return _go(address_of(call.links, "icon.svg"))


def _go(href: str) -> Answer:
    return Answer(302, headers={"Location": href})


PAGES: Mapping[str, Handle] = {
    "/hal-browser": go_to_overview,
    "/hal-browser/browser.html": go_to_overview,
    "/pacticipants/{pacticipant}/network": go_to_network,
    "/favicon.ico": go_to_icon,
}
