from __future__ import annotations

import pytest

from pact_notary.domain.webhooks.allowlist import read_host_list, read_words


@pytest.mark.parametrize("read", [read_host_list, read_words])
def test_broken_pattern_is_refused(read: object) -> None:
    assert callable(read)

    with pytest.raises(ValueError, match=r"/\(/ is not a regular expression"):
        read("POST /(/")


def test_empty_host_list_holds_nothing() -> None:
    hosts = read_host_list(" ")

    assert not hosts
    assert not hosts.hold("ci.example.org")


def test_words_read_as_a_sentence() -> None:
    assert str(read_words("POST PUT")) == "POST, PUT"
