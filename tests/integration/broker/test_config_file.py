from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


def run(file: Path, text: str | None, **environment: str) -> tuple[int, str]:
    if text is not None:
        file.write_text(text, encoding="utf-8")
    arguments = ["token", "list", "--config", str(file)]
    told = CliRunner().invoke(main, arguments, env=environment)
    return told.exit_code, told.stderr


def test_file_gives_settings(tmp_path: Path) -> None:
    told = run(tmp_path / "c.toml", f'data-dir = "{tmp_path / "here"}"\nport = 80\n')

    assert told == (0, "")
    assert (tmp_path / "here" / "pact-notary.sqlite3").exists()


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    text = f'data_dir = "{tmp_path / "here"}"\n'

    run(tmp_path / "c.toml", text, PACT_NOTARY_DATA_DIR=str(tmp_path / "there"))

    assert (tmp_path / "there").exists()
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 80\n", "sets what is no option: prot"),
        ("port = \n", "is no TOML"),
        (None, "cannot be read"),
        ('log-level = "loud"\n', "'loud' is not one of"),
    ],
    ids=["unknown", "no-toml", "no-file", "wrong-value"],
)
def test_wrong_file_is_told(tmp_path: Path, text: str | None, told: str) -> None:
    code, error = run(tmp_path / "c.toml", text)

    assert (code, told in error) == (2, True)
