"""Which page a browser gets at an address: beside the API's resource, or where only a page is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pact_notary.http.negotiation import HTML
from pact_notary.pages import (
    assets,
    audit_log,
    comparison,
    deployability,
    environments,
    getting_started,
    matrix,
    network,
    official,
    openapi_map,
    overview,
    owed,
    pact,
    pair,
    participants,
    relation,
    result,
    tokens,
    triggered,
    version,
    webhook_forms,
    webhooks,
)
from pact_notary.resources.openapi import describing
from pact_notary.resources.routes import ROUTES
from pact_notary.resources.routing import Route, shows, shows_without_database, takes_form

if TYPE_CHECKING:
    from pact_notary.resources.routing import Action, Handle

_BESIDE: dict[str, Handle] = {
    "/": overview.show,
    **pact.PAGES,
    **comparison.PAGES,
    **result.PAGES,
    **matrix.PAGES,
    **deployability.PAGES,
    **openapi_map.PAGES,
    "/audit-log": audit_log.show,
    "/dashboard": overview.show,
    "/dashboard/provider/{provider}/consumer/{consumer}": pair.show,
    "/doc/{relation}": relation.show,
    "/environments": environments.show_list,
    "/environments/{uuid}": environments.show,
    "/owed": owed.show,
    "/pacticipants": participants.show_list,
    "/pacticipants/label/{label}": participants.show_list,
    "/pacticipants/{pacticipant}": participants.show,
    "/pacticipants/{pacticipant}/versions/{version}": version.show,
    "/webhooks": webhooks.show_list,
    "/webhooks/{uuid}": webhooks.show,
}
"""By the path of a route of the API, what a browser sees there."""

_ALONE: dict[str, Handle] = {
    comparison.COMPARE: comparison.show,
    "/getting-started": getting_started.show,
    "/network": network.show,
    "/tokens": tokens.show,
    "/tokens/{token}": tokens.show_one,
    "/triggered-webhooks/{uuid}": triggered.show,
    **official.PAGES,
}
"""By their paths, pages that only people ask for."""

_FORMS: dict[str, Handle] = {
    "/tokens": tokens.create,
    "/tokens/{token}/revoke": tokens.revoke,
    "/triggered-webhooks/{uuid}/replay": webhook_forms.send_again,
    "/webhooks/{uuid}/disable": webhook_forms.disable,
    "/webhooks/{uuid}/enable": webhook_forms.enable,
    "/webhooks/{uuid}/test": webhook_forms.try_out,
}
"""By their paths, what forms are sent to."""


@cache
def all_routes() -> tuple[Route, ...]:
    """The API, each route with its page if it has one, its description, and all other pages."""
    api = tuple(
        replace(route, page=shows(_BESIDE[route.path], (HTML,))) if route.path in _BESIDE else route
        for route in ROUTES
    )
    return (*api, describing(api), *_own_routes())


def _own_routes() -> tuple[Route, ...]:
    files = Route(assets.PATH, {"GET": shows_without_database(assets.show, assets.MEDIA_TYPES)})
    paths = dict.fromkeys((*_ALONE, *_FORMS))
    return (files, *(Route(path, _actions(path)) for path in paths))


def _actions(path: str) -> dict[str, Action]:
    shown = {"GET": shows(_ALONE[path], (HTML,))} if path in _ALONE else {}
    return shown | ({"POST": takes_form(_FORMS[path])} if path in _FORMS else {})
