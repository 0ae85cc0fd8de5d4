"""A declaration changed on purpose is caught by at least two of the three witnesses, none of which
learns from another: the type checker, the documents, and the pacts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest
import requests

from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.fitting import compare
from pact_notary.domain.openapi.pacts import read_pact
from pro_me_the_us.participants import COORDINATOR
from providers.coordinator import PROVIDER
from providers.report import read_replayed
from providers.sources import Folder
from providers.states import StateServer
from providers.verification import replay
from tests.openapi.coordinator_part import PART
from tests.openapi.mutations import (
    OPENAPI,
    OTHERS,
    PACTS,
    TYPES,
    UNCHANGED,
    USUAL,
    Mutation,
    copy_sources,
)
from tests.openapi.witness import Extent, examine, narrow
from tests.unit import surface

if TYPE_CHECKING:
    from pathlib import Path

    from providers.coordinator import Stage

CHECKED: Final = (
    "integration/pro_me_the_us",
    "services/swarm/coordinator",
    "services/swarm/node",
    "services/swarm/container",
)
COMMITTED: Final = surface.ROOT / "docs/openapi/coordinator.json"
EXTENT: Final = Extent(8, phases=("examples", "fuzzing"))


@pytest.fixture(scope="module")
def types_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of the sources as they are; a change costs it only what follows from it."""
    tree = tmp_path_factory.mktemp("unchanged")
    copy_sources(tree)
    cache = tmp_path_factory.mktemp("types")
    assert find_wrong_types(tree, cache) == ""
    return cache


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "mutation" in metafunc.fixturenames:
        others = OTHERS if metafunc.config.getoption("--all-mutations", default=False) else ()
        chosen = (UNCHANGED, *USUAL, *others)
        metafunc.parametrize("mutation", chosen, ids=[mutation.name for mutation in chosen])


def test_changed_declaration_is_caught(
    mutation: Mutation, types_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / "changed"
    tree.mkdir()
    copy_sources(tree)
    mutation.apply(tree)
    monkeypatch.setenv("PYTHONPATH", str(tree / "integration"))
    monkeypatch.setenv("COORDINATOR_REQUESTS_PER_S", "1000000")
    monkeypatch.setenv("COORDINATOR_BURST", "1000000")

    with PROVIDER.start(tmp_path) as stage:
        said = {
            TYPES: find_wrong_types(tree, types_cache),
            OPENAPI: find_undeclared(stage, mutation.operation),
            PACTS: find_broken_promises(stage, mutation.operation, tmp_path),
        }

    assert {witness for witness, found in said.items() if found} == mutation.caught_by, said
    assert len(mutation.caught_by) != 1


def find_wrong_types(tree: Path, cache: Path) -> str:
    """What mypy says of the sources in `tree`."""
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(cache), *CHECKED],
        cwd=tree,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert checked.returncode in {0, 1}, checked.stdout + checked.stderr
    return checked.stdout if checked.returncode else ""


def find_undeclared(stage: Stage, operation: str) -> list[str]:
    """What the service does that the document it serves, or the committed one, does not say."""
    served = requests.get(f"{stage.url}/openapi.json", timeout=10).json()
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    found: list[str] = []
    for document in (narrow(served, operation), narrow(committed, operation)):
        seen = examine(document, stage.url, stage, PART, EXTENT)
        unseen = [f"never {status}" for _, status in seen.find_unseen(document, PART)]
        found += [*seen.errors, *map(str, seen.faults), *unseen]
    return found


def find_broken_promises(stage: Stage, operation: str, folder: Path) -> list[str]:
    """Interactions that fail when replayed, or that the served document has no room for."""
    pacts = folder / "pacts"
    pacts.mkdir()
    for name, pact in select_interactions(operation).items():
        (pacts / name).write_text(json.dumps(pact), encoding="utf-8")
    scene = StateServer(stage, PROVIDER.states)
    results = replay(COORDINATOR, stage.url, scene=scene, source=Folder(pacts))
    assert results
    failed = [
        f"{r.description}: {r.mismatches}" for r in map(read_replayed, results) if r.mismatches
    ]
    served = requests.get(f"{stage.url}/openapi.json", timeout=10).content
    read = [read_pact(file.read_bytes(), file.name) for file in sorted(pacts.iterdir())]
    misfits = compare(read, read_document(served, "served")).errors
    return [*scene.failures, *failed, *(misfit.text for misfit in misfits)]


def select_interactions(operation: str) -> dict[str, Any]:
    """Of each pact with the coordinator, what asks for the operation as it is declared."""
    [endpoint] = [e for e in surface.PROVIDED[COORDINATOR] if e.name == operation]
    selected = {}
    for file in surface.PACTS.glob(f"*-{COORDINATOR}.json"):
        pact = json.loads(file.read_text(encoding="utf-8"))
        asked = [p.is_spoken_by(endpoint) for p in surface.read_pact(file)]
        pact["interactions"] = [
            interaction
            for interaction, is_asked in zip(pact["interactions"], asked, strict=True)
            if is_asked
        ]
        if pact["interactions"]:
            selected[file.name] = pact
    return selected
