"""Environments: what runs where and since when, and what was there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.pages.filters import read_texts
from pact_notary.pages.rendering import render
from pact_notary.resources.environments import shown_name
from pact_notary.service.lookups import get_environment
from pact_notary.service.overview import find_everywhere
from pact_notary.store.presence import Whereabouts, find_past, find_present

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pact_notary.domain.documents import Json
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call
    from pact_notary.store.presence import Presence

_SHOWN = 2_000
_PAST = 20
_CONTACTS = 20
# A release may be supported for years beside all later ones.
PER_CELL = 3


@dataclass(frozen=True, slots=True)
class Application:
    """What is there of an application, by environment id."""

    name: str
    places: Mapping[int, tuple[Presence, ...]]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask: a name, and whatever else is known."""

    name: str
    details: tuple[tuple[str, str], ...]


def show_list(call: Call) -> Answer:
    text = read_texts(call.query, "q")["q"]
    found = find_present(call.connection, Whereabouts(), limit=_SHOWN + 1)
    present = [each for each in found[:_SHOWN] if text.casefold() in each.application.casefold()]
    return render(
        call,
        "environments.html",
        title="Environments",
        section="environments",
        environments=find_everywhere(call.connection),
        applications=_gather(present),
        text=text,
        per_cell=PER_CELL,
        is_cut=len(found) > _SHOWN,
        limit=_SHOWN,
    )


def show(call: Call) -> Answer:
    environment = get_environment(call.connection, call.segments["uuid"])
    asked = Whereabouts(environment_id=environment.id)
    found = find_present(call.connection, asked, limit=_SHOWN + 1)
    return render(
        call,
        "environment.html",
        title=shown_name(environment),
        section="environments",
        environment=environment,
        contacts=read_contacts(environment.contacts),
        present=found[:_SHOWN],
        is_cut=len(found) > _SHOWN,
        limit=_SHOWN,
        past=find_past(call.connection, environment.id, limit=_PAST),
    )


def read_contacts(contacts: Json) -> tuple[Contact, ...]:
    """Those that can be read: clients may send what they like."""
    listed = contacts if isinstance(contacts, list) else []
    known = [each for each in listed if isinstance(each, dict)]
    return tuple(
        Contact(
            str(each.get("name") or "somebody"),
            tuple(
                (str(key), str(value))
                for key, value in _details(each.get("details"))
                if isinstance(value, str | int | float)
            ),
        )
        for each in known[:_CONTACTS]
    )


def _details(details: Json) -> Sequence[tuple[str, Json]]:
    return tuple(details.items()) if isinstance(details, dict) else ()


def _gather(present: Sequence[Presence]) -> tuple[Application, ...]:
    """By name; in each place what came last is first."""
    places: dict[str, dict[int, tuple[Presence, ...]]] = {}
    for each in sorted(present, key=lambda each: each.since, reverse=True):
        there = places.setdefault(each.application, {})
        there[each.environment_id] = (*there.get(each.environment_id, ()), each)
    return tuple(Application(name, places[name]) for name in sorted(places))
