"""What the built-in workflow writes about a todo: a file, a commit message, a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swarm.container.workflow.sections import STAKING_KEY, write_sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swarm.container.workflow.port import Assignment

_TITLE_CHARACTERS = 100
KEY_CHARACTERS = 8


def name_branch(assignment: Assignment) -> str:
    """A branch that no other round, key or todo uses."""
    order = assignment.order
    return f"swarm/{order.round}/{assignment.todo}/{order.staking_key[:KEY_CHARACTERS]}"


def name_file(assignment: Assignment) -> str:
    return f"todos/{assignment.todo}.md"


def write_title(assignment: Assignment) -> str:
    """The todo's title as one line of printable characters."""
    return clip_title(assignment.title) or assignment.todo


def clip_title(text: str) -> str:
    """The text as one line of printable characters that is not long; perhaps nothing is left."""
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words)[:_TITLE_CHARACTERS]


def write_file(assignment: Assignment) -> str:
    criteria = "\n".join(f"- [x] {line}" for line in _lines(assignment.acceptance_criteria))
    parts = (
        f"# {write_title(assignment)}",
        assignment.description.strip(),
        f"## Acceptance criteria\n\n{criteria}",
    )
    return "\n\n".join(parts) + "\n"


def write_message(assignment: Assignment) -> str:
    return f"{write_title(assignment)}\n\nTodo: {assignment.todo}\n"


def write_body(assignment: Assignment) -> str:
    """The body of the pull request, with the sections that auditors look for."""
    criteria = "\n".join(f"- {line}" for line in _lines(assignment.acceptance_criteria))
    order = assignment.order
    return write_sections(
        {
            "TITLE": write_title(assignment),
            "TODO": assignment.description,
            "ACCEPTANCE_CRITERIA": criteria,
            "DESCRIPTION": f"Does todo {assignment.todo} in round {order.round}.",
            "CHANGES": f"- {name_file(assignment)}",
            "TESTS": "None: the change is text.",
            STAKING_KEY: f"{order.staking_key}: {order.attestation}",
        }
    )


def _lines(criteria: Iterable[str]) -> list[str]:
    return [" ".join(criterion.split()) for criterion in criteria]
