"""How far the runs go: `pytest tests/openapi --examples 1000 --all-mutations`."""

from __future__ import annotations

import pytest

from tests.openapi.witness import Extent

_EXAMPLES = 4


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--examples",
        type=int,
        default=_EXAMPLES,
        help="Requests at random for each operation, and sequences of them.",
    )
    parser.addoption(
        "--all-mutations",
        action="store_true",
        help="Change declarations in every way that is known, not only in the usual ones.",
    )


@pytest.fixture(scope="session")
def extent(request: pytest.FixtureRequest) -> Extent:
    # Where the whole suite is run, this folder's options are not known.
    return Extent(request.config.getoption("--examples", _EXAMPLES))
