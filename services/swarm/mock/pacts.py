"""Pacts of one provider, put in the order in which a stand-in is to believe them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_NO_CONTENT: Final = 204
_FIRST_REFUSAL: Final = 300


class PactsUnusable(Exception):
    """Pacts cannot be had from there; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Pact:
    """What one consumer expects, in the document as it was recorded."""

    consumer: str
    provider: str
    document: Mapping[str, Any]


def read_folder(folder: Path) -> tuple[Pact, ...]:
    """Every pact in the folder, by the names of the files."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise PactsUnusable(f"{folder} holds no pacts; name the folder with --pacts.")
    return tuple(_read(file) for file in files)


def read_document(document: Any) -> Pact:
    """Raises: KeyError or TypeError, when it is no pact."""
    for interaction in document["interactions"]:
        _rank(interaction)
    return Pact(document["consumer"]["name"], document["provider"]["name"], document)


def choose(pacts: Iterable[Pact], provider: str, *, where: str) -> tuple[Pact, ...]:
    """The pacts of the provider; `where` is for the error that says whose there are."""
    known = tuple(pacts)
    chosen = tuple(pact for pact in known if pact.provider == provider)
    if not chosen:
        raise PactsUnusable(say_unknown(provider, (pact.provider for pact in known), where=where))
    return chosen


def say_unknown(provider: str, known: Iterable[str], *, where: str) -> str:
    names = ", ".join(sorted(set(known))) or "nobody"
    return f"There is no pact of {provider!r} in {where}; there are pacts of {names}."


def write_sources(pacts: Iterable[Pact], provider: str, folder: Path) -> tuple[Path, ...]:
    """Files for the stub, which of several answers to a request takes the first.

    So answers with content come before those without, and refusals after them: a stand-in says
    what the service says when all is well, unless it is asked for a state.
    """
    sources = [(0, _introduction(provider))]
    sources += [(rank, part) for pact in pacts for rank, part in _split(pact)]
    files = []
    for place, (_, document) in enumerate(sorted(sources, key=lambda source: source[0])):
        file = folder / f"{place:03}.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        files.append(file)
    return tuple(files)


def describe(pacts: Iterable[Pact]) -> tuple[str, ...]:
    """A line for each request that the stand-in knows, with what it answers and in which states."""
    return tuple(
        sorted(
            _line(interaction)
            for pact in pacts
            for interaction in pact.document["interactions"]
            if "request" in interaction
        )
    )


def _line(interaction: Mapping[str, Any]) -> str:
    request, states = interaction["request"], interaction.get("providerStates", ())
    given = "; ".join(state["name"] for state in states) or "always"
    return f"{request['method']} {request['path']} -> {interaction['response']['status']}: {given}"


def _read(file: Path) -> Pact:
    try:
        return read_document(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PactsUnusable(
            f"{file} is not a pact ({type(error).__name__}: {error}); nothing else may be there."
        ) from error


def _split(pact: Pact) -> Iterator[tuple[int, dict[str, Any]]]:
    ranks: dict[int, list[Any]] = {}
    for interaction in pact.document["interactions"]:
        ranks.setdefault(_rank(interaction), []).append(interaction)
    for rank, interactions in ranks.items():
        yield rank, {**pact.document, "interactions": interactions}


def _rank(interaction: Mapping[str, Any]) -> int:
    if "request" not in interaction:
        return 0
    status = int(interaction["response"]["status"])
    return int(status >= _FIRST_REFUSAL) * 2 + int(status == _NO_CONTENT)


def _introduction(provider: str) -> dict[str, Any]:
    """No pact is about it, but neighbours ask a service who it is before they begin."""
    answer = {"status": "ok", "service": provider}
    return {
        "consumer": {"name": "swarm mock"},
        "provider": {"name": provider},
        "interactions": [
            {
                "type": "Synchronous/HTTP",
                "description": "who is there",
                "request": {"method": "GET", "path": "/healthz"},
                "response": {
                    "status": 200,
                    "headers": {"Content-Type": ["application/json"]},
                    "body": {
                        "content": answer,
                        "contentType": "application/json",
                        "encoded": False,
                    },
                },
            }
        ],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }
