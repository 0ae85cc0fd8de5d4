"""What a node is told at start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.bearer import store_token
from swarm.edge import DEFAULT_MAX_BODY_BYTES
from swarm.node.kinds import WORKER, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from pro_me_the_us.auth.bearer import StoredToken
    from swarm.node.pod import Pod

OPERATOR_SCOPES: Final = frozenset({"round:read"})


@dataclass(frozen=True)
class Settings:
    """`secret`: the staking key's, in base58. `reward` is None for the kind's own.

    Without `chain_file` this node writes no list; somebody else has to. With a `pod` the node runs
    its container itself, and `container_url` is empty until that is healthy.
    """

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
    kind: Kind = WORKER
    chain_file: Path | None = None
    reward: int | None = None
    slash: int = 0
    operator: StoredToken | None = None
    pod: Pod | None = None


def store_operator_token(token: str) -> StoredToken:
    """The operator's token, as a node keeps it."""
    return store_token(token, holder="operator", scopes=OPERATOR_SCOPES)
