"""Files of others that our pages load; `python -m tests.vendored` fetches them."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PINS: Final = Path(__file__).with_suffix(".toml")
_FETCH_WITHIN_S: Final = 300


@dataclass(frozen=True, slots=True)
class File:
    """A file of a package, where it lies in the package's folder, and its content's sha256."""

    source: str
    asset: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm in one version; `integrity` is npm's word for the content of its archive.

    `folder` is where its files lie here.
    """

    name: str
    folder: Path
    version: str
    integrity: str
    licence: str
    files: tuple[File, ...]


class NotAsPinned(Exception):
    """What was fetched is something else; the text says what it is."""


def read_pins() -> tuple[Package, ...]:
    packages = tomllib.loads(PINS.read_text(encoding="utf-8"))["package"]
    return tuple(
        Package(
            name=package["name"],
            folder=ROOT / package["folder"],
            version=package["version"],
            integrity=package["integrity"],
            licence=package["licence"],
            files=tuple(File(file["from"], file["to"], file["sha256"]) for file in package["file"]),
        )
        for package in packages
    )


def main() -> int:
    """0 when all files were written; 1 when one of them is not what its pin says."""
    try:
        for package in read_pins():
            write(package)
    except NotAsPinned as reason:
        print(reason, file=sys.stderr)  # noqa: T201  # a command's output
        return 1
    return 0


def write(package: Package) -> None:
    """Fetch the package and put its files into its folder.

    Raises: NotAsPinned; then nothing of it was written.
    """
    with tempfile.TemporaryDirectory() as folder:
        archive = _fetch(package, Path(folder))
        _check(package.name, package.integrity, _integrity(archive.read_bytes()))
        contents = _extract(archive, package)
    for file in package.files:
        found = hashlib.sha256(contents[file]).hexdigest()
        _check(f"{package.name} {file.source}", file.sha256, found)
    for file, content in contents.items():
        (package.folder / file.asset).write_bytes(content)


def _fetch(package: Package, folder: Path) -> Path:
    wanted = f"{package.name}@{package.version}"
    command = ["npm", "pack", wanted, "--json", "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(
        command, capture_output=True, check=True, encoding="utf-8", timeout=_FETCH_WITHIN_S
    )
    _check(wanted, package.version, json.loads(done.stdout)[0]["version"])
    [archive] = folder.glob("*.tgz")
    return archive


def _extract(archive: Path, package: Package) -> dict[File, bytes]:
    with tarfile.open(archive) as opened:
        return {file: _read(opened, file.source) for file in package.files}


def _read(opened: tarfile.TarFile, source: str) -> bytes:
    content = opened.extractfile(f"package/{source}")
    if content is None:
        raise NotAsPinned(f"{source} is no file")
    return content.read()


def _integrity(content: bytes) -> str:
    return f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"


def _check(what: str, pinned: str, found: str) -> None:
    if pinned != found:
        raise NotAsPinned(f"{what} is {found}, and not {pinned} as {PINS.name} says")


if __name__ == "__main__":
    sys.exit(main())
