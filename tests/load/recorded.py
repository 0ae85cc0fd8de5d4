"""Requests of the pacts, with places for live values where the examples were."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HOLDER: Final = re.compile("the (node|container|website) holds a token")

Values = dict[str, Any]


class NotRecorded(Exception):
    """No consumer asks that; the text says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as a consumer sends it. `path` has the places, as in `/v1/todos/{todo}`.

    `holder`: whose token it carries; `scope`: what that token is for, None for the website's.
    """

    name: str
    method: str
    path: str
    body: Mapping[str, Any] | None
    holder: str
    scope: str | None

    def fill(self, values: Values) -> tuple[str, Values | None]:
        """Path and body with these values; members that are not among them stay as recorded."""
        path = self.path.format_map({key: quote(str(v), safe="") for key, v in values.items()})
        if self.body is None:
            return path, None
        return path, {member: values.get(member, example) for member, example in self.body.items()}


def read_recorded(pacts: Path, consumer: str, description: str) -> Recorded:
    """The request of the interaction that `consumer` has with the coordinator.

    Raises: NotRecorded.
    """
    file = pacts / f"{consumer}-coordinator.json"
    for interaction in json.loads(file.read_text(encoding="utf-8"))["interactions"]:
        if interaction["description"] == description:
            return _read(interaction)
    raise NotRecorded(f"{file} has no {description!r}; name what replaced it.")


def _read(interaction: Mapping[str, Any]) -> Recorded:
    request, states = interaction["request"], interaction["providerStates"]
    examples = {k: v for state in states for k, v in state.get("params", {}).items()}
    holder = next(m[1] for state in states if (m := _HOLDER.fullmatch(state["name"])))
    return Recorded(
        name=interaction["description"],
        method=request["method"],
        path=_open_places(request["path"], examples),
        body=request.get("body", {}).get("content"),
        holder=holder,
        scope=examples.get("scope"),
    )


def _open_places(path: str, examples: Mapping[str, Any]) -> str:
    """Segments that are a state's parameter get its name, others that are an id their kind's."""
    names = {str(value): name for name, value in examples.items()}
    segments = path.split("/")
    for place, segment in enumerate(segments):
        kind = segments[place - 1].removesuffix("s")
        if segment in names:
            segments[place] = f"{{{names[segment]}}}"
        elif re.fullmatch(f"{kind}-[0-9]+", segment):
            segments[place] = f"{{{kind}}}"
    return "/".join(segments)
