from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, **settings: str) -> tuple[int, str]:
    environment = {f"PACT_BROKER_{name}": value for name, value in settings.items()}
    told = CliRunner().invoke(
        main, ["token", "list", "--data-dir", str(folder)], env=environment, catch_exceptions=False
    )
    return told.exit_code, told.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "INFO"),
        ("LOG_LEVEL", "Warn"),
        ("LOG_LEVEL", "fatal"),
        ("LOG_LEVEL", ""),
        ("DATABASE_URL", ""),
    ],
)
def test_setting_of_the_official_image_is_understood(tmp_path: Path, name: str, value: str) -> None:
    assert run(tmp_path, **{name: value}) == (0, "")


def test_official_adapter_that_is_not_served_is_told(tmp_path: Path) -> None:
    code, error = run(tmp_path, DATABASE_ADAPTER="mysql2", DATABASE_NAME="pacts")

    assert code == 2
    assert "PACT_BROKER_DATABASE_ADAPTER must be postgres" in error
