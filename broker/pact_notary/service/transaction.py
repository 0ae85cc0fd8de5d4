"""A use case runs in one transaction, at one time, under one set of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.openapi_gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Policy:
    """What the broker does by itself, what it allows and up to where.

    The defaults are those of the official broker.
    """

    allow_dangerous_contract_modification: bool = False
    auto_detect_main_branch: bool = True
    main_branch_candidates: tuple[str, ...] = ("develop", "main", "master")
    use_first_tag_as_branch: bool = True
    create_deployed_versions_for_tags: bool = True
    check_similar_names: bool = True
    network_limit: int = 150
    badge_cache: str = "max-age=30"
    openapi_gate: Gate = Gate.OFF


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction; it is ended by whoever opened it."""

    connection: sa.Connection
    now: datetime
    new_uuid: Callable[[], str]
    policy: Policy = Policy()
