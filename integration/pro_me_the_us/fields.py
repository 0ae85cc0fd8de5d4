"""Kinds of field that more than one room uses, with the limits that keep them harmless."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class Kind:
    """What fields of one kind hold, and an example. A field's own docstring says it better."""

    description: str
    example: int | str

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        told = {"description": self.description, "examples": [self.example]}
        return {**handler(core_schema), **told}


# No control characters but tab and line breaks: databases refuse NUL, logs and terminals the rest.
_PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

A_TASK: Final = Kind("The task on the chain that rounds are counted in.", "task-1")
A_BOUNTY: Final = Kind(
    "The bounty's identifier, as its registration answered it.", "5f0c6ad3e1b2947a8d3c1e07"
)
A_SPEC: Final = Kind("The spec's identifier, which is its bounty's.", "5f0c6ad3e1b2947a8d3c1e07")
AN_ISSUE: Final = Kind(
    "The issue's uuid, as the plan gave it.", "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70"
)
A_WORKERS_TODO: Final = Kind(
    "The todo's uuid, as the plan gave it.", "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
)
A_WORK: Final = Kind(
    "What was claimed: the todo, the issue or the spec, by role.",
    "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11",
)
A_JOB: Final = Kind(
    "The job's identifier: the same for the same task, round, role and staking key.",
    "9c1185a5c5e9fc54612808977ee8f548",
)
A_ROUND: Final = Kind("The round's number within its task, counted from 0.", 7)
A_STAKING_KEY: Final = Kind(
    "An Ed25519 public key in base58: whoever signs with it, and stakes for it.",
    "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z",
)
A_USERNAME: Final = Kind("A user's name on the forge.", "octo-worker")
A_PULL_REQUEST: Final = Kind(
    "A pull request's URL on the forge.", "https://github.com/octo-aggregator/demo/pull/5"
)
A_BRANCH: Final = Kind("A branch of the repository.", "issue-0b0ad3ac")
A_TITLE: Final = Kind("One line that names it.", "Add a dark theme")
A_DESCRIPTION: Final = Kind(
    "What is wanted, in Markdown.", "Visitors can choose a dark theme, and it is remembered."
)
A_CRITERION: Final = Kind(
    "What is true once it is done.", "The choice outlives a restart of the browser."
)
A_SYSTEM_PROMPT: Final = Kind(
    "What an agent is told before its work on the bounty.", "You are a careful web developer."
)
A_PROMPT: Final = Kind("What an agent is told for this step.", "Write the style sheet.")
A_TOOL: Final = Kind("A tool that the agent may use for it.", "edit_file")
A_REASON: Final = Kind("Why, for people.", "The tests of the repository fail.")
A_DIGEST: Final = Kind(
    "The SHA-256 of the plan's canonical JSON, in hexadecimal.",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
StakingKey = Annotated[
    str, StringConstraints(pattern=r"^[1-9A-HJ-NP-Za-km-z]{32,44}$"), A_STAKING_KEY
]
GithubUsername = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9](-?[A-Za-z0-9])*$", max_length=39), A_USERNAME
]
PullRequestUrl = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9+.-]{1,15}://[!-~]+$", max_length=500),
    A_PULL_REQUEST,
]
Role = Annotated[
    Literal["worker", "leader", "aggregator", "planner"],
    Kind(
        "Workers do todos, leaders bring a finished issue's pull requests together, aggregators "
        "open an issue, planners cut a bounty into issues and todos.",
        "worker",
    ),
]
Round = Annotated[int, Field(ge=0, le=2**31 - 1), A_ROUND]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=200)]
Text = Annotated[str, StringConstraints(pattern=_PRINTABLE, min_length=1, max_length=50_000)]
Signed = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9A-HJ-NP-Za-km-z]+$", max_length=4096),
    Kind("A message behind its Ed25519 signature, in base58.", "3yZe7dFVen3X669xLzsi6N2V91Doiy"),
]
Token = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$", max_length=4096),
    Kind("A delegated JWT (RFC 7519), signed by the staking key.", "header.claims.signature"),
]


class Repository(BaseModel):
    """A repository on the forge."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )

    owner: GithubUsername
    """Whose it is: a user's or an organisation's name on the forge."""
    name: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$"),
        Kind("Its name, up to 100 characters.", "demo"),
    ]
