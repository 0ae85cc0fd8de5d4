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

_CACHE: Final = Path(__file__).parents[1] / ".tox"
# A lock file would name the registry that was asked; the versions are exact without one.
_INSTALL: Final = ("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
_INSTALL_WITHIN_S: Final = 300


class NotInstalled(Exception):
    """The packages cannot be had here; the text says why."""


def install_packages(*sources: Path) -> Path:
    """A folder with copies of the files, and what the `package.json` among them asks for.

    Raises: NotInstalled.
    """
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise NotInstalled("needs Node.js with npm")
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    folder = _CACHE / f"npm-{digest[:12]}"
    with _alone(folder):
        if not (folder / "installed").exists():
            _install(folder, sources)
    return folder


def _install(folder: Path, sources: tuple[Path, ...]) -> None:
    for source in sources:
        shutil.copy(source, folder)
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
    (folder / "installed").touch()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Other test processes wait; what one of them has installed, they find."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
