"""What a node reads of its providers' answers."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pro_me_the_us.fields import GithubUsername, Identifier, PullRequestUrl, Repository, Round
from pro_me_the_us.plans import Digest, PlannedIssue


class View(BaseModel):
    """Whatever else an answer holds is none of the node's business."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Acknowledged(View):
    """The status said it all."""


class StoredPlan(View):
    """A plan as the coordinator has stored it."""

    digest: Digest


class AppliedList(View):
    """Whether the coordinator has applied a round's list, or will have soon."""

    applied: bool


class JobProgress(View):
    """How a job stands, and what came of it."""

    job: Identifier
    state: Literal["running", "succeeded", "idle", "failed"]
    work: Identifier | None = None
    pull_request: PullRequestUrl | None = None
    repository: Repository | None = None
    reason: str | None = None


class Submission(View):
    """The finished work of a round. Somebody else's may hold anything, so each field is checked."""

    task: Identifier
    round: Round
    role: Literal["worker", "leader", "planner"]
    work: Identifier
    bounty: Identifier
    repository: Repository
    github_username: GithubUsername
    pull_request: PullRequestUrl | None = None
    plan: Digest | None = None
    issues: Annotated[list[PlannedIssue], Field(min_length=1, max_length=1000)] | None = None

    @model_validator(mode="after")
    def _shows_the_work_of_its_role(self) -> Self:
        wanted = ["plan", "issues"] if self.role == "planner" else ["pull_request"]
        shown = [n for n in ("pull_request", "plan", "issues") if getattr(self, n) is not None]
        if shown != wanted:
            raise ValueError(f"a {self.role} shows {' and '.join(wanted)}, and nothing else")
        return self


class Verdict(View):
    """What an audit found."""

    passed: bool
    reason: str
