"""Builds the wheels and uses them as a stranger would: `python -m tests.package FOLDER`."""

from __future__ import annotations

import shutil
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

from tests.installed import run, started
from tests.side_by_side import check_side_by_side

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ("integration", "services", "broker")
_QUIET = ("-qqq", "--disable-pip-version-check")


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
    check_side_by_side(folder / "beside", wheels=wheels, swarm=folder / "swarm" / "bin" / "swarm")


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
    options = ("--database-url", f"sqlite:///{data / 'broker.db'}")
    with started(str(program), "serve", *options, folder=data) as url:
        for path in ("diagnostic/status/heartbeat", "getting-started", "assets/any/pico.min.css"):
            urllib.request.urlopen(f"{url}/{path}").close()  # noqa: S310  # our own broker


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
