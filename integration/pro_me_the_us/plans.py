"""A plan cuts a bounty into issues and todos; who makes one and who audits it read the same."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pro_me_the_us.fields import Identifier, Line, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TODOS: Final = 20_000

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Planned(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PlannedPhase(_Planned):
    """One step of the work on a todo."""

    prompt: Text
    tools: Annotated[list[Line], Field(max_length=100)]


class PlannedTodo(_Planned):
    """A todo to be; `dependencies` are todos that must be approved before it."""

    uuid: Identifier
    title: Line
    description: Text
    acceptance_criteria: Annotated[list[Text], Field(min_length=1, max_length=100)]
    phases: Annotated[list[PlannedPhase], Field(min_length=1, max_length=100)]
    dependencies: Annotated[tuple[Identifier, ...], Field(max_length=100)] = ()


class PlannedIssue(_Planned):
    """An issue to be; it opens once its predecessor is approved."""

    uuid: Identifier
    title: Line
    description: Text
    predecessor: Identifier | None = None
    todos: Annotated[list[PlannedTodo], Field(min_length=1, max_length=MAX_TODOS)]


def digest_plan(issues: Sequence[PlannedIssue]) -> str:
    """The SHA-256, in hexadecimal, of the plan's canonical JSON: the same for the same plan."""
    document = [issue.model_dump(mode="json") for issue in issues]
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
