"""What a container reads of its providers' answers."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from pro_me_the_us.fields import Identifier, Repository


class View(BaseModel):
    """Whatever else an answer holds is none of the container's business."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Acknowledged(View):
    """The status said it all."""


class RepositoryName(Repository):
    """Where a repository is on the forge; its names become paths."""

    model_config = ConfigDict(extra="ignore")


class ClaimedTodo(View):
    """The todo to do, and where its pull request goes."""

    todo: Identifier
    bounty: Identifier
    title: str
    description: str
    acceptance_criteria: list[str]
    repository: RepositoryName
    branch: str


class ClaimedIssue(View):
    """The issue to bring together: what to merge into what, and where that goes."""

    issue: Identifier
    bounty: Identifier
    title: str
    description: str
    repository: RepositoryName
    target_branch: str
    aggregator: RepositoryName
    branch: str
    pull_requests: list[str]


class ClaimedAggregation(View):
    """The issue to aggregate: what to copy, and the branch that it needs there."""

    issue: Identifier
    bounty: Identifier
    repository: RepositoryName
    branch: str


class ClaimedSpec(View):
    """The spec to plan; it has its bounty's identifier."""

    spec: Identifier
    title: str
    description: str
    repository: RepositoryName


class Destination(View):
    """Where the pull request of an audited todo or issue belongs."""

    repository: RepositoryName
    branch: str


class MatchedAssignment(View):
    """The assignment that a submission matches."""

    work: str


class MatchedIssue(View):
    """The assignment that a leader's submission matches, and what had to be merged."""

    work: str
    pull_requests: list[str]
