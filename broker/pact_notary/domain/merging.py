"""Merging keeps the published pact and lets the newcomer replace or add interactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.documents import compact, sort_keys

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

_LISTS = ("interactions", "messages")
_REQUEST_MEMBERS = ("method", "path", "query", "body", "headers")
_STATE_MEMBERS = ("provider_state", "providerState", "providerStates")


def find_conflicts(published: JsonObject, newcomer: JsonObject) -> tuple[str, ...]:
    """Why the two cannot be merged, one sentence a reason; empty when they can.

    Interactions are the same when description and provider states are; the same interaction
    must ask the same request. Responses are not compared.
    """
    shared = _shared_lists(published, newcomer)
    if not shared:
        return ("Both pacts need a list of interactions (or of messages) to be merged.",)
    return tuple(
        _conflict(item)
        for name in shared
        for item in _objects(newcomer[name])
        if _request_differs(item, _by_identity(published[name]).get(_identity(item)))
    )


def merge(published: JsonObject, newcomer: JsonObject) -> JsonObject:
    """The published document with the newcomer's interactions and messages laid over it."""
    merged = dict(published)
    for name in _LISTS:
        if isinstance(newcomer.get(name), list):
            merged[name] = _overlay(published.get(name), newcomer[name])
    return merged


def _shared_lists(published: JsonObject, newcomer: JsonObject) -> list[str]:
    return [
        name
        for name in _LISTS
        if isinstance(published.get(name), list) and isinstance(newcomer.get(name), list)
    ]


def _overlay(published: Json, newcomer: Json) -> Json:
    kept = list(published) if isinstance(published, list) else []
    places = {_identity(item): at for at, item in enumerate(kept) if isinstance(item, dict)}
    for item in _objects(newcomer):
        place = places.get(_identity(item))
        if place is None:
            places[_identity(item)] = len(kept)
            kept.append(item)
        else:
            kept[place] = item
    return kept


def _objects(items: Json) -> list[JsonObject]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _by_identity(items: Json) -> dict[str, JsonObject]:
    return {_identity(item): item for item in _objects(items)}


def _identity(item: JsonObject) -> str:
    states = next((item[name] for name in _STATE_MEMBERS if item.get(name) is not None), None)
    return compact(sort_keys([item.get("description"), states]))


def _request_differs(newcomer: JsonObject, published: JsonObject | None) -> bool:
    if published is None:
        return False
    return _request(newcomer) != _request(published)


def _request(item: JsonObject) -> str:
    request = item.get("request")
    if not isinstance(request, dict):
        return ""
    return compact(sort_keys([request.get(name) for name in _REQUEST_MEMBERS]))


def _conflict(item: JsonObject) -> str:
    described = compact(item.get("description"))
    return f"The published pact holds an interaction {described} with a different request."
