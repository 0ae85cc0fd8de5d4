"""The OpenAPI document of a provider's version: who uses what of it, and which pacts misfit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.rendering import render
from pact_notary.resources.addresses import address_contract
from pact_notary.resources.provider_contracts import CONTRACT
from pact_notary.service.lookups import get_pacticipant
from pact_notary.service.openapi_lookup import get_document
from pact_notary.service.openapi_map import find_map

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call, Handle

_OPERATIONS: Final = 25
_MISFITS: Final = 50
_UNUSED: Final = 100
# Of one answer, or one request.
_FIELDS: Final = 100
_USERS: Final = 10


def show(call: Call) -> Answer:
    name, number = call.segments["provider"], call.segments["provider_version"]
    keys = read_cursor(call.query, int)
    start = max(0, int(keys[0])) if keys else 0
    version, document = get_document(call.connection, name, number=number)
    found = find_map(call.connection, version, document)
    operations = found.coverage.operations
    end = start + _OPERATIONS
    own = address_contract(call.links, name, number)
    following = {"after": write_cursor(end)} if end < len(operations) else None
    return render(
        call,
        "openapi_map.html",
        title=f"OpenAPI document of {name} {number}",
        section="participants",
        one=get_pacticipant(call.connection, name),
        version=version,
        document=document,
        map=found,
        misfits_told=_MISFITS,
        operations=operations[start:end],
        fields_told=_FIELDS,
        users_told=_USERS,
        unused=found.coverage.unused[:_UNUSED],
        unused_left_out=max(0, len(found.coverage.unused) - _UNUSED),
        own=own,
        first_href=own if keys else None,
        next_href=call.links.query(own, following) if following else None,
    )


PAGES: dict[str, Handle] = {CONTRACT: show}
"""By the path of a route of the API, the page there."""
