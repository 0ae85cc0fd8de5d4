"""Which versions a broker keeps when it is tidied: those that one of the selectors fits.

All that a selector says must be true of a version. It is written as the official broker's
JSON object, or shortly: `branch=main,max-age=90`, `tag,latest`, `application=Shop,latest`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json

ANY = "*"

_NAMES = (
    "pacticipant",
    "branch",
    "main_branch",
    "tag",
    "latest",
    "max_age",
    "deployed",
    "released",
)
_OTHER_SPELLINGS = {"application": "pacticipant"}
_FLAGS = frozenset({"main_branch", "latest", "deployed", "released"})
_LONGEST_AGE_DAYS = 36_500


class InvalidKeep(ValueError):
    """The selector says nothing that can be kept; the text says what to write."""


@dataclass(frozen=True, slots=True)
class Keep:
    """One selector. A branch or tag of `*` is any; `latest` is the newest of each of them."""

    pacticipant: str | None = None
    branch: str | None = None
    main_branch: bool = False
    tag: str | None = None
    latest: bool = False
    max_age_days: int | None = None


def parse_keep(text: str) -> Keep | None:
    """The selector; None for one that keeps what is always kept: deployed or released.

    Raises: InvalidKeep.
    """
    members = _read_object(text) if text.lstrip().startswith("{") else _read_short(text)
    unknown = sorted(set(members) - set(_NAMES))
    if unknown or not members:
        raise InvalidKeep(
            f"{text!r} is no selector: it may name {', '.join(_NAMES[:-2])}, "
            "separated by commas, as in branch=main,max-age=90"
        )
    if {"deployed", "released"} & set(members):
        return None
    return _check(text, members)


def _read_object(text: str) -> dict[str, Json]:
    try:
        members = json.loads(text)
    except ValueError as error:
        raise InvalidKeep(f"{text!r} is no JSON object: {error}") from error
    return {_spell(name): value for name, value in members.items()}


def _read_short(text: str) -> dict[str, Json]:
    members: dict[str, Json] = {}
    for part in text.split(","):
        name, equals, value = part.strip().partition("=")
        members[_spell(name)] = value if equals else True
    members.pop("", None)
    return members


def _spell(name: str) -> str:
    spelt = name.strip().replace("-", "_")
    return _OTHER_SPELLINGS.get(spelt, spelt)


def _check(text: str, members: dict[str, Json]) -> Keep:
    for name in _FLAGS & set(members):
        if members[name] is not True:
            raise InvalidKeep(f"{text!r}: {name} has no value, it is there or it is not")
    if members.get("branch") and members.get("main_branch"):
        raise InvalidKeep(f"{text!r}: branch and main_branch cannot both be asked for")
    return Keep(
        pacticipant=_name(text, members, "pacticipant"),
        branch=_name_or_any(text, members, "branch"),
        main_branch="main_branch" in members,
        tag=_name_or_any(text, members, "tag"),
        latest="latest" in members,
        max_age_days=_age(text, members),
    )


def _name(text: str, members: dict[str, Json], name: str) -> str | None:
    value = members.get(name)
    if value is None or (isinstance(value, str) and value):
        return value
    raise InvalidKeep(f"{text!r}: {name} must be a name")


def _name_or_any(text: str, members: dict[str, Json], name: str) -> str | None:
    return ANY if members.get(name) is True else _name(text, members, name)


def _age(text: str, members: dict[str, Json]) -> int | None:
    value = members.get("max_age")
    if value is None:
        return None
    digits = str(value)
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit()):
        raise InvalidKeep(f"{text!r}: max-age must be a whole number of days")
    if int(digits) > _LONGEST_AGE_DAYS:
        raise InvalidKeep(f"{text!r}: max-age must be at most {_LONGEST_AGE_DAYS} days")
    return int(digits)
