"""What the chain has: stake lists and distribution lists. What cannot be read is never a pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Protocol

from pydantic import BaseModel, StrictInt, StringConstraints, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

_FRESH_FOR = timedelta(seconds=120)
_MAX_BYTES = 50_000_000
_Round = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,9})$")]


class ChainUnreadable(Exception):
    """There is no telling; the text says why, and is fit for strangers: it has no path."""


class Chain(Protocol):
    """Who has staked on what."""

    def is_staked(self, staking_key: str, task: str) -> bool:
        """Whether the key is on the task's stake list.

        Raises:
            ChainUnreadable: There is no telling.
        """

    def find_distribution(self, task: str, round_number: int) -> Mapping[str, int] | None:
        """Staking key → what it gets for a round; None while the chain has no list of it.

        Raises:
            ChainUnreadable: There is no telling.
        """

    def has_submitter(self, task: str, round_number: int) -> bool:
        """Whether somebody has submitted a list of the round, which may not be there yet.

        Raises:
            ChainUnreadable: There is no telling.
        """

    def check(self) -> None:
        """Raise ChainUnreadable while no stake list can be had."""


@dataclass(frozen=True)
class OpenChain:
    """Every key counts as staked; for one machine that talks to itself."""

    def is_staked(self, staking_key: str, task: str) -> bool:  # noqa: ARG002  # the answer does not depend on them
        return True

    def find_distribution(self, task: str, round_number: int) -> Mapping[str, int] | None:  # noqa: ARG002  # there are no rounds without a chain
        return None

    def has_submitter(self, task: str, round_number: int) -> bool:  # noqa: ARG002  # as above
        return False

    def check(self) -> None:
        return


class _Task(BaseModel):
    stake_list: frozenset[str]
    # A round may be asked for before it has a list, but what is there must be read whole.
    distributions: dict[_Round, dict[str, StrictInt]] = {}
    submitters: dict[_Round, str] = {}


_TASKS = TypeAdapter(dict[str, _Task])


@dataclass(frozen=True)
class _Reading:
    stamp: tuple[int, int, int]
    read_at: datetime
    tasks: Mapping[str, _Task]


@dataclass
class FileChain:
    """Each task's lists in a JSON file:
    `{"<task>": {"stake_list": [...], "distributions": {"<round>": {"<key>": amount}}}}`.
    Of a round whose list has not arrived, a task's `submitters` may say who will bring it.

    Read again when the file has changed, and after 120 seconds in any case.
    """

    path: Path
    now: Callable[[], datetime]
    _last: _Reading | None = field(default=None, init=False)

    def is_staked(self, staking_key: str, task: str) -> bool:
        return staking_key in self._task(task).stake_list

    def find_distribution(self, task: str, round_number: int) -> Mapping[str, int] | None:
        return self._task(task).distributions.get(str(round_number))

    def has_submitter(self, task: str, round_number: int) -> bool:
        told = self._task(task)
        return str(round_number) in told.submitters or str(round_number) in told.distributions

    def check(self) -> None:
        self._tasks()

    def _task(self, task: str) -> _Task:
        known = self._tasks().get(task)
        if known is None:
            raise ChainUnreadable(f"the chain file has no stake list of task {task}")
        return known

    def _tasks(self) -> Mapping[str, _Task]:
        stamp, now, last = self._stamp(), self.now(), self._last
        if last is not None and last.stamp == stamp and now - last.read_at < _FRESH_FOR:
            return last.tasks
        # Threads may read the file side by side; each result is whole, and the last one stays.
        self._last = _Reading(stamp, now, self._read())
        return self._last.tasks

    def _stamp(self) -> tuple[int, int, int]:
        try:
            status = self.path.stat()
        except OSError as error:
            raise ChainUnreadable(f"the chain file: {error.strerror}") from error
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> Mapping[str, _Task]:
        try:
            with self.path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except OSError as error:
            raise ChainUnreadable(f"the chain file: {error.strerror}") from error
        if len(content) > _MAX_BYTES:
            raise ChainUnreadable(f"the chain file is larger than {_MAX_BYTES} bytes")
        try:
            return _TASKS.validate_json(content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = "/".join(str(step) for step in first["loc"])
            raise ChainUnreadable(f"the chain file, at /{where}: {first['msg']}") from error
