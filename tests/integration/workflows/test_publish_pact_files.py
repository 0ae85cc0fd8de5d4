from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.scopes import Scope
from tests.integration.broker.clients.builders import write_pact
from tests.integration.workflows.events import HEAD, REPOSITORY, a_pull_request, a_push

if TYPE_CHECKING:
    from tests.github_runner import Ran
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.closed import Closed
    from tests.integration.workflows.conftest import Lender

HOSTILE = '$(touch pwned)`touch pwned`\';"touch pwned" ${{ github.token }} & é %0A'


def publish(lender: Lender, wire: Wire, github: dict[str, Any], **inputs: str) -> Ran:
    runner = lender.lend(github, PACT_BROKER_BASE_URL=wire.url)
    return runner.act("publish-pact-files", pactfiles="pacts", **inputs)


def test_pull_request_publishes_its_own_commit_and_branch(lender: Lender, wire: Wire) -> None:
    done = publish(lender, wire, a_pull_request(), tag_with_git_branch="true", tag="pr")

    assert done.code == 0, done.log
    assert wire.branches(HEAD) == ["feat/dish"]
    assert wire.tags(HEAD) == ["feat/dish", "pr"]
    assert done.outputs == {"published": "true", "version": HEAD, "branch": "feat/dish"}


def test_version_leads_to_the_run_that_published_it(lender: Lender, wire: Wire) -> None:
    publish(lender, wire, a_push())

    version = wire.read(f"/pacticipants/Kiosk/versions/{HEAD}")
    assert version["buildUrl"] == f"https://github.example/{REPOSITORY}/actions/runs/42"


def test_tag_of_git_is_no_branch(lender: Lender, wire: Wire) -> None:
    done = publish(lender, wire, a_push("v1.2.0", kind="tag"))

    assert (done.outputs["branch"], wire.branches(HEAD)) == ("", [])


def test_name_of_a_branch_is_never_a_command_of_the_shell(lender: Lender, wire: Wire) -> None:
    done = publish(lender, wire, a_pull_request(HOSTILE))

    assert done.code == 0, done.log
    assert wire.branches(HEAD) == [HOSTILE]
    assert done.outputs == {"published": "true", "version": HEAD, "branch": HOSTILE}
    assert list(lender.runner.workspace.glob("**/pwned")) == []


def test_lines_in_a_name_are_no_commands_of_the_runner(lender: Lender, wire: Wire) -> None:
    write_pact(lender.runner.workspace / "pacts", consumer="Kiosk\n::error::pwned")

    done = publish(lender, wire, a_push())

    assert "\n::error::pwned" in done.log
    assert "pwned" not in " ".join(done.commands("error"))


@pytest.mark.parametrize("whose", [{"repository": "stranger/kiosk"}, {"actor": "dependabot[bot]"}])
def test_pull_request_without_secrets_publishes_nothing_and_says_so(
    lender: Lender, wire: Wire, whose: dict[str, str]
) -> None:
    done = publish(lender, wire, a_pull_request(**whose))

    assert (done.code, done.outputs["published"]) == (0, "false")
    assert done.commands("notice")[0].startswith("No pacts are published: GitHub gives no secrets")
    assert done.summary.startswith("No pacts are published")
    assert not wire.find("/pacticipants/Kiosk")


def test_token_comes_by_the_environment_and_is_not_shown(lender: Lender, closed: Closed) -> None:
    token = closed.make_token(Scope.PUBLISH)["PACT_BROKER_TOKEN"]
    runner = lender.lend(a_push())

    done = runner.act("publish-pact-files", pactfiles="pacts", broker_url=closed.url, token=token)

    assert (done.code, token in done.log) == (0, False), done.log


def test_refusal_of_the_broker_fails_the_step(lender: Lender, closed: Closed) -> None:
    runner = lender.lend(a_push(), PACT_BROKER_BASE_URL=closed.url)

    done = runner.act("publish-pact-files", pactfiles="pacts", token="wrong")

    assert done.code == 1
    assert done.commands("error") == ["The pacts could not be published; the lines above say why."]


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"pactfiles": "pacts"}, "The input broker_url is missing: give the address"),
        ({"broker_url": "http://x", "pactfiles": ""}, "The input pactfiles is missing: name a"),
        (
            {"broker_url": "http://x", "pactfiles": "p", "tag_with_git_branch": "si"},
            "The input tag_with_git_branch is true or false, not 'si'.",
        ),
    ],
)
def test_missing_input_is_asked_for(lender: Lender, inputs: dict[str, str], told: str) -> None:
    done = lender.lend(a_push()).act("publish-pact-files", **inputs)

    assert done.code == 2
    assert done.commands("error")[0].startswith(told)
