"""Which declared media type a body of some type is of.

Source: RFC 9110, section 12.5.1: the most specific range wins.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pact_notary.domain.openapi.pacts import is_json_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.openapi.document import MediaType

_ANY = "*/*"


def bare(content_type: str) -> str:
    """Without parameters, in small letters."""
    return content_type.partition(";")[0].strip().lower()


def choose(declared: tuple[MediaType, ...], content_type: str) -> MediaType | None:
    fitting = [each for each in declared if _covers(bare(each.content_type), content_type)]
    return min(fitting, key=lambda each: each.content_type.count("*"), default=None)


def candidates(
    declared: tuple[MediaType, ...], content_type: str, *, is_json: bool
) -> tuple[MediaType, ...]:
    """Those that a body may be of; of a body whose type is not told, all that could be."""
    if content_type:
        chosen = choose(declared, content_type)
        return (chosen,) if chosen else ()
    return tuple(each for each in declared if not is_json or _may_be_json(each.content_type))


def is_accepted(accept: Iterable[str], declared: tuple[MediaType, ...]) -> bool:
    """Whether one of the types is among those that a request would take."""
    ranges = [bare(each) for text in accept for each in text.split(",") if each.strip()]
    types = [bare(each.content_type) for each in declared]
    return any(
        _covers(wanted, told) or _covers(told, wanted) for wanted in ranges for told in types
    )


def _may_be_json(content_type: str) -> bool:
    told = bare(content_type)
    return is_json_type(told) or _covers(told, "application/json")


def _covers(media_range: str, content_type: str) -> bool:
    return media_range in (_ANY, "*", content_type) or fnmatchcase(content_type, media_range)
