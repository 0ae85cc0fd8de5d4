from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from providers.cycle import CouldNotFindOut, read_pairs
from tests.integration.contracts.builders import an_interaction, write_pact

if TYPE_CHECKING:
    from pathlib import Path


def test_pairs_are_those_of_the_files(tmp_path: Path) -> None:
    write_pact(tmp_path, an_interaction())

    assert read_pairs(tmp_path) == {("website", "coordinator")}


def test_pairs_of_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CouldNotFindOut, match="there are no pacts in"):
        read_pairs(tmp_path)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param({"consumer": "wensite"}, id="unknown consumer"),
        pytest.param({"provider": "website"}, id="provider that cannot be started"),
    ],
)
def test_pairs_with_a_stranger_are_refused(tmp_path: Path, names: dict[str, str]) -> None:
    write_pact(tmp_path, an_interaction(), **names)

    with pytest.raises(CouldNotFindOut, match="one of them is unknown here"):
        read_pairs(tmp_path)


def test_a_misnamed_file_is_refused(tmp_path: Path) -> None:
    write_pact(tmp_path, an_interaction()).rename(tmp_path / "mine.json")

    with pytest.raises(CouldNotFindOut, match="rename it"):
        read_pairs(tmp_path)
