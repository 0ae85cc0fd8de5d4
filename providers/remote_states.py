"""Provider states of a provider that others run: asked of a URL, or written as seeds and loaded.

What cannot be set is remembered with its reason, and the interactions that need it are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

import requests

from providers.loopback import Asked, Told, serve_json
from swarm.coordinator.transfer.files import COLLECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from providers.states import Values

_SAID: Final = 200


class CannotSet(Exception):
    """A state cannot be made true there; the text says why."""


SetState = Callable[[str, Mapping[str, Any]], "Values"]
"""Makes a state with its parameters true; what it returns is put into the request."""


class Seed(Protocol):
    """What a state is made of: documents by collection, and what the chain has."""

    @property
    def documents(self) -> Mapping[str, Sequence[Mapping[str, Any]]]: ...

    @property
    def chain(self) -> Mapping[str, Any]: ...


SeedOf = Callable[[str, Mapping[str, Any]], Seed | None]
"""The seed of a state with its parameters; None when it has none."""


@dataclass
class RemoteScene:
    """Sets the scene on request of the verifier; `refused`: why not, by the state's name."""

    set_state: SetState
    refused: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def serve(self) -> Iterator[str]:
        with serve_json(self._set) as url:
            yield f"{url}/states"

    def _set(self, asked: Asked) -> Told:
        name = asked.body["state"]
        if not name:  # what needs no state is announced too
            return Told(200, {})
        try:
            return Told(200, dict(self.set_state(name, asked.body.get("params") or {})))
        except CannotSet as error:
            self.refused[name] = str(error)
            # The verifier repeats a 5xx for minutes; a 4xx ends the interaction at once.
            return Told(422, {"error": "the state cannot be set"})


@dataclass(frozen=True)
class StateUrl:
    """Posts states to `url`, as the verifier does; whoever runs the provider serves it."""

    url: str
    timeout_s: float

    def __call__(self, name: str, parameters: Mapping[str, Any]) -> Values:
        body = {"action": "setup", "state": name, "params": dict(parameters)}
        try:
            answer = requests.post(self.url, json=body, timeout=self.timeout_s)
        except requests.RequestException as error:
            raise CannotSet(f"the state URL does not answer ({type(error).__name__})") from error
        if not answer.ok:
            said = answer.text[:_SAID].strip()
            raise CannotSet(f"the state URL answers {answer.status_code} {said}".strip())
        try:
            values = answer.json()
        except ValueError:
            return {}
        return values if isinstance(values, dict) else {}


@dataclass(frozen=True)
class SeedFolders:
    """Writes each state into a folder of its own below `directory`, and has `command` load it."""

    directory: Path
    command: str
    seed_of: SeedOf
    timeout_s: float

    def __call__(self, name: str, parameters: Mapping[str, Any]) -> Values:
        try:
            seed = self.seed_of(name, parameters)
        except TypeError as error:
            raise CannotSet(f"its seed takes other parameters: {error}") from error
        if seed is None:
            raise CannotSet("there is no seed of it")
        folder = write_seed(seed, self.directory / name_folder(name))
        self._load(folder)
        return {}

    def _load(self, folder: Path) -> None:
        try:
            process = subprocess.Popen(
                [*shlex.split(self.command), str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            raise CannotSet(f"the seed command does not start: {error}") from error
        try:
            said, _ = process.communicate(timeout=self.timeout_s)
        except subprocess.TimeoutExpired as error:
            # What it started goes with it: it must not load behind the next interaction's back.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise CannotSet(f"the seed command took over {self.timeout_s:g} s") from error
        if process.returncode != 0:
            end = said[-_SAID:].strip()
            raise CannotSet(f"the seed command ended with {process.returncode}: {end}")


def write_seed(seed: Seed, folder: Path) -> Path:
    """A file for every collection, a document a line as `mongoexport` writes them; and the chain.

    Collections without documents are there too, as empty files: what was there before is to go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for collection in dict.fromkeys((*COLLECTIONS, *seed.documents)):
        documents = seed.documents.get(collection, ())
        lines = "".join(f"{json.dumps(document)}\n" for document in documents)
        (folder / f"{collection}.json").write_text(lines, encoding="utf-8")
    (folder / "chain.json").write_text(json.dumps(seed.chain), encoding="utf-8")
    return folder


def name_folder(state: str) -> str:
    """A name for any file system: words, joined by hyphens."""
    return re.sub(r"\W+", "-", state).strip("-").lower() or "state"
