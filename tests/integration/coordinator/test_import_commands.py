"""`swarm coordinator import` and `export`, as processes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.integration.coordinator.test_cli import run
from tests.integration.coordinator.transfers import (
    DATA,
    an_issue_document,
    lines_of,
    write_files,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_commands_bring_documents_in_and_out(database_url: str, tmp_path: Path) -> None:
    env = {"COORDINATOR_DATABASE_URL": database_url}

    came = run("import", str(DATA), "--json", folder=tmp_path, env=env)
    gone = run("export", str(tmp_path / "out"), "--json", folder=tmp_path, env=env)

    assert came.returncode == gone.returncode == 0, came.stderr + gone.stderr
    assert json.loads(came.stdout)["collections"]["todos"] == {"read": 17, "new": 17, "works": 13}
    assert json.loads(gone.stdout)["written"]["todos"] == 17
    written = {name: lines for name, lines in lines_of(tmp_path / "out").items() if lines}
    assert written == lines_of(DATA)


def test_import_says_what_came_in_words(sqlite_url: str, tmp_path: Path) -> None:
    env = {"COORDINATOR_DATABASE_URL": sqlite_url}

    came = run("import", str(DATA), "--dry-run", folder=tmp_path, env=env)
    gone = run("export", "out", folder=tmp_path, env=env)

    assert "odd: todo without phases: 1 (todos.json:8)\n" in came.stdout
    assert "Importing" in came.stderr
    assert "todos: 0 written\n" in gone.stdout


def test_broken_file_ends_the_import(sqlite_url: str, tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", issues=[])
    (source / "todos.json").write_text("\n{\n", encoding="utf-8")

    ended = run("import", str(source), "--database-url", sqlite_url, folder=tmp_path)

    assert ended.returncode == 1
    assert "Nothing was imported: todos.json:2: it is not JSON" in ended.stderr


def test_import_of_nothing_fails(sqlite_url: str, tmp_path: Path) -> None:
    source = write_files(tmp_path / "in")

    ended = run("import", str(source), "--database-url", sqlite_url, folder=tmp_path)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "has no documents" in ended.stderr


def test_import_of_empty_files_replaces_what_is_there(sqlite_url: str, tmp_path: Path) -> None:
    full = write_files(tmp_path / "full", issues=[an_issue_document()])
    empty = write_files(tmp_path / "empty", issues=[], todos=[])
    run("import", str(full), "--database-url", sqlite_url, folder=tmp_path)

    ended = run("import", "--replace", str(empty), "--database-url", sqlite_url, folder=tmp_path)

    run("export", str(tmp_path / "out"), "--database-url", sqlite_url, folder=tmp_path)
    assert ended.returncode == 0
    assert (tmp_path / "out" / "issues.json").read_text() == ""


def test_export_to_a_file_fails(sqlite_url: str, tmp_path: Path) -> None:
    run("migrate", "--database-url", sqlite_url, folder=tmp_path)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "specs.json").mkdir()

    ended = run("export", "taken", "--database-url", sqlite_url, folder=tmp_path)

    assert ended.returncode == 1
    assert "Not exported" in ended.stderr
