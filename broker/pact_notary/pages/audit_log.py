"""Who changed what, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.pages import read_filters
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.rendering import address, render
from pact_notary.store.audit import AuditFilter, list_part

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call

PAGE_SIZE = 50
# Those the broker writes itself; commands may write others.
_VERBS = (
    "changed",
    "created",
    "disabled",
    "enabled",
    "executed",
    "published",
    "removed",
    "replayed",
    "revoked",
)


def show(call: Call) -> Answer:
    given = read_filters(call.query, "actor", "verb", "q")
    filters = {name: value for name, value in given.items() if value}
    where = AuditFilter(filters.get("actor"), filters.get("verb"), filters.get("q"))
    place = read_cursor(call.query, int)
    before = int(place[0]) if place else None
    found = list_part(call.connection, where, before=before, limit=PAGE_SIZE + 1)
    entries, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    own = ("audit-log",)
    after = write_cursor(entries[-1].id) if has_more else None
    return render(
        call,
        "audit_log.html",
        title="Audit log",
        section="audit",
        where=where,
        is_filtered=bool(filters),
        verbs=_VERBS,
        entries=entries,
        first_href=address(call.links, *own, **filters) if place else None,
        next_href=address(call.links, *own, **filters, after=after) if after else None,
    )
