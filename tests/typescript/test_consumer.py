"""The consumer that is written in TypeScript keeps the rules of the package it calls through."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.typescript.conftest import run

CONSUMER: Final = Path(__file__).parents[2] / "consumers" / "typescript_client"


@pytest.mark.parametrize("script", ["lint", "types"])
@pytest.mark.usefixtures("package")
def test_script_finds_nothing(script: str) -> None:
    run("npm", "run", script, folder=CONSUMER)
