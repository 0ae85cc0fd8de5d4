"""Runs the steps of actions and jobs as GitHub's runner does: real bash, real files, real programs.

Expressions are evaluated first, then bash gets `run` as it stands in the file. What a step writes
for the runner (outputs, paths, a summary, commands in the log) is read as the runner reads it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from tests.github_expressions import as_text, evaluate, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).parents[1]
ACTIONS: Final = ROOT / ".github/actions"
WORKFLOWS: Final = ROOT / ".github/workflows"
_WITHIN_S: Final = 120
_SHELL: Final = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
_HEREDOC: Final = re.compile(r"^([\w-]+)<<(\S+)$")
# An action of the repository at the commit that runs.
_OURS: Final = "$/"
_NOT_TOLD: Final = frozenset(("event", "token"))
_COMMAND: Final = re.compile(r"^::([\w-]+)(?: [^:]*)?::(.*)$")


@dataclass(frozen=True)
class Ran:
    """How an action or a job ended, and what it left behind.

    Attributes:
      log: what its steps printed.
      summary: what they wrote into the job's summary.
      used: the actions that it used and that are not in this repository.
    """

    code: int
    log: str
    outputs: Mapping[str, str]
    summary: str
    used: tuple[str, ...] = ()

    def commands(self, name: str) -> list[str]:
        """The texts of this command that the runner heeds: `error`, `warning`, `notice`."""
        return [text for kind, text in _heeded(self.log.splitlines()) if kind == name]


@dataclass(frozen=True)
class Runner:
    """A machine that GitHub lends: `folder` is its disk, `workspace` the checkout.

    Attributes:
      contexts: what expressions may speak of: github, vars, secrets, matrix, needs …
      programs: a folder of programs that stand first on the path.
      settings: the environment that the machine itself has.
    """

    folder: Path
    workspace: Path
    contexts: Mapping[str, Any]
    settings: Mapping[str, str] = field(default_factory=dict)
    programs: Path = Path("/nowhere")

    def act(self, name: str, **inputs: str) -> Ran:
        """Run one of our actions with these inputs, as a job does that has the context `env`."""
        return _run_action(self, ACTIONS / name, inputs, self.contexts["env"])

    def starts(self, workflow: str, job: str, **contexts: Any) -> bool:
        """Whether the condition of a job holds, when those that it needs have succeeded."""
        described = read_yaml(WORKFLOWS / workflow)["jobs"][job]
        known = {**self.contexts, **contexts, "job": {"status": "success"}}
        return bool(evaluate(_condition(described), known))

    def run(self, workflow: str, job: str, **contexts: Any) -> Ran:
        """Run a job of one of our workflows."""
        document = read_yaml(WORKFLOWS / workflow)
        described = document["jobs"][job]
        given = {**document.get("env", {}), **described.get("env", {})}
        runner = replace(self, contexts={**self.contexts, **contexts})
        return _run_steps(runner, described["steps"], given, described.get("outputs", {}))


def _run_action(
    runner: Runner, action: Path, inputs: Mapping[str, str], given: Mapping[str, str]
) -> Ran:
    document = read_yaml(action / "action.yml")
    declared = document["inputs"]
    assert set(inputs) <= set(declared), f"{action.name} has no {set(inputs) - set(declared)}"
    defaults = {
        name: fill(one.get("default", ""), runner.contexts) for name, one in declared.items()
    }
    inside = replace(runner, contexts={**runner.contexts, "inputs": {**defaults, **inputs}})
    outputs = {name: one["value"] for name, one in document.get("outputs", {}).items()}
    place = {"GITHUB_ACTION_PATH": str(action)}
    return _run_steps(inside, document["runs"]["steps"], {**given, **place}, outputs)


def _run_steps(
    runner: Runner,
    steps: Sequence[Mapping[str, Any]],
    given: Mapping[str, str],
    outputs: Mapping[str, str],
) -> Ran:
    """Step after step; after one that fails, those that ask for no success."""
    contexts = {**runner.contexts, "steps": {}, "job": {"status": "success"}}
    contexts["env"] = _fill_all(given, {**contexts, "env": {}})
    total = Ran(0, "", {}, "")
    for step in steps:
        if not evaluate(_condition(step), contexts):
            continue
        ran = _run_step(replace(runner, contexts=contexts), step)
        contexts["steps"][step.get("id")] = {"outputs": ran.outputs}
        total = replace(
            total,
            code=total.code or ran.code,
            log=total.log + ran.log,
            summary=total.summary + ran.summary,
            used=(*total.used, *ran.used),
        )
        contexts["job"] = {"status": "failure" if total.code else "success"}
    return replace(total, outputs=_fill_all(outputs, contexts))


def _run_step(runner: Runner, step: Mapping[str, Any]) -> Ran:
    known: Mapping[str, str] = runner.contexts["env"]
    environment = {**known, **_fill_all(step.get("env", {}), runner.contexts)}
    if "run" in step:
        return _run_bash(runner, fill(step["run"], runner.contexts), environment)
    if not step["uses"].startswith(_OURS):
        return Ran(0, "", {}, "", (step["uses"],))
    inputs = _fill_all(step.get("with", {}), runner.contexts)
    return _run_action(runner, ROOT / step["uses"].removeprefix(_OURS), inputs, environment)


def _run_bash(runner: Runner, script: str, environment: Mapping[str, str]) -> Ran:
    files = {name: runner.folder / name for name in ("output", "path", "step_summary")}
    for file in files.values():
        file.write_bytes(b"")
    script_file = runner.folder / "step.sh"
    script_file.write_text(script, "utf-8")
    told = {f"GITHUB_{name.upper()}": str(file) for name, file in files.items()}
    done = subprocess.run(
        [*_SHELL, str(script_file)],
        cwd=runner.workspace,
        env={**_environment(runner), **told, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=_WITHIN_S,
        check=False,
    )
    texts = {name: file.read_text("utf-8") for name, file in files.items()}
    outputs = dict(_read_outputs(texts["output"].splitlines()))
    return Ran(done.returncode, done.stdout, outputs, texts["step_summary"])


def _environment(runner: Runner) -> dict[str, str]:
    """What every step gets, whatever the workflow says."""
    github = runner.contexts["github"].items()
    path = (str(runner.programs), str(Path(sys.executable).parent), os.environ["PATH"])
    return {
        **runner.settings,
        "PATH": ":".join(path),
        "HOME": str(runner.folder),
        "RUNNER_TEMP": str(runner.folder),
        **{
            f"GITHUB_{name.upper()}": as_text(value)
            for name, value in github
            if name not in _NOT_TOLD
        },
    }


def _fill_all(texts: Mapping[str, Any], contexts: Mapping[str, Any]) -> dict[str, str]:
    return {name: fill(as_text(text), contexts) for name, text in texts.items()}


def read_yaml(file: Path) -> Any:
    """The document; YAML 1.1 takes the key `on` for true."""
    document = yaml.safe_load(file.read_text("utf-8"))
    return {("on" if key is True else key): value for key, value in document.items()}


def _condition(described: Mapping[str, Any]) -> str:
    """A step or job waits for success, unless its condition speaks of the status itself."""
    condition = as_text(described.get("if", "success()")).removeprefix("${{").removesuffix("}}")
    speaks = re.search(r"\b(always|success|failure|cancelled)\(", condition)
    return condition if speaks else f"success() && ({condition})"


def _read_outputs(lines: list[str]) -> Iterator[tuple[str, str]]:
    while lines:
        line = lines.pop(0)
        if found := _HEREDOC.fullmatch(line):
            end = lines.index(found[2])
            yield found[1], "\n".join(lines[:end])
            del lines[: end + 1]
        else:
            name, _, value = line.partition("=")
            yield name, value


def _heeded(lines: list[str]) -> Iterator[tuple[str, str]]:
    stopped_by = ""
    for line in lines:
        found = _COMMAND.match(line)
        if found is None or (stopped_by and found[1] != stopped_by):
            continue
        if found[1] in {"stop-commands", stopped_by}:
            stopped_by = found[2] if found[1] == "stop-commands" else ""
            continue
        yield found[1], found[2]
