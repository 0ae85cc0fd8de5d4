"""Each service that runs, held against the document that it serves: whatever it is sent, it
answers what the document says, and everything that the document promises can be had.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
import requests

from pro_me_the_us.participants import (
    COORDINATOR,
    PLANNER_CONTAINER,
    PLANNER_NODE,
    WORKER_CONTAINER,
    WORKER_NODE,
)
from providers.registry import PROVIDERS
from tests.openapi import container_part, coordinator_part, node_part
from tests.openapi.witness import PHASES, examine
from tests.unit.surface import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.openapi.witness import Extent, Part

PARTS: Final[dict[str, Part[Any]]] = {
    COORDINATOR: coordinator_part.PART,
    WORKER_NODE: node_part.part_of("worker"),
    PLANNER_NODE: node_part.part_of("planner"),
    WORKER_CONTAINER: container_part.part_of("worker"),
    PLANNER_CONTAINER: container_part.part_of("planner"),
}
ROOMS: Final = {name: name.rpartition("-")[2] for name in PARTS}
NOTHING_FOLLOWS: Final = {
    # No answer of a node names what another request could ask for.
    WORKER_NODE: frozenset({"stateful"}),
    PLANNER_NODE: frozenset({"stateful"}),
}
"""Phases that have nothing to do, by service."""


@pytest.mark.parametrize("name", PARTS)
def test_service_answers_as_its_document_says(
    name: str, extent: Extent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COORDINATOR_REQUESTS_PER_S", "1000000")
    monkeypatch.setenv("COORDINATOR_BURST", "1000000")
    monkeypatch.setenv("OPERATOR_TOKEN", node_part.OPERATOR_TOKEN)
    committed = json.loads((ROOT / f"docs/openapi/{ROOMS[name]}.json").read_text("utf-8"))

    with PROVIDERS[name].start(tmp_path) as stage:
        document = requests.get(f"{stage.url}/openapi.json", timeout=10).json()
        assert list_own(document) == list_own(committed)
        seen = examine(document, stage.url, stage, PARTS[name], extent)

    print(seen.describe())  # noqa: T201  # what a long run is run for
    assert seen.errors == []
    assert set(PHASES) - set(seen.phases) <= NOTHING_FOLLOWS.get(name, frozenset())
    assert not seen.faults, "\n".join(map(str, seen.faults))
    assert seen.find_unseen(document, PARTS[name]) == set()


def list_own(document: dict[str, Any]) -> dict[str, Any]:
    """The paths of a room; what all services have shows by an example whose it is."""
    return {path: told for path, told in document["paths"].items() if path.startswith("/v1/")}
