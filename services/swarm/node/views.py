"""What a node reads of its providers' answers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from pro_me_the_us.fields import GithubUsername, Identifier, PullRequestUrl, Repository, Round


class View(BaseModel):
    """Whatever else an answer holds is none of the node's business."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Acknowledged(View):
    """The status said it all."""


class JobProgress(View):
    """How a job stands, and what came of it."""

    job: str
    state: Literal["running", "succeeded", "idle", "failed"]
    work: str | None = None
    pull_request: str | None = None
    reason: str | None = None


class Submission(View):
    """The finished work of a round. Somebody else's may hold anything, so each field is checked."""

    task: Identifier
    round: Round
    role: Literal["worker"]
    work: Identifier
    bounty: Identifier
    repository: Repository
    github_username: GithubUsername
    pull_request: PullRequestUrl


class Verdict(View):
    """What an audit found."""

    passed: bool
    reason: str
