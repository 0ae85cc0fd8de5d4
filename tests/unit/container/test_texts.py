from __future__ import annotations

import pytest

from swarm.container.workflow import texts
from swarm.container.workflow.sections import Signed, find_section, find_signed
from tests.unit.container.builders import PAIR, an_assignment, an_attestation


def test_branch_is_the_assignments_own() -> None:
    assert texts.name_branch(an_assignment()) == f"swarm/7/todo-1/{PAIR.public[:8]}"


def test_file_says_what_was_asked() -> None:
    assert texts.write_file(an_assignment()) == (
        "# Sweep the floor\n\nUse the broom.\n\n## Acceptance criteria\n\n- [x] no dust is left\n"
    )


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("--all\n--force", "--all --force"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("x" * 200, "x" * 100),
        (" \n ", "todo-1"),
    ],
    ids=["options", "control", "long", "empty"],
)
def test_title_is_one_printable_line(title: str, line: str) -> None:
    assert texts.write_title(an_assignment(title=title)) == line


def test_body_is_signed_for_the_order() -> None:
    body = texts.write_body(an_assignment())

    assert find_signed(body) == Signed(PAIR.public, an_attestation())
    assert find_section(body, "ACCEPTANCE_CRITERIA") == "- no dust is left"
