"""What the website reads of the coordinator's answers."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class CreatedBounty(BaseModel):
    """A bounty that the coordinator has taken."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    id: str
