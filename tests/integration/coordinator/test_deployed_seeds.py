"""The seeds of the deployed consumers' states: whole documents, used, and true of a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.coordinator import STATES
from providers.coordinator_deployed import plant
from providers.deployed_seeds import SEEDS, find_seed
from providers.remote_states import write_seed
from swarm.coordinator.store import clear
from swarm.coordinator.transfer import Way, export_from, import_into
from tests.unit.surface import pact_files

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.coordinator.store import Store

V1_CHAIN: Final[dict[str, Any]] = {"task-1": {"stake_list": []}}
NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read_states() -> dict[str, dict[str, Any]]:
    """The states that pacts name, with parameters as one of them gives them."""
    pacts = [json.loads(file.read_text(encoding="utf-8")) for file in pact_files()]
    states = [
        state
        for pact in pacts
        for interaction in pact["interactions"]
        for state in interaction.get("providerStates", [])
    ]
    return {state["name"]: state.get("params", {}) for state in states}


NAMED: Final = read_states()

each_seed = pytest.mark.parametrize("name", SEEDS)


class Scene:
    """A database and a chain, with no coordinator."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.chain = folder / "chain.json"

    def clear(self) -> None:
        self.chain.write_text(json.dumps(V1_CHAIN), encoding="utf-8")
        with self.store.writing() as connection:
            clear(connection)


def export(store: Store, folder: Path) -> dict[str, list[Any]]:
    """Collection → its documents, where there are any."""
    export_from(store, folder)
    read = {
        file.stem: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for file in folder.glob("*.json")
    }
    return {name: documents for name, documents in read.items() if documents}


def test_every_seed_is_of_a_state_that_a_pact_names() -> None:
    assert SEEDS.keys() <= NAMED.keys()
    assert SEEDS.keys() <= STATES.keys()


def test_other_states_have_no_seed() -> None:
    assert find_seed("a todo is ready", {}, NOW) is None


@each_seed
def test_seed_follows_from_the_time_and_nothing_else(name: str) -> None:
    assert SEEDS[name](NOW, **NAMED[name]) == find_seed(name, NAMED[name], NOW)


def test_seeds_are_imported_without_any_finding(opened: Store, tmp_path: Path) -> None:
    odd = {}
    for number, (name, make) in enumerate(SEEDS.items()):
        seed = make(NOW, **NAMED[name])
        folder = write_seed(seed, tmp_path / str(number))
        Scene(opened, folder).clear()
        if seed.documents:
            odd[name] = import_into(opened, folder, way=Way(now=NOW)).findings.kinds

    assert {name: kinds for name, kinds in odd.items() if kinds} == {}


def test_seeds_come_out_as_they_went_in(opened: Store, tmp_path: Path) -> None:
    scene, out = Scene(opened, tmp_path), tmp_path / "out"
    out.mkdir()
    changed = []
    for name, make in SEEDS.items():
        seed = make(NOW, **NAMED[name])
        plant(scene, seed, now=NOW)
        chain = json.loads(scene.chain.read_text(encoding="utf-8"))
        if export(opened, out) != seed.documents or chain != {**V1_CHAIN, **seed.chain}:
            changed.append(name)

    assert changed == []
