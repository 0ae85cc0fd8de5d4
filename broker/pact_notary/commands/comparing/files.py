"""The files that are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.openapi.pacts import read_pact
from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pact_notary.domain.openapi.pacts import Pact


def read_pacts(paths: Iterable[Path]) -> tuple[Pact, ...]:
    """Each file, and each `*.json` of each folder.

    Raises:
      InvalidDocument: a file is no pact.
      CannotOperate: a file cannot be read, or a folder holds none.
    """
    files = dict.fromkeys(file for path in paths for file in _list_files(path))
    return tuple(read_pact(read_file(file), str(file)) for file in files)


def read_file(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotOperate(f"{file} cannot be read: {error.strerror}") from error


def _list_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(path.glob("*.json"))
    if not found:
        raise CannotOperate(f"{path} holds no pact: none of its files ends in .json")
    yield from found
