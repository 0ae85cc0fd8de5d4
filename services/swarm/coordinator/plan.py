"""A plan cuts a bounty into issues and todos. It is right as a whole, or nothing of it is kept."""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field, ValidationError

from pro_me_the_us.endpoint import RequestModel
from pro_me_the_us.fields import Identifier, Line, Repository, Text
from swarm.coordinator.records import Issue, Phase, Todo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from swarm.coordinator.records import Bounty

MAX_PLAN_BYTES: Final = 50_000_000
MAX_TODOS: Final = 20_000
_SHOWN_PROBLEMS = 20


class PlanRefused(Exception):
    """The plan cannot be stored as it is; each of `problems` says what is wrong, and where."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class PlannedPhase(RequestModel):
    """One step of the work on a todo."""

    prompt: Text
    tools: Annotated[list[Line], Field(max_length=100)]


class PlannedTodo(RequestModel):
    """A todo to be; `dependencies` are todos that must be approved before it."""

    uuid: Identifier
    title: Line
    description: Text
    acceptance_criteria: Annotated[list[Text], Field(min_length=1, max_length=100)]
    phases: Annotated[list[PlannedPhase], Field(min_length=1, max_length=100)]
    dependencies: Annotated[tuple[Identifier, ...], Field(max_length=100)] = ()


class PlannedIssue(RequestModel):
    """An issue to be; with the aggregator's `repository`, its todos are opened at once."""

    uuid: Identifier
    title: Line
    description: Text
    repository: Repository | None = None
    todos: Annotated[list[PlannedTodo], Field(min_length=1, max_length=MAX_TODOS)]


class Plan(RequestModel):
    """The issues of a bounty."""

    issues: Annotated[list[PlannedIssue], Field(min_length=1, max_length=1000)]

    @property
    def todos(self) -> tuple[PlannedTodo, ...]:
        return tuple(todo for issue in self.issues for todo in issue.todos)


def read_plan(text: bytes) -> Plan:
    """The plan in a JSON text.

    Raises:
        PlanRefused: There is none in it.
    """
    if len(text) > MAX_PLAN_BYTES:
        raise PlanRefused(f"the plan is larger than {MAX_PLAN_BYTES} bytes")
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        problems = [f"/{'/'.join(str(step) for step in e['loc'])}: {e['msg']}" for e in found]
        raise PlanRefused(*problems[:_SHOWN_PROBLEMS]) from error


def check_plan(
    plan: Plan, *, bounty: str, todos: Mapping[str, str], issues: frozenset[str]
) -> None:
    """Hold the plan against itself and what is stored of the things it names.

    Args:
        todos: Todo → its bounty, for those stored already.
        issues: Those stored already.

    Raises:
        PlanRefused: A uuid is taken, a dependency unknown, or some todo could never begin.
    """
    problems = [
        *_taken("issue", [issue.uuid for issue in plan.issues], issues),
        *_taken("todo", [todo.uuid for todo in plan.todos], frozenset(todos)),
        *_unknown(plan, frozenset(uuid for uuid, owner in todos.items() if owner == bounty)),
    ]
    if len(plan.todos) > MAX_TODOS:
        problems.append(f"the plan has {len(plan.todos)} todos; {MAX_TODOS} are the most")
    # A plan with unknown or doubled names has no one order to look for.
    problems = problems or _cycle(plan)
    if problems:
        raise PlanRefused(*problems[:_SHOWN_PROBLEMS])


def issues_of(plan: Plan, bounty: Bounty, *, now: datetime) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            uuid=issue.uuid,
            bounty=bounty.id,
            title=issue.title,
            description=issue.description,
            status="initialized" if issue.repository is None else "in_progress",
            repository=issue.repository or bounty.repository,
            predecessor=None,
            created_at=now,
        )
        for issue in plan.issues
    )


def todos_of(plan: Plan, bounty: Bounty, *, now: datetime) -> tuple[Todo, ...]:
    """The todos in the plan's order, which is the order of their `sequence`."""
    placed = [(issue, todo) for issue in plan.issues for todo in issue.todos]
    return tuple(
        Todo(
            uuid=todo.uuid,
            issue=issue.uuid,
            bounty=bounty.id,
            sequence=sequence,
            title=todo.title,
            description=todo.description,
            acceptance_criteria=tuple(todo.acceptance_criteria),
            phases=tuple(Phase(phase.prompt, tuple(phase.tools)) for phase in todo.phases),
            dependencies=tuple(todo.dependencies),
            repository=issue.repository or bounty.repository,
            status="initialized",
            created_at=now,
        )
        for sequence, (issue, todo) in enumerate(placed)
    )


def _taken(kind: str, uuids: list[str], stored: frozenset[str]) -> list[str]:
    doubled = [uuid for uuid, count in Counter(uuids).items() if count > 1]
    return [
        *(f"{kind} {uuid}: this uuid occurs twice in the plan" for uuid in doubled),
        *(f"{kind} {uuid}: this uuid is taken" for uuid in uuids if uuid in stored),
    ]


def _unknown(plan: Plan, stored: frozenset[str]) -> list[str]:
    known = stored | {todo.uuid for todo in plan.todos}
    return [
        *(
            f"todo {todo.uuid}: it depends on {needs}, which is no todo of this bounty"
            for todo in plan.todos
            for needs in todo.dependencies
            if needs not in known
        ),
        *(
            f"todo {todo.uuid}: it names a dependency twice"
            for todo in plan.todos
            if len(set(todo.dependencies)) < len(todo.dependencies)
        ),
    ]


def _cycle(plan: Plan) -> list[str]:
    graph = {todo.uuid: todo.dependencies for todo in plan.todos}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # The sorter lists each todo before the one that depends on it.
        circle = " needs ".join(reversed(error.args[1]))
        return [f"the todos depend on each other in a circle: {circle}"]
    return []
