from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.operations.backup import write_backup
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.restore import restore_backup
from pact_notary.operations.tables import all_tables
from pact_notary.settings import Settings
from pact_notary.store.database import current_revision, open_engine, reading
from tests.integration.broker.filling import fill
from tests.integration.broker.wire.builders import Clock, open_wire, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.integration.broker.wire.builders import Wire

NOW = datetime(2026, 4, 1, tzinfo=UTC)
NEWER_TABLES = ("openapi_documents", "openapi_publications")


@pytest.fixture
def wire(database_url: str) -> Iterator[Wire]:
    """A broker with something of everything."""
    with open_wire(database_url, Settings(), clock=Clock()) as wire:
        fill(wire)
        yield wire


@pytest.fixture
def backup(wire: Wire, tmp_path: Path) -> Path:
    file = tmp_path / "backup.zip"
    write_backup(wire.engine, file, now=NOW)
    return file


@pytest.fixture
def other_postgresql_url(postgres_server: str) -> Iterator[str]:
    """A second database for the same test."""
    server = sa.create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE other"))
    yield sa.make_url(postgres_server).set(database="other").render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text("DROP DATABASE other WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database without tables."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    else:
        url = request.getfixturevalue("other_postgresql_url")
    engine = open_engine(url)
    yield engine
    engine.dispose()


def contents(engine: sa.Engine) -> dict[str, list[Any]]:
    """All rows of all tables, except what the log says of the restoring."""
    with reading(engine) as connection:
        found = {
            table.name: connection.execute(
                sa.select(table).order_by(*table.primary_key.columns)
            ).all()
            for table in all_tables()
        }
    found["audit_entries"] = [row for row in found["audit_entries"] if row.verb != "restored"]
    return {name: [tuple(row) for row in rows] for name, rows in found.items()}


def rewrite(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the members of a backup, as an accident or a stranger would."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)


def set_in_manifest(members: dict[str, bytes], **values: Any) -> None:
    manifest = json.loads(members["manifest.json"]) | values
    members["manifest.json"] = json.dumps(manifest).encode()


def make_older(members: dict[str, bytes]) -> None:
    """As if a version had made it that did not know the newer tables."""
    manifest = json.loads(members["manifest.json"])
    known = [table for table in manifest["tables"] if table["name"] not in NEWER_TABLES]
    set_in_manifest(members, revision="0003", tables=known)
    for name in NEWER_TABLES:
        del members[f"tables/{name}.jsonl"]


def test_backup_moves_everything_to_either_database(
    wire: Wire, backup: Path, other: sa.Engine
) -> None:
    restore_backup(other, backup, now=NOW)

    assert contents(other) == contents(wire.engine)


def test_backup_of_an_older_version_is_brought_up_to_date(
    wire: Wire, backup: Path, other: sa.Engine
) -> None:
    rewrite(backup, make_older)

    restore_backup(other, backup, now=NOW)

    with reading(wire.engine) as now, reading(other) as then:
        assert current_revision(then) == current_revision(now)
    known = {name: rows for name, rows in contents(wire.engine).items() if name not in NEWER_TABLES}
    assert contents(other) == {**known, **{name: [] for name in NEWER_TABLES}}


def test_every_table_has_rows_to_move(wire: Wire) -> None:
    empty = [name for name, rows in contents(wire.engine).items() if not rows]

    assert empty == ["access_tokens", "webhook_executions"]


def test_every_table_of_the_database_is_in_the_backup(wire: Wire, backup: Path) -> None:
    with reading(wire.engine) as connection:
        there = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}

    with zipfile.ZipFile(backup) as archive:
        assert {name for name in archive.namelist() if name != "manifest.json"} == {
            f"tables/{name}.jsonl" for name in there
        }


def test_numbers_go_on_where_they_were(wire: Wire, backup: Path, other: sa.Engine) -> None:
    last = verify(wire, "p9")["_links"]["self"]["href"]
    write_backup(wire.engine, backup, now=NOW)
    wire.delete(last)
    restore_backup(other, backup, now=NOW)
    url = other.url.render_as_string(hide_password=False)

    with open_wire(url, Settings(), clock=Clock()) as restored:
        restored.delete(last)
        next_one = verify(restored, "p10")["_links"]["self"]["href"]

    assert int(next_one.rpartition("/")[2]) > int(last.rpartition("/")[2])


def test_backup_is_of_one_moment(wire: Wire, tmp_path: Path) -> None:
    before, file = contents(wire.engine), tmp_path / "during.zip"
    engine = open_engine(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    statements: list[str] = []

    def write_meanwhile(*told: Any) -> None:
        statements.append(told[2])
        if len(statements) == 4:
            wire.put("/pacticipants/New/versions/1")

    sa.event.listen(wire.engine, "after_cursor_execute", write_meanwhile)
    write_backup(wire.engine, file, now=NOW)
    restore_backup(engine, file, now=NOW)

    assert wire.get("/pacticipants/New").status_code == 200
    assert contents(engine) == before
    engine.dispose()


def test_backup_is_read_by_its_owner_only(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_database_in_use_is_refused(wire: Wire, backup: Path) -> None:
    before = contents(wire.engine)

    with pytest.raises(CannotOperate, match="in use: there are rows in"):
        restore_backup(wire.engine, backup, now=NOW)

    assert contents(wire.engine) == before


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda members: members.pop("manifest.json"), "no whole backup"),
        (lambda members: members.update({"manifest.json": b"{"}), "no whole backup"),
        (lambda members: members.pop("tables/tags.jsonl"), "no whole backup"),
        (lambda members: members.update({"tables/tags.jsonl": b"[]\n"}), "table tags is not what"),
        (lambda members: set_in_manifest(members, format="zip"), "its format is 'zip'"),
        (lambda members: set_in_manifest(members, version=2), "has version 2; this program"),
        (lambda members: set_in_manifest(members, revision="9999"), "restore it with the version"),
    ],
    ids=["no-manifest", "no-json", "no-table", "other-rows", "format", "version", "revision"],
)
def test_damaged_backup_changes_nothing(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], text: str
) -> None:
    rewrite(backup, change)
    engine = open_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}")

    with pytest.raises(CannotOperate, match=text):
        restore_backup(engine, backup, now=NOW)

    with reading(engine) as connection:
        assert sa.inspect(connection).get_table_names() == []
    engine.dispose()


def test_rows_that_do_not_fit_undo_everything(backup: Path, other: sa.Engine) -> None:
    def point_nowhere(members: dict[str, bytes]) -> None:
        rows = members["tables/tags.jsonl"].replace(b"[1,1,", b"[1,999,", 1)
        members["tables/tags.jsonl"] = rows
        manifest = json.loads(members["manifest.json"])
        for table in manifest["tables"]:
            if table["name"] == "tags":
                table["sha256"] = hashlib.sha256(rows).hexdigest()
        members["manifest.json"] = json.dumps(manifest).encode()

    rewrite(backup, point_nowhere)

    with pytest.raises(CannotOperate, match="do not fit together"):
        restore_backup(other, backup, now=NOW)

    with reading(other) as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_commands_back_up_and_restore(wire: Wire, tmp_path: Path) -> None:
    runner, file = CliRunner(), tmp_path / "all.zip"
    url = wire.engine.url.render_as_string(hide_password=False)
    target = f"sqlite:///{tmp_path / 'new' / 'broker.sqlite3'}"

    written = runner.invoke(main, ["backup", str(file), "--database-url", url])
    restored = runner.invoke(main, ["restore", str(file), "--database-url", target])
    again = runner.invoke(main, ["restore", str(file), "--database-url", target])

    assert (written.exit_code, restored.exit_code) == (0, 0), restored.output
    assert "tables" in written.stdout
    assert (again.exit_code, "in use" in again.stderr) == (1, True)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_file_that_cannot_be_used_is_told(command: str, sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "file.zip"

    told = CliRunner().invoke(main, [command, str(file), "--database-url", sqlite_url])

    assert (told.exit_code, told.stderr.startswith("pact-notary: the file")) == (1, True)
