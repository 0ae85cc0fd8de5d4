"""Requests of the deployed protocol, as they came: hardly a member of them can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import from_json

from swarm.coordinator.transfer.assignees import MAX_ROUND, is_storable

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BODY_BYTES: Final = 102_400
_MAX_DIGITS: Final = 10


class BodyUnreadable(ValueError):
    """The body is no JSON object; the text says why."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a client asks with: the members of a body, of the query, and of the path."""

    body: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)


def read_body(mimetype: str, content: bytes) -> Mapping[str, Any]:
    """The members of a body. One of another content type has none, nor has a list.

    Raises:
        BodyUnreadable: It is no JSON, or neither an object nor a list.
    """
    if mimetype != "application/json" or not content:
        return {}
    try:
        body = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise BodyUnreadable(f"The body is not JSON: {error}") from error
    if isinstance(body, list):
        return {}
    if not isinstance(body, dict):
        raise BodyUnreadable("The body is not a JSON object")
    return body


def text_in(members: Mapping[str, Any], name: str) -> str:
    """The text of a member; empty where there is none that could be stored."""
    value = members.get(name)
    return value if isinstance(value, str) and is_storable(value) else ""


def optional_text_in(members: Mapping[str, Any], name: str) -> str | None:
    """As `text_in`; None where there is none."""
    return text_in(members, name) or None


def round_in(members: Mapping[str, Any], name: str = "roundNumber") -> int | None:
    """The number of a round; JavaScript does not tell 7 from 7.0."""
    value = members.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _round(value)


def loose_round_in(members: Mapping[str, Any], name: str = "roundNumber") -> int | None:
    """As `round_in`; some clients write the number as text."""
    value = members.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS:
        return _round(int(value))
    return round_in(members, name)


def _round(value: float) -> int | None:
    if not 0 <= value <= MAX_ROUND or value != int(value):
        return None
    return int(value)
