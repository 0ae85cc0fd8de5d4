"""What a node is told at start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from swarm.edge import DEFAULT_MAX_BODY_BYTES

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`secret`: the staking key's, in base58."""

    secret: str = field(repr=False)
    task: str
    github_username: str
    coordinator_url: str
    container_url: str
    data_directory: Path
    submissions_directory: Path
    round_s: int
    job_s: int
    max_body_bytes: int = DEFAULT_MAX_BODY_BYTES
