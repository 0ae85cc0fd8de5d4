"""Applications: all of them, and one with whatever is known of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.naming import display_name
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.filters import read_texts
from pact_notary.pages.rendering import address, render
from pact_notary.service.lookups import get_pacticipant
from pact_notary.service.overview import find_everywhere, find_standings
from pact_notary.store import openapi_documents, pacticipants
from pact_notary.store.overview import Sought
from pact_notary.store.participant_pages import (
    list_branch_heads,
    list_participants,
    list_versions,
)
from pact_notary.store.presence import Whereabouts, find_present
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pact_notary.http.answers import Answer
    from pact_notary.records import Environment, Pacticipant, Version, VersionDetails
    from pact_notary.resources.routing import Call
    from pact_notary.service.overview import Standing
    from pact_notary.store.presence import Presence

_SIZE = 50
_BRANCHES = 20
_PLACES = 500
_PLACES_OF_ALL = 5_000
_BADGES = 20


@dataclass(frozen=True, slots=True)
class Badge:
    """An image with what it says, and where it leads."""

    text: str
    image: str
    href: str

    @property
    def markdown(self) -> str:
        name = "".join(f"\\{letter}" if letter in r"\[]" else letter for letter in self.text)
        return f"[![{name}]({self.image})]({self.href})"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a list, and what it is part of."""

    version: Version
    details: VersionDetails


def show_list(call: Call) -> Answer:
    given = read_texts(call.query, "q", "label")
    label = call.segments.get("label", given["label"])
    keys = read_cursor(call.query, str)
    found = list_participants(
        call.connection,
        text=given["q"],
        label=label,
        after=str(keys[0]) if keys else "",
        limit=_SIZE + 1,
    )
    shown = found[:_SIZE]
    ids = frozenset(each.id for each in shown)
    present = find_present(call.connection, Whereabouts(application_ids=ids), limit=_PLACES_OF_ALL)
    filters = {"q": given["q"], "label": label}
    following = write_cursor(shown[-1].name) if len(found) > _SIZE else None
    return render(
        call,
        "participants.html",
        title="Applications",
        section="participants",
        participants=shown,
        labels=pacticipants.labels_of(call.connection, ids),
        places=_group(present),
        environments=find_everywhere(call.connection),
        filters=filters,
        first_href=address(call.links, "pacticipants", **filters) if keys else None,
        next_href=address(call.links, "pacticipants", **filters, after=following)
        if following
        else None,
    )


def show(call: Call) -> Answer:
    given = read_texts(call.query, "branch")
    keys = read_cursor(call.query, int)
    one = get_pacticipant(call.connection, call.segments["pacticipant"])
    standings = find_standings(call.connection, Sought(participant_id=one.id))
    everywhere = find_everywhere(call.connection)
    heads = list_branch_heads(call.connection, one.id, limit=_BRANCHES + 1)
    found = list_versions(
        call.connection,
        one.id,
        branch=given["branch"],
        before=int(keys[0]) if keys else None,
        limit=_SIZE + 1,
    )
    own = call.links.to("pacticipants", one.name)
    filters = {"branch": given["branch"]} if given["branch"] else {}
    following = write_cursor(found[_SIZE - 1].order) if len(found) > _SIZE else None
    return render(
        call,
        "participant.html",
        title=one.display_name or display_name(one.name),
        section="participants",
        one=one,
        labels=pacticipants.labels_of(call.connection, [one.id]).get(one.id, ()),
        present=find_present(
            call.connection, Whereabouts(application_ids=frozenset({one.id})), limit=_PLACES
        ),
        environments={each.id: each for each in everywhere},
        called=[each for each in standings if each.integration.consumer_id == one.id],
        callers=[each for each in standings if each.integration.provider_id == one.id],
        heads=heads[:_BRANCHES],
        has_more_heads=len(heads) > _BRANCHES,
        versions=_version_rows(call, found[:_SIZE]),
        branch=given["branch"],
        documented=openapi_documents.find_newest(call.connection, one.id),
        badges=_badges(call, one, standings, everywhere),
        first_href=call.links.query(own, filters) if keys else None,
        next_href=call.links.query(own, {**filters, "after": following}) if following else None,
    )


def _version_rows(call: Call, versions: Sequence[Version]) -> tuple[VersionRow, ...]:
    details = find_details(call.connection, [each.id for each in versions])
    return tuple(VersionRow(each, details[each.id]) for each in versions)


def _group(present: Sequence[Presence]) -> Mapping[int, set[int]]:
    """By application, the ids of the environments that it is in."""
    places: defaultdict[int, set[int]] = defaultdict(set)
    for each in present:
        places[each.application_id].add(each.environment_id)
    return places


def _badges(
    call: Call,
    one: Pacticipant,
    standings: Sequence[Standing],
    everywhere: Sequence[Environment],
) -> tuple[Badge, ...]:
    links = call.links
    deployable = [
        Badge(
            f"{one.name}: can I deploy {one.main_branch} to {each.name}",
            links.to(
                *("pacticipants", one.name, "branches", one.main_branch, "latest-version"),
                *("can-i-deploy", "to-environment", each.name, "badge"),
            ),
            links.to("pacticipants", one.name),
        )
        for each in everywhere
        if one.main_branch
    ]
    verified = []
    for each in standings:
        sides = ("provider", each.integration.provider, "consumer", each.integration.consumer)
        text = f"{each.integration.consumer}/{each.integration.provider} pact"
        image = links.to("pacts", *sides, "latest", "badge")
        verified.append(Badge(text, image, links.to("dashboard", *sides)))
    return (*deployable, *verified)[:_BADGES]
