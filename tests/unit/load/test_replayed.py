from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.load.recorded import read_recordings
from tests.load.replayed import REPLAYED, UNREPLAYED

PACTS: Final = Path(__file__).parents[3] / "pacts"
ON_FILE: Final = frozenset(read_recordings(PACTS).found)


def test_every_interaction_is_replayed_or_listed_with_its_reason() -> None:
    assert UNREPLAYED.keys() == ON_FILE - REPLAYED
    assert all(UNREPLAYED.values())


def test_nothing_is_replayed_that_no_pact_has() -> None:
    assert REPLAYED <= ON_FILE
