"""The first page: all integrations, and how each stands on its branches and in environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.refusals import WrongParameters
from pact_notary.pages import getting_started
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.filters import check_word, read_texts
from pact_notary.pages.rendering import address, render
from pact_notary.records import Window
from pact_notary.service.dashboard import VerificationStatus
from pact_notary.service.overview import (
    ABSENT,
    Part,
    find_everywhere,
    find_overview,
)
from pact_notary.store import pacticipants
from pact_notary.store.overview import Sought

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pact_notary.http.answers import Answer
    from pact_notary.records import Environment
    from pact_notary.resources.routing import Call

_SIZE = 50
STATUSES = (
    VerificationStatus.FAILED,
    VerificationStatus.FAILED_PENDING,
    VerificationStatus.STALE,
    VerificationStatus.NEVER,
    VerificationStatus.SUCCESS,
    ABSENT,
)
"""What a person looks for first, first."""

# As many columns are read at a glance; more environments are told in one.
_COLUMNS = 6


def show(call: Call) -> Answer:
    given = read_texts(call.query, "q", "search", "label", "environment", "status")
    text = given["q"] or given["search"]
    check_word("status", given["status"], STATUSES)
    everywhere = find_everywhere(call.connection)
    environment = _find_environment(given["environment"], everywhere)
    sought = Sought(text=text or None, label=given["label"] or None)
    part = Part(given["status"] or None, _read_after(call), _SIZE)
    overview = find_overview(call.connection, sought, part, environment=environment)
    filters = {name: given[name] for name in ("label", "environment", "status")} | {"q": text}
    if not overview.matching and not any(filters.values()) and _is_empty(call):
        return getting_started.show(call)
    return render(
        call,
        "overview.html",
        title="Integrations",
        section="overview",
        overview=overview,
        filters=filters,
        environment=environment,
        environments=everywhere,
        columns=everywhere if len(everywhere) <= _COLUMNS else (),
        statuses_known=STATUSES,
        total=sum(overview.counts.values()),
        first_href=_href(call, filters, "") if call.query.get("after") else None,
        next_href=_href(call, filters, write_cursor(*overview.rows[-1].standing.key))
        if overview.goes_on
        else None,
    )


def _read_after(call: Call) -> tuple[str, str] | None:
    keys = read_cursor(call.query, str, str)
    return (str(keys[0]), str(keys[1])) if keys else None


def _find_environment(name: str, everywhere: Sequence[Environment]) -> Environment | None:
    if not name:
        return None
    found = next((each for each in everywhere if each.name == name), None)
    if found is None:
        raise WrongParameters({"environment": ("must be the name of an environment",)})
    return found


def _is_empty(call: Call) -> bool:
    return pacticipants.search(call.connection, window=Window(0, 1)).total == 0


def _href(call: Call, filters: Mapping[str, str], after: str) -> str:
    return address(call.links, **filters, after=after)
