"""Provider states are named in pacts; each is told once, with the consumers that need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.documents import compact, sort_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json, JsonObject

_LISTS = ("interactions", "messages")


@dataclass(frozen=True, slots=True)
class ProviderState:
    """A state with its parameters, None when it has none, and who needs it, by name."""

    name: str
    params: Json
    consumers: tuple[str, ...]


def collect_states(pacts: Iterable[tuple[str, JsonObject]]) -> tuple[ProviderState, ...]:
    """The states of the pacts, each with its consumer's name, sorted by name and parameters."""
    found: dict[tuple[str, str], tuple[Json, set[str]]] = {}
    for consumer, document in pacts:
        for name, params in _states(document):
            key = (name, compact(sort_keys(params)))
            found.setdefault(key, (params, set()))[1].add(consumer)
    return tuple(
        ProviderState(name, params, tuple(sorted(consumers)))
        for (name, _), (params, consumers) in sorted(found.items(), key=lambda item: item[0])
    )


def _states(document: JsonObject) -> Iterator[tuple[str, Json]]:
    for list_name in _LISTS:
        items = document.get(list_name)
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict):
                yield from _states_of(item)


def _states_of(item: JsonObject) -> Iterator[tuple[str, Json]]:
    """Newer pacts list their states, older ones name one."""
    listed = item.get("providerStates")
    for state in listed if isinstance(listed, list) else []:
        name = state.get("name") if isinstance(state, dict) else state
        if isinstance(name, str) and name:
            yield name, (state.get("params") or None) if isinstance(state, dict) else None
    for member in ("providerState", "provider_state"):
        name = item.get(member)
        if isinstance(name, str) and name:
            yield name, None
