"""The files of a folder: one a collection, read a batch of lines at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from swarm.coordinator.transfer.documents import MAX_LINE_BYTES, LineBroken, read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from swarm.coordinator.transfer.documents import Document

COLLECTIONS: Final = (
    "specs",
    "issues",
    "todos",
    "systemprompts",
    "documentations",
    "bugfinders",
    "audits",
    "distributionresults",
    "builderlogs",
    "buildererrorlogs",
    "builderconversations",
    "plannerconversations",
)
"""What others refer to comes first."""

BATCH: Final = 1000
_BATCH_BYTES: Final = 8 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"


class ImportRefused(Exception):
    """Nothing is imported; the text names the file, and the line where there is one."""


@dataclass(frozen=True, slots=True)
class Read:
    """One document, and the line it was on, as text and as a digest of that."""

    where: str
    text: str
    digest: str
    document: Document


def file_of(directory: Path, collection: str) -> Path:
    return directory / f"{collection}.json"


def has_files(directory: Path) -> bool:
    """Whether there is a file of any collection, if only an empty one."""
    return any(file_of(directory, collection).is_file() for collection in COLLECTIONS)


def count_bytes(directory: Path) -> int:
    files = (file_of(directory, collection) for collection in COLLECTIONS)
    return sum(file.stat().st_size for file in files if file.is_file())


def read_batches(file: Path, on_bytes: Callable[[int], object]) -> Iterator[list[Read]]:
    """Some documents at a time; none where there is no file.

    Raises:
        ImportRefused: A line is no document, or the file cannot be read.
    """
    batch: list[Read] = []
    held = 0
    for number, line in _lines(file):
        on_bytes(len(line))
        content = line.removeprefix(_BOM if number == 1 else b"").strip()
        if content:
            batch.append(_read(content, f"{file.name}:{number}"))
            held += len(content)
        if len(batch) >= BATCH or held >= _BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    if not file.exists():
        return
    try:
        with file.open("rb") as stream:
            number = 0
            while line := stream.readline(MAX_LINE_BYTES + 1):
                number += 1
                yield number, line
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be read: {error.strerror}") from error


def _read(content: bytes, where: str) -> Read:
    if len(content) > MAX_LINE_BYTES:
        raise ImportRefused(f"{where}: it is longer than {MAX_LINE_BYTES} bytes")
    try:
        document = read_line(content)
    except LineBroken as error:
        raise ImportRefused(f"{where}: {error}") from error
    return Read(where, content.decode("utf-8"), hashlib.sha256(content).hexdigest(), document)
