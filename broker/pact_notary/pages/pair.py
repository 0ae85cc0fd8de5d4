"""One consumer and one provider: a row for each pact that matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.pages.filters import check_word, read_texts
from pact_notary.pages.rendering import render
from pact_notary.service.lookups import get_named
from pact_notary.service.overview import (
    find_everywhere,
    find_row,
    find_standings,
    judge_published,
)
from pact_notary.service.refusals import Unknown
from pact_notary.store.overview import Sought, find_results
from pact_notary.store.pair_heads import find_held_pacts, find_tag_heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call
    from pact_notary.service.dashboard import VerificationStatus
    from pact_notary.service.overview import Standing
    from pact_notary.store.overview import Published, Result

VIEWS = ("all", "branch", "tag", "environment")
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A pact that matters, because of what the name names."""

    name: str
    note: str
    pact: Published
    status: VerificationStatus
    result: Result | None


def show(call: Call) -> Answer:
    view = check_word("view", read_texts(call.query, "view")["view"], VIEWS) or "all"
    standing = _find_standing(call)
    row = find_row(call.connection, standing, shown_heads=_SHOWN)
    integration = standing.integration
    everywhere = find_everywhere(call.connection)
    return render(
        call,
        "pair.html",
        title=f"{integration.consumer} → {integration.provider}",
        section="overview",
        integration=integration,
        standing=standing,
        row=row,
        view=view,
        views=VIEWS,
        branches=tuple(
            Line(
                each.branch,
                "main branch" if each.is_main else "",
                each.pact,
                each.status,
                each.result,
            )
            for each in row.heads
        ),
        tags=_find_tags(call, integration.id) if view in {"all", "tag"} else (),
        environments=everywhere,
        held=_find_held(call, integration.id, {each.id: each.name for each in everywhere})
        if view in {"all", "environment"}
        else (),
    )


def _find_standing(call: Call) -> Standing:
    consumer = get_named(call.connection, call.segments["consumer"], role="consumer")
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    found = find_standings(call.connection, Sought(pair=(consumer.id, provider.id)))
    if not found:
        raise Unknown(f"{consumer.name} has no pact with {provider.name}")
    return found[0]


def _find_tags(call: Call, integration_id: int) -> tuple[Line, ...]:
    found = find_tag_heads(call.connection, integration_id, limit=_SHOWN)
    results = _find_results(call, (each.pact for each in found))
    return tuple(
        Line(each.name, "", each.pact, *judge_published(each.pact, results)) for each in found
    )


def _find_held(call: Call, integration_id: int, names: Mapping[int, str]) -> tuple[Line, ...]:
    found = find_held_pacts(call.connection, integration_id, limit=_SHOWN)
    results = _find_results(call, (each.pact for each in found))
    return tuple(
        Line(
            names[each.environment_id],
            each.target or "",
            each.pact,
            *judge_published(each.pact, results),
        )
        for each in found
    )


def _find_results(call: Call, published: Iterable[Published]) -> Mapping[int, Result]:
    ids = {pact.result_id for pact in published if pact.result_id is not None}
    return find_results(call.connection, ids)
