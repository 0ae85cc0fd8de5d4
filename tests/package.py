"""Builds the wheels and uses them as a stranger would: `python tests/package.py FOLDER`."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ("integration", "services", "broker")


def main(folder: Path) -> None:
    """Fail when a wheel does not build, install or start away from the checkout."""
    wheels = folder / "wheels"
    run(sys.executable, "-m", "venv", "--clear", str(folder / "build"))
    build = folder / "build" / "bin" / "python"
    projects = [str(ROOT / name) for name in PROJECTS]
    run(str(build), "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), *projects)
    check(
        folder / "swarm", list(wheels.glob("pro_me*.whl")), "swarm", modules="pro_me_the_us swarm"
    )
    check(folder / "notary", list(wheels.glob("pact_*.whl")), "pact-notary", modules="pact_notary")


def check(folder: Path, wheels: list[Path], program: str, *, modules: str) -> None:
    """Install `wheels` into an empty environment; import what they hold, start their program."""
    venv.create(folder, with_pip=True, clear=True)
    scripts = folder / "bin"
    run(str(scripts / "pip"), "install", "-q", *map(str, wheels))
    for module in modules.split():
        run(str(scripts / "python"), "-c", f"import {module}")
    run(str(scripts / program), "--version")


def run(*command: str) -> None:
    """Run away from the checkout, so that nothing is imported from it by accident."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    subprocess.run(command, check=True, cwd="/", env=environment)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
