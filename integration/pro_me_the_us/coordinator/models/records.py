"""Records: log lines and conversations that nodes and containers leave with the coordinator."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.fields import (
    A_BOUNTY,
    A_TOOL,
    A_WORK,
    GithubUsername,
    Identifier,
    Kind,
    Line,
    PullRequestUrl,
    Text,
)
from pro_me_the_us.lines import MAX_BATCH, LogLines


class RecordLogs(RequestModel):
    """Leave some log lines; a line that is known already is not stored again.

    So a batch whose answer was lost may be sent again.
    """

    lines: LogLines
    """Up to a thousand lines, in any order."""


class Message(RequestModel):
    """One message of an agent's conversation."""

    uuid: Annotated[
        Identifier,
        Kind("Names the message, unlike any other.", "c0f1a5de-55f2-4c0e-8a52-6a3f3b1f4a10"),
    ]
    sent_at: AwareDatetime
    """When it was said, with its offset from UTC."""
    bounty: Annotated[Identifier, A_BOUNTY]
    work: Annotated[Identifier, A_WORK]
    role: Literal["worker", "leader", "planner"]
    """The role that the agent had."""
    stage: Literal["task", "audit"]
    """Whether it was about work of its own, or about somebody's submission."""
    github_username: GithubUsername
    content: Annotated[Text, Kind("What was said.", "All tests pass now.")]
    tools: Annotated[list[Annotated[Line, A_TOOL]], Field(max_length=100)]
    """The tools that it called for."""
    pull_request: PullRequestUrl | None = None
    """The one that it is about."""


class RecordMessages(RequestModel):
    """Leave some messages; one whose uuid is known already is not stored again.

    So a batch whose answer was lost may be sent again.
    """

    messages: Annotated[list[Message], Field(min_length=1, max_length=MAX_BATCH)]
    """Up to a thousand messages, in any order."""


class Recorded(ResponseModel):
    """What was kept of a batch."""

    stored: int
    """How many of it were new."""
