"""The addresses of all pages there are, filled with what a world has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pact_notary.http.negotiation import HTML
from pact_notary.pages.routes import all_routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.resources.routing import Route

    Subjects = Mapping[str, str]

_VARIABLE: Final = re.compile(r"(?P<before>[^/]+)/\{(?P<name>\w+)\}")
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
    """Of each page its address, and those with queries.

    Args:
      subjects: what stands for the variable `{name}`: under `before/name`, where `before` is the
        part of the path before it, or under the name alone.
    Raises: KeyError for a variable that nothing stands for.
    """
    return tuple(
        address
        for route in all_routes()
        if is_page(route)
        for address in _fill_with_queries(route.path, subjects)
    )


def is_page(route: Route) -> bool:
    shown = route.actions.get("GET")
    return route.page is not None or (shown is not None and shown.offers == (HTML,))


def fill(path: str, subjects: Subjects) -> str:
    """The path with its variables filled; see `list_addresses`."""

    def replace(found: re.Match[str]) -> str:
        before, name = found["before"], found["name"]
        value = subjects.get(f"{before}/{name}") or subjects[name]
        return f"{before}/{quote(value, safe='')}"

    return _VARIABLE.sub(replace, path)


def _fill_with_queries(path: str, subjects: Subjects) -> list[str]:
    address = fill(path, subjects)
    quoted = {name: quote(value, safe="") for name, value in subjects.items()}
    queries = (query.format_map(quoted) for query in _QUERIES.get(path, ()))
    return [address, *(f"{address}?{query}" for query in queries)]
