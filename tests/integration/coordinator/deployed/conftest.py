from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.coordinator.deployed.scene import Scene, a_scene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from swarm.coordinator.store import Store


@pytest.fixture
def scene(opened: Store, tmp_path: Path) -> Iterator[Scene]:
    with a_scene(opened, tmp_path) as made:
        yield made
