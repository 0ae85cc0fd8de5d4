"""A plan cuts a bounty into issues and todos. It is right as a whole, or nothing of it is kept."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field, ValidationError

from pro_me_the_us import plans
from pro_me_the_us.endpoint import RequestModel
from pro_me_the_us.errors import FieldError
from pro_me_the_us.fields import Repository  # noqa: TC001  # the type of a model's field
from pro_me_the_us.plans import MAX_TODOS, PlannedTodo
from swarm.coordinator.records import Issue, Phase, Todo, page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from swarm.coordinator.records import Bounty

MAX_PLAN_BYTES: Final = 50_000_000
_SHOWN_PROBLEMS = 20


class PlanRefused(Exception):
    """The plan cannot be stored as it is; each of `errors` says what is wrong, and where."""

    def __init__(self, *errors: FieldError) -> None:
        self.errors = errors
        super().__init__("; ".join(self.problems))

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(f"{e.pointer}: {e.detail}" if e.pointer else e.detail for e in self.errors)


class PlannedIssue(plans.PlannedIssue):
    """An issue to be; with the aggregator's `repository`, its todos are opened at once."""

    repository: Repository | None = None


class Plan(RequestModel):
    """The issues of a bounty."""

    issues: Annotated[list[PlannedIssue], Field(min_length=1, max_length=1000)]

    @classmethod
    def of(cls, issues: Iterable[plans.PlannedIssue]) -> Plan:
        """The plan that a planner submits: its issues wait for aggregators."""
        read = [PlannedIssue.model_construct(**dict(issue)) for issue in issues]
        return cls.model_construct(issues=read)

    @property
    def todos(self) -> tuple[PlannedTodo, ...]:
        return tuple(todo for issue in self.issues for todo in issue.todos)


def read_plan(text: bytes) -> Plan:
    """The plan in a JSON text.

    Raises:
        PlanRefused: There is none in it.
    """
    if len(text) > MAX_PLAN_BYTES:
        raise PlanRefused(FieldError("", f"the plan is larger than {MAX_PLAN_BYTES} bytes"))
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        problems = [FieldError(f"/{'/'.join(str(s) for s in e['loc'])}", e["msg"]) for e in found]
        raise PlanRefused(*problems[:_SHOWN_PROBLEMS]) from error


def check_plan(
    plan: Plan, *, bounty: str, todos: Mapping[str, str], issues: frozenset[str]
) -> None:
    """Hold the plan against itself and what is stored of the things it names.

    Args:
        todos: Todo → its bounty, for those stored already.
        issues: Those stored already.

    Raises:
        PlanRefused: A uuid is taken, a name unknown, or some issue or todo could never begin.
    """
    own = frozenset(uuid for uuid, owner in todos.items() if owner == bounty)
    problems = [
        *_taken("issue", {f"/issues/{at}": one.uuid for at, one in enumerate(plan.issues)}, issues),
        *_taken("todo", {at: todo.uuid for at, todo in _placed(plan)}, frozenset(todos)),
        *_unknown_predecessors(plan),
        *_unknown_dependencies(plan, own),
    ]
    if len(plan.todos) > MAX_TODOS:
        count = f"the plan has {len(plan.todos)} todos; {MAX_TODOS} are the most"
        problems.append(FieldError("/issues", count))
    # A plan with unknown or doubled names has no one order to look for.
    problems = problems or _cycle(plan)
    if problems:
        raise PlanRefused(*problems[:_SHOWN_PROBLEMS])


def issues_of(plan: Plan, bounty: Bounty, *, now: datetime) -> tuple[Issue, ...]:
    """The issues, each after its predecessor; `sequence` is their order in the plan."""
    before = {
        issue.uuid: () if issue.predecessor is None else (issue.predecessor,)
        for issue in plan.issues
    }
    places = {issue.uuid: place for place, issue in enumerate(plan.issues)}
    order = (places[uuid] for uuid in TopologicalSorter(before).static_order())
    return tuple(
        Issue(
            uuid=issue.uuid,
            bounty=bounty.id,
            title=issue.title,
            description=issue.description,
            status="initialized" if issue.repository is None else "in_progress",
            repository=issue.repository or bounty.repository,
            predecessor=issue.predecessor,
            created_at=now,
            sequence=place,
            fork_owner=bounty.repository.owner,
            fork_url=page_of(bounty.repository),
        )
        for place, issue in ((place, plan.issues[place]) for place in order)
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


def _placed(plan: Plan) -> Iterator[tuple[str, PlannedTodo]]:
    """Each todo with the JSON pointer to it."""
    for at, issue in enumerate(plan.issues):
        for place, todo in enumerate(issue.todos):
            yield f"/issues/{at}/todos/{place}", todo


def _taken(kind: str, named: Mapping[str, str], stored: frozenset[str]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for pointer, uuid in named.items():
        if uuid in seen:
            detail = f"{kind} {uuid}: this uuid occurs twice in the plan"
            yield FieldError(f"{pointer}/uuid", detail)
        if uuid in stored:
            yield FieldError(f"{pointer}/uuid", f"{kind} {uuid}: this uuid is taken")
        seen.add(uuid)


def _unknown_predecessors(plan: Plan) -> Iterator[FieldError]:
    known = {issue.uuid for issue in plan.issues}
    for at, issue in enumerate(plan.issues):
        if issue.predecessor is not None and issue.predecessor not in known:
            detail = f"issue {issue.uuid}: it follows {issue.predecessor}, which is not in the plan"
            yield FieldError(f"/issues/{at}/predecessor", detail)


def _unknown_dependencies(plan: Plan, stored: frozenset[str]) -> Iterator[FieldError]:
    known = stored | {todo.uuid for todo in plan.todos}
    for pointer, todo in _placed(plan):
        for place, needs in enumerate(todo.dependencies):
            where = f"{pointer}/dependencies/{place}"
            if needs not in known:
                detail = f"it depends on {needs}, which is no todo of this bounty"
                yield FieldError(where, f"todo {todo.uuid}: {detail}")
            if needs in todo.dependencies[:place]:
                yield FieldError(where, f"todo {todo.uuid}: it names a dependency twice")


def _cycle(plan: Plan) -> list[FieldError]:
    """The circle in which todos, issues, or some of both wait for each other, if there is one."""
    todos = {f"todo {todo.uuid}": _names("todo", todo.dependencies) for todo in plan.todos}
    found = _find_circle(todos)
    if found:
        return [_circle(plan, found, "the todos depend on each other in a circle")]
    # An issue ends when its todos do, and none of them begins before the issue's predecessor ends.
    waits = dict(todos)
    for issue in plan.issues:
        before = _names("issue", [] if issue.predecessor is None else [issue.predecessor])
        waits[f"issue {issue.uuid}"] = [*before, *_names("todo", [t.uuid for t in issue.todos])]
        for todo in issue.todos:
            waits[f"todo {todo.uuid}"] = [*todos[f"todo {todo.uuid}"], *before]
    found = _find_circle(waits)
    return [_circle(plan, found, "issues wait for each other in a circle")] if found else []


def _names(kind: str, uuids: Iterable[str]) -> list[str]:
    return [f"{kind} {uuid}" for uuid in uuids]


def _find_circle(waits: Mapping[str, Iterable[str]]) -> Sequence[str]:
    """The things in a circle, each before the one that it needs."""
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        # The sorter lists each thing before the one that depends on it.
        return tuple(reversed(error.args[1]))
    return ()


def _circle(plan: Plan, circle: Sequence[str], what: str) -> FieldError:
    pointers = {f"issue {one.uuid}": f"/issues/{at}" for at, one in enumerate(plan.issues)}
    pointers |= {f"todo {todo.uuid}": pointer for pointer, todo in _placed(plan)}
    told = " needs ".join(name.removeprefix("todo ") for name in circle)
    return FieldError(pointers[circle[0]], f"{what}: {told}")
