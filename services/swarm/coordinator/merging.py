"""Where approved pull requests are merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from swarm.forge.records import ForgeError, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from swarm.forge.local import LocalForge

_AUTHOR: Final = "coordinator"


class NotMerged(Exception):
    """The pull request could not be merged; the text says why."""


class Forge(Protocol):
    """Has the pull requests of leaders."""

    def merge(self, pull_request: str) -> None:
        """Merge it, unless it is merged already.

        Raises:
            NotMerged: It is not merged now.
        """


@dataclass(frozen=True)
class DirectoryForge:
    """A local forge, in which the coordinator merges under its own name."""

    forge: LocalForge
    now: Callable[[], datetime]

    def merge(self, pull_request: str) -> None:
        try:
            self.forge.merge_pull_request(pull_request, stamp=Stamp(_AUTHOR, self.now()))
        except ForgeError as error:
            raise NotMerged(str(error)) from error
