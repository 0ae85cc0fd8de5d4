"""Pacts of one provider, put in the order in which a stand-in is to believe them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from swarm.pacts.documents import Pact

_NO_CONTENT: Final = 204
_FIRST_REFUSAL: Final = 300


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
