"""A use case runs in one transaction, at one time, under one set of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Policy:
    """What the broker does by itself, and what it allows; the official broker's defaults."""

    allow_dangerous_contract_modification: bool = False
    auto_detect_main_branch: bool = True
    main_branch_candidates: tuple[str, ...] = ("develop", "main", "master")
    use_first_tag_as_branch: bool = True
    create_deployed_versions_for_tags: bool = True
    check_similar_names: bool = True


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction; it is ended by whoever opened it."""

    connection: sa.Connection
    now: datetime
    new_uuid: Callable[[], str]
    policy: Policy = Policy()
