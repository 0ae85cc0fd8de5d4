"""An answer is a status, a body that is already text, and what to say of it in headers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. Without a media type it is the negotiated one; no body is an empty one.

    A body of bytes is sent as it is.
    """

    status: int = 200
    body: str | bytes | None = None
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def shown(document: Any, *, status: int = 200) -> Answer:
    return Answer(status, serialise(document))


def created(document: Any, location: str) -> Answer:
    return Answer(201, serialise(document), headers={"Location": location})


def stored(document: Any, location: str, *, is_new: bool) -> Answer:
    """201 with the address when something came into being, 200 when it was there."""
    return created(document, location) if is_new else shown(document)


def emptied() -> Answer:
    return Answer(204)


def serialise(document: Any) -> str:
    """Compact JSON; null members are left out by those who build documents."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)
