from __future__ import annotations

import hashlib

import pytest

from pro_me_the_us.auth.bearer import find_token, store_token

WEBSITE = store_token("w" * 40, holder="website", scopes=frozenset({"bounty:create"}))
OPERATOR = store_token("o" * 40, holder="operator", scopes=frozenset())


@pytest.mark.parametrize(
    ("token", "found"), [("w" * 40, WEBSITE), ("o" * 40, OPERATOR)], ids=["first", "last"]
)
def test_token_is_found(token: str, found: object) -> None:
    assert find_token(token, (WEBSITE, OPERATOR)) is found


@pytest.mark.parametrize(
    "token",
    ["", "w" * 39, "w" * 41, "W" * 40, "w" * 40 + "\n", "é", "\ud800", WEBSITE.sha256.hex()],
)
def test_other_token_is_not_found(token: str) -> None:
    assert find_token(token, (WEBSITE, OPERATOR)) is None


def test_nothing_is_found_among_none() -> None:
    assert find_token("", ()) is None


def test_token_is_stored_as_its_hash_only() -> None:
    assert WEBSITE.sha256 == hashlib.sha256(b"w" * 40).digest()
    assert "w" * 40 not in repr(WEBSITE)


def test_token_of_any_letters_can_be_stored() -> None:
    stored = store_token("pässword\ud800", holder="x", scopes=frozenset())

    assert find_token("pässword\ud800", (stored,)) is stored
