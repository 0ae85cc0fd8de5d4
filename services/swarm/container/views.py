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


class AuditedTodo(View):
    """Where the pull request of an audited todo belongs."""

    repository: RepositoryName
    branch: str


class MatchedAssignment(View):
    """The assignment that a submission matches."""

    work: str
