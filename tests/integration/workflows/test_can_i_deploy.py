from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.workflows.events import HEAD, a_pull_request, a_push

if TYPE_CHECKING:
    from tests.github_api import Api
    from tests.github_runner import Ran
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.workflows.conftest import Lender

TO_TEST = {"application_name": "Kiosk", "to_environment": "test"}
TO_MAIN = {"application_name": "Kiosk", "to_main_branch": "true"}
MARKER = "<!-- pact-notary report of=Kiosk environment=test -->"


@pytest.fixture
def kitchen(wire: Wire) -> Wire:
    """Kiosk's HEAD wants something of Menu, whose p1 is on main and in the environment test."""
    wire.publish(HEAD, branch="feat/dish")
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    environment = wire.make_environment("test")
    wire.post(f"/pacticipants/Menu/versions/p1/deployed-versions/environment/{environment}", {})
    return wire


def ask(lender: Lender, kitchen: Wire, **inputs: str) -> Ran:
    runner = lender.lend(a_pull_request(), PACT_BROKER_BASE_URL=kitchen.url)
    return runner.act("can-i-deploy", **inputs)


def first_lines(text: str) -> tuple[str, str]:
    """That which nobody sees, and the first that one sees."""
    hidden, _, _, heading = text.splitlines()[:4]
    return hidden, heading


def test_answers_of_one_question_share_a_comment(lender: Lender, kitchen: Wire, api: Api) -> None:
    stranger = api.write(7, MARKER, author="stranger")
    for number in range(100):
        api.write(7, f"talk {number}")
    kitchen.verify(HEAD, "p1")
    yes = ask(lender, kitchen, **TO_TEST, comment="true")
    body = api.comments[-1].body

    kitchen.verify(HEAD, "p1", success=False)
    no = ask(lender, kitchen, **TO_TEST, comment="true")

    assert (yes.code, yes.outputs, no.code, no.outputs) == (
        *(0, {"deployable": "true"}),
        *(1, {"deployable": "false"}),
    )
    assert (len(api.comments), api.comments[-1].edits, stranger.edits) == (102, 1, 0)
    assert (yes.summary, no.summary) == (body, api.comments[-1].body)
    assert (first_lines(body), first_lines(no.summary)) == (
        (MARKER, "## ✅ Yes"),
        (MARKER, "## ❌ No"),
    )
    assert (yes.commands("error"), len(no.commands("error"))) == ([], 1)


def test_merge_is_judged_by_the_main_branches_of_others(lender: Lender, kitchen: Wire) -> None:
    unknown = ask(lender, kitchen, **TO_MAIN, dry_run="true", summary="false")
    kitchen.verify(HEAD, "p1")
    yes = ask(lender, kitchen, **TO_MAIN)

    assert (unknown.code, unknown.outputs["deployable"], unknown.summary) == (0, "false", "")
    assert unknown.commands("notice") == [
        "The answer is no; it does not count, as dry_run is true."
    ]
    assert (yes.code, yes.outputs["deployable"]) == (0, "true")
    assert "be merged?" in yes.summary


def test_comment_that_is_refused_is_a_warning(lender: Lender, kitchen: Wire, api: Api) -> None:
    kitchen.verify(HEAD, "p1")
    api.refuses = 403
    try:
        done = ask(lender, kitchen, **TO_TEST, comment="true")
    finally:
        api.refuses = 0

    assert done.code == 0
    (warning,) = done.commands("warning")
    assert warning.startswith('No comment was written: GitHub answers 403 {"message": "Resource')
    assert "grant the job `permissions: {pull-requests: write}`" in warning


def test_question_that_the_broker_refuses_has_no_answer(lender: Lender, kitchen: Wire) -> None:
    done = ask(lender, kitchen, application_name="Kiosk", to_environment="moon")

    assert (done.code, done.outputs["deployable"]) == (3, "")
    assert "Environment with name 'moon' does not exist" in done.log
    assert done.commands("error") == ["No answer could be had; the lines above say why."]


def test_fork_is_not_asked_about(lender: Lender, kitchen: Wire) -> None:
    github = a_pull_request(repository="stranger/kiosk")

    done = lender.lend(github, PACT_BROKER_BASE_URL=kitchen.url).act("can-i-deploy", **TO_TEST)

    assert (done.code, done.outputs["deployable"]) == (0, "")
    assert done.summary.startswith("Nobody is asked: GitHub gives no secrets")


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"broker_url": ""}, "The input broker_url is missing: "),
        ({"application_name": ""}, "The input application_name is missing: "),
        ({"to": "prod"}, "Give one of the inputs to_environment, to and to_main_branch."),
        ({"to_environment": ""}, "Give one of the inputs to_environment, to and to_main_branch."),
        ({"latest": "x", "branch": "y"}, "Give one of the inputs version, latest, branch and "),
        ({"to_environment": "", "to_main_branch": "true", "branch": "x"}, "With to_main_branch, "),
        ({"dry_run": "yes"}, "The input dry_run is true or false, not 'yes'."),
        ({"retry_interval": "1s\n"}, "The input retry_interval is a whole number, not '1s%0A'."),
    ],
    ids=str,
)
def test_wrong_input_is_told(lender: Lender, inputs: dict[str, str], told: str) -> None:
    given = {"broker_url": "http://127.0.0.1:1", **TO_TEST, **inputs}

    done = lender.lend(a_push()).act("can-i-deploy", **given)

    assert done.code == 2, done.log
    assert done.commands("error")[0].startswith(told)
