from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main, serve_command
from pact_notary.commands.cleaning import clean

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


def test_list_is_what_several_words_are(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('webhook-host-whitelist = ["a", "b"]\n', encoding="utf-8")

    with serve_command.make_context("serve", ["--config", str(file)]) as context:
        assert context.params["webhook_host_whitelist"] == "a b"


def test_option_that_may_be_repeated_takes_a_list_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('keep = ["application=The Shop,latest", "branch"]\n', encoding="utf-8")

    with clean.make_context("clean", ["--config", str(file)]) as context:
        assert context.params["keeps"] == ("application=The Shop,latest", "branch")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 80\n", "sets what is no option: prot"),
        ('file = "x"\n', "sets what is no option: file"),
        ("port = \n", "is no TOML"),
        (None, "cannot be read"),
        ('log-level = "loud"\n', "'loud' is not one of"),
        ("port = {a = 1}\n", "port must be a text"),
        ("base-url = [[1]]\n", "base_url must be a text"),
    ],
    ids=["unknown", "argument", "no-toml", "no-file", "wrong-value", "table", "nested-list"],
)
def test_wrong_file_is_told(tmp_path: Path, text: str | None, told: str) -> None:
    code, error = run(tmp_path / "c.toml", text)

    assert (code, told in error) == (2, True)
