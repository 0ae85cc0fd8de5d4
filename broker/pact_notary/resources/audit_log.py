"""The audit log, to be read and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.http.pages import Page, describe_page, neighbour_links, read_filters, read_page
from pact_notary.http.refusals import WrongParameters
from pact_notary.records import Window
from pact_notary.resources.representation import show_time, without_nulls
from pact_notary.resources.routing import Route, shows
from pact_notary.store.audit import AuditFilter, list_entries

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call
    from pact_notary.store.audit import AuditEntry

_LARGEST_PAGE = 1_000


def list_all(call: Call) -> Answer:
    page = _read_page(call)
    filters = read_filters(call.query, "actor", "verb", "q")
    where = AuditFilter(filters.get("actor"), filters.get("verb"), filters.get("q"))
    found = list_entries(call.connection, where, window=Window(page.offset, page.size))
    links = {"self": link(call.own_address, title="Audit log")}
    return shown(
        {
            "_embedded": {"entries": [_show(entry) for entry in found.items]},
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


def _show(entry: AuditEntry) -> dict[str, Any]:
    change = entry.change
    return without_nulls(
        {
            "actor": change.actor,
            "verb": change.verb,
            "subject": change.subject,
            "requestId": change.request_id,
            "createdAt": show_time(entry.created_at),
        }
    )


ROUTES = (Route("/audit-log", {"GET": shows(list_all)}),)
