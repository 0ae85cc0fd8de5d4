from __future__ import annotations

import pytest

from swarm.container.workflow.outline import Item, Section, read_outline


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("- one\n- two", ["one", "two"]),
        ("* one\n+ two", ["one", "two"]),
        ("1. one\n2) two", ["one", "two"]),
        ("- [ ] one\n- [x] two", ["one", "two"]),
        ("-one\n**two**\n---\n1.three", []),
        ("```\n- one\n```", []),
    ],
    ids=["bullets", "marks", "numbers", "boxes", "none", "code"],
)
def test_item_is_what_a_list_holds(text: str, titles: list[str]) -> None:
    (section,) = read_outline(text, title="All")

    assert [item.title for item in section.items] == titles


@pytest.mark.parametrize(
    ("line", "title"),
    [("# One", "One"), ("### One ###", "One"), ("# C#", "C#"), ("  ## One", "One")],
)
def test_heading_names_its_section(line: str, title: str) -> None:
    (section,) = read_outline(f"{line}\ntext", title="All")

    assert section == Section(title, "text", ())


def test_lines_go_on_with_their_item() -> None:
    (section,) = read_outline("- one\nlazy\n\n  indented\n\nafter", title="All")

    assert section == Section("All", "after", (Item("one", "one\nlazy\n\nindented"),))


def test_numbered_list_that_was_interrupted_begins_anew() -> None:
    (section,) = read_outline("1. one\n2. two\n\nbetween\n\n1. three", title="All")

    assert [item.follows for item in section.items] == [False, True, False]


def test_headings_without_anything_under_them_are_left_out() -> None:
    sections = read_outline("# Empty\n# Full\n- one", title="All")

    assert [section.title for section in sections] == ["Full"]


def test_items_before_the_first_heading_are_a_section() -> None:
    sections = read_outline("- one\n# Next\n- two", title="All")

    assert [section.title for section in sections] == ["All", "Next"]


def test_nothing_is_one_section() -> None:
    assert read_outline("", title="All") == (Section("All", "", ()),)
