from __future__ import annotations

from typing import TYPE_CHECKING

import base58
import pytest
from click.testing import CliRunner

from swarm.node.cli import commands
from swarm.node.kinds import PLANNER
from swarm.node.options import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SECRET = base58.b58encode(bytes(range(32))).decode()
SETTINGS = {
    "COORDINATOR_URL": "http://127.0.0.1:9",
    "CONTAINER_URL": "http://127.0.0.1:9",
    "TASK_ID": "task-1",
    "GITHUB_USERNAME": "octo-worker",
    "STAKING_SECRET": SECRET,
}


def ask(folder: Path, **changes: str | None) -> Result:
    """The command with the settings, changed; it goes no further than finding nobody there."""
    folders = {"DATA_DIRECTORY": str(folder / "data"), "SUBMISSIONS_DIRECTORY": str(folder / "s")}
    return CliRunner().invoke(commands, ["round", "7"], env={**SETTINGS, **folders, **changes})


@pytest.mark.parametrize("name", ["COORDINATOR_URL", "CONTAINER_URL", "TASK_ID", "GITHUB_USERNAME"])
def test_missing_setting_is_named(tmp_path: Path, name: str) -> None:
    answer = ask(tmp_path, **{name: None})

    assert answer.exit_code == 2
    assert name in answer.output


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("COORDINATOR_URL", "localhost:8080", "is no URL of a service"),
        ("CONTAINER_URL", "ftp://x", "is no URL of a service"),
        ("CONTAINER_URL", "http://x:99999", "is no URL of a service"),
        ("TASK_ID", "a/b", "is no task id"),
        ("GITHUB_USERNAME", "--force", "is no GitHub username"),
        ("NODE_ROLE", "leader", "NODE_ROLE"),
        ("CHAIN_FILE", "/dev/null/none", "CHAIN_FILE"),
        ("REWARD", "0", "REWARD"),
        ("SLASH", "-1", "SLASH"),
        ("OPERATOR_TOKEN", "short", "OPERATOR_TOKEN has fewer than 16 characters"),
        ("ROUND_SECONDS", "0", "ROUND_SECONDS"),
        ("JOB_SECONDS", "3601", "JOB_SECONDS"),
        ("STAKING_SECRET", "0OIl", "the secret key is not base58"),
        ("STAKING_SECRET", "abc", "a seed has 32 bytes"),
        ("STAKING_SECRET", None, "set STAKING_SECRET or STAKING_SECRET_FILE"),
        ("STAKING_SECRET_FILE", "/dev/null/none", "STAKING_SECRET_FILE"),
    ],
)
def test_wrong_setting_is_explained(
    tmp_path: Path, name: str, value: str | None, said: str
) -> None:
    answer = ask(tmp_path, **{name: value})

    assert answer.exit_code == 2
    assert said in " ".join(answer.output.split())


def test_secret_is_given_once(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET, encoding="utf-8")

    assert ask(tmp_path, STAKING_SECRET_FILE=str(file)).exit_code == 2


def test_secret_is_never_shown(tmp_path: Path) -> None:
    wrong = SECRET + SECRET

    answer = ask(tmp_path, STAKING_SECRET=wrong)

    assert answer.exit_code == 2
    assert SECRET not in answer.output


def test_unusable_directory_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no directory", encoding="utf-8")

    answer = ask(tmp_path, DATA_DIRECTORY=str(tmp_path / "data" / "node"))

    assert answer.exit_code == 3
    assert answer.output.count("\n") == 1


def test_settings_become_what_the_node_is(tmp_path: Path) -> None:
    chain = tmp_path / "chain.json"
    chain.write_text("{}", encoding="utf-8")
    options = {
        **{name.lower(): value for name, value in SETTINGS.items()},
        "staking_secret_file": None,
        "data_directory": tmp_path,
        "submissions_directory": tmp_path,
        "round_seconds": 600,
        "job_seconds": 600,
        "max_body_bytes": 1000,
        "role": "planner",
        "chain_file": chain,
        "reward": None,
        "slash": 7,
        "operator_token": "the operator's token",
    }

    settings = read_settings(options)

    assert (settings.kind, settings.chain_file, settings.slash) == (PLANNER, chain, 7)
    assert settings.operator is not None
    assert "the operator's token" not in repr(settings)
