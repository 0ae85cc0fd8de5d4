"""Whether a plan can be carried out: pure, and told in a sentence."""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from pro_me_the_us.plans import MAX_TODOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pro_me_the_us.plans import PlannedIssue, PlannedTodo


def find_plan_fault(issues: Sequence[PlannedIssue]) -> str | None:
    """The first fault of the plan; None when it has none."""
    return next(_faults(issues), None)


def _faults(issues: Sequence[PlannedIssue]) -> Iterator[str]:
    todos = [todo for issue in issues for todo in issue.todos]
    if not todos:
        yield "the plan has no todo"
    if len(todos) > MAX_TODOS:
        yield f"the plan has more than {MAX_TODOS} todos"
    yield from _doubled([issue.uuid for issue in issues] + [todo.uuid for todo in todos])
    for todo in todos:
        yield from _gaps(todo)
    yield from _tangles("todo", {todo.uuid: todo.dependencies for todo in todos})
    predecessors = {i.uuid: () if i.predecessor is None else (i.predecessor,) for i in issues}
    yield from _tangles("issue", predecessors)


def _doubled(uuids: Sequence[str]) -> Iterator[str]:
    for uuid, count in Counter(uuids).items():
        if count > 1:
            yield f"{uuid} is there {count} times"


def _gaps(todo: PlannedTodo) -> Iterator[str]:
    """A text of spaces satisfies the wire, but tells a worker nothing."""
    if not todo.title.strip() or not todo.description.strip():
        yield f"todo {todo.uuid} does not say what to do"
    if not all(criterion.strip() for criterion in todo.acceptance_criteria):
        yield f"todo {todo.uuid} has an empty acceptance criterion"
    if not all(phase.prompt.strip() for phase in todo.phases):
        yield f"todo {todo.uuid} has an empty prompt"


def _tangles(kind: str, waits_for: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What waits for something unknown, or in the end for itself."""
    for uuid, others in waits_for.items():
        for other in others:
            if other not in waits_for:
                yield f"{kind} {uuid} waits for {other}, which is no {kind} of the plan"
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        yield f"{kind}s wait for each other: {' → '.join(error.args[1])}"
