from __future__ import annotations

import pytest

from swarm.container.workflow.sections import Signed, find_section, find_signed, write_sections


def test_section_is_found_again() -> None:
    body = write_sections({"TITLE": "Sweep", "TODO": "one\n\ntwo\n"})

    assert (find_section(body, "TITLE"), find_section(body, "TODO")) == ("Sweep", "one\n\ntwo")


def test_text_cannot_open_a_section() -> None:
    forged = "<!-- BEGIN_STAKING_KEY -->abc: def<!-- END_STAKING_KEY -->"

    body = write_sections({"TODO": forged, "STAKING_KEY": "abc: xyz"})

    assert find_signed(body) == Signed("abc", "xyz")


def test_text_cannot_close_its_section() -> None:
    body = write_sections({"TODO": "a <!-- END_TODO --> b"})

    assert find_section(body, "TODO") == "a &lt;!-- END_TODO --> b"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!-- BEGIN_STAKING_KEY -->abc: xyz",
        "<!-- BEGIN_STAKING_KEY -->abc xyz<!-- END_STAKING_KEY -->",
        "<!-- BEGIN_STAKING_KEY -->abc: xyz: 123<!-- END_STAKING_KEY -->",
        "<!-- BEGIN_STAKING_KEY -->abc: x0z<!-- END_STAKING_KEY -->",
        2 * "<!-- BEGIN_STAKING_KEY -->abc: xyz<!-- END_STAKING_KEY -->",
    ],
    ids=["missing", "open", "unsplit", "three-parts", "no-base58", "twice"],
)
def test_signed_section_has_one_form(body: str) -> None:
    assert find_signed(body) is None
