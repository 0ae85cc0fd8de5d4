"""Builds the wheels and uses them as a stranger would: `python tests/package.py FOLDER`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ("integration", "services", "broker")
_QUIET = ("-qqq", "--disable-pip-version-check")
_START_WITHIN_S = 30


def main(folder: Path) -> None:
    """Fail when a wheel does not build, install or start away from the checkout."""
    wheels = folder / "wheels"
    run(sys.executable, "-m", "venv", "--clear", str(folder / "build"))
    build = folder / "build" / "bin" / "python"
    projects = [str(ROOT / name) for name in PROJECTS]
    run(str(build), "-m", "pip", "wheel", *_QUIET, "--no-deps", "-w", str(wheels), *projects)
    check(
        folder / "swarm", list(wheels.glob("pro_me*.whl")), "swarm", modules="pro_me_the_us swarm"
    )
    check(folder / "notary", list(wheels.glob("pact_*.whl")), "pact-notary", modules="pact_notary")
    serve(folder / "notary" / "bin" / "pact-notary", folder / "data")


def check(folder: Path, wheels: list[Path], program: str, *, modules: str) -> None:
    """Install `wheels` into an empty environment; import what they hold, start their program."""
    venv.create(folder, with_pip=True, clear=True)
    scripts = folder / "bin"
    run(str(scripts / "pip"), "install", *_QUIET, *map(str, wheels))
    for module in modules.split():
        run(str(scripts / "python"), "-c", f"import {module}")
    run(str(scripts / program), "--version")


def serve(program: Path, data: Path) -> None:
    """Start a broker with nothing but what its wheel brings, and ask it how it is."""
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    url_file, database = data / "url", f"sqlite:///{data / 'broker.db'}"
    options = ("--port", "0", "--url-file", str(url_file), "--database-url", database)
    broker = subprocess.Popen([str(program), "serve", *options])
    try:
        deadline = time.monotonic() + _START_WITHIN_S
        while not url_file.exists():
            if broker.poll() is not None or time.monotonic() > deadline:
                sys.exit("the broker did not start")
            time.sleep(0.05)
        url = url_file.read_text(encoding="utf-8")
        heartbeat = f"{url}/diagnostic/status/heartbeat"
        urllib.request.urlopen(heartbeat).close()  # noqa: S310  # the address of our own broker
    finally:
        broker.terminate()
        broker.wait()


def run(*command: str) -> None:
    """Run away from the checkout, so that nothing is imported from it by accident."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    subprocess.run(command, check=True, cwd="/", env=environment)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
