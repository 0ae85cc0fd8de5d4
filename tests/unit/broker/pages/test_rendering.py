from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.pages.rendering import ago, outward, plain

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("shop", "<bdi>shop</bdi>", id="a name"),
        pytest.param("<b>&", "<bdi>&lt;b&gt;&amp;</bdi>", id="markup"),
        pytest.param(
            "a\u202eb",
            '<bdi>a<span class="hidden-character" title="right-to-left override">U+202E</span>'
            "b</bdi>",
            id="turned around",
        ),
        pytest.param(
            "\u200b",
            '<bdi><span class="hidden-character" title="zero width space">U+200B</span></bdi>',
            id="nothing to see",
        ),
        pytest.param("مرحبا", "<bdi>مرحبا</bdi>", id="written from right to left"),
    ],
)
def test_text_is_shown_as_text(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    inside = plain(text).removeprefix("<bdi>").removesuffix("</bdi>")

    assert inside.count("<") == 2 * inside.count("<span class=")


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://ci.example/7", True),
        ("http://ci.example", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//ci.example", False),
        ("https:", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, *, is_link: bool) -> None:
    assert (outward(url) is not None) == is_link


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=61), "1 minute ago"),
        (timedelta(hours=2, minutes=59), "2 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=45), "1 month ago"),
        (timedelta(days=800), "2 years ago"),
        (-timedelta(minutes=5), "in 5 minutes"),
    ],
)
def test_time_is_told_from_now_and_exactly(distance: timedelta, words: str) -> None:
    shown = ago(NOW - distance, NOW)

    assert words in shown
    assert f'title="{NOW - distance:%Y-%m-%d %H:%M:%S} UTC"' in shown
