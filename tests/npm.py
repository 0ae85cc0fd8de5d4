"""Packages from npm, installed once beside the test environments and kept there."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "integration" / "typescript"
_CACHE: Final = ROOT / ".tox"
# A lock file would name the registry that was asked; the versions are exact without one.
_INSTALL: Final = ("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
_INSTALL_WITHIN_S: Final = 300
_NODE: Final = 20


class NotInstalled(Exception):
    """The packages cannot be had here; the text says why."""


def install_packages(*sources: Path) -> Path:
    """A folder with copies of the files, and what the `package.json` among them asks for.

    Raises: NotInstalled.
    """
    _require_npm()
    folder = _CACHE / f"npm-{_digest(*sources)}"
    with _alone(folder):
        if not (folder / "installed").exists():
            for source in sources:
                shutil.copy(source, folder)
            _install(folder)
            (folder / "installed").touch()
    return folder


def install_workspace() -> Path:
    """The checkout, with what its own npm packages ask for in `node_modules`.

    Raises: NotInstalled.
    """
    _require_npm()
    members = sorted(ROOT.glob("*/typescript*/package.json"))
    with _once(ROOT / "node_modules" / ".installed", ROOT / "package.json", *members) as is_due:
        if is_due:
            _install(ROOT)
    return ROOT


def build_typescript() -> Path:
    """The folder of `@pro-me-the-us/integration`, built from the sources as they are.

    Raises: NotInstalled.
    """
    install_workspace()
    sources = sorted(file for file in (PACKAGE / "src").rglob("*") if file.is_file())
    settings = (PACKAGE / "package.json", PACKAGE / "tsconfig.json", PACKAGE / "tsdown.config.ts")
    with _once(ROOT / "node_modules" / ".built", *settings, *sources) as is_due:
        if is_due:
            subprocess.run(("npm", "run", "--silent", "build"), cwd=PACKAGE, check=True)
    return PACKAGE


def _require_npm() -> None:
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise NotInstalled("needs Node.js with npm")
    asked = subprocess.run(("node", "--version"), capture_output=True, encoding="utf-8", check=True)
    found = asked.stdout.strip()
    if int(found.removeprefix("v").partition(".")[0]) < _NODE:
        raise NotInstalled(f"needs Node.js {_NODE} or later, and {found} is here")


def _digest(*files: Path) -> str:
    """Twelve digits of what is in the files, by their order."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _install(folder: Path) -> None:
    done = subprocess.run(
        ["npm", *_INSTALL],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=_INSTALL_WITHIN_S,
        check=False,
    )
    if done.returncode != 0:
        raise NotInstalled(f"npm cannot install the packages: {done.stderr.strip()[:500]}")


@contextmanager
def _once(done: Path, *sources: Path) -> Iterator[bool]:
    """Whether what is made of the sources is to be made; `done` then says of which it was made."""
    made_of = _digest(*sources)
    with _alone(_CACHE / "npm-workspace"):
        is_due = not done.exists() or done.read_text(encoding="utf-8") != made_of
        yield is_due
        if is_due:
            done.write_text(made_of, encoding="utf-8")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Other test processes wait; what one of them has installed, they find."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
