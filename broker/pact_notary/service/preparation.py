"""Documents are stored as they will be shown: with interaction ids, without our own members."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pact_notary.domain.content import identify, with_interaction_ids
from pact_notary.domain.documents import compact
from pact_notary.records import PreparedContent

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

# The broker adds these to what it shows; a document that was read from it brings them back.
_OURS = frozenset({"createdAt", "_links"})


def prepare(document: JsonObject) -> PreparedContent:
    own = {name: value for name, value in document.items() if name not in _OURS}
    return PreparedContent(
        sha=identify(own),
        text=compact(with_interaction_ids(own)),
        interactions=_count(own.get("interactions")),
        messages=_count(own.get("messages")),
    )


def parse(text: str) -> JsonObject:
    """The document that a stored text holds."""
    document: JsonObject = json.loads(text)
    return document


def _count(items: Json) -> int:
    return len(items) if isinstance(items, list) else 0
