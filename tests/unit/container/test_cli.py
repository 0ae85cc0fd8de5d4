from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from swarm.container.cli import commands
from tests.unit.container.builders import PAIR

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SETTINGS = {
    "HOST": "127.0.0.1",
    "COORDINATOR_URL": "http://127.0.0.1:9",
    "NODE_URL": "http://127.0.0.1:9",
    "GITHUB_USERNAME": "octo-worker",
    "OWNER_KEY": PAIR.public,
}


def ask(folder: Path, **changes: str | None) -> Result:
    """The command with settings that keep it from serving."""
    folders = {
        "WORK_DIRECTORY": str(folder / "work"),
        "FORGE_DIRECTORY": str(folder / "forge"),
    }
    return CliRunner().invoke(commands, ["serve"], env={**SETTINGS, **folders, **changes})


@pytest.mark.parametrize("name", ["COORDINATOR_URL", "NODE_URL", "GITHUB_USERNAME"])
def test_missing_setting_is_named(tmp_path: Path, name: str) -> None:
    answer = ask(tmp_path, **{name: None})

    assert answer.exit_code == 2
    assert name in answer.output


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("COORDINATOR_URL", "coordinator", "is no URL of a service"),
        ("NODE_URL", "file:///etc/passwd", "is no URL of a service"),
        ("GITHUB_USERNAME", "--force", "is no GitHub username"),
        ("OWNER_KEY", "0OIl", "is no staking key: the public key is not base58"),
        ("OWNER_KEY", "abc", "a public key has 32 bytes"),
        ("KIND", "leader", "'leader' is not one of 'planner', 'worker'"),
    ],
)
def test_wrong_setting_is_explained(tmp_path: Path, name: str, value: str, said: str) -> None:
    answer = ask(tmp_path, **{name: value})

    assert answer.exit_code == 2
    assert said in " ".join(answer.output.split())


def test_stranger_must_not_command_a_container_that_others_reach(tmp_path: Path) -> None:
    answer = ask(tmp_path, OWNER_KEY=None, HOST="0.0.0.0")  # noqa: S104  # what must be refused

    assert answer.exit_code == 2
    assert answer.output.startswith("Anybody could command a container at 0.0.0.0: set OWNER_KEY")


def test_unusable_directory_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no directory", encoding="utf-8")

    answer = ask(tmp_path, WORK_DIRECTORY=str(file / "work"))

    assert answer.exit_code == 3
    assert answer.output.count("\n") == 1


def test_unusable_database_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "container.db").write_text("x" * 5000, encoding="utf-8")

    answer = ask(tmp_path)

    assert answer.exit_code == 3
    assert "file is not a database" in answer.output
    assert answer.output.count("\n") == 1


def test_git_is_missed(tmp_path: Path) -> None:
    answer = ask(tmp_path, PATH=str(tmp_path))

    assert answer.exit_code == 3
    assert answer.output.startswith("git is not installed")


@pytest.mark.parametrize("repository", ["demo", "../demo", "octo/..", "--bare/x"])
def test_repository_needs_a_name(tmp_path: Path, repository: str) -> None:
    forge = str(tmp_path / "forge")

    answer = CliRunner().invoke(
        commands, ["create-repository", "--forge-directory", forge, "--", repository]
    )

    assert answer.exit_code == 1
    assert "cannot be a repository" in answer.output


def test_branch_needs_its_repository(tmp_path: Path) -> None:
    forge = ["--forge-directory", str(tmp_path / "forge")]

    answer = CliRunner().invoke(commands, ["create-branch", *forge, "octo/demo", "issue-1"])

    assert answer.exit_code == 1
    assert answer.output == "there is no repository octo/demo\n"
