"""Breaks a field in a copy of this checkout and watches the cycle say so, to the right party."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
WIRE = "integration/pro_me_the_us"


@dataclass(frozen=True)
class Break:
    """A field renamed on the wire, and what the cycle must say about it."""

    module: str
    model: str
    field: str
    provider: str
    where: str
    readers: Mapping[str, str]
    """An interaction of each consumer that reads it."""


BREAKS = [
    Break(
        module="coordinator/models/todos.py",
        model="TodoClaim",
        field="branch",
        provider="coordinator",
        where="$.branch",
        readers={
            "typescript-client": "a todo asked for",
            "worker-container": "a claim of the next todo",
        },
    ),
    Break(
        module="coordinator/models/bounties.py",
        model="Bounty",
        field="id",
        provider="coordinator",
        where="$.id",
        readers={"website": "a bounty"},
    ),
    Break(
        module="container/models.py",
        model="Job",
        field="pull_request",
        provider="worker-container",
        where="$.pull_request",
        readers={
            "typescript-client": "how a job stands, when a job has succeeded",
            "worker-node": "a request for the job of a leader",
        },
    ),
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git would commit, so that breaking it breaks nobody."""
    copy = tmp_path_factory.mktemp("checkout")
    listed = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard")
    for name in listed.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    git(copy, "init", "-q", "-b", "main")
    commit(copy)
    return copy


def test_cycle_tells_the_right_party_about_a_broken_field(checkout: Path, tmp_path: Path) -> None:
    assert_yes(run_cycle(checkout, tmp_path))

    for broken in BREAKS:
        rename_field(checkout, broken)
        assert_no(run_cycle(checkout, tmp_path), broken)
        git(checkout, "checkout", "-q", "HEAD~1", "--", ".")
        commit(checkout)

    assert_yes(run_cycle(checkout, tmp_path))


def assert_yes(result: subprocess.CompletedProcess[str]) -> None:
    assert result.returncode == 0, result.stdout + result.stderr
    assert "BROKEN" not in result.stdout
    assert "NO" not in result.stdout.split()
    assert re.search("not recorded here, so as committed: .* needs Node", result.stdout)


def assert_no(result: subprocess.CompletedProcess[str], broken: Break) -> None:
    said = result.stdout
    assert result.returncode == 1, said + result.stderr
    for consumer, interaction in broken.readers.items():
        assert f"{consumer} → {broken.provider}: {interaction}" in said
    assert f"at {broken.where}: expected present, actual absent" in said
    rows = [line.split() for line in said.splitlines()]
    assert [row[:2] for row in rows if row[-1:] == ["BROKEN"]] == [
        [consumer, broken.provider] for consumer in sorted(broken.readers)
    ]
    # What runs in the environment keeps working with the other, unbroken halves of this commit.
    assert [row[0] for row in rows if row[-1:] == ["NO"]] == [broken.provider]


def rename_field(checkout: Path, broken: Break) -> None:
    """Rename on the wire only, as a provider would that forgets who reads it."""
    models = checkout / WIRE / broken.module
    text = models.read_text(encoding="utf-8")
    start = text.index(f"class {broken.model}(ResponseModel)")
    name = f"    {broken.field}: "
    line = next(line for line in text[start:].splitlines() if line.startswith(name))
    kind, equals, default = line.removeprefix(name).partition(" = ")
    renamed = f'Annotated[{kind}, Field(serialization_alias="renamed")]'
    new = f"{name}{renamed}{equals}{default}"
    replace(models, line, new, after=start)
    imports = "from typing import Annotated\nfrom pydantic import Field\n"
    replace(models, "annotations\n", f"annotations\n{imports}")
    config = 'extra="ignore"'
    endpoint = checkout / WIRE / "endpoint.py"
    replace(endpoint, config, f"{config}, serialize_by_alias=True")
    commit(checkout)


def replace(file: Path, old: str, new: str, *, after: int = 0) -> None:
    """Replace the first `old` behind `after`, which must be there."""
    text = file.read_text(encoding="utf-8")
    at = text.index(old, after)
    file.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")


def run_cycle(checkout: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """The cycle of `checkout`, whose code goes before what is installed; the broker's data stay.

    On a machine that has git and no Node.js.
    """
    here = {name: value for name, value in os.environ.items() if name != "CI"}
    paths = (checkout / name for name in ("", "integration", "services", "broker"))
    return subprocess.run(
        [sys.executable, "-m", "providers.cycle", "--data", str(data)],
        cwd=checkout,
        env={**here, "PATH": str(programs(data)), "PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def programs(folder: Path) -> Path:
    """A folder of programs with nothing but git in it."""
    found = shutil.which("git")
    assert found is not None
    only = folder / "programs"
    only.mkdir(exist_ok=True)
    if not (only / "git").exists():
        (only / "git").symlink_to(found)
    return only


def commit(checkout: Path) -> None:
    who: Sequence[str] = ("-c", "user.name=test", "-c", "user.email=test@localhost")
    git(checkout, "add", "-A")
    git(checkout, *who, "commit", "-q", "--allow-empty", "-m", "a state of the checkout")


def git(folder: Path, *arguments: str) -> str:
    result = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, encoding="utf-8", check=True
    )
    return result.stdout
