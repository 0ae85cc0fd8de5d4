from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from pact_notary.resources.badge_image import Badge, Colour, draw

SVG = "{http://www.w3.org/2000/svg}"


def test_badge_shows_both_words_on_their_grounds() -> None:
    picture = ET.fromstring(draw(Badge("kiosk/menu pact", "verified", Colour.GREEN)))  # noqa: S314  # our own

    words = [each.text for each in picture.iter(f"{SVG}text")]
    fills = [each.get("fill") for each in picture.iter(f"{SVG}rect")]
    assert words == ["kiosk/menu pact", "verified"]
    assert fills == ["#555", "#4c1"]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a\"b'c&d", "x" * 10_000])
def test_badge_of_any_name_is_a_picture_and_nothing_else(name: str) -> None:
    picture = ET.fromstring(draw(Badge(name, name, Colour.GREY)))  # noqa: S314  # our own

    kinds = {each.tag.removeprefix(SVG) for each in picture.iter()}
    assert kinds == {"svg", "title", "rect", "g", "text"}


def test_longer_word_makes_a_wider_badge() -> None:
    short, long = (
        ET.fromstring(draw(Badge("a", right, Colour.RED)))  # noqa: S314  # our own
        for right in ("no", "failed (pending)")
    )

    assert int(short.get("width", "0")) < int(long.get("width", "0"))
