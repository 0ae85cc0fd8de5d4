"""The packed npm package and the wheels, installed into one folder, talk to one coordinator."""

from __future__ import annotations

import json
import os
import shutil
import sys
import venv
from typing import TYPE_CHECKING, Final

from tests.installed import run, started
from tests.npm import ROOT, NotInstalled, build_typescript

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE: Final = ROOT / "examples" / "side_by_side"
_WEBSITE_TOKEN: Final = "website-token-of-the-tests"
_SECRET: Final = "1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE"  # base58 of the bytes 0 to 31


def check_side_by_side(folder: Path, *, wheels: Path, swarm: Path) -> None:
    """Fail unless both languages are given the same claim.

    `swarm`: the program that serves the coordinator, in an environment with pip.
    """
    try:
        tarball = _pack(folder)
    except NotInstalled as reason:
        if os.environ.get("CI") == "true":
            sys.exit(f"CI installs everything: {reason}")
        print(f"The npm package is not looked at: {reason}")  # noqa: T201  # a command's output
        return
    _install_npm(folder, tarball)
    _install_wheels(folder, wheels, pip=swarm.with_name("pip"))
    serving = {
        "COORDINATOR_DATABASE_URL": f"sqlite:///{folder / 'coordinator.db'}",
        "PROMETHEUS_INCOME_REQUEST_API_KEY": _WEBSITE_TOKEN,
        "TASK_IDS": "task-1",
    }
    with started(str(swarm), "coordinator", "serve", folder=folder, env=serving) as url:
        _compare(folder, url)


def _pack(folder: Path) -> Path:
    """The tarball that would be published, in a copy of the example."""
    package = build_typescript()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EXAMPLE, folder)
    run("npm", "pack", "--silent", "--pack-destination", str(folder), folder=package)
    [tarball] = folder.glob("*.tgz")
    return tarball


def _install_npm(folder: Path, tarball: Path) -> None:
    options = ("--no-audit", "--no-fund", "--no-package-lock")
    run("npm", "install", *options, str(tarball), folder=folder)
    run("npm", "run", "--silent", "build", folder=folder)


def _install_wheels(folder: Path, wheels: Path, *, pip: Path) -> None:
    venv.create(folder / "python")
    into = ("--python", str(folder / "python"), "--disable-pip-version-check", "-qqq")
    needed = ("--find-links", str(wheels), "-r", str(folder / "requirements.txt"))
    run(str(pip), *into, "install", *needed)


def _compare(folder: Path, url: str) -> None:
    asking = {"COORDINATOR_URL": url, "WEBSITE_TOKEN": _WEBSITE_TOKEN, "STAKING_SECRET": _SECRET}
    registered = run("npm", "run", "--silent", "start", folder=folder, env=asking)
    bounty = json.loads(registered)["bounty"]
    python = str(folder / "python" / "bin" / "python")
    resumed = run(python, str(folder / "resume.py"), bounty, folder=folder, env=asking)
    if registered != resumed or json.loads(registered)["claimed"] != bounty:
        sys.exit(f"TypeScript says {registered}, Python {resumed}")
