"""What this checkout calls itself: its commit and branch, as pacts and results are filed under."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

# What CI systems call the branch while the checkout itself is detached from any.
_BRANCH_VARIABLES = ("GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "GIT_BRANCH")


@dataclass(frozen=True)
class Revision:
    """A commit, and the branch it is on. Uncommitted work gets a version of its own each time."""

    version: str
    branch: str


def read_revision(root: Path, now: datetime) -> Revision:
    """The revision of the checkout at `root`; outside a checkout, one made of `now`."""
    commit = _git(root, "rev-parse", "HEAD")
    stamp = now.strftime("%Y%m%dT%H%M%S")
    if commit is None:
        return Revision(f"untracked-{stamp}", "untracked")
    dirty = f"-dirty-{stamp}" if _git(root, "status", "--porcelain") else ""
    return Revision(commit + dirty, _branch(root))


def _branch(root: Path) -> str:
    named = [os.environ.get(variable) for variable in _BRANCH_VARIABLES]
    return _git(root, "symbolic-ref", "--short", "HEAD") or next(filter(None, named), "detached")


def _git(root: Path, *arguments: str) -> str | None:
    try:
        result = subprocess.run(
            ["git", "-C", str(root), *arguments],  # noqa: S607  # the user's own git
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None
