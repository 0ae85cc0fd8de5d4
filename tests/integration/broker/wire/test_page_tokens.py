from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pact_notary.access import Access, Credentials
from pact_notary.settings import Settings
from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import Clock, open_wire
from tests.integration.broker.wire.forms import BROWSER, post_fields, read_page, send_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.integration.broker.wire.builders import Wire

CLOSED = Settings(Access(Credentials("w", "secret"), Credentials("r", "word")))
TOKEN_ONLY = Settings(Access(requires_credentials=True))


@pytest.fixture
def closed_wire(sqlite_url: str) -> Iterator[Wire]:
    with open_wire(sqlite_url, CLOSED, clock=Clock()) as wire:
        yield wire


def create(wire: Wire, name: str = "ci", *scopes: str) -> TestResponse:
    return send_form(wire, "/tokens", "/tokens", {"name": name, "scopes[]": scopes or ("publish",)})


def text_in(response: TestResponse) -> str:
    found = re.search(r"pnt_[0-9a-f]+_[0-9a-f]+", response.text)
    assert found
    return found[0]


def log_of(wire: Wire) -> list[tuple[str, str]]:
    entries = wire.read("/audit-log")["_embedded"]["entries"]
    return [(entry["verb"], entry["subject"]) for entry in entries]


def test_new_token_is_shown_once_and_kept_nowhere(wire: Wire) -> None:
    response = create(wire, "ci", "publish", "verify")

    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "no-store"
    secret = text_in(response)
    page = read_page(wire, "/tokens")
    assert secret not in page
    assert "publish, verify" in page
    assert secret not in read_page(wire, "/tokens/ci")


def test_new_token_opens_what_its_scopes_say(sqlite_url: str) -> None:
    with open_wire(sqlite_url, Settings(), clock=Clock()) as wire:
        token = text_in(create(wire, "ci", "read"))
    with open_wire(sqlite_url, TOKEN_ONLY, clock=Clock()) as wire:
        bearer = {"Authorization": f"Bearer {token}"}
        read = wire.send("GET", "/", headers=bearer)
        wrote = wire.send("PUT", "/pacticipants/A/versions/1", headers=bearer, json={})

    assert (read.status_code, wrote.status_code) == (200, 403)


def test_changes_of_tokens_are_in_the_audit_log(small_wire: Wire) -> None:
    create(small_wire, "ci/1")
    send_form(small_wire, "/tokens/ci%2F1", "/tokens/ci%2F1/revoke")
    create(small_wire, "")

    assert log_of(small_wire) == [("revoked", "/tokens/ci%2F1"), ("created", "/tokens/ci%2F1")]


def test_revoked_token_is_refused_at_once(sqlite_url: str) -> None:
    with open_wire(sqlite_url, Settings(), clock=Clock()) as wire:
        token = text_in(create(wire))
        revoked = send_form(wire, "/tokens/ci", "/tokens/ci/revoke")
        page, all_of_them = read_page(wire, "/tokens"), read_page(wire, "/tokens?show=all")
    with open_wire(sqlite_url, TOKEN_ONLY, clock=Clock()) as wire:
        answer = wire.send("GET", "/", headers={"Authorization": f"Bearer {token}"})

    assert (revoked.status_code, revoked.headers["Location"]) == (303, "http://localhost/tokens")
    assert "No token is in use" in page
    assert "revoked" in all_of_them
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "", "scopes[]": "read"}, "must have 1 to 100 printable characters"),
        ({"name": "a\u202eb", "scopes[]": "read"}, "printable characters"),
        ({"name": "..", "scopes[]": "read"}, "cannot be dots only"),
        ({"name": "x" * 101, "scopes[]": "read"}, "1 to 100"),
        ({"name[]": "a", "scopes[]": "read"}, "1 to 100"),
        ({"name": "other"}, "must be chosen: say what"),
        ({"name": "other", "scopes": "read"}, "must be chosen: say what"),
        ({"name": "other", "scopes[]": "root"}, "must be chosen: say what"),
        ({"name": "ci", "scopes[]": "read"}, "is in use"),
    ],
)
def test_what_is_wrong_with_the_form_is_said_beside_it(
    small_wire: Wire, fields: dict[str, str], sentence: str
) -> None:
    create(small_wire)

    response = send_form(small_wire, "/tokens", "/tokens", fields)

    assert response.status_code == 400
    assert sentence in response.text
    assert "No token was made" in response.text


def test_form_keeps_what_was_typed(small_wire: Wire) -> None:
    response = send_form(small_wire, "/tokens", "/tokens", {"name": "deploy<b>"})

    assert 'value="deploy&lt;b&gt;"' in response.text


def test_unsealed_form_makes_no_token(small_wire: Wire) -> None:
    refused = [
        post_fields(small_wire, "/tokens", {"name": "ci", "scopes[]": "admin", **csrf})
        for csrf in ({}, {"csrf": "x" * 43}, {"csrf[]": "x"})
    ]

    assert [response.status_code for response in refused] == [403, 403, 403]
    assert log_of(small_wire) == []


def test_tokens_are_for_administrators(closed_wire: Wire) -> None:
    def status_of(path: str, method: str = "GET") -> list[int]:
        users = (("r", "word"), ("w", "secret"))
        sent = {"headers": {"Accept": BROWSER}}
        return [closed_wire.send(method, path, auth=u, **sent).status_code for u in users]

    assert status_of("/tokens") == [401, 200]
    assert status_of("/tokens/ci") == [401, 404]
    assert status_of("/tokens", "POST")[0] == 401
    assert status_of("/tokens/ci/revoke", "POST")[0] == 401


@pytest.mark.parametrize("scope", ["read", "admin"])
def test_browser_logs_in_with_a_token_as_the_password(sqlite_url: str, scope: str) -> None:
    with open_wire(sqlite_url, Settings(), clock=Clock()) as wire:
        token = text_in(create(wire, "me", scope))
    with open_wire(sqlite_url, TOKEN_ONLY, clock=Clock()) as wire:
        stranger = wire.send("GET", "/getting-started", headers={"Accept": BROWSER})
        asked = [
            wire.send("GET", path, auth=("anybody", token), headers={"Accept": BROWSER})
            for path in ("/getting-started", "/tokens")
        ]

    assert stranger.status_code == 401
    assert stranger.headers["WWW-Authenticate"].startswith("Basic ")
    assert [answer.status_code for answer in asked] == [200, 200 if scope == "admin" else 403]


def test_tokens_are_paged_with_one_statement_each(small_wire: Wire) -> None:
    for number in range(51):
        create(small_wire, f"t{number}")

    with counting(small_wire.engine) as statements:
        first = read_page(small_wire, "/tokens")
    following = re.search(r'href="http://localhost([^"]+)" rel="next"', first)
    assert following
    second = read_page(small_wire, following[1].replace("&amp;", "&"))

    assert len(statements) == 1
    assert ("t0<" in first, "t0<" in second, "t50<" in first) == (False, True, True)


@pytest.mark.parametrize("query", ["show=some", "show[]=all", "after=x"])
def test_wrong_query_is_said(small_wire: Wire, query: str) -> None:
    assert small_wire.get(f"/tokens?{query}", accept=BROWSER).status_code == 400
