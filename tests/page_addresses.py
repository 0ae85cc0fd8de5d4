"""The addresses of all pages there are, filled with what a world has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pact_notary.http.negotiation import HTML
from pact_notary.pages.routes import all_routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.resources.routing import Action, Route

    Subjects = Mapping[str, str]

_VARIABLE: Final = re.compile(r"(?P<before>[^/]+)/\{(?P<name>\w+)\}")
# Addresses of the official broker's pages, which lead to ours.
_LEADS: Final = "pact_notary.pages.official"
# What else is asked of a page, beside its bare address.
_QUERIES: Final = {
    "/": ("q={consumer}", "status=failed", "q=nobody-has-this-name"),
    "/pacticipants": ("q={consumer}",),
    "/can-i-deploy": (
        "pacticipant={consumer}&version={version}&environment={environment}",
        "pacticipant={provider}&version={provider_version}&environment={environment}",
    ),
    "/matrix": (
        "q[][pacticipant]={consumer}&q[][version]={version}&environment={environment}&latestby=cvp",
        "q[][pacticipant]={consumer}&q[][pacticipant]={provider}&latestby=cvpv&limit=50",
    ),
    "/network": ("around={consumer}",),
    "/owed": ("provider={provider}",),
    "/audit-log": ("q=versions",),
    "/pacts/provider/{provider}/consumer/{consumer}/compare": (
        "from={version}&to={other_version}",
    ),
}


def list_addresses(subjects: Subjects) -> tuple[str, ...]:
    """Of each page an address, and those with queries.

    Args:
      subjects: what stands for the variable `{name}`: under `before/name`, where `before` is the
        part of the path before it, or under the name alone.
    Raises: KeyError for a variable that nothing stands for.
    """
    return tuple(fill(template, subjects) for template in list_templates())


def list_templates() -> tuple[str, ...]:
    """The path of each page, one of those that show the same, and below it those with queries."""
    shown: dict[object, Route] = {}
    for route in all_routes():
        action = route.page or route.actions.get("GET")
        if action is not None and is_page(action):
            # Of one page that stands at several addresses, each has a closure of one function.
            shown.setdefault(getattr(action.handle, "__code__", action.handle), route)
    return tuple(
        template
        for route in shown.values()
        for template in (
            route.path,
            *(f"{route.path}?{query}" for query in _QUERIES.get(route.path, ())),
        )
    )


def is_page(action: Action) -> bool:
    """Whether people see something there, and are not led elsewhere."""
    return action.offers == (HTML,) and action.handle.__module__ != _LEADS


def fill(template: str, subjects: Subjects) -> str:
    """The path and query with their variables filled; see `list_addresses`."""

    def replace(found: re.Match[str]) -> str:
        before, name = found["before"], found["name"]
        value = subjects.get(f"{before}/{name}") or subjects[name]
        return f"{before}/{quote(value, safe='')}"

    path, _, query = template.partition("?")
    quoted = {name: quote(value, safe="") for name, value in subjects.items()}
    return f"{_VARIABLE.sub(replace, path)}?{query.format_map(quoted)}".rstrip("?")
