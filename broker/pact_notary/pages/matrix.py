"""The matrix: a form with all that can be asked, and the rows and the verdict of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.action_commands import tell_commands
from pact_notary.domain.matrix_query import DEFAULT_LIMIT, between
from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest
from pact_notary.pages.matrix_form import (
    LATEST_BY,
    OUTCOMES,
    is_blank,
    read_form,
    write_without_filters,
)
from pact_notary.pages.past import seen_as_asked
from pact_notary.pages.rendering import render
from pact_notary.resources.errors import sentences_of
from pact_notary.service import matrix
from pact_notary.service.lookups import get_named
from pact_notary.store.known_names import find_application_names, find_environment_names

if TYPE_CHECKING:
    from pact_notary.domain.documents import JsonObject
    from pact_notary.domain.refusals import Refusal
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call, Handle
    from pact_notary.service.matrix import MatrixResult

ROWS_SHOWN = 500
NAMES_OFFERED = 200

_LATEST_BY_AT_PAIR = "cvpv"


def show(call: Call) -> Answer:
    """The answer to the query; without one, the form."""
    if is_blank(call.query):
        return _show(call, call.query, None)
    try:
        with seen_as_asked(call):
            found = matrix.find_matrix(call.connection, _within_limit(call.query), gate=call.gate)
    except (InvalidMatrix, InvalidRequest) as refusal:
        return _show(call, call.query, None, refusal)
    return _show(call, call.query, found)


def show_pair(call: Call) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    consumer = get_named(call.connection, call.segments["consumer"], role="consumer")
    query: JsonObject = {
        **call.query,
        "q": [{"pacticipant": consumer.name}, {"pacticipant": provider.name}],
        "latestby": _LATEST_BY_AT_PAIR,
    }
    with seen_as_asked(call):
        found = matrix.answer(
            call.connection, between(consumer.name, provider.name), gate=call.gate
        )
    return _show(call, query, found, title=f"Matrix of {consumer.name} and {provider.name}")


def _within_limit(query: JsonObject) -> JsonObject:
    """A page is not longer than people read; the answer is decided on all rows anyway."""
    is_long = (read_form(query).rows or 0) > ROWS_SHOWN
    return {**query, "limit": str(ROWS_SHOWN)} if is_long else query


def _show(
    call: Call,
    query: JsonObject,
    found: MatrixResult | None,
    refusal: Refusal | None = None,
    *,
    title: str = "Matrix",
) -> Answer:
    form = read_form(query)
    limit = min(form.rows or DEFAULT_LIMIT, ROWS_SHOWN)
    return render(
        call,
        "matrix.html",
        status=400 if refusal else 200,
        title=title,
        section="matrix",
        form=form,
        problems=sentences_of(refusal) if refusal else (),
        found=found,
        is_cut=found is not None and len(found.rows) == limit and _count(found) > limit,
        outcomes_known=OUTCOMES,
        latest_by_known=LATEST_BY,
        names=find_application_names(call.connection, limit=NAMES_OFFERED),
        environments=find_environment_names(call.connection, limit=NAMES_OFFERED),
        commands=[tell_commands(each.step, call.links.base) for each in found.actions]
        if found
        else [],
        cleared=call.links.to("matrix") + f"?{write_without_filters(form)}",
    )


def _count(found: MatrixResult) -> int:
    summary = found.summary
    return summary.success + summary.failed + summary.unknown + (summary.ignored or 0)


PAGES: dict[str, Handle] = {
    "/matrix": show,
    "/matrix/provider/{provider}/consumer/{consumer}": show_pair,
}
"""By the path of a route of the API, the page there."""
