"""Log lines, as containers leave them with nodes and nodes with the coordinator."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pro_me_the_us.fields import A_BOUNTY, A_WORK, Identifier, Kind, Text

MAX_BATCH: Final = 1000


class LogLine(BaseModel):
    """One line of a log."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )

    logged_at: AwareDatetime
    """When it was written, with its offset from UTC."""
    level: Literal["debug", "info", "warning", "error"]
    """How grave it is."""
    message: Annotated[Text, Field(max_length=10_000), Kind("The line itself.", "job.started")]
    bounty: Annotated[Identifier, A_BOUNTY] | None = None
    """The bounty that it is about."""
    work: Annotated[Identifier, A_WORK] | None = None
    """The todo, issue or spec that it is about."""


LogLines = Annotated[list[LogLine], Field(min_length=1, max_length=MAX_BATCH)]
