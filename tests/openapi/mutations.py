"""Declarations changed on purpose, each of them so that the services still start."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.unit.surface import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TYPES, OPENAPI, PACTS = "types", "openapi", "pacts"
ALL: Final = frozenset({TYPES, OPENAPI, PACTS})
NOBODY: Final[frozenset[str]] = frozenset()
"""Who deployed before notices nothing."""
RUNNING: Final = frozenset({OPENAPI, PACTS})
"""What no type knows: statuses, paths, scopes, limits and refusals are values."""

_COPIED: Final = ("integration/pro_me_the_us", "services/swarm")


@dataclass(frozen=True)
class Mutation:
    """`old`, in the definition that begins with `definition`, becomes `new`.

    `operation` is what the change is looked for in, `caught_by` the witnesses that must see it.
    """

    name: str
    file: str
    definition: str
    old: str
    new: str
    operation: str
    caught_by: frozenset[str]

    def apply(self, tree: Path) -> None:
        """Change the declaration in `tree`, which `copy_sources` made."""
        file = tree / "integration/pro_me_the_us" / self.file
        before, definition, rest = file.read_text(encoding="utf-8").partition(self.definition)
        if self.old not in rest:
            raise ValueError(f"{self.name}: no {self.old!r} after {self.definition!r} in {file}")
        file.write_text(before + definition + rest.replace(self.old, self.new, 1), encoding="utf-8")


def copy_sources(tree: Path) -> None:
    """What a type checker needs, and whatever serves, reads or sends what is declared."""
    for folder in _COPIED:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", tree)


_API: Final = "coordinator/api.py"
_TODOS: Final = "coordinator/models/todos.py"

UNCHANGED: Final = Mutation(
    "nothing", _TODOS, "class ReturnTodo(RequestModel):", "reason", "reason", "todo.return", NOBODY
)
# The first three are what a change is usually like; the others are run when asked for.
USUAL: Final = (
    Mutation(
        "field renamed",
        "coordinator/models/submissions.py",
        "class SubmissionCheck(ResponseModel):",
        "    work: ",
        "    assignment: ",
        "submission.check",
        ALL,
    ),
    Mutation(
        "status changed",
        _API,
        "CREATE_BOUNTY: Final = Endpoint(",
        "status=(201,)",
        "status=(200,)",
        "bounty.create",
        RUNNING,
    ),
    Mutation(
        "refusal removed",
        _API,
        "REGISTER_PULL_REQUEST: Final = Endpoint(",
        "TodoNotAssigned, ",
        "",
        "todo.register_pull_request",
        RUNNING,
    ),
)
OTHERS: Final = (
    Mutation(
        "path moved",
        _API,
        "READ_TODO: Final = Endpoint(",
        'path="/v1/todos/{todo}"',
        'path="/v1/todos/{todo}/state"',
        "todo.read",
        RUNNING,
    ),
    Mutation(
        "word of an enumeration renamed",
        "coordinator/models/issues.py",
        "IssueStatus = Literal[",
        '"assigned"',
        '"given"',
        "bounty.read",
        ALL,
    ),
    Mutation(
        "type of a field changed",
        "coordinator/models/submissions.py",
        "class RoundAudit(ResponseModel):",
        "    applied: bool",
        "    applied: list[bool]",
        "round.audit",
        ALL,
    ),
    Mutation(
        "field required of a request",
        _TODOS,
        "class ReturnTodo(RequestModel):",
        "    reason: Reason\n",
        "    reason: Reason\n    blame: Reason\n",
        "todo.return",
        ALL,
    ),
    Mutation(
        "scope changed",
        _API,
        "CLAIM_TODO: Final = Endpoint(",
        'scope="todo:claim"',
        'scope="todo:take"',
        "todo.claim",
        RUNNING,
    ),
    Mutation(
        "limit tightened",
        "fields.py",
        "GithubUsername = Annotated[",
        "max_length=39",
        "max_length=4",
        "todo.claim",
        RUNNING,
    ),
    Mutation(
        "status of a refusal changed",
        _TODOS,
        "class TodoNotAssigned(ApiError):",
        "status = 409",
        "status = 410",
        "todo.return",
        RUNNING,
    ),
    Mutation(
        "code of a refusal changed",
        _TODOS,
        "class TodoUnknown(ApiError):",
        'code = "todo_unknown"',
        'code = "todo_missing"',
        "todo.read",
        RUNNING,
    ),
    Mutation(
        "field removed",
        "coordinator/models/specs.py",
        "class StoredPlan(ResponseModel):",
        "    digest: Annotated[str, A_DIGEST]\n",
        "",
        "plan.submit",
        ALL,
    ),
    Mutation(
        "field added to an answer",
        "coordinator/models/records.py",
        "class Recorded(ResponseModel):",
        "    stored: int\n",
        "    stored: int\n    known: int = 0\n",
        "log.record",
        NOBODY,
    ),
    Mutation(
        "field of a request that may be left out",
        _TODOS,
        "class ReturnTodo(RequestModel):",
        "    reason: Reason\n",
        "    reason: Reason\n    blame: Reason | None = None\n",
        "todo.return",
        NOBODY,
    ),
)
