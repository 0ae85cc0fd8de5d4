"""What a container is told at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.container.kinds import Kind


@dataclass(frozen=True)
class Settings:
    """`owner_key` None lets any staking key command the container; `git` is the command's path."""

    kind: Kind
    coordinator_url: str
    node_url: str
    github_username: str
    work_directory: Path
    forge_directory: Path
    git: Path
    owner_key: str | None = None
    max_body_bytes: int | None = None
    """None is what the kind needs."""
