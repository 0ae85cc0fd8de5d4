"""Builds the wheels and uses them as a stranger would: `python tests/package.py FOLDER`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
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
    [notary] = wheels.glob("pact_*.whl")
    [swarm] = wheels.glob("pro_me_the_us_services-*.whl")
    check_pages(notary, "broker", "pact_notary/pages/assets", "pact_notary/pages/templates")
    check_pages(swarm, "services", "swarm/docs_page/assets")
    check(
        folder / "swarm", list(wheels.glob("pro_me*.whl")), "swarm", modules="pro_me_the_us swarm"
    )
    check(folder / "notary", [notary], "pact-notary", modules="pact_notary")
    serve(folder / "notary" / "bin" / "pact-notary", folder / "data")


def check(folder: Path, wheels: list[Path], program: str, *, modules: str) -> None:
    """Install `wheels` into an empty environment; import what they hold, start their program."""
    venv.create(folder, with_pip=True, clear=True)
    scripts = folder / "bin"
    run(str(scripts / "pip"), "install", *_QUIET, *map(str, wheels))
    for module in modules.split():
        run(str(scripts / "python"), "-c", f"import {module}")
    run(str(scripts / program), "--version")


def check_pages(wheel: Path, project: str, *folders: str) -> None:
    """Fail when the wheel lacks anything that is in those folders of the project's pages."""
    files = (path for folder in folders for path in (ROOT / project / folder).rglob("*"))
    needed = {path.relative_to(ROOT / project).as_posix() for path in files if path.is_file()}
    with zipfile.ZipFile(wheel) as opened:
        missing = needed.difference(opened.namelist())
    if missing or not needed:
        sys.exit(f"{wheel.name} lacks {', '.join(sorted(missing)) or 'its pages'}")


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
        for path in ("diagnostic/status/heartbeat", "getting-started", "assets/any/pico.min.css"):
            urllib.request.urlopen(f"{url}/{path}").close()  # noqa: S310  # our own broker
    finally:
        broker.terminate()
        broker.wait()


def run(*command: str) -> None:
    """Run away from the checkout, so that nothing is imported from it by accident."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    subprocess.run(command, check=True, cwd="/", env=environment)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
