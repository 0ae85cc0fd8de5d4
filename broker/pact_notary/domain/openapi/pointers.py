"""JSON pointers, as in RFC 6901, and in references as in RFC 3986 fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.documents import Json


def join(pointer: str, *steps: str | int) -> str:
    return pointer + "".join(f"/{_escape(str(step))}" for step in steps)


def to_pointer(steps: Iterable[str | int]) -> str:
    return join("", *steps)


def split(pointer: str) -> tuple[str, ...]:
    if not pointer:
        return ()
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/"))


def from_reference(reference: str) -> str | None:
    """The pointer of `#/a/b`, percent-decoded; None when it leads out of the document."""
    pointer = unquote(reference.removeprefix("#"))
    is_inside = reference.startswith("#") and (not pointer or pointer.startswith("/"))
    return pointer if is_inside else None


def to_reference(pointer: str) -> str:
    return "#" + quote(pointer, safe="/~!$&'()*+,;=:@-._")


def find(root: Json, pointer: str) -> Json:
    """What is there.

    Raises:
      LookupError: nothing is.
    """
    value = root
    for step in split(pointer):
        if isinstance(value, dict):
            value = value[step]
        elif isinstance(value, list) and step.isdecimal():
            value = value[int(step)]
        else:
            raise LookupError(pointer)
    return value


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
