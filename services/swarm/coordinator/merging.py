"""Where approved pull requests are merged."""

from __future__ import annotations

from typing import Protocol


class NotMerged(Exception):
    """The pull request could not be merged; the text says why."""


class Forge(Protocol):
    """Has the pull requests of leaders."""

    def merge(self, pull_request: str) -> None:
        """Merge it, unless it is merged already.

        Raises:
            NotMerged: It is not merged now.
        """
