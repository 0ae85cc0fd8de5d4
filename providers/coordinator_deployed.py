"""The states of the deployed consumers, made true by importing their seeds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Protocol

from providers.deployed_seeds import SEEDS
from providers.remote_states import write_seed
from swarm.coordinator.transfer import Way, import_into

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.deployed_seeds import MakeSeed, Seed
    from providers.states import State
    from swarm.coordinator.store import Store


class Stage(Protocol):
    """What a seed is planted in: the running coordinator's database and its chain."""

    @property
    def store(self) -> Store: ...

    @property
    def chain(self) -> Path: ...

    def clear(self) -> None: ...


def plant(stage: Stage, seed: Seed, *, now: datetime) -> None:
    """Nothing is there but what the seed has; to what the chain has, the seed's is added."""
    stage.clear()
    chain = json.loads(stage.chain.read_text(encoding="utf-8"))
    stage.chain.write_text(json.dumps({**chain, **seed.chain}), encoding="utf-8")
    if not seed.documents:
        return
    with TemporaryDirectory() as folder:
        import_into(stage.store, write_seed(seed, Path(folder)), way=Way(now=now))


def _set_by(make: MakeSeed) -> State:
    # What is checked before a verification are the parameters of the seed, as `wraps` shows them.
    @wraps(make)
    def set_scene(stage: Stage, **parameters: Any) -> None:
        now = datetime.now(UTC)
        plant(stage, make(now, **parameters), now=now)

    return set_scene


STATES: Final[Mapping[str, State]] = {name: _set_by(make) for name, make in SEEDS.items()}
