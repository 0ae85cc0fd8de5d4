"""Which pact of a pair somebody means: `branch:main`, `environment:test`, `latest`, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.refusals import WrongParameters
from pact_notary.pages import pact_lookup
from pact_notary.service.refusals import Unknown
from pact_notary.store import environments, known_names, pact_neighbours, pacts

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.records import Pact
    from pact_notary.resources.routing import Call
    from pact_notary.store.pacts import Condition, PactText

LATEST = "latest"
_OFFERED = 100
_KINDS = ("version", "branch", "tag", "environment")


def find_chosen(call: Call, parameter: str) -> PactText:
    """The pair's newest pact of those that a parameter means.

    Raises: WrongParameters when it means none, and says what it may say.
    """
    choice = _read(call.query.get(parameter), parameter)
    try:
        return pact_lookup.find(call, _find_condition(call, choice))
    except Unknown as unknown:
        told = call.query[parameter]
        sentence = f"says {told}, and no pact of this pair is of that version, branch, tag or place"
        raise WrongParameters({parameter: (sentence,)}) from unknown


def list_choices(call: Call, pact: Pact) -> tuple[str, ...]:
    """Some of what can be chosen of the pair of the pact. Three statements."""
    branches = known_names.find_branch_names(call.connection, pact.consumer, limit=_OFFERED)
    places = known_names.find_environment_names(call.connection, limit=_OFFERED)
    recent = pact_neighbours.find_recent(call.connection, pact, limit=_OFFERED)
    return (
        *(f"branch:{name}" for name in branches),
        *(f"environment:{name}" for name in places),
        *(each.consumer_version.number for each in recent),
    )


def _read(value: Json, parameter: str) -> tuple[str, str]:
    if not isinstance(value, str) or not value.strip():
        sentence = "is missing: name a version, branch:NAME, tag:NAME, environment:NAME or latest"
        raise WrongParameters({parameter: (sentence,)})
    told = value.strip()
    kind, _, name = told.partition(":")
    return (kind, name) if kind in _KINDS and name else ("", told)


def _find_condition(call: Call, choice: tuple[str, str]) -> Condition:
    match choice:
        case ("branch", name):
            return pacts.on_branch(name)
        case ("tag", name):
            return pacts.with_tag(name)
        case ("environment", name):
            return _find_place(call, name)
        case ("", told) if told == LATEST:
            return pacts.any_version()
        case (_, number):
            return pacts.with_number(number)


def _find_place(call: Call, name: str) -> Condition:
    found = environments.find_named(call.connection, name)
    if found is None:
        raise Unknown(f"No environment with name {name} found")
    return pacts.in_environment(found.id)
