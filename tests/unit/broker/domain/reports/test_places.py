from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.reports.facts import Place
from pact_notary.domain.reports.places import SourceFile, find_places
from tests.unit.broker.domain.reports.builders import an_outcome

PYTHON = """\
# the kiosk's "other" dish doesn't count
def test_dish(pact):
    pact.upon_receiving("a dish")


class TestMenu:
    def test_menu(self): ...
"""


def find(*files: SourceFile, description: str = "a dish", hints: tuple[str, ...] = ()) -> object:
    outcome = an_outcome(description=description, hints=hints)
    return find_places(files, [outcome])(outcome)


def a_file(text: str = PYTHON, path: str = "tests/test_menu.py") -> SourceFile:
    return SourceFile(path, text)


@pytest.mark.parametrize(
    ("literal", "description"),
    [
        ('"a dish"', "a dish"),
        ("'a dish'", "a dish"),
        ("`a dish`", "a dish"),
        (r'"a \"good\" dish"', 'a "good" dish'),
        (r"'the cook\'s dish'", "the cook's dish"),
        ('"the cook\'s dish"', "the cook's dish"),
        (r'"a dish\u00e9"', "a dish\u00e9"),
        ('"""a dish"""', "a dish"),
        ("// don't\n.uponReceiving('a dish')", "a dish"),
    ],
)
def test_description_is_found_as_a_literal(literal: str, description: str) -> None:
    last = literal.count("\n") + 2

    assert find(a_file(f"\n{literal}\n"), description=description) == Place(
        "tests/test_menu.py", last
    )


@pytest.mark.parametrize("text", ['"a dish of the day"', "a dish", "'a dish\"", '"no dish"'])
def test_other_text_is_not_the_description(text: str) -> None:
    assert find(a_file(text)) is None


def test_files_of_tests_come_before_others() -> None:
    code, test = a_file('x = "a dish"', "src/menu.py"), a_file('"a dish"', "src/menu_test.go")

    assert find(code, test) == Place("src/menu_test.go", 1)
    assert find(code) == Place("src/menu.py", 1)


def test_first_file_of_tests_wins() -> None:
    assert find(a_file(path="tests/a.py"), a_file(path="tests/b.py")) == Place("tests/a.py", 3)


@pytest.mark.parametrize(
    ("hint", "line"),
    [
        ("tests/test_menu.py::test_dish", 2),
        ("./tests/test_menu.py::TestMenu::test_menu[1-2]", 7),
        ("tests\\test_menu.py::test_dish", 2),
        ("tests/test_menu.py", 1),
        ("tests/test_menu.py::unknown", 1),
        ("tests/test_menu.py:3", 3),
        ("tests/test_menu.py#L3", 3),
        ("test_menu", 7),
        ("unknown", 3),
        ("../secrets.py::test_dish", 2),
        ("tests/test_menu.py:999", 3),
    ],
)
def test_what_the_pact_says_of_its_test_comes_first(hint: str, line: int) -> None:
    assert find(a_file(), hints=(hint,)) == Place("tests/test_menu.py", line)


def test_name_of_a_test_may_be_a_sentence() -> None:
    file = a_file('it("shows a dish", () => {})', "menu.spec.ts")

    assert find(file, description="x", hints=("shows a dish",)) == Place("menu.spec.ts", 1)


def test_line_of_odd_quotes_is_soon_read() -> None:
    odd = a_file('"' + '\\"' * 200_000)

    assert find(odd, a_file('"a dish"', "tests/z.py")) == Place("tests/z.py", 1)


@given(st.text(), st.text(), st.text())
def test_any_text_is_searched(text: str, description: str, hint: str) -> None:
    found = find(a_file(text), description=description, hints=(hint,))

    assert found is None or isinstance(found, Place)
