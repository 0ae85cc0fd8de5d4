"""A pact is interactions; an interaction is states and sides; a side is named values and a body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.documents import Json

Kind: TypeAlias = Literal["http", "async message", "sync message", "unknown"]
BodyKind: TypeAlias = Literal["json", "text", "binary"]

# Hexadecimal digits of an interaction's `_id` that its key has.
KEY_LENGTH = 12

Words: TypeAlias = "tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class State:
    """A provider state; `params` is None when it has none."""

    name: str
    params: Json = None


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value that is not in a body (a path, a header …) as text, with its rules in words."""

    name: str
    value: str
    rules: Words = ()
    generators: Words = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Words by path expression (`$.items[*].id`), in the pact's order.

    `cascading` holds those of the words that also apply to what is inside of the path,
    `generators` how examples are made there.
    """

    words: Mapping[str, Words] = field(default_factory=dict)
    cascading: Mapping[str, Words] = field(default_factory=dict)
    generators: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """A body before it is laid out in lines.

    `content` is any JSON for kind json, and text for the others: of a binary body the first
    bytes as hexadecimal pairs, and `digest` tells it from others. `size_bytes` is known of text
    and binary bodies.
    """

    kind: BodyKind
    content_type: str
    content: Json
    rules: Rules
    size_bytes: int | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A request, a response or a message, by the name that paths of changes begin with.

    Names: `request`, `response`, `response[1]` for further responses, `contents` of a message.
    `other` holds the members that the specification does not know.
    """

    name: str
    method: NamedValue | None = None
    path: NamedValue | None = None
    status: NamedValue | None = None
    query: tuple[NamedValue, ...] = ()
    headers: tuple[NamedValue, ...] = ()
    metadata: tuple[NamedValue, ...] = ()
    body: Body | None = None
    other: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadInteraction:
    """One interaction or message.

    `key` is the begin of its `_id` (12 hexadecimal digits): the same interaction has the same
    key in each pact, and two that are equal share it. `raw` is what is stored.
    """

    key: str
    kind: Kind
    description: str
    states: tuple[State, ...]
    sides: tuple[Side, ...]
    raw: Json
    pending: bool = False
    comments: tuple[str, ...] = ()
    test_name: str = ""
    other: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadPact:
    """A pact document; `specification` is V1 to V4, empty when it is not told.

    `left_out` counts the interactions beyond the limit. `raw` is all that is stored when the
    document is not a pact.
    """

    specification: str
    interactions: tuple[ReadInteraction, ...]
    consumer: str = ""
    provider: str = ""
    left_out: int = 0
    raw: Json = None
