from __future__ import annotations

import pytest

from swarm.container.workflow.plan_review import find_plan_fault
from swarm.container.workflow.planning import MAX_ISSUES, cut
from swarm.container.workflow.port import Brief, WorkImpossible

SPEC = "66a1f0c2d3e4b5a697887766"
STRUCTURED = """\
For the whole shop.

# Store

Keep things.

1. Make a table
   - it has a key
   - it is fast
2. Fill the table

# Counter

- Open it
- Close it
"""


def a_brief(description: str, *, spec: str = SPEC, title: str = "Build a shop") -> Brief:
    return Brief(spec, title, description)


def test_headings_are_issues_and_items_are_todos() -> None:
    plan = cut(a_brief(STRUCTURED))

    shape = [(issue.title, [todo.title for todo in issue.todos]) for issue in plan]
    assert shape == [
        ("Store", ["Make a table", "Fill the table"]),
        ("Counter", ["Open it", "Close it"]),
    ]


def test_issue_follows_the_one_before() -> None:
    first, second = cut(a_brief(STRUCTURED))

    assert (first.predecessor, second.predecessor) == (None, first.uuid)
    assert first.description == "For the whole shop.\n\nKeep things."


def test_numbered_todos_wait_for_each_other() -> None:
    store, counter = cut(a_brief(STRUCTURED))

    assert [todo.dependencies for todo in store.todos] == [(), (store.todos[0].uuid,)]
    assert [todo.dependencies for todo in counter.todos] == [(), ()]


def test_items_under_an_item_are_its_criteria() -> None:
    store, _ = cut(a_brief(STRUCTURED))

    assert store.todos[0].acceptance_criteria == ["it has a key", "it is fast"]
    assert store.todos[1].acceptance_criteria == ["What “Fill the table” asks for is there."]


def test_todo_has_a_phase_to_do_and_one_to_check() -> None:
    store, _ = cut(a_brief(STRUCTURED))

    doing, checking = (phase.prompt for phase in store.todos[0].phases)
    assert doing.startswith("Do this: Make a table\n\n")
    assert checking == "Check that:\n- it has a key\n- it is fast"


def test_text_without_structure_is_one_todo() -> None:
    (issue,) = cut(a_brief("Sweep the floor.\nAnd the stairs."))

    (todo,) = issue.todos
    assert (issue.title, todo.title) == ("Build a shop", "Build a shop")
    assert todo.description == "Sweep the floor.\nAnd the stairs."


def test_same_spec_gives_the_same_plan_and_another_spec_other_names() -> None:
    first, again = cut(a_brief(STRUCTURED)), cut(a_brief(STRUCTURED))
    other = cut(a_brief(STRUCTURED, spec="another"))

    assert first == again
    assert {issue.uuid for issue in first}.isdisjoint(issue.uuid for issue in other)


@pytest.mark.parametrize(
    "description",
    [
        STRUCTURED,
        "# \x1b[31m\n- a\x00b\n",
        "# Only\n# Headings\n",
        "# " + "#" * 49_000 + "x",
        "- " + " " * 49_000 + "x",
        "- a\n" * 12_000,
        "- a\n" + "  - b\n" * 8_000,
        "\t" * 50_000,
        "`" * 50_000,
        "x" * 50_000,
        "--upload-pack=x $(touch x) `touch x`",
    ],
    ids=[
        "structured",
        "control",
        "headings",
        "hashes",
        "spaces",
        "todos",
        "criteria",
        "tabs",
        "fences",
        "long",
        "commands",
    ],
)
def test_every_description_gives_a_sound_plan(description: str) -> None:
    assert find_plan_fault(cut(a_brief(description))) is None


def test_headings_without_end_are_refused() -> None:
    with pytest.raises(WorkImpossible, match="more than 1000 headings"):
        cut(a_brief("# a\nb\n" * (MAX_ISSUES + 1)))
