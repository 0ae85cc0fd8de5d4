from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pact_notary.access import Access, Caller, Credentials, Sightings, refuse_token
from pact_notary.domain.scopes import Scope
from pact_notary.store.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable

WRITER = Credentials("w", "secret")
READER = Credentials("r", "word")
CLOSED = Access(writer=WRITER, reader=READER)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEARTBEAT = "/diagnostic/status/heartbeat"


def a_token(*scopes: Scope) -> Token:
    return Token(7, "ci", "", frozenset(scopes), NOON, None, None)


def knows(text: str, token: Token) -> Callable[[str], Token | None]:
    return lambda given: token if given == text else None


@pytest.mark.parametrize(
    ("access", "offered", "route", "name", "scopes"),
    [
        (Access(), None, "/", "anonymous", {Scope.ADMIN}),
        (Access(), WRITER, "/", "anonymous", {Scope.ADMIN}),
        (CLOSED, None, "/", "anonymous", set()),
        (CLOSED, WRITER, "/", "user:w", {Scope.ADMIN}),
        (CLOSED, READER, "/", "user:r", {Scope.READ}),
        (CLOSED, Credentials("w", "wrong"), "/", "anonymous", set()),
        (CLOSED, Credentials("r", "secret"), "/", "anonymous", set()),
        (Access(reader=READER), None, "/", "anonymous", set()),
        (Access(requires_credentials=True), None, "/", "anonymous", set()),
        (Access(WRITER, allow_public_read=True), None, "/", "anonymous", {Scope.READ}),
        (Access(WRITER, allow_public_read=True), READER, "/", "anonymous", set()),
        (CLOSED, None, HEARTBEAT, "anonymous", set()),
        (Access(WRITER, public_heartbeat=True), None, HEARTBEAT, "anonymous", {Scope.READ}),
        (Access(WRITER, public_heartbeat=True), None, "/", "anonymous", set()),
        (Access(WRITER, public_badges=True), None, "/a/badge", "anonymous", {Scope.READ}),
    ],
    ids=[
        "open",
        "open-and-unknown",
        "closed",
        "writer",
        "reader",
        "wrong-password",
        "other-password",
        "only-a-reader",
        "tokens-only",
        "public-read",
        "public-read-but-wrong",
        "heartbeat",
        "public-heartbeat",
        "only-the-heartbeat",
        "public-badge",
    ],
)
def test_user_is_who_has_the_password(
    access: Access,
    offered: Credentials | None,
    route: str,
    name: str,
    scopes: set[Scope],
) -> None:
    assert access.identify_user(offered, route=route) == Caller(name, frozenset(scopes))


def test_bearer_has_the_scopes_of_the_token() -> None:
    token = a_token(Scope.VERIFY)

    caller = CLOSED.identify_bearer("text", route="/", find_token=knows("text", token))

    assert caller == Caller("token:ci", frozenset({Scope.VERIFY}), token)


def test_bearer_of_an_unknown_token_is_nobody() -> None:
    access = Access(WRITER, allow_public_read=True)

    caller = access.identify_bearer("other", route="/", find_token=knows("text", a_token()))

    assert caller == Caller("anonymous", frozenset())


def test_open_broker_still_tells_who_bears_a_token() -> None:
    token = a_token(Scope.READ)

    caller = Access().identify_bearer("text", route="/", find_token=knows("text", token))

    assert caller == Caller("token:ci", frozenset({Scope.ADMIN}), token)


def test_password_is_not_shown() -> None:
    assert "secret" not in repr(CLOSED)


def test_refusal_names_the_scope_that_is_missing() -> None:
    caller = Caller("token:ci", frozenset({Scope.READ}), a_token(Scope.READ))

    refusal = refuse_token(caller, frozenset({Scope.DEPLOY}))

    assert refusal.status == 403
    assert 'scope="deploy"' in refusal.headers["WWW-Authenticate"]
    assert "the scope deploy" in (refusal.body or "")


def test_sighting_is_news_once_a_minute() -> None:
    sightings = Sightings()

    seen = [sightings.is_news(7, NOON + timedelta(seconds=s)) for s in (0, 30, 59, 60, 61)]

    assert seen == [True, False, False, True, False]
