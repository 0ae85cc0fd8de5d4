from __future__ import annotations

import pytest

from pact_notary.domain.webhooks.redaction import (
    STARS,
    redact,
    redact_headers,
    redact_text,
    restore,
)
from tests.unit.broker.domain.webhooks.builders import a_request


@pytest.mark.parametrize("name", ["authorization", "x-authorization-2", "private-token", "TOKEN"])
def test_secret_header_is_shown_as_stars(name: str) -> None:
    request = a_request(headers=((name, "abc"), ("accept", "text/plain")))

    assert redact(request).headers == ((name, STARS), ("accept", "text/plain"))


def test_password_is_shown_as_stars() -> None:
    assert redact(a_request(password="abc")).password == STARS


def test_template_is_no_secret() -> None:
    request = a_request(
        headers=(("x-token", "${pactbroker.eventName}"),), password="${pactbroker.x}"
    )

    assert redact(request) == request


def test_filled_in_secret_header_is_a_secret() -> None:
    assert redact_headers([("x-token", "abc"), ("b", "c")]) == (("x-token", STARS), ("b", "c"))


def test_stars_keep_what_was_stored() -> None:
    stored = a_request(headers=(("x-token", "abc"),), password="def")

    assert restore(redact(stored), stored) == stored


def test_new_secrets_replace_the_stored() -> None:
    stored = a_request(headers=(("x-token", "abc"),), password="def")
    sent = a_request(headers=(("x-token", "ghi"), ("other", STARS)), password="jkl")

    assert restore(sent, stored) == sent


def test_left_out_secrets_are_gone() -> None:
    stored = a_request(headers=(("x-token", "abc"),), password="def")

    assert restore(a_request(), stored) == a_request()


def test_secrets_are_removed_from_a_text() -> None:
    assert redact_text("abcd ab ", ["ab", "abcd", ""]) == f"{STARS} {STARS} "


def test_secrets_do_not_show_in_a_representation() -> None:
    request = a_request(headers=(("x-token", "abc"),), password="def")

    assert "abc" not in repr(request)
    assert "def" not in repr(request)
