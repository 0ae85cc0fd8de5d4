"""Whether the broker is alive, and whether what it needs is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.resources.routing import Route, shows
from pact_notary.store.counts import can_count

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def show_heartbeat(call: Call) -> Answer:
    return shown({"ok": True, "_links": {"self": link(call.own_address)}})


def show_dependencies(call: Call) -> Answer:
    is_well = can_count(call.connection)
    document = {"database": {"ok": is_well}, "_links": {"self": link(call.own_address)}}
    return shown(document, status=200 if is_well else 500)


ROUTES = (
    Route("/diagnostic/status/heartbeat", {"GET": shows(show_heartbeat)}),
    Route("/diagnostic/status/dependencies", {"GET": shows(show_dependencies)}),
)
