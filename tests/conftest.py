"""Databases for tests: SQLite in a file, PostgreSQL on a private server."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.postgres import empty_database, private_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of its maintenance database."""
    with private_postgres(is_durable=False) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def postgresql_url(postgres_server: str) -> Iterator[str]:
    """An empty database of its own for one test."""
    with empty_database(postgres_server, f"test_{next(_numbers)}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The same test on both databases; each gets an empty one."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
