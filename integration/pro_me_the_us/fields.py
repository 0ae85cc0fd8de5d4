"""Kinds of field that more than one room uses, with the limits that keep them harmless."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# No control characters but tab and line breaks: databases refuse NUL, logs and terminals the rest.
_PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
StakingKey = Annotated[str, StringConstraints(pattern=r"^[1-9A-HJ-NP-Za-km-z]{32,44}$")]
GithubUsername = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9](-?[A-Za-z0-9])*$", max_length=39)
]
PullRequestUrl = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9+.-]{1,15}://[!-~]+$", max_length=500)
]
Role = Literal["worker", "leader", "aggregator", "planner"]
Round = Annotated[int, Field(ge=0, le=2**31 - 1)]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=200)]
Text = Annotated[str, StringConstraints(pattern=_PRINTABLE, min_length=1, max_length=50_000)]
Signed = Annotated[str, StringConstraints(pattern=r"^[1-9A-HJ-NP-Za-km-z]+$", max_length=4096)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$", max_length=4096)]


class Repository(BaseModel):
    """A repository on the forge."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    owner: GithubUsername
    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")]
