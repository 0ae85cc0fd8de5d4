from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consumers.exchange import Exchange
from consumers.recording import merge

if TYPE_CHECKING:
    from collections.abc import Callable

_RECORDINGS = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pacts",
        type=Path,
        help="write what was recorded to this folder, if every test passes",
    )


@pytest.fixture(scope="session")
def recordings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's exchanges go, each into a folder of its own."""
    folder = tmp_path_factory.mktemp("recordings")
    request.config.stash[_RECORDINGS] = folder
    return folder


@pytest.fixture
def agree(recordings: Path) -> Callable[[str, str], Exchange]:
    """Make the exchange of a consumer and a provider."""
    return partial(Exchange, recordings=recordings)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    folder = session.config.getoption("--pacts")
    recordings = session.config.stash.get(_RECORDINGS, None)
    if folder is not None and recordings is not None and exitstatus == pytest.ExitCode.OK:
        merge(recordings, folder)
