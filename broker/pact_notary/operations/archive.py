"""A backup is a ZIP file: a manifest, and for each table its rows as lines of JSON.

The manifest is written last and read first; what it says of a table is checked before a row
is believed. Times are ISO 8601 texts, everything else is what JSON has.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pact_notary.domain.documents import Json

FORMAT = "pact-notary-backup"
VERSION = 1

_MANIFEST = "manifest.json"
_DAMAGED = "the file {file} is no whole backup: {problem}"
_COPIED_AT_ONCE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `is_time` when its texts are times."""

    name: str
    is_time: bool


@dataclass(frozen=True, slots=True)
class ArchivedTable:
    """What the manifest says of a table. `last_id` is the highest number ever given to a row."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    sha256: str
    last_id: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; the tables are in an order in which they can be filled."""

    revision: str
    created_at: str
    tables: tuple[ArchivedTable, ...]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


class ArchiveWriter:
    """Writes one table after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._tables: list[ArchivedTable] = []

    def add_table(
        self,
        name: str,
        columns: tuple[Column, ...],
        rows: Iterable[Sequence[Any]],
        *,
        last_id: int | None,
    ) -> None:
        """Args:
        rows: the values in the order of the columns; times are aware.
        """
        digest, count = hashlib.sha256(), 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as stream:
            for row in rows:
                line = _write_line(row)
                stream.write(line)
                digest.update(line)
                count += 1
        self._tables.append(ArchivedTable(name, columns, count, digest.hexdigest(), last_id))

    def finish(self, *, revision: str, created_at: str) -> Manifest:
        manifest = Manifest(revision, created_at, tuple(self._tables))
        document = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
        self._archive.writestr(_MANIFEST, json.dumps(document, indent=1))
        return manifest


@contextmanager
def writing_archive(file: Path) -> Iterator[ArchiveWriter]:
    """A backup that takes its place only when it is whole; only its owner may read it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            yield ArchiveWriter(archive)
        draft.replace(file)
    except OSError as error:
        raise CannotOperate(f"the file {file} cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


class ArchiveReader:
    """A backup whose manifest was read and found to be true."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def rows(self, table: ArchivedTable) -> Iterator[dict[str, Any]]:
        """The rows by column name, times as aware times."""
        with self._archive.open(_entry(table.name)) as stream:
            for line in stream:
                yield _read_row(table, json.loads(line))


@contextmanager
def reading_archive(file: Path) -> Iterator[ArchiveReader]:
    """Raises: CannotOperate, when the file is no backup, or not all of one."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _read_manifest(archive)
            for table in manifest.tables:
                _check_table(archive, table)
            yield ArchiveReader(archive, manifest)
    except OSError as error:
        raise CannotOperate(f"the file {file} cannot be read: {error.strerror}") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise CannotOperate(_DAMAGED.format(file=file, problem=error)) from error


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    document = json.loads(archive.read(_MANIFEST))
    if document["format"] != FORMAT:
        raise ValueError(f"its format is {document['format']!r}")
    if document["version"] != VERSION:
        raise ValueError(f"it has version {document['version']}; this program reads {VERSION}")
    tables = tuple(
        ArchivedTable(
            each["name"],
            tuple(Column(**column) for column in each["columns"]),
            each["rows"],
            each["sha256"],
            each["last_id"],
        )
        for each in document["tables"]
    )
    return Manifest(document["revision"], document["created_at"], tables)


def _check_table(archive: zipfile.ZipFile, table: ArchivedTable) -> None:
    digest, lines = hashlib.sha256(), 0
    with archive.open(_entry(table.name)) as stream:
        for part in _parts(stream):
            digest.update(part)
            lines += part.count(b"\n")
    if (digest.hexdigest(), lines) != (table.sha256, table.rows):
        raise ValueError(f"the table {table.name} is not what the manifest says")


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    while part := stream.read(_COPIED_AT_ONCE):
        yield part


def _entry(table: str) -> str:
    return f"tables/{table}.jsonl"


def _write_line(row: Sequence[Any]) -> bytes:
    values = [value.isoformat() if isinstance(value, datetime) else value for value in row]
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def _read_row(table: ArchivedTable, values: list[Json]) -> dict[str, Any]:
    return {
        column.name: _read_time(value) if column.is_time else value
        for column, value in zip(table.columns, values, strict=True)
    }


def _read_time(value: Json) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
