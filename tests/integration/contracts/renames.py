"""Which fields consumers read, and runs of a verification that rename every one of them once."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RENAMED: Final = "renamed-on-the-way"
EACH: Final = "*"

Place = tuple[str, ...]
"""Members from the root of a body down; `EACH` stands for every element of a list."""

SpokenBy = Callable[[str, str], str]
"""The name of the endpoint that is asked by a method and a path."""

Run = Mapping[str, Place]
"""By endpoint, the one field of its answers that is renamed."""


@dataclass(frozen=True)
class Reading:
    """What a consumer reads of the answer in one interaction."""

    consumer: str
    description: str
    endpoint: str
    places: frozenset[Place]
    interaction: dict[str, Any] = field(compare=False, repr=False)

    @property
    def name(self) -> tuple[str, str]:
        return self.consumer, self.description


def read_pact(pact: Mapping[str, Any], spoken_by: SpokenBy) -> Iterator[Reading]:
    for interaction in pact["interactions"]:
        request = interaction["request"]
        body = interaction["response"].get("body", {}).get("content")
        yield Reading(
            consumer=pact["consumer"]["name"],
            description=interaction["description"],
            endpoint=spoken_by(request["method"], request["path"]),
            places=frozenset(list_places(body)),
            interaction=interaction,
        )


def list_places(body: Any, above: Place = ()) -> Iterator[Place]:
    """Every member in `body`, however deep; one place for that of all elements of a list."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield (*above, name)
            yield from list_places(value, (*above, name))
    elif isinstance(body, list):
        for element in body:
            yield from list_places(element, (*above, EACH))


def rename(body: Any, place: Place) -> Any:
    """`body` with its members at `place` under another name, where there are any; else as it is."""
    name, below = place[0], place[1:]
    if name == EACH and isinstance(body, list):
        return [rename(element, below) for element in body]
    if not isinstance(body, dict) or name not in body:
        return body
    if below:
        return {**body, name: rename(body[name], below)}
    return {(RENAMED if key == name else key): value for key, value in body.items()}


def plan_runs(readings: Iterable[Reading]) -> list[Run]:
    """As few runs as rename once whatever anybody reads, one field an endpoint at a time."""
    read: dict[str, set[Place]] = defaultdict(set)
    for reading in readings:
        read[reading.endpoint] |= reading.places
    columns = ([(endpoint, place) for place in sorted(places)] for endpoint, places in read.items())
    return [dict(filter(None, row)) for row in itertools.zip_longest(*columns)]


def spell(place: Place) -> str:
    """`place` as JSON paths are written: `$.issues[*].title`."""
    return "$" + "".join("[*]" if name == EACH else f".{name}" for name in place)
