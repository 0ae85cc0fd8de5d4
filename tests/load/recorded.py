"""Requests of the pacts, with places for live values where the examples were."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_V1: Final = "/v1/"
_HOLDER: Final = re.compile("(.+) holds a token")
_ID: Final = re.compile("[a-z]+-[0-9]+|[0-9]+|[0-9a-f]{24}")
_OF_TRANSPORT: Final = frozenset({"Authorization", "Content-Type"})
_PROVIDER: Final = "coordinator"

Values = dict[str, Any]


class NotRecorded(Exception):
    """No consumer asks that; the text says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """What one consumer asks the coordinator, and in which state, by its name in the pact."""

    consumer: str
    description: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, but for who sends it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as a consumer sends it, and the answer it is promised.

    `path` has the places, as in `/v1/todos/{todo}`; `holder`: whose token it carries, as the state
    says; `scope`: what that token is for, None for the website's; `code`: of a refusal.
    """

    consumer: str
    description: str
    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: Any
    holder: str
    scope: str | None
    status: int
    code: str | None

    @property
    def name(self) -> str:
        return f"{self.consumer}: {self.description}"

    @property
    def endpoint(self) -> str:
        return f"{self.method} {self.path}"

    def fill(self, values: Values, ids: Mapping[str, str] | None = None) -> Asked:
        """With these values; what is not among them stays as recorded.

        Args:
            values: Of places in the path, of headers, and of the body's own members.
            ids: Example → live one, wherever in the body the example is.
        """
        quoted = {key: quote(str(value), safe="") for key, value in values.items()}
        path = self.path.format_map(quoted)
        query = f"?{urlencode(self.query, doseq=True)}" if self.query else ""
        headers = {name: str(values.get(name, said)) for name, said in self.headers.items()}
        body = _rename(self.body, ids or {})
        if body is not None:
            body = {member: values.get(member, example) for member, example in body.items()}
        return Asked(self.method, path + query, headers, body)


@dataclass(frozen=True)
class Recordings:
    """Every request of v1 that consumers record of the coordinator."""

    pacts: Path
    found: Mapping[Interaction, Recorded] = field(repr=False)

    def find(self, interaction: Interaction) -> Recorded:
        """Raises: NotRecorded."""
        if interaction not in self.found:
            file = self.pacts / f"{interaction.consumer}-{_PROVIDER}.json"
            raise NotRecorded(f"{file} has no {interaction.description!r}; name what replaced it.")
        return self.found[interaction]


def read_recordings(pacts: Path, needed: Iterable[Interaction] = ()) -> Recordings:
    """All that the folder has.

    Raises: NotRecorded, when one that is needed is not among them.
    """
    files = sorted(pacts.glob(f"*-{_PROVIDER}.json"))
    every = [recorded for file in files for recorded in _read_file(file)]
    found = {Interaction(one.consumer, one.description): one for one in every}
    recordings = Recordings(pacts, found)
    for interaction in needed:
        recordings.find(interaction)
    return recordings


def _read_file(file: Path) -> list[Recorded]:
    consumer = file.name.removesuffix(f"-{_PROVIDER}.json")
    document = json.loads(file.read_text(encoding="utf-8"))
    return [
        _read(consumer, interaction)
        for interaction in document["interactions"]
        # Deployed requests are signed: another value in them would need another signature.
        if interaction["request"]["path"].startswith(_V1)
    ]


def _read(consumer: str, interaction: Mapping[str, Any]) -> Recorded:
    request, states = interaction["request"], interaction["providerStates"]
    examples = {k: v for state in states for k, v in state.get("params", {}).items()}
    answer = interaction["response"]
    content = answer.get("body", {}).get("content")
    return Recorded(
        consumer=consumer,
        description=interaction["description"],
        method=request["method"],
        path=_open_places(request["path"], examples),
        query=request.get("query", {}),
        headers={
            name: ", ".join(said)
            for name, said in request.get("headers", {}).items()
            if name not in _OF_TRANSPORT
        },
        body=request.get("body", {}).get("content"),
        holder=next(m[1] for state in states if (m := _HOLDER.fullmatch(state["name"]))),
        scope=examples.get("scope"),
        status=answer["status"],
        code=content.get("code") if isinstance(content, dict) else None,
    )


def _open_places(path: str, examples: Mapping[str, Any]) -> str:
    """Segments that are a state's parameter get its name, others that are an id their kind's."""
    names = {str(value): name for name, value in examples.items()}
    segments = path.split("/")
    for place, segment in enumerate(segments):
        if segment in names:
            segments[place] = f"{{{names[segment]}}}"
        elif _ID.fullmatch(segment):
            segments[place] = f"{{{_kind(path.split('/')[place - 1])}}}"
    return "/".join(segments)


def _kind(collection: str) -> str:
    """What there are many of in a collection."""
    if collection.endswith("ies"):
        return f"{collection.removesuffix('ies')}y"
    return collection.removesuffix("s")


def _rename(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {member: _rename(one, ids) for member, one in value.items()}
    if isinstance(value, list):
        return [_rename(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value
