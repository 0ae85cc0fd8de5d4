"""What the options ask the broker, and how the question reads."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import click
import pytest

from pact_notary.commands.questions import Asked, read_question

NOTHING = {
    "version": (),
    "latest": None,
    "branch": None,
    "main_branch": False,
    "to_environment": None,
    "to": None,
    "to_main_branch": False,
    "ignore": (),
    "as_of": None,
}


def asked(*names: str, **given: Any) -> Asked:
    return read_question({**NOTHING, "pacticipant": names, **given}, limit=10)


def selectors(question: Asked) -> list[tuple[str, str]]:
    pairs = parse_qsl(urlsplit(question.path).query)
    return [(name.removeprefix("q[]"), value) for name, value in pairs if name[:3] == "q[]"]


def test_one_version_is_that_of_every_application() -> None:
    question = asked("A", "B", version=("1",), to_environment="test")

    assert selectors(question) == [
        ("[pacticipant]", "A"),
        ("[version]", "1"),
        ("[pacticipant]", "B"),
        ("[version]", "1"),
    ]
    assert question.text == "Can version 1 of A and B be deployed to test?"
    assert question.key == (("of", "A"), ("of", "B"), ("environment", "test"))
    assert question.version == "1"


def test_each_application_may_have_its_own_version() -> None:
    question = asked("A", "B", version=("1", "2"), to="prod")

    assert [value for name, value in selectors(question) if name == "[version]"] == ["1", "2"]
    assert question.text.startswith("Can version 1 of A and version 2 of B be deployed beside ")
    assert question.version == "1, 2"


def test_merging_is_asked_of_main_branches() -> None:
    question = asked("A", version=("1",), to_main_branch=True)

    assert "&mainBranch=true&latest=true" in question.path
    assert question.text == "Can version 1 of A be merged?"
    assert question.key == (("of", "A"), ("mainBranch", "true"))


@pytest.mark.parametrize("versions", [("1", "2"), ("1",) * 4])
def test_versions_must_fit_the_applications(versions: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError, match="once for each"):
        asked("A", "B", "C", version=versions, to_environment="test")
