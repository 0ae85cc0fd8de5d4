"""Who still needs a route: by method and path, as the pacts of versions in use call it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swarm.drift.needs import Need
    from swarm.drift.report import Place

_ROUTE: Final = re.compile(r"(?P<method>[A-Za-z]+) (?P<path>/\S*)")
_PLACEHOLDER: Final = re.compile(r"\{[^{}/]+\}|:[^/]+")


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path, of which `{name}` or `:name` is any one segment."""

    method: str
    path: str

    def fits(self, method: str, path: str) -> bool:
        template, asked = _split(self.path), _split(path)
        same_segments = len(template) == len(asked) and all(
            _PLACEHOLDER.fullmatch(wanted) is not None or wanted == given
            for wanted, given in zip(template, asked, strict=True)
        )
        return self.method == method.upper() and same_segments


@dataclass(frozen=True, slots=True)
class Use:
    """A version of a consumer somewhere, and for what it needs the route."""

    consumer: str
    place: Place
    descriptions: tuple[str, ...]


def read_route(text: str) -> Route | None:
    """`POST /a/{b}`; None when it is not of that form."""
    found = _ROUTE.fullmatch(text.strip())
    return Route(found["method"].upper(), found["path"]) if found else None


def find_uses(route: Route, needs: Iterable[Need]) -> tuple[Use, ...]:
    """Every version in use that needs it, with where it is."""
    found: dict[tuple[str, Place], list[str]] = {}
    for need in needs:
        if not route.fits(need.interaction.method, need.interaction.path):
            continue
        for place in need.places:
            key = need.interaction.consumer, place
            found.setdefault(key, []).append(need.interaction.description)
    ordered = sorted(
        found.items(), key=lambda one: (one[0][0], one[0][1].environment, one[0][1].version)
    )
    return tuple(
        Use(consumer, place, tuple(descriptions)) for (consumer, place), descriptions in ordered
    )


def _split(path: str) -> list[str]:
    """Segments without the query; a slash at the end is of no account."""
    return path.partition("?")[0].strip("/").split("/")
