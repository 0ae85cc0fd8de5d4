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
from urllib.parse import urlsplit

from pact import Verifier

from pro_me_the_us.participants import PARTICIPANTS
from providers.report import Report, read_replayed
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


class Scene(Protocol):
    """Serves, at a URL, the states that the verifier asks for."""

    def serve(self) -> AbstractContextManager[str]: ...


class Source(Protocol):
    """Where the pacts are."""

    def load(self, provider: str) -> list[dict[str, Any]]: ...

    def attach(self, verifier: Verifier, provider: str) -> None: ...


def verify(provider: Provider[StageT], source: Source) -> Report:
    """Replay every interaction that `source` has for `provider`; never passes on nothing."""
    pacts = source.load(provider.name)
    owed = count_owed(pacts)
    problems = [*check_owed(provider.name, pacts), *_check_states(provider, pacts)]
    if problems:
        return Report(provider.name, count_by_consumer(owed), problems=tuple(problems))
    with TemporaryDirectory() as folder, provider.start(Path(folder)) as stage:
        scene = StateServer(stage, provider.states)
        results = replay(provider.name, stage.url, scene=scene, source=source)
    return Report(
        provider.name,
        count_by_consumer(owed),
        replayed=tuple(read_replayed(result) for result in results),
        problems=(*scene.failures, *compare(owed, results)),
    )


def replay(
    provider: str,
    url: str,
    *,
    scene: Scene,
    source: Source,
    timeout_ms: int = _REQUEST_TIMEOUT_MS,
) -> list[dict[str, Any]]:
    """The verifier's `interactionResults` of what runs at `url`."""
    verifier = Verifier(provider, host=urlsplit(url).hostname)
    with scene.serve() as states_url:
        verifier.add_transport(url=url)
        verifier.state_handler(states_url, body=True, teardown=False)
        verifier.set_request_timeout(timeout_ms).set_coloured_output(enabled=False)
        source.attach(verifier, provider)
        # It raises when an interaction fails; its results say which and why.
        with contextlib.suppress(RuntimeError):
            verifier.verify()
    found: list[dict[str, Any]] = verifier.results["interactionResults"]
    return found


def count_owed(pacts: list[dict[str, Any]]) -> Counter[Interaction]:
    return Counter(owed for pact in pacts for owed in _interactions(pact))


def count_by_consumer(owed: Counter[Interaction]) -> dict[str, int]:
    return dict(Counter(consumer for consumer, _, _ in owed.elements()))


def check_owed(provider: str, pacts: list[dict[str, Any]]) -> Iterator[str]:
    """What keeps `pacts` from being replayed, whatever the provider is."""
    yield from _check_names(provider, pacts)
    if not any(pact["interactions"] for pact in pacts):
        yield f"There is nothing to verify {provider} against: no interactions."


def compare(owed: Counter[Interaction], results: list[dict[str, Any]]) -> Iterator[str]:
    """Interactions that are on file and were not run, or the other way round."""
    run = Counter((r["consumer"], r["description"], tuple(r["providerStates"])) for r in results)
    for consumer, description, _ in (owed - run).elements():
        yield f"{consumer}: {description!r} is on file and was not run."
    for consumer, description, _ in (run - owed).elements():
        yield f"{consumer}: {description!r} was run and is not on file."


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
