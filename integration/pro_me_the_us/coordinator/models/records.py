"""Records: log lines and conversations that nodes and containers leave with the coordinator."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from pro_me_the_us.endpoint import RequestModel, ResponseModel
from pro_me_the_us.fields import GithubUsername, Identifier, Line, PullRequestUrl, Text
from pro_me_the_us.lines import MAX_BATCH, LogLines


class RecordLogs(RequestModel):
    """Leave some log lines; a line that is known already is not stored again."""

    lines: LogLines


class Message(RequestModel):
    """One message of an agent's conversation."""

    uuid: Identifier
    sent_at: AwareDatetime
    bounty: Identifier
    work: Identifier
    role: Literal["worker", "leader", "planner"]
    stage: Literal["task", "audit"]
    github_username: GithubUsername
    content: Text
    tools: Annotated[list[Line], Field(max_length=100)]
    pull_request: PullRequestUrl | None = None


class RecordMessages(RequestModel):
    """Leave some messages; one whose uuid is known already is not stored again."""

    messages: Annotated[list[Message], Field(min_length=1, max_length=MAX_BATCH)]


class Recorded(ResponseModel):
    """How many of the batch were new."""

    stored: int
