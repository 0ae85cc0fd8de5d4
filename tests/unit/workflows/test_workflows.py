"""What holds of every workflow and action, beside what the linters of `tox run -e lint` hold."""

from __future__ import annotations

import re
from configparser import ConfigParser
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pact_notary.app import VERSION
from tests.github_runner import ACTIONS, ROOT, WORKFLOWS, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = sorted([*WORKFLOWS.glob("*.yml"), *ACTIONS.glob("*/action.yml")])
NAMES = sorted(action.parent.name for action in ACTIONS.glob("*/action.yml"))
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
each_action = pytest.mark.parametrize("name", NAMES)


def jobs(document: Any) -> list[Any]:
    return [*document.get("jobs", {}).values()] or [document["runs"]]


def steps(file: Path) -> Iterator[Any]:
    return (step for job in jobs(read_yaml(file)) for step in job.get("steps", []))


def test_ci_runs_every_environment_that_tox_does() -> None:
    tox = ConfigParser(interpolation=None)
    tox.read(ROOT / "tox.ini", encoding="utf-8")
    check = read_yaml(WORKFLOWS / "ci.yml")["jobs"]["check"]

    run = check["strategy"]["matrix"]["environment"]
    assert sorted(run) == sorted([*tox["tox"]["env_list"].replace(",", " ").split(), "contracts"])


@each_file
def test_no_expression_is_in_what_the_shell_gets(file: Path) -> None:
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


@each_file
def test_actions_of_others_are_pinned_with_their_version(file: Path) -> None:
    used = re.findall(r"uses: (?!\$/)(.*)$", file.read_text("utf-8"), re.MULTILINE)

    pinned = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
    assert [action for action in used if not pinned.fullmatch(action)] == []


@each_file
def test_what_may_be_written_is_granted_to_jobs_alone(file: Path) -> None:
    document = read_yaml(file)

    assert document.get("permissions", {}) in ({}, {"contents": "read"})
    assert "permissions" in document or "runs" in document


def test_actions_install_the_package_that_they_come_with() -> None:
    assert f"pact-notary=={VERSION}\n" in (ACTIONS / "requirements.txt").read_text("utf-8")


@each_action
def test_readme_lists_inputs_and_outputs_as_the_action_does(name: str) -> None:
    readme = (ACTIONS / "README.md").read_text("utf-8")
    _, _, section = readme.partition(f"\n## {name}\n")
    section = section.partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", section, re.MULTILINE))

    document = read_yaml(ACTIONS / name / "action.yml")
    declared = {**document["inputs"], **document.get("outputs", {})}
    assert rows == {key: one["description"] for key, one in declared.items()}


def test_readme_shows_inputs_that_exist_at_the_version_that_is_released() -> None:
    readme = (ACTIONS / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.+?)^```", readme, re.MULTILINE | re.DOTALL)
    steps = [step for block in blocks for step in shown_steps(yaml.safe_load(block))]
    ours = [
        step for step in steps if step.get("uses", "").startswith("OWNER/REPO/.github/actions/")
    ]

    used = [step["uses"].removeprefix("OWNER/REPO/.github/actions/").split("@") for step in ours]
    assert {version for _, version in used} == {f"v{VERSION}"}
    for step, (name, _) in zip(ours, used, strict=True):
        assert set(step["with"]) <= set(read_yaml(ACTIONS / name / "action.yml")["inputs"])


def shown_steps(block: Any) -> list[Any]:
    """Of a workflow, or of a list of steps."""
    return block if isinstance(block, list) else block["jobs"]["contracts"]["steps"]
