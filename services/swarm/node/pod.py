"""What a node runs on a Docker engine: one container, with little of what containers may have."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PORT: Final = 8080
DATA: Final = "/data"
FORGE: Final = "/forge"
# Only an image's content names it for good: a tag is whatever was pushed last.
_PINNED: Final = re.compile(r"([a-z0-9][a-z0-9./_:-]*@)?sha256:[0-9a-f]{64}")
_NAME_CHARACTERS: Final = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """What the container may use: bytes, processor cores, processes and threads."""

    memory_bytes: int = 1 << 30
    cpus: float = 1.0
    pids: int = 256


@dataclass(frozen=True, slots=True)
class Pod:
    """A container to be; `image` is pinned by digest, `forge_directory` is the host's."""

    name: str
    image: str
    environment: Mapping[str, str]
    forge_directory: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def volume(self) -> str:
        """The named volume that outlives the container."""
        return f"{self.name}-data"

    @property
    def fingerprint(self) -> str:
        """The same for pods that need not be told apart."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def is_pinned(image: str) -> bool:
    return _PINNED.fullmatch(image) is not None


def name_pod(task: str, participant: str, staking_key: str) -> str:
    """The same for the same node, so that one that crashed finds its container again."""
    text = f"{task} {participant} {staking_key}"
    return f"swarm-{participant}-{hashlib.sha256(text.encode()).hexdigest()[:_NAME_CHARACTERS]}"
