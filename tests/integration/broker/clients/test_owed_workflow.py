"""The workflow as GitHub runs it: expressions are evaluated, then bash gets the steps."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.access import Access, Credentials
from pact_notary.app import VERSION
from pact_notary.domain.scopes import Scope
from pact_notary.in_process import running_broker
from pact_notary.settings import Settings, default_database_url
from pact_notary.store.database import open_engine
from tests.integration.broker.clients.builders import Wire
from tests.integration.broker.clients.closed import Closed
from tests.integration.broker.wire.builders import a_pact, a_publication

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# YAML 1.1 takes the word "on" for true.
_ON = True
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
_GH = """#!/bin/sh
for argument in "$@"; do printf '%s\\0' "$argument"; done >> "$GH_CALLS"
printf 'end\\0' >> "$GH_CALLS"
"""
GUARDED = Settings(Access(Credentials("writer", "secret")))
HOSTILE = "Me'nu\" $(touch pwned) `touch pwned` ; touch pwned # ${{ secrets.X }} \\ * é"


@dataclass(frozen=True)
class Runner:
    """Runs jobs in a folder; `values` are what expressions of other jobs and GitHub's mean."""

    folder: Path
    workflow: Any
    values: dict[str, str]

    def run(self, job: str, **matrix: str) -> Mapping[str, str]:
        """Run the steps of a job, but those that install; the outputs of its steps."""
        output, calls = self.folder / "output", self.folder / "calls"
        for step in self.workflow["jobs"][job]["steps"]:
            if "install" in step["name"].lower():
                continue
            known = {**self.values, **{f"matrix.{name}": value for name, value in matrix.items()}}
            given = {**self.workflow["env"], **step.get("env", {})}
            environment = {name: evaluate(value, known) for name, value in given.items()}
            path = f"{self.folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
            files = {"GITHUB_OUTPUT": str(output), "GH_CALLS": str(calls), "PATH": path}
            subprocess.run(
                ["bash", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.folder,
                env={**environment, **files},
                check=True,
                capture_output=True,
            )
        lines = output.read_text("utf-8").splitlines() if output.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def calls(self) -> list[list[str]]:
        """The arguments of each call of gh."""
        words = (self.folder / "calls").read_text("utf-8").split("\0")[:-1]
        calls: list[list[str]] = [[]]
        for word in words:
            calls[-1].append(word)
            if word == "end":
                calls.append([])
        return [call[:-1] for call in calls[:-1]]


def evaluate(text: str, values: Mapping[str, str]) -> str:
    """What GitHub makes of a text: each expression is known, or a literal."""
    return _EXPRESSION.sub(
        lambda found: found[1][1:-1] if found[1].startswith("'") else values[found[1]], text
    )


def workflow_of(url: str, *options: str) -> Any:
    told = CliRunner().invoke(main, ["owed", "--workflow", "-b", url, *options])
    assert told.exit_code == 0, told.output
    return yaml.safe_load(told.stdout)


def runner_of(folder: Path, workflow: Any, **secrets: str) -> Runner:
    programs = folder / "bin"
    programs.mkdir()
    gh = programs / "gh"
    gh.write_text(_GH, "utf-8")
    gh.chmod(0o755)
    known = {
        "github.token": "token-of-the-run",
        "github.repository": "kitchen/menu",
        "github.ref_name": "main",
        "vars.PACT_PROVIDER": "Menu",
    }
    return Runner(folder, workflow, known | {f"secrets.{name}": it for name, it in secrets.items()})


@pytest.fixture
def workflow(wire: Wire) -> Any:
    return workflow_of(wire.url, "--provider", HOSTILE)


@pytest.fixture
def guarded(
    tmp_path_factory: pytest.TempPathFactory, pact_broker_template: Path
) -> Iterator[Closed]:
    """A broker that lets in nobody without credentials."""
    folder = tmp_path_factory.mktemp("guarded")
    engine = open_engine(default_database_url(folder))
    try:
        with running_broker(folder, pact_broker_template, settings=GUARDED) as broker:
            yield Closed(broker.url, engine)
    finally:
        engine.dispose()


def publish(wire: Wire, consumer: str, *, provider: str, path: str = "/1") -> None:
    pact = a_pact(path, consumer=consumer, provider=provider)
    wire.post("/contracts/publish", a_publication("1", pact, branch="main"))


def test_workflow_starts_by_the_clock_by_hand_and_by_others(workflow: Any) -> None:
    assert set(workflow[_ON]) == {"schedule", "workflow_dispatch", "repository_dispatch"}


def test_workflow_may_start_workflows_and_nothing_else(workflow: Any) -> None:
    granted = {name: job.get("permissions") for name, job in workflow["jobs"].items()}

    assert (workflow["permissions"], granted) == ({}, {"find": None, "start": {"actions": "write"}})


def test_runs_do_not_pile_up_nor_hang(workflow: Any) -> None:
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert all(job["timeout-minutes"] <= 10 for job in workflow["jobs"].values())


def test_no_expression_is_in_what_the_shell_gets(workflow: Any) -> None:
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]

    assert [step["run"] for step in steps if "${{" in step["run"]] == []
    assert f"pact-notary=={VERSION}\n" in steps[0]["run"]


@pytest.mark.parametrize("provider", ["Menu", HOSTILE, "zero\u200bwidth\u2028line", "a: b", "😀"])
def test_workflow_names_the_provider_as_it_is(wire: Wire, provider: str) -> None:
    named = workflow_of(wire.url, "--provider", provider)["env"]["PROVIDER"]

    assert evaluate(named, {}) == provider


def test_workflow_tells_no_password_of_the_address() -> None:
    told = workflow_of("https://reader:pass@broker.example:8443/pacts/")

    assert told["env"]["PACT_BROKER_BASE_URL"] == "https://broker.example:8443/pacts"
    assert "pass@" not in json.dumps(told, default=str)


def test_owed_verifications_are_started_one_run_for_each_version(
    guarded: Closed, tmp_path: Path
) -> None:
    wire = Wire(guarded.url.replace("://", "://writer:secret@"))
    publish(wire, "Kiosk", provider="Menu")
    publish(wire, "Till", provider="Menu")
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    token = guarded.make_token(Scope.READ)
    runner = runner_of(tmp_path, workflow_of(guarded.url), **token)

    matrix = json.loads(runner.run("find")["matrix"])
    for job in matrix["include"]:
        runner.run("start", **job)

    ((*words, version, flag, urls),) = runner.calls()
    assert words == ["workflow", "run", "verify.yml", "--ref", "main", "-f"]
    assert (version, flag) == ("provider-version=p1", "-f")
    addresses = urls.removeprefix("pact-url=").split(" ")
    consumers = [wire.read(urlsplit(url).path)["consumer"]["name"] for url in addresses]
    assert consumers == ["Kiosk", "Till"]


def test_hostile_names_are_never_commands(wire: Wire, tmp_path: Path) -> None:
    publish(wire, "Ki$(touch pwned)osk", provider=HOSTILE)
    version = "1' \" $(touch pwned) `touch pwned` ; touch pwned | * @file"
    names = [quote(text, safe="") for text in (HOSTILE, version)]
    wire.put(f"/pacticipants/{names[0]}/branches/main/versions/{names[1]}")
    runner = runner_of(tmp_path, workflow_of(wire.url, "--provider", HOSTILE), PACT_BROKER_TOKEN="")

    (job,) = json.loads(runner.run("find")["matrix"])["include"]
    runner.run("start", **job)

    assert (job["provider"], job["version"]) == (HOSTILE, version)
    assert runner.calls()[0][6] == f"provider-version={version}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "calls", "output"]


def test_no_job_starts_when_nothing_is_owed(wire: Wire, tmp_path: Path) -> None:
    publish(wire, "Kiosk", provider="Menu")
    workflow = workflow_of(wire.url)
    runner = runner_of(tmp_path, workflow, PACT_BROKER_TOKEN="")

    matrix = runner.run("find")["matrix"]

    assert workflow["jobs"]["start"]["if"] == f"needs.find.outputs.matrix != '{matrix}'"


def test_provider_that_is_not_named_is_asked_for(wire: Wire, tmp_path: Path) -> None:
    runner = runner_of(tmp_path, workflow_of(wire.url), PACT_BROKER_TOKEN="")
    runner.values["vars.PACT_PROVIDER"] = ""

    with pytest.raises(subprocess.CalledProcessError) as failed:
        runner.run("find")

    assert b"PACT_PROVIDER" in failed.value.stderr
