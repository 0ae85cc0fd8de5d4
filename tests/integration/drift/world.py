"""A provider that drifts in every way, what is needed of it, and the command as people run it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from providers.loopback import Told, serve_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from providers.loopback import Asked

PROVIDER: Final = "Menu"
_WITHIN_S: Final = 120

FINE: Final = Told(200, {"message": "fine", "id": 7})
ANSWERS: Final = {
    "/fine": FINE,
    "/stated": FINE,
    "/path": Told(404, {"detail": "nothing here"}),
    "/auth": Told(401, {"message": "who are you?"}),
    "/status": Told(409, {"message": "taken"}),
    "/field": Told(200, {"text": "fine", "id": 7}),
    "/logic": Told(200, {"message": "well", "id": 7}),
}
KINDS: Final = ("path", "auth", "status", "field", "logic", "hang")


@dataclass
class Menu:
    """Where it runs; `refused`: what it answers to states, by their names."""

    url: str = ""
    refused: dict[str, int] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def states_url(self) -> str:
        return f"{self.url}/states"

    @property
    def states(self) -> list[str]:
        return [asked.body["state"] for asked in self.asked if asked.path == "/states"]


@contextmanager
def a_menu() -> Iterator[Menu]:
    menu, is_over = Menu(), threading.Event()

    def answer(asked: Asked) -> Told | None:
        menu.asked.append(asked)
        if asked.path == "/states":
            return Told(menu.refused.get(asked.body["state"], 200), {})
        if asked.path == "/hang":
            is_over.wait(_WITHIN_S)
        return ANSWERS.get(asked.path)

    with serve_json(answer) as menu.url:
        yield menu
        is_over.set()


def an_interaction(path: str, *, state: str | None = None) -> dict[str, Any]:
    """That `path` answers that all is fine."""
    content = {"message": "fine", "id": 7}
    named = {} if state is None else {"providerStates": [{"name": state, "params": {"round": 7}}]}
    return {
        "type": "Synchronous/HTTP",
        "description": f"a look at {path}",
        **named,
        "request": {"method": "GET", "path": path},
        "response": {
            "status": 200,
            "body": {"content": content, "contentType": "application/json", "encoded": False},
        },
    }


def a_pact(*interactions: dict[str, Any], consumer: str = "Kiosk") -> dict[str, Any]:
    return {
        "consumer": {"name": consumer},
        "provider": {"name": PROVIDER},
        "interactions": list(interactions),
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }


def write(folder: Path, *pacts: dict[str, Any]) -> str:
    """The folder with these pacts as files."""
    for pact in pacts:
        name = f"{pact['consumer']['name']}-{PROVIDER}.json"
        (folder / name).write_text(json.dumps(pact), encoding="utf-8")
    return str(folder)


@dataclass(frozen=True)
class Said:
    """How the command ended, and what it wrote."""

    code: int
    output: str
    errors: str

    def json(self) -> Any:
        return json.loads(self.output)

    def kinds(self) -> dict[str, str]:
        """What was found, by the path that was looked at."""
        return {row["path"]: row["kind"] or row["verdict"] for row in self.json()["interactions"]}


def drift(*arguments: str) -> Said:
    """`swarm drift` of the provider of these tests."""
    done = subprocess.run(
        [sys.executable, "-m", "swarm", "drift", "--provider-name", PROVIDER, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=_WITHIN_S,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
