"""Two pacts of a pair beside each other: interaction by interaction, and field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.reading.comparing import compare_pacts
from pact_notary.pages import pact_lookup as lookup
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.pact_choice import find_chosen, list_choices
from pact_notary.pages.rendering import render
from pact_notary.resources.pact_document import pair_address
from pact_notary.service.preparation import parse
from pact_notary.service.refusals import Unknown
from pact_notary.store import pacts
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from pact_notary.domain.reading.comparing import Comparison, InteractionChange
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call, Handle
    from pact_notary.store.pacts import PactText

COMPARE = f"{lookup.PAIR}/compare"
PER_PAGE = 50


def show(call: Call) -> Answer:
    """What the form asks for; without a question, the newest pact with the one before it."""
    if not (call.query.get("from") or call.query.get("to")):
        newer = lookup.find_latest(call)
        older = _find_before(call, newer) or newer
        return _show(call, older, newer)
    return _show(call, find_chosen(call, "from"), find_chosen(call, "to"))


def show_with_previous(call: Call) -> Answer:
    newer = lookup.find_of_version(call)
    return _show(call, _find_before(call, newer) or newer, newer)


def show_versions(call: Call) -> Answer:
    other = lookup.find(call, pacts.with_number(call.segments["other"]))
    return _show(call, other, lookup.find_of_version(call))


def show_contents(call: Call) -> Answer:
    other = lookup.find_with_sha(call, call.segments["other"])
    return _show(call, other, lookup.find_with_sha(call, call.segments["sha"]))


def _find_before(call: Call, newer: PactText) -> PactText | None:
    try:
        return lookup.find_previous(call, newer.pact)
    except Unknown:
        return None


def _show(call: Call, before: PactText, after: PactText) -> Answer:
    comparison = compare_pacts(parse(before.text), parse(after.text))
    different = tuple(each for each in comparison.interactions if each.change != "same")
    part, links_to = _take(call, different)
    ids = {before.pact.consumer_version.id, after.pact.consumer_version.id}
    return render(
        call,
        "comparison.html",
        title=f"What changed in the pact of {after.pact.consumer.name} "
        f"with {after.pact.provider.name}",
        before=before.pact,
        after=after.pact,
        comparison=comparison,
        different=part,
        same=_list_same(comparison),
        details=find_details(call.connection, ids),
        offers=list_choices(call, after.pact),
        asked=_say_asked(call, before, after),
        links_to={**links_to, "pair": pair_address(call.links, after.pact)},
    )


def _take(
    call: Call, different: tuple[InteractionChange, ...]
) -> tuple[tuple[InteractionChange, ...], dict[str, str | None]]:
    """A page of the changes, and where the first and the next are."""
    after = read_cursor(call.query, int)
    start = max(0, int(after[0])) if after else 0
    end = start + PER_PAGE
    told = {name: call.query.get(name) for name in ("from", "to")}
    asked = {name: value for name, value in told.items() if value and isinstance(value, str)}
    here = call.own_address
    following = {**asked, "after": write_cursor(end)}
    return different[start:end], {
        "first": call.links.query(here, asked) if start else None,
        "next": call.links.query(here, following) if end < len(different) else None,
    }


def _list_same(comparison: Comparison) -> tuple[InteractionChange, ...]:
    return tuple(each for each in comparison.interactions if each.change == "same")


def _say_asked(call: Call, before: PactText, after: PactText) -> dict[str, str]:
    """The fields of the form as they were sent, else what is shown."""
    shown = {"from": before, "to": after}
    return {
        name: str(call.query.get(name) or f"version:{found.pact.consumer_version.number}")
        for name, found in shown.items()
    }


PAGES: dict[str, Handle] = {
    f"{lookup.PAIR}/version/{{version}}/diff/previous-distinct": show_with_previous,
    f"{lookup.PAIR}/version/{{version}}/diff/version/{{other}}": show_versions,
    f"{lookup.PAIR}/pact-version/{{sha}}/diff/pact-version/{{other}}": show_contents,
}
"""By the path of a route of the API, the comparison there."""
