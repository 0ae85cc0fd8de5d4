"""Log lines, as containers leave them with nodes and nodes with the coordinator."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pro_me_the_us.fields import Identifier, Text

MAX_BATCH: Final = 1000


class LogLine(BaseModel):
    """One line of a log; `work` is the todo, issue or spec it is about."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    logged_at: AwareDatetime
    level: Literal["debug", "info", "warning", "error"]
    message: Annotated[Text, Field(max_length=10_000)]
    bounty: Identifier | None = None
    work: Identifier | None = None


LogLines = Annotated[list[LogLine], Field(min_length=1, max_length=MAX_BATCH)]
