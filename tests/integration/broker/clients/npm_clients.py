"""The npm clients, installed once beside the test environments and kept there."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.integration.broker.clients.official import Pact, Said, run_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOURCES: Final = (
    Path(__file__).with_name("npm") / "package.json",
    Path(__file__).with_name("npm") / "verify.mjs",
)
_CACHE: Final = Path(__file__).parents[4] / ".tox"
# A lock file would name the registry that was asked; the versions are exact without one.
_INSTALL: Final = ("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
_INSTALL_WITHIN_S: Final = 300


class NotInstalled(Exception):
    """The clients cannot be had here; the text says why."""


@dataclass(frozen=True, slots=True)
class NpmClients:
    """The clients in a folder."""

    folder: Path

    def pact_broker(self, url: str, settings: Mapping[str, str] | None = None) -> Pact:
        """The command `pact-broker`."""
        command = (str(self.folder / "node_modules" / ".bin" / "pact-broker"),)
        return Pact(url, settings or {}, command)

    def verify(self, **options: Any) -> Said:
        """Verify Menu by pact-js, with options under its own names."""
        given = json.dumps({"provider": "Menu", **options})
        return run_program(["node", str(self.folder / "verify.mjs"), given], settings={})


def install_clients() -> NpmClients:
    """Raises: NotInstalled."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise NotInstalled("needs Node.js with npm")
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()
    folder = _CACHE / f"npm-{digest[:12]}"
    with _alone(folder):
        if not (folder / "installed").exists():
            _install(folder)
    return NpmClients(folder)


def _install(folder: Path) -> None:
    for source in SOURCES:
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
        raise NotInstalled(f"npm cannot install the clients: {done.stderr.strip()[:500]}")
    (folder / "installed").touch()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Other test processes wait; what one of them has installed, they find."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
