"""Jobs of our workflows as they ship; what installs and what runs other suites is stood in for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.integration.workflows.events import HEAD, a_pull_request, a_push

if TYPE_CHECKING:
    from pathlib import Path

    from tests.github_api import Api
    from tests.github_runner import Runner
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.workflows.conftest import Lender

URL: Final = "http://pacts.example"
# Each argument on a line, then an empty one; a name with line breaks would be seen.
_STAND_IN: Final = """#!/bin/sh
printf '%s\\n' "$(basename "$0")" "$@" '' >> "$HOME/calls"
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("python", "tox", "gh"):
        (folder / name).write_text(_STAND_IN, "utf-8")
        (folder / name).chmod(0o755)
    return folder


def machine(lender: Lender, programs: Path, github: dict[str, Any], url: str = URL) -> Runner:
    """One that is lent to a repository whose broker is at `url`."""
    runner = replace(lender.lend(github), programs=programs)
    told = {"vars": {"PACT_BROKER_BASE_URL": url}, "secrets": {"PACT_BROKER_TOKEN": ""}}
    return replace(runner, contexts={**runner.contexts, **told})


def calls(runner: Runner) -> list[list[str]]:
    text = (runner.folder / "calls").read_text("utf-8")
    return [call.split("\n") for call in text.removesuffix("\n\n").split("\n\n")]


def test_pull_request_is_asked_about_with_all_that_is_merged_with_it(
    lender: Lender, programs: Path, wire: Wire, api: Api
) -> None:
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    runner = machine(lender, programs, a_pull_request(), wire.url)

    consumers = runner.run("contracts.yml", "consumers")
    wire.verify(HEAD, "p1", success=False)
    wire.verify(HEAD, HEAD)
    needs = {"consumers": {"outputs": consumers.outputs}, "providers": {"outputs": {}}}
    asked = runner.run("contracts.yml", "can-i-merge", needs=needs)

    assert consumers.outputs == {
        "published": "true",
        "version": HEAD,
        "branch": "feat/dish",
        "providers": '["Menu"]',
        "applications": "Kiosk\nMenu",
    }
    assert ["tox", "run", "-e", "contract"] in calls(runner)
    assert wire.branches(HEAD) == ["feat/dish"]
    assert runner.starts("contracts.yml", "can-i-merge", needs=needs)
    assert asked.code == 0, asked.log
    assert [(comment.issue, comment.body) for comment in api.comments] == [(7, asked.summary)]
    assert "of Kiosk and Menu be merged?" in asked.summary


def test_fork_is_told_why_nothing_is_published(lender: Lender, programs: Path) -> None:
    runner = machine(lender, programs, a_pull_request(repository="stranger/kiosk"), url="")

    starts = runner.starts("contracts.yml", "consumers")
    consumers = runner.run("contracts.yml", "consumers")
    needs = {"consumers": {"outputs": consumers.outputs}}

    assert (starts, consumers.code) == (True, 0), consumers.log
    assert consumers.summary.startswith("No pacts are published: GitHub gives no secrets")
    following = ("providers", "can-i-merge")
    assert [runner.starts("contracts.yml", job, needs=needs) for job in following] == [False, False]


def test_without_a_broker_nothing_runs(lender: Lender, programs: Path) -> None:
    runner = machine(lender, programs, a_push(), url="")
    started = [
        ("contracts.yml", "consumers"),
        ("owed.yml", "find"),
        ("record-deployment.yml", "record"),
    ]

    assert [runner.starts(*job, inputs={}) for job in started] == [False, False, False]


@pytest.mark.parametrize("urls", [[], ["http://x/1", "http://x/*"]], ids=["all", "owed"])
def test_provider_is_verified_at_the_version_that_is_named(
    lender: Lender, programs: Path, urls: list[str]
) -> None:
    runner = machine(lender, programs, a_push())
    inputs = {
        "provider": "$(touch pwned)",
        "provider-version": "';touch pwned",
        "branch": "a b",
        "pact-url": " ".join(urls),
    }

    ran = runner.run("verify.yml", "verify", inputs=inputs)

    assert ran.code == 0, ran.log
    assert calls(runner)[-1] == [
        *("tox", "run", "-e", "verify", "--", "$(touch pwned)", f"--broker={URL}"),
        *("--version=';touch pwned", "--branch=a b", *(f"--pact-url={url}" for url in urls)),
    ]


def test_what_is_owed_is_verified(lender: Lender, programs: Path, wire: Wire) -> None:
    wire.publish("1", branch="feat/x")
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    runner = machine(lender, programs, a_push(), wire.url)

    found = runner.run("owed.yml", "find").outputs

    (job,) = json.loads(found["matrix"])["include"]
    assert (job["provider"], job["version"]) == ("Menu", "p1")
    address = f"{wire.url}/pacts/provider/Menu/consumer/Kiosk/pact-version/"
    assert job["pact-url"].startswith(address)
    assert starts_verifying(runner, found["matrix"])
    assert not starts_verifying(runner, '{"include":[]}')


def starts_verifying(runner: Runner, matrix: str) -> bool:
    return runner.starts("owed.yml", "verify", needs={"find": {"outputs": {"matrix": matrix}}})


@pytest.mark.parametrize(
    ("state", "environment", "starts"),
    [("success", "test", True), ("failure", "test", False), ("success", "preview", False)],
)
def test_deployment_is_recorded_once_it_is_there(
    lender: Lender, programs: Path, state: str, environment: str, *, starts: bool
) -> None:
    event = {"deployment": {"environment": environment}, "deployment_status": {"state": state}}
    github = {**a_push(), "event_name": "deployment_status", "event": event}

    assert machine(lender, programs, github).starts("record-deployment.yml", "record") is starts


def test_deployed_commit_is_recorded_for_all_of_the_repository(
    lender: Lender, programs: Path, wire: Wire
) -> None:
    for name in ("Kiosk", "Menu"):
        wire.put(f"/pacticipants/{name}/branches/main/versions/{HEAD}")
    place = wire.make_environment("test")
    event = {"deployment": {"environment": "test", "sha": HEAD}}
    runner = machine(lender, programs, {**a_push(sha="other"), "event": event}, wire.url)

    ran = runner.run("record-deployment.yml", "record", inputs={})

    assert ran.code == 0, ran.log
    stays = wire.read(f"/environments/{place}/deployed-versions/currently-deployed")
    found = [
        one["_embedded"]["version"]["number"] for one in stays["_embedded"]["deployedVersions"]
    ]
    assert found == [HEAD, HEAD]


def test_release_takes_place_when_all_may_go_to_both_environments(
    lender: Lender, programs: Path, wire: Wire
) -> None:
    wire.publish(HEAD, branch="main")
    for name in ("test", "production"):
        wire.make_environment(name)
    wire.verify(HEAD, HEAD)
    runner = machine(lender, programs, a_push("v1.0.0", kind="tag"), wire.url)

    asked = runner.run("release.yml", "can-i-deploy", matrix={"environment": "production"})
    released = runner.run("release.yml", "release")

    assert (asked.code, released.code) == (0, 0), asked.log + released.log
    assert calls(runner)[-2][:4] == ["gh", "release", "create", "v1.0.0"]
    assert calls(runner)[-1] == ["gh", "workflow", "run", "publish-npm.yml", "--ref", "v1.0.0"]
