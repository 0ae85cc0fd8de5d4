from __future__ import annotations

from pathlib import Path

import pytest

from swarm.coordinator.settings import (
    SettingInvalid,
    read_chain_path,
    read_task_ids,
    read_website_token,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", {"a"}), ("a,b", {"a", "b"}), (" a , b ,", {"a", "b"})],
    ids=["one", "two", "untrimmed"],
)
def test_task_ids_are_separated_by_commas(text: str, expected: set[str]) -> None:
    assert read_task_ids(text) == expected


@pytest.mark.parametrize("text", ["", " , "])
def test_no_task_id_is_refused(text: str) -> None:
    with pytest.raises(SettingInvalid, match="at least one task"):
        read_task_ids(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("file:/data/chain.json", "/data/chain.json"),
        ("file:///data/chain.json", "/data/chain.json"),
        ("file://localhost/data/chain.json", "/data/chain.json"),
        ("file:chain.json", "chain.json"),
        ("file:/my%20data/chain.json", "/my data/chain.json"),
    ],
)
def test_chain_is_a_file(text: str, expected: str) -> None:
    assert read_chain_path(text) == Path(expected)


@pytest.mark.parametrize("text", ["/data/chain.json", "http://host/x", "file://host/x", "file:"])
def test_chain_that_is_no_file_is_refused(text: str) -> None:
    with pytest.raises(SettingInvalid, match=r"file:/path/to/chain\.json"):
        read_chain_path(text)


def test_website_token_is_kept_as_a_hash() -> None:
    stored = read_website_token("a-long-and-random-token")

    assert (stored.holder, sorted(stored.scopes)) == ("website", ["bounty:create", "bounty:read"])
    assert "a-long-and-random-token" not in repr(stored)


def test_website_token_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(SettingInvalid, match="16 characters") as refusal:
        read_website_token("secret")

    assert "'secret'" not in str(refusal.value)
