from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.access import Access, Credentials
from pact_notary.domain.scopes import Scope
from pact_notary.service.refusals import NotPossible
from pact_notary.service.tokens import create_token, find_token, revoke_token
from pact_notary.service.transaction import Transaction
from pact_notary.settings import Settings
from pact_notary.store.database import run_reading, run_writing
from pact_notary.store.tokens import list_all
from tests.integration.broker.wire.builders import Clock, a_publication, open_wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from tests.integration.broker.wire.builders import Wire

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLOSED = Settings(Access(Credentials("w", "secret"), Credentials("r", "word")))
UNKNOWN = "pnt_abc123_" + 64 * "0"


@pytest.fixture
def wire(database_url: str) -> Iterator[Wire]:
    """A broker that lets in nobody without credentials."""
    with open_wire(database_url, CLOSED, clock=Clock()) as wire:
        yield wire


def make_token(engine: sa.Engine, *scopes: Scope, name: str = "ci") -> str:
    def work(connection: sa.Connection) -> str:
        transaction = Transaction(connection, NOON, lambda: "")
        return create_token(
            transaction, name, scopes=frozenset(scopes), new_secret=secrets.token_hex
        )

    return run_writing(engine, work)


def revoke(engine: sa.Engine, name: str = "ci") -> None:
    run_writing(engine, lambda opened: revoke_token(Transaction(opened, NOON, lambda: ""), name))


def ask(wire: Wire, token: str, method: str = "GET", path: str = "/") -> int:
    headers = {"Authorization": f"Bearer {token}"}
    with wire.send(method, path, headers=headers, json={}) as answer:
        return answer.status_code


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pacts/provider/Menu/consumer/Kiosk/latest/badge", 200),
        ("/pacts/provider/Menu/consumer/Kiosk/latest/badge.svg", 200),
        ("/pacticipants/badge", 401),
        ("/pacts/provider/Menu/latest/badge", 401),
        ("/pacticipants/a%2Fbadge", 401),
        ("/nothing/badge", 401),
    ],
)
def test_public_badges_open_nothing_that_is_called_badge(
    sqlite_url: str, path: str, status: int
) -> None:
    settings = Settings(Access(Credentials("w", "secret"), public_badges=True))

    with open_wire(sqlite_url, settings, clock=Clock()) as wire:
        assert wire.get(path, accept="*/*").status_code == status


def test_token_is_found_by_its_whole_text(engine: sa.Engine) -> None:
    text = make_token(engine, Scope.PUBLISH, Scope.VERIFY)

    found = run_reading(engine, lambda opened: find_token(opened, text))

    assert found is not None
    assert (found.name, found.scopes) == ("ci", frozenset({Scope.PUBLISH, Scope.VERIFY}))


@pytest.mark.parametrize("change", ["", "x", "pnt_", "abc"], ids=["empty", "longer", "other", "no"])
def test_token_is_not_found_by_another_text(engine: sa.Engine, change: str) -> None:
    text = make_token(engine, Scope.READ)
    other = {"": "", "x": text + "x", "pnt_": text[:-1] + "g"}.get(change, change)

    assert run_reading(engine, lambda opened: find_token(opened, other)) is None


def test_token_is_stored_as_a_hash(engine: sa.Engine) -> None:
    text = make_token(engine, Scope.READ)

    (row,) = run_reading(engine, lambda o: o.exec_driver_sql("SELECT * FROM access_tokens").all())

    assert text.rpartition("_")[2] not in str(row)


def test_name_in_use_is_refused_until_it_is_revoked(engine: sa.Engine) -> None:
    first = make_token(engine, Scope.READ)

    with pytest.raises(NotPossible):
        make_token(engine, Scope.READ)
    revoke(engine)
    second = make_token(engine, Scope.READ)

    assert run_reading(engine, lambda opened: find_token(opened, first)) is None
    assert run_reading(engine, lambda opened: find_token(opened, second)) is not None


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        (Scope.READ, "GET", "/pacticipants", 200),
        (Scope.READ, "PUT", "/pacticipants/A/versions/1", 403),
        (Scope.PUBLISH, "PUT", "/pacticipants/A/versions/1", 201),
        (Scope.VERIFY, "PUT", "/pacticipants/A/branches/main/versions/1", 201),
        (Scope.DEPLOY, "PUT", "/pacticipants/A/versions/1/tags/prod", 201),
        (Scope.DEPLOY, "DELETE", "/pacticipants/A", 403),
        (Scope.ADMIN, "DELETE", "/pacticipants/A", 404),
        (Scope.READ, "POST", "/pacts/provider/P/for-verification", 404),
        (Scope.PUBLISH, "GET", "/nothing/here", 404),
    ],
)
def test_bearer_may_do_what_the_scope_says(
    wire: Wire, scope: Scope, method: str, path: str, status: int
) -> None:
    token = make_token(wire.engine, scope)

    assert ask(wire, token, method, path) == status


def test_refused_bearer_is_told_the_scope(wire: Wire) -> None:
    token = make_token(wire.engine, Scope.READ)
    headers = {"Authorization": f"Bearer {token}"}

    answer = wire.send("POST", "/contracts/publish", json=a_publication(), headers=headers)

    assert answer.status_code == 403
    assert "scope publish" in answer.text


@pytest.mark.parametrize("token", ["", "x", UNKNOWN, "pnt_é_x"])
def test_unknown_bearer_is_asked_for_credentials(wire: Wire, token: str) -> None:
    assert ask(wire, token) == 401


def test_revoked_bearer_is_refused_at_once(wire: Wire) -> None:
    token = make_token(wire.engine, Scope.READ)
    before = ask(wire, token)

    revoke(wire.engine)

    assert (before, ask(wire, token)) == (200, 401)


def test_open_broker_takes_any_token(database_url: str) -> None:
    with open_wire(database_url, Settings(), clock=Clock()) as wire:
        assert ask(wire, UNKNOWN, "PUT", "/pacticipants/A/versions/1") == 201


def test_use_of_a_token_is_recorded_once_a_minute(wire: Wire) -> None:
    token = make_token(wire.engine, Scope.READ)

    for _ in range(3):
        ask(wire, token)

    (found,) = run_reading(wire.engine, list_all)
    assert found.last_used_at is not None
    assert found.last_used_at - datetime(2026, 3, 1, tzinfo=UTC) < timedelta(seconds=4)


@pytest.mark.parametrize(
    ("user", "method", "status"),
    [
        (("w", "secret"), "PUT", 201),
        (("r", "word"), "PUT", 401),
        (("r", "word"), "GET", 404),
        (("w", "word"), "GET", 401),
        (None, "GET", 401),
    ],
)
def test_users_may_do_what_they_may(
    wire: Wire, user: tuple[str, str] | None, method: str, status: int
) -> None:
    answer = wire.send(method, "/pacticipants/A/versions/1", auth=user, json={})

    assert answer.status_code == status


def test_commands_create_list_and_revoke(sqlite_url: str) -> None:
    runner = CliRunner()
    database = ["--database-url", sqlite_url]

    made = runner.invoke(main, ["token", "create", "ci", "--scope", "deploy", *database])
    again = runner.invoke(main, ["token", "create", "ci", "--scope", "read", *database])
    gone = runner.invoke(main, ["token", "revoke", "ci", *database])
    listed = runner.invoke(main, ["token", "list", *database])

    assert made.stdout.startswith("pnt_")
    assert (again.exit_code, "in use" in again.stderr) == (1, True)
    assert gone.exit_code == 0
    assert listed.stdout.startswith("ci  deploy  created")
    assert "revoked" in listed.stdout


def test_revoking_an_unknown_token_is_refused(sqlite_url: str) -> None:
    told = CliRunner().invoke(main, ["token", "revoke", "ci", "--database-url", sqlite_url])

    assert (told.exit_code, told.stderr) == (1, "pact-notary: No token in use is named 'ci'\n")
