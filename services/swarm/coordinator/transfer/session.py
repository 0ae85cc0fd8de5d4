"""Imports and exports, each in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swarm.coordinator.store import imports
from swarm.coordinator.transfer.files import ImportRefused, has_files
from swarm.coordinator.transfer.reading import import_directory
from swarm.coordinator.transfer.writing import export_directory

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from swarm.coordinator.store import Store
    from swarm.coordinator.transfer.findings import Report


@dataclass(frozen=True)
class Way:
    """How to import; `now` is the time of what has none."""

    now: datetime
    replaces: bool = False
    is_trial: bool = False


class _Undone(Exception):
    """Ends the transaction of a trial."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def import_into(
    store: Store, directory: Path, *, way: Way, on_bytes: Callable[[int], object] = int
) -> Report:
    """What came of the files in the folder.

    Raises:
        ImportRefused: Nothing is imported, because of what the text says.
        StoreDown: The same, because the database does not answer.
    """
    try:
        return _import(store, directory, way, on_bytes)
    except _Undone as trial:
        return trial.report


def export_from(store: Store, directory: Path) -> dict[str, int]:
    """Write the files; how many documents each has.

    Raises:
        OSError: A file cannot be written.
        StoreDown: The database does not answer.
    """
    with store.reading() as connection:
        imports.freeze(connection)
        return export_directory(connection, directory)


def _import(store: Store, directory: Path, way: Way, on_bytes: Callable[[int], object]) -> Report:
    with store.writing() as connection:
        if way.replaces:
            imports.delete_works(connection)
        report = import_directory(connection, directory, now=way.now, on_bytes=on_bytes)
        # Files of nothing may well replace what is there; no files at all are a mistake.
        if report.is_empty and not (way.replaces and has_files(directory)):
            raise ImportRefused(f"{directory} has no documents; no todos.json, issues.json, …")
        if way.is_trial:
            raise _Undone(report)
        return report
