"""Thresholds and exceptions of `compare` stand in the table `[tool.pact-notary.compare]`.

Settings of the table itself are for every document; those of its `documents."openapi.json"` are for
one, named as seen from the file. A flag wins over both; lists are joined.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from pact_notary.domain.openapi.coverage import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ALL = 100
_LISTS = ("provider", "ignore-path", "except")
_MINIMA = {f"minimum-{kind.replace('_', '-')}": kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Settings:
    """`minima` in percent, by the kinds of the coverage."""

    providers: tuple[str, ...] = ()
    ignored_paths: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    minima: Mapping[str, float] = field(default_factory=dict)


def read_settings(given: Mapping[str, Any], openapi: Path) -> Settings:
    """What flags and the file say of this document.

    Raises:
      click.UsageError: the file cannot be read, or sets what there is not.
    """
    tables = list(_read_tables(given["config"], openapi))
    listed = {
        name: tuple(dict.fromkeys(value for table in tables for value in table.get(name, ())))
        for name in _LISTS
    }
    minima = {
        kind: float(table[name])
        for table in tables
        for name, kind in _MINIMA.items()
        if name in table
    }
    flags = {kind: given[name.replace("-", "_")] for name, kind in _MINIMA.items()}
    return Settings(
        given["provider"] or listed["provider"],
        (*listed["ignore-path"], *given["ignore_path"]),
        (*listed["except"], *given["exceptions"]),
        {**minima, **{kind: value for kind, value in flags.items() if value is not None}},
    )


def _read_tables(file: Path | None, openapi: Path) -> list[dict[str, Any]]:
    """The table for all documents, then the one for this, checked."""
    if file is None:
        return []
    table = _read(file).get("tool", {}).get("pact-notary", {}).get("compare", {})
    if not isinstance(table, dict):
        raise click.UsageError(f"{file}: tool.pact-notary.compare must be a table")
    documents = table.pop("documents", {})
    if not isinstance(documents, dict):
        raise click.UsageError(f"{file}: tool.pact-notary.compare.documents must be a table")
    own = [
        told
        for name, told in documents.items()
        if (file.parent / name).resolve() == openapi.resolve()
    ]
    for told in (table, *own):
        _check(told, file)
    return [table, *own]


def _read(file: Path) -> dict[str, Any]:
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise click.UsageError(f"{file} is no TOML: {error}") from error
    tool = read.get("tool", {})
    is_told = isinstance(tool, dict) and isinstance(tool.get("pact-notary", {}), dict)
    return read if is_told else {}


def _check(told: Any, file: Path) -> None:
    if not isinstance(told, dict):
        raise click.UsageError(f"{file}: a document of tool.pact-notary.compare must be a table")
    for name, value in told.items():
        if name in _LISTS:
            if not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
                raise click.UsageError(f"{file}: {name} must be a list of texts")
        elif name not in _MINIMA:
            known = ", ".join((*_LISTS, *_MINIMA, "documents"))
            raise click.UsageError(f"{file} sets {name}, which is none of {known}")
        elif not _is_percentage(value):
            raise click.UsageError(f"{file}: {name} must be a number from 0 to 100")


def _is_percentage(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _ALL
