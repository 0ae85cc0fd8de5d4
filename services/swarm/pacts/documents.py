"""A pact as it was recorded, and those of a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class PactsUnusable(Exception):
    """Pacts cannot be had from there; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Pact:
    """What one consumer expects, in the document as it was recorded."""

    consumer: str
    provider: str
    document: Mapping[str, Any]


def read_folder(folder: Path) -> tuple[Pact, ...]:
    """Every pact in the folder, by the names of the files."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise PactsUnusable(f"{folder} holds no pacts; name the folder with --pacts.")
    return tuple(_read(file) for file in files)


def read_document(document: Any) -> Pact:
    """Raises: KeyError, TypeError or ValueError, when it is no pact."""
    for interaction in document["interactions"]:
        if "request" in interaction:
            _status = int(interaction["response"]["status"])
            _line = interaction["request"]["method"], interaction["request"]["path"]
    return Pact(document["consumer"]["name"], document["provider"]["name"], document)


def choose(pacts: Iterable[Pact], provider: str, *, where: str) -> tuple[Pact, ...]:
    """The pacts of the provider; `where` is for the error that says whose there are."""
    known = tuple(pacts)
    chosen = tuple(pact for pact in known if pact.provider == provider)
    if not chosen:
        raise PactsUnusable(say_unknown(provider, (pact.provider for pact in known), where=where))
    return chosen


def say_unknown(provider: str, known: Iterable[str], *, where: str) -> str:
    names = ", ".join(sorted(set(known))) or "nobody"
    return f"There is no pact of {provider!r} in {where}; there are pacts of {names}."


def _read(file: Path) -> Pact:
    try:
        return read_document(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PactsUnusable(
            f"{file} is not a pact ({type(error).__name__}: {error}); nothing else may be there."
        ) from error
