from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from pro_me_the_us.auth.bearer import store_token
from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import Grant, sign_token
from pro_me_the_us.errors import Forbidden, Unauthorized
from swarm.coordinator.access import authorize_configured, authorize_key

if TYPE_CHECKING:
    from flask import Request as FlaskRequest

NOW = datetime(2031, 5, 6, tzinfo=UTC)
PAIR = KeyPair.from_seed(bytes(32))
WEBSITE = store_token("the-website", holder="website", scopes=frozenset({"bounty:create"}))


def a_request(token: str) -> FlaskRequest:
    headers = [("Authorization", f"Bearer {token}")] if token else []
    request: FlaskRequest = Request(EnvironBuilder(headers=headers).get_environ())  # type: ignore[assignment]  # only its headers are read
    return request


def a_token(*scopes: str, audience: str = "coordinator") -> str:
    grant = Grant((audience,), scopes, "task-1")
    return sign_token(PAIR, grant, now=NOW, token_id="0123456789abcdef")


def test_key_is_known_by_its_signature() -> None:
    authorize = authorize_key((WEBSITE,), lambda: NOW)

    identity = authorize(a_request(a_token("todo:claim")), "todo:claim")

    assert identity.staking_key == PAIR.public


@pytest.mark.parametrize(
    ("token", "refusal"),
    [
        ("", Unauthorized),
        ("nonsense", Unauthorized),
        ("a.b.c", Unauthorized),
        (a_token("todo:claim", audience="worker-node"), Unauthorized),
        (a_token("todo:read"), Forbidden),
        ("the-website", Forbidden),
    ],
    ids=["none", "unknown", "unsigned", "for another", "narrower", "the website's"],
)
def test_caller_that_is_no_key_is_refused(token: str, refusal: type[Exception]) -> None:
    authorize = authorize_key((WEBSITE,), lambda: NOW)

    with pytest.raises(refusal):
        authorize(a_request(token), "todo:claim")


def test_website_is_known_by_its_token() -> None:
    authorize = authorize_configured((WEBSITE,), lambda: NOW)

    assert authorize(a_request("the-website"), "bounty:create") == WEBSITE


@pytest.mark.parametrize(
    ("token", "scope", "refusal"),
    [
        ("", "bounty:create", Unauthorized),
        ("the-website-not", "bounty:create", Unauthorized),
        ("the-website", "bounty:delete", Forbidden),
        (a_token("bounty:create"), "bounty:create", Forbidden),
        ("a.b.c", "bounty:create", Unauthorized),
    ],
    ids=["none", "unknown", "narrower", "a key that grants itself the scope", "unsigned"],
)
def test_caller_that_is_no_website_is_refused(
    token: str, scope: str, refusal: type[Exception]
) -> None:
    authorize = authorize_configured((WEBSITE,), lambda: NOW)

    with pytest.raises(refusal):
        authorize(a_request(token), scope)


def test_without_a_website_no_token_is_known() -> None:
    authorize = authorize_configured((), lambda: NOW)

    with pytest.raises(Unauthorized):
        authorize(a_request("the-website"), "bounty:create")
