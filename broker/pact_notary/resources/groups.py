"""The network of applications as lines of text, for programs that draw it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from pact_notary.domain.network import connected_to
from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import CSV
from pact_notary.resources.routing import Route, shows
from pact_notary.service.lookups import get_pacticipant
from pact_notary.store import integrations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.resources.routing import Call
    from pact_notary.store.integrations import IntegrationPair


def show_group(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    pairs = integrations.search(call.connection, text=None, window=None).items
    edges = [(pair.consumer_id, pair.provider_id) for pair in pairs]
    near = connected_to(pacticipant.id, edges, limit=call.transaction.policy.network_limit)
    return Answer(
        body=_render(pair for pair in pairs if (pair.consumer_id, pair.provider_id) in near)
    )


def show_all(call: Call) -> Answer:
    return Answer(body=_render(integrations.search(call.connection, text=None, window=None).items))


def _render(pairs: Iterable[IntegrationPair]) -> str:
    """A line for each application: id, name, three numbers for drawing, and its providers."""
    names: dict[int, str] = {}
    providers: dict[int, list[int]] = {}
    for pair in pairs:
        names |= {pair.consumer_id: pair.consumer, pair.provider_id: pair.provider}
        providers.setdefault(pair.consumer_id, []).append(pair.provider_id)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for order, (each, name) in enumerate(sorted(names.items(), key=lambda item: item[1])):
        writer.writerow([each, name, 1, 1, 0, order, *(sorted(providers.get(each, [])) or [0])])
    return text.getvalue()


ROUTES = (
    Route("/groups/{pacticipant}", {"GET": shows(show_group, (CSV,))}),
    Route("/relationships", {"GET": shows(show_all, (CSV,))}),
)
