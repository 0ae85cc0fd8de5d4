from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact, Said

YES = "Computer says yes"
NO = "Computer says no"
TO_TEST = ("--to-environment", "test")
WHERE = pytest.mark.parametrize(
    "where",
    [
        pytest.param(("-e", "1", *TO_TEST), id="to an environment"),
        pytest.param(("-e", "1", "-a", "Menu", "-e", "p/1+b"), id="with another version"),
        pytest.param(("-e", "1", "-a", "Menu", "--latest"), id="with the latest"),
        pytest.param(("-e", "1", "-a", "Menu", "--latest", "prod"), id="with the latest of a tag"),
        pytest.param(("-e", "1", "-a", "Menu", "--branch", "feat/x"), id="with a branch"),
        pytest.param(("-e", "1", "-a", "Menu", "--main-branch"), id="with the main branch"),
        pytest.param(("-e", "1", "--to", "prod"), id="to a tag"),
        pytest.param(("--latest", "--to", "prod"), id="the latest, to a tag"),
        pytest.param(("--branch", "main", *TO_TEST), id="a branch, to an environment"),
    ],
)


@pytest.fixture
def asked(published: Pact, wire: Wire) -> Pact:
    """Menu's version p/1+b is in test, tagged prod, on its main branch and on feat/x."""
    environment = wire.make_environment("test")
    version = "/pacticipants/Menu/versions/p%2F1%2Bb"
    for branch in ("main", "feat%2Fx"):
        wire.put(f"/pacticipants/Menu/branches/{branch}/versions/p%2F1%2Bb")
    wire.put(f"{version}/tags/prod")
    wire.post(f"{version}/deployed-versions/environment/{environment}", {})
    return published


def can_i_deploy(command: Pact, *options: str) -> Said:
    return command("can-i-deploy", "-a", "Kiosk", *options)


@WHERE
def test_answer_is_yes_when_verified(asked: Pact, wire: Wire, where: tuple[str, ...]) -> None:
    wire.verify("1", "p/1+b")

    said = can_i_deploy(asked, *where)

    assert (said.code, YES in said.text) == (0, True), said.text
    assert "All required verification results are published and successful" in said.text


@pytest.mark.parametrize("where", [TO_TEST, ("-a", "Menu", "-e", "p/1+b")])
def test_answer_is_no_when_failed(asked: Pact, wire: Wire, where: tuple[str, ...]) -> None:
    wire.verify("1", "p/1+b", success=False)

    said = can_i_deploy(asked, "-e", "1", *where)

    assert (said.code, NO in said.text) == (1, True), said.text
    assert "(failure)" in said.text


def test_answer_is_no_when_not_verified(asked: Pact) -> None:
    said = can_i_deploy(asked, "-e", "1", *TO_TEST)

    assert (said.code, NO in said.text) == (1, True), said.text
    assert "There is no verified pact between version 1 of Kiosk" in said.text


@pytest.mark.parametrize("success", [True, False, None], ids=["yes", "no", "unknown"])
def test_answer_as_json_is_the_matrix(asked: Pact, wire: Wire, *, success: bool | None) -> None:
    if success is not None:
        wire.verify("1", "p/1+b", success=success)

    answer = can_i_deploy(asked, "-e", "1", *TO_TEST, "-o", "json").json()

    assert answer["summary"]["deployable"] is success
    [row] = answer["matrix"]
    assert row["consumer"]["version"]["number"] == "1"
    assert all(isinstance(notice["text"], str) for notice in answer["notices"])


def test_answer_is_yes_when_the_other_is_ignored(asked: Pact) -> None:
    said = can_i_deploy(asked, "-e", "1", *TO_TEST, "--ignore", "Menu")

    assert said.code == 0, said.text
    assert "Ignored: There is no verified pact" in said.text


def test_answer_is_printed_and_not_heeded_in_a_dry_run(asked: Pact) -> None:
    said = can_i_deploy(asked, "-e", "1", *TO_TEST, "--dry-run")

    assert (said.code, NO in said.text) == (0, True), said.text


def test_answer_is_asked_again_while_unknown(asked: Pact) -> None:
    patience = ("--retry-while-unknown", "1", "--retry-interval", "0")

    said = can_i_deploy(asked, "-e", "1", *TO_TEST, *patience)

    assert (said.code, NO in said.text) == (1, True), said.text


def test_answer_about_an_unknown_version_is_no(asked: Pact) -> None:
    said = can_i_deploy(asked, "-e", "99", *TO_TEST)

    assert said.code == 1
    assert "no such version exists" in said.text


@pytest.mark.parametrize("output", ["table", "json"])
@pytest.mark.parametrize(
    ("name", "environment", "told"),
    [
        ("Nobody", "test", "Pacticipant Nobody not found"),
        ("Kiosk", "moon", "Environment with name 'moon' does not exist"),
    ],
)
def test_question_about_the_unknown_is_refused(
    asked: Pact, name: str, environment: str, told: str, output: str
) -> None:
    where = ("-a", name, "-e", "1", "--to-environment", environment)

    said = asked("can-i-deploy", *where, "-o", output)

    assert said.code == 1
    assert told in said.text


@pytest.mark.parametrize(("success", "code"), [(True, 0), (False, 1)], ids=["yes", "no"])
def test_merge_is_judged_by_main_branches(
    asked: Pact,
    wire: Wire,
    code: int,
    *,
    success: bool,
) -> None:
    wire.verify("1", "p/1+b", success=success)

    said = asked("can-i-merge", "-a", "Kiosk", "-e", "1")

    assert said.code == code, said.text


def test_merge_is_answered_as_json(asked: Pact, wire: Wire) -> None:
    wire.verify("1", "p/1+b")

    answer = asked.must("can-i-merge", "-a", "Kiosk", "-e", "1", "-o", "json").json()

    assert answer["summary"]["deployable"] is True
    assert [row["provider"]["version"]["number"] for row in answer["matrix"]] == ["p/1+b"]
