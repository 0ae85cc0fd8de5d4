"""Replays what consumers expect against a provider that runs for real.

pact-python's verifier passes when it finds nothing to do and when it does not know a state. Here
what ran is compared with what is on file, and states are checked before anything starts.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pact import Verifier

from pro_me_the_us.participants import PARTICIPANTS
from providers.report import Replayed, Report, read_replayed
from providers.states import NeededState, State, StateServer, describe_misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

_REQUEST_TIMEOUT_MS = 10_000

Interaction = tuple[str, str, tuple[str, ...]]
"""Consumer, description, states."""


class Stage(Protocol):
    """A provider that runs, and whatever its states write to."""

    @property
    def url(self) -> str: ...


StageT = TypeVar("StageT", bound=Stage)


@dataclass(frozen=True)
class Provider(Generic[StageT]):
    """How to start a provider in an empty folder, and the states that its consumers may name."""

    name: str
    start: Callable[[Path], AbstractContextManager[StageT]]
    states: Mapping[str, State]
    states_module: str


class Source(Protocol):
    """Where the pacts are."""

    def load(self, provider: str) -> list[dict[str, Any]]: ...

    def attach(self, verifier: Verifier, provider: str) -> None: ...


def verify(provider: Provider[StageT], source: Source) -> Report:
    """Replay every interaction that `source` has for `provider`; never passes on nothing."""
    pacts = source.load(provider.name)
    owed = Counter(owed for pact in pacts for owed in _interactions(pact))
    on_file = dict(Counter(consumer for consumer, _, _ in owed.elements()))
    problems = [*_check_names(provider.name, pacts), *_check_states(provider, pacts)]
    if not owed:
        problems.append(f"There is nothing to verify {provider.name} against: no interactions.")
    if problems:
        return Report(provider.name, on_file, problems=tuple(problems))
    with TemporaryDirectory() as folder, provider.start(Path(folder)) as stage:
        results, failures = _replay(provider, stage, source=source)
    run = Counter((r["consumer"], r["description"], tuple(r["providerStates"])) for r in results)
    return Report(
        provider.name,
        on_file,
        replayed=tuple(_replayed(results)),
        problems=(*failures, *_differences(owed, run)),
    )


def _replay(
    provider: Provider[StageT], stage: StageT, *, source: Source
) -> tuple[list[dict[str, Any]], list[str]]:
    server = StateServer(stage, provider.states)
    verifier = Verifier(provider.name, host="127.0.0.1")
    with server.serve() as states_url:
        verifier.add_transport(url=stage.url)
        verifier.state_handler(states_url, body=True, teardown=False)
        verifier.set_request_timeout(_REQUEST_TIMEOUT_MS).set_coloured_output(enabled=False)
        source.attach(verifier, provider.name)
        # It raises when an interaction fails; its results say which and why.
        with contextlib.suppress(RuntimeError):
            verifier.verify()
    return verifier.results["interactionResults"], server.failures


def _replayed(results: list[dict[str, Any]]) -> Iterator[Replayed]:
    for result in results:
        yield read_replayed(result)


def _interactions(pact: dict[str, Any]) -> Iterator[Interaction]:
    consumer = pact["consumer"]["name"]
    for interaction in pact["interactions"]:
        states = tuple(s["name"] for s in interaction.get("providerStates", []))
        yield consumer, interaction["description"], states


def _check_names(provider: str, pacts: list[dict[str, Any]]) -> Iterator[str]:
    for name in (provider, *(pact["consumer"]["name"] for pact in pacts)):
        if name not in PARTICIPANTS:
            yield f"{name} is no participant; add it to participants.py, or correct the pact."


def _check_states(provider: Provider[StageT], pacts: list[dict[str, Any]]) -> Iterator[str]:
    for needed in sorted(set(_needed_states(pacts)), key=lambda n: n.name):
        state = provider.states.get(needed.name)
        if state is None:
            yield (
                f"{needed.consumer} → {provider.name} needs the state {needed.name!r}, which "
                f"{provider.states_module} does not have. Paste and fill in:\n\n"
                f"{needed.suggest_handler()}"
            )
        elif misfit := describe_misfit(needed, state):
            yield misfit


def _needed_states(pacts: list[dict[str, Any]]) -> Iterator[NeededState]:
    for pact in pacts:
        for interaction in pact["interactions"]:
            for state in interaction.get("providerStates", []):
                parameters = tuple(sorted(state.get("params", {})))
                yield NeededState(pact["consumer"]["name"], state["name"], parameters)


def _differences(owed: Counter[Interaction], run: Counter[Interaction]) -> Iterator[str]:
    for consumer, description, _ in (owed - run).elements():
        yield f"{consumer}: {description!r} is on file and was not run."
    for consumer, description, _ in (run - owed).elements():
        yield f"{consumer}: {description!r} was run and is not on file."
