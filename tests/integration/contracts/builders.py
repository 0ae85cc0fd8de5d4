"""A provider as small as one can be, and pacts with it, typed out."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from providers.loopback import Asked, Told, serve_json
from providers.verification import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from providers.states import State


@dataclass
class Shelf:
    """The toy provider's stage: one value, which a state sets and `GET /todo` gives."""

    url: str
    todo: dict[str, Any]


def a_todo_exists(shelf: Shelf, *, title: str) -> None:
    shelf.todo.clear()
    shelf.todo.update(title=title)


STATES: Mapping[str, State] = {"a todo exists": a_todo_exists}


def a_provider(states: Mapping[str, State] = STATES) -> Provider[Shelf]:
    return Provider("coordinator", _start, states, "toy/states.py")


@contextmanager
def _start(_: Path) -> Iterator[Shelf]:
    todo: dict[str, Any] = {}

    def answer(_: Asked) -> Told:
        return Told(200, todo)

    with serve_json(answer) as url:
        yield Shelf(url, todo)


def an_interaction(**changes: Any) -> dict[str, Any]:
    return {
        "type": "Synchronous/HTTP",
        "description": "a request for the todo",
        "providerStates": [{"name": "a todo exists", "params": {"title": "sweep"}}],
        "request": {"method": "GET", "path": "/todo"},
        "response": {
            "status": 200,
            "body": {"content": {"title": "sweep"}, "contentType": "application/json"},
        },
        **changes,
    }


def write_pact(folder: Path, *interactions: dict[str, Any], **names: str) -> Path:
    consumer, provider = names.get("consumer", "website"), names.get("provider", "coordinator")
    pact = {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": list(interactions),
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }
    file = folder / f"{consumer}-{provider}.json"
    file.write_text(json.dumps(pact), encoding="utf-8")
    return file
