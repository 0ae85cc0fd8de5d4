from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.broker_process import Line, running_broker, start_broker

if TYPE_CHECKING:
    from pathlib import Path

BRANCH = "/pacticipants/A/branches/feat%2Fx/versions/1.0%2Bb3"


def _run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command, which is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "pact_notary", *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_broker_says_where_it_is_and_how_to_publish(tmp_path: Path, sqlite_url: str) -> None:
    with running_broker(tmp_path, sqlite_url) as broker:
        said = (tmp_path / "broker.log").read_text(encoding="utf-8")

    assert f"answers at {broker.url}" in said
    assert sqlite_url.removeprefix("sqlite:///") in said
    assert f"pact broker publish FOLDER --broker-base-url {broker.url}" in said


def test_broker_keeps_its_data_in_the_folder_it_is_given(tmp_path: Path) -> None:
    told = _run("migrate", "--data-dir", str(tmp_path / "new" / "folder"))

    assert (told.returncode, told.stdout) == (0, "The tables are up to date.\n")
    assert (tmp_path / "new" / "folder" / "pact-notary.sqlite3").exists()


def test_encoded_slash_is_part_of_a_name_on_the_real_server(
    tmp_path: Path, sqlite_url: str
) -> None:
    with running_broker(tmp_path, sqlite_url) as broker:
        line = Line(broker.url)
        put = line.send("PUT", BRANCH, {})
        branches = line.send("GET", "/pacticipants/A/branches?").json()
        unknown = [line.send("GET", path).status for path in ("//pacticipants", "/a%0Ab")]
        line.close()

    assert put.status == 201
    assert [each["name"] for each in branches["_embedded"]["branches"]] == ["feat/x"]
    assert unknown == [404, 422]


def _sent(connection: socket.socket, *headers: str) -> None:
    """Ask for a change, and for the end of the connection after it."""
    lines = [f"PUT {BRANCH} HTTP/1.1", "Host: b", "Content-Type: application/json"]
    lines += ["Content-Length: 2", "Connection: close", *headers, "", "{}"]
    connection.sendall("\r\n".join(lines).encode())


def test_two_accept_lines_are_joined_on_the_real_server(tmp_path: Path, sqlite_url: str) -> None:
    with (
        running_broker(tmp_path, sqlite_url) as broker,
        socket.create_connection(("127.0.0.1", broker.port)) as connection,
        connection.makefile("rb") as answer,
    ):
        _sent(connection, "Accept: application/hal+json", "Accept: application/json")
        told = answer.read()

    assert told.startswith(b"HTTP/1.1 201 ")
    assert b"Content-Type: application/hal+json;charset=utf-8" in told


def test_stopping_broker_answers_what_it_was_asked(tmp_path: Path, sqlite_url: str) -> None:
    broker = start_broker(tmp_path, sqlite_url)
    file = sqlite_url.removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as writer,
        closing(Line(broker.url)) as reader,
        socket.create_connection(("127.0.0.1", broker.port)) as connection,
        connection.makefile("rb") as answer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        _sent(connection)
        # Asked later and answered, so the change was taken up, and waits for the writer.
        reader.send("GET", "/")
        broker.process.terminate()
        writer.execute("ROLLBACK")
        told = answer.read()

    assert told.startswith(b"HTTP/1.1 201 ")
    assert broker.process.wait(20) == 0


@pytest.mark.parametrize("signal", ["terminate", "interrupt"])
def test_broker_stops_with_success(tmp_path: Path, sqlite_url: str, signal: str) -> None:
    broker = start_broker(tmp_path, sqlite_url)

    if signal == "terminate":
        assert broker.stop() == 0
    else:
        broker.process.send_signal(2)
        assert broker.process.wait(20) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["--host", "192.0.2.1"], 2, "no user is set", id="open to all"),
        pytest.param(["--base-url", "x"], 2, "is no base URL", id="no base URL"),
        pytest.param(
            ["--basic-auth-username", "u"], 2, "belong together", id="a user without a password"
        ),
        pytest.param(["--database-url", "nonsense"], 1, "cannot be read", id="no URL"),
        pytest.param(
            ["--database-url", "postgresql://127.0.0.1:1/none"], 1, "cannot be used", id="nobody"
        ),
        pytest.param(
            ["--database-url", "sqlite:////proc/x/y"], 1, "cannot be made", id="no folder"
        ),
    ],
)
def test_broker_that_cannot_start_says_what_to_do(
    tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    result = _run("serve", "--data-dir", str(tmp_path), "--port", "0", *arguments)

    assert result.returncode == code
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_broker_does_not_take_a_port_that_is_taken(tmp_path: Path, sqlite_url: str) -> None:
    with running_broker(tmp_path, sqlite_url) as broker:
        result = _run("serve", "--port", str(broker.port), "--database-url", sqlite_url)

    assert result.returncode == 1
    assert "choose another port" in result.stderr


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database " * 100, encoding="utf-8")

    result = _run("migrate", "--database-url", f"sqlite:///{file}")

    assert result.returncode == 1
    assert "cannot be used" in result.stderr


def test_help_lists_the_official_settings() -> None:
    told = _run("serve", "--help").stdout

    for name in ("DATABASE_URL", "PORT", "BASE_URL", "BASIC_AUTH_USERNAME", "ALLOW_PUBLIC_READ"):
        assert f"PACT_BROKER_{name}" in told
    for name in ("DATABASE_NAME", "DATABASE_PASSWORD", "DATABASE_SSLMODE", "BASE_URLS"):
        assert f"PACT_BROKER_{name}" in told
