"""Bounties: what the website registers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.fields import Line, Repository, Text

BountyStatus = Literal["initialized", "in_progress", "done", "failed"]


class CreateBounty(RequestModel):
    """Register a funded piece of work."""

    title: Line
    description: Text
    system_prompt: Text
    repository: Repository


class Bounty(ResponseModel):
    """A bounty as registered."""

    id: str
    title: str
    description: str
    repository: Repository
    status: BountyStatus
    created_at: datetime
