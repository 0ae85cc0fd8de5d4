"""The chain as a node sees it: who has staked on its task, and the lists of its rounds."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAX_BYTES: Final = 50_000_000


class ChainError(Exception):
    """The chain cannot be read or written; the text says why."""


class Chain(Protocol):
    """Where stakes and lists are; every method may raise `ChainError`."""

    def find_staked(self, task: str) -> frozenset[str]:
        """The keys that have staked on the task."""

    def find_distribution(self, task: str, *, round_number: int) -> Mapping[str, int] | None:
        """The round's list, once somebody has written it."""

    def write_distribution(
        self, task: str, *, round_number: int, amounts: Mapping[str, int]
    ) -> Mapping[str, int]:
        """The round's list: `amounts`, unless there was one already."""


class _Task(BaseModel):
    """What of a task a node reads; whatever else there is stays as it is."""

    model_config = ConfigDict(extra="allow")

    stake_list: frozenset[str]
    distributions: Annotated[dict[str, dict[str, int]], Field(default_factory=dict)]


_TASKS: Final = TypeAdapter(dict[str, _Task])


@dataclass(frozen=True)
class FileChain:
    """A JSON file, which coordinators read: `{"<task>": {"stake_list": [...], "distributions":
    {"<round>": {"<key>": amount}}}}`. Writers take turns by a lock beside it; readers find the file
    whole at any moment.
    """

    path: Path

    def find_staked(self, task: str) -> frozenset[str]:
        _, known = self._read(task)
        return known.stake_list

    def find_distribution(self, task: str, *, round_number: int) -> Mapping[str, int] | None:
        _, known = self._read(task)
        return known.distributions.get(str(round_number))

    def write_distribution(
        self, task: str, *, round_number: int, amounts: Mapping[str, int]
    ) -> Mapping[str, int]:
        with self._turn():
            document, known = self._read(task)
            written = known.distributions.get(str(round_number))
            if written is not None:
                return written
            document[task].setdefault("distributions", {})[str(round_number)] = dict(amounts)
            self._replace(document)
        return amounts

    def _read(self, task: str) -> tuple[dict[str, Any], _Task]:
        document, tasks = self._read_all()
        if task not in tasks:
            raise ChainError(f"the chain file {self.path} has no stake list of task {task}")
        return document, tasks[task]

    def _read_all(self) -> tuple[dict[str, Any], dict[str, _Task]]:
        try:
            with self.path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except OSError as error:
            raise ChainError(f"the chain file {self.path}: {error.strerror}") from error
        if len(content) > _MAX_BYTES:
            raise ChainError(f"the chain file {self.path} is larger than {_MAX_BYTES} bytes")
        try:
            return json.loads(content), _TASKS.validate_json(content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = "/".join(str(step) for step in first["loc"])
            raise ChainError(f"the chain file, at /{where}: {first['msg']}") from error
        except (ValueError, RecursionError) as error:
            raise ChainError(f"the chain file {self.path} is not JSON") from error

    def _replace(self, document: dict[str, Any]) -> None:
        try:
            mode = self.path.stat().st_mode & 0o777
            with tempfile.NamedTemporaryFile(
                "w", dir=self.path.parent, prefix=".", delete=False, encoding="utf-8"
            ) as draft:
                json.dump(document, draft, indent=2)
                draft.flush()
                os.fsync(draft.fileno())
            Path(draft.name).chmod(mode)
            Path(draft.name).replace(self.path)
        except OSError as error:
            raise ChainError(f"the chain file {self.path}: {error.strerror}") from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            lock = self.path.with_name(f".{self.path.name}.lock").open("wb")
        except OSError as error:
            raise ChainError(f"the chain file's lock: {error.strerror}") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
