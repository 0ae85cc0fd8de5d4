"""A plan cuts a bounty into issues and todos; who makes one and who audits it read the same."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pro_me_the_us.fields import (
    A_CRITERION,
    A_DESCRIPTION,
    A_DIGEST,
    A_PROMPT,
    A_TITLE,
    A_TOOL,
    A_WORKERS_TODO,
    AN_ISSUE,
    Identifier,
    Line,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TODOS: Final = 20_000

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), A_DIGEST]


class _Planned(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class PlannedPhase(_Planned):
    """One step of the work on a todo."""

    prompt: Annotated[Text, A_PROMPT]
    tools: Annotated[list[Annotated[Line, A_TOOL]], Field(max_length=100)]
    """The tools that the agent may use for it."""


class PlannedTodo(_Planned):
    """A todo to be."""

    uuid: Annotated[Identifier, A_WORKERS_TODO]
    """What the planner calls it, unlike any other todo."""
    title: Annotated[Line, A_TITLE]
    description: Annotated[Text, A_DESCRIPTION]
    acceptance_criteria: Annotated[
        list[Annotated[Text, A_CRITERION]], Field(min_length=1, max_length=100)
    ]
    """What an audit holds the work against."""
    phases: Annotated[list[PlannedPhase], Field(min_length=1, max_length=100)]
    """The steps of the work, in their order."""
    dependencies: Annotated[
        tuple[Annotated[Identifier, A_WORKERS_TODO], ...], Field(max_length=100)
    ] = ()
    """Todos of the same bounty that must be approved before it; no todo may wait for itself."""


class PlannedIssue(_Planned):
    """An issue to be; it opens once its predecessor is approved."""

    uuid: Annotated[Identifier, AN_ISSUE]
    """What the planner calls it, unlike any other issue."""
    title: Annotated[Line, A_TITLE]
    description: Annotated[Text, A_DESCRIPTION]
    predecessor: Annotated[Identifier, AN_ISSUE] | None = None
    """The issue of the same plan that must be approved before it; null for one that may begin."""
    todos: Annotated[list[PlannedTodo], Field(min_length=1, max_length=MAX_TODOS)]
    """Its worker-sized pieces, in the plan's order."""


def digest_plan(issues: Sequence[PlannedIssue]) -> str:
    """The SHA-256, in hexadecimal, of the plan's canonical JSON: the same for the same plan."""
    document = [issue.model_dump(mode="json") for issue in issues]
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
