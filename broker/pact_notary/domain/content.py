"""Two pacts with the same interactions are the same content, whatever their order."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pact_notary.domain.documents import compact, sort_keys

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

_LISTS = ("interactions", "messages")


def identify(document: JsonObject) -> str:
    """The content sha of a pact: 40 hex digits that ignore names, blanks, key and list order.

    Source: Pact Broker's content identity, with one difference: an uploaded `_id` is left out.
    """
    lists = {name: document[name] for name in _LISTS if document.get(name) is not None}
    if not lists:
        return _sha(document)
    identity: JsonObject = {name: _without_ids(sort_keys(value)) for name, value in lists.items()}
    reordered = next(iter(identity))
    identity[reordered] = _sort_items(identity[reordered])
    version = _specification_version(document)
    if version is not None:
        identity["pact_specification_version"] = version
    return _sha(identity)


def with_interaction_ids(document: JsonObject) -> JsonObject:
    """The document with `_id` first in each interaction and message: the sha of the rest."""
    return {
        name: _identified(value) if name in _LISTS else value for name, value in document.items()
    }


def _identified(items: Json) -> Json:
    if not isinstance(items, list):
        return items
    return [
        {"_id": _sha(sort_keys(bare)), **bare} if isinstance(bare, dict) else bare
        for bare in map(_without_id, items)
    ]


def _without_ids(items: Json) -> Json:
    return [_without_id(item) for item in items] if isinstance(items, list) else items


def _without_id(item: Json) -> Json:
    if not isinstance(item, dict):
        return item
    return {name: value for name, value in item.items() if name != "_id"}


def _sort_items(items: Json) -> Json:
    return sorted(items, key=compact) if isinstance(items, list) else items


def _specification_version(document: JsonObject) -> Json:
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        return None
    for name in ("pactSpecification", "pact-specification"):
        specification = metadata.get(name)
        if isinstance(specification, dict) and specification.get("version") is not None:
            return specification["version"]
    return metadata.get("pactSpecificationVersion")


def _sha(value: Json) -> str:
    return hashlib.sha1(compact(value).encode(), usedforsecurity=False).hexdigest()
