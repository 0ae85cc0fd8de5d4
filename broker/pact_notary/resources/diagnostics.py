"""Whether the broker is alive, and whether what it needs is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.resources.routing import Route, shows_without_database

if TYPE_CHECKING:
    from typing import Any

    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def show_heartbeat(call: Call) -> Answer:
    """A broker that waits for its database is alive: to start it anew would not help."""
    return _show(call, {"ok": True}, status=200)


def show_dependencies(call: Call) -> Answer:
    is_well = call.database_answers()
    return _show(call, {"database": {"ok": is_well}}, status=200 if is_well else 500)


def _show(call: Call, document: dict[str, Any], *, status: int) -> Answer:
    answer = shown({**document, "_links": {"self": link(call.own_address)}}, status=status)
    # Probes compare the media type; the official broker sends these without a charset.
    return replace(answer, headers={"Content-Type": call.media_type})


ROUTES = (
    Route("/diagnostic/status/heartbeat", {"GET": shows_without_database(show_heartbeat)}),
    Route("/diagnostic/status/dependencies", {"GET": shows_without_database(show_dependencies)}),
)
