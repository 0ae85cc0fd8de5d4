"""Runs schemathesis over a document and a service that runs, and keeps what the two said."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import schemathesis
from schemathesis import engine, hooks
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.openapi.checks import AllowHeaderMismatch

from pro_me_the_us.endpoint import IDEMPOTENCY_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from schemathesis import APIOperation, AuthContext, HookContext, Response
    from schemathesis import Case as AnyCase
    from schemathesis.core.failures import Failure
    from schemathesis.engine.recorder import ScenarioRecorder
    from schemathesis.schemas import BaseSchema

    Case = AnyCase[APIOperation[Any, Any, Any, Any]]

StageT = TypeVar("StageT")

PHASES: Final = ("examples", "coverage", "fuzzing", "stateful")

# A refusal for size is one like the others.
_REFUSING: Final = ("400", "401", "403", "404", "405", "409", "413", "415", "422", "429")
_ACCEPTING: Final = ("2xx", "401", "403", "404", "409")
_SLOW_S: Final = 10.0
_SHOWN: Final = 600


@dataclass(frozen=True)
class Extent:
    """How far a run goes: requests at random for each operation, and as many sequences."""

    examples: int
    phases: tuple[str, ...] = PHASES


@dataclass(frozen=True)
class Sent:
    """A request that is about to be sent, and may be changed; `body` is empty if it has none."""

    operation: str
    path: dict[str, Any]
    body: dict[str, Any]


@dataclass(frozen=True)
class Part(Generic[StageT]):
    """How requests come to be worth sending, by the names of operations.

    `token` makes one for a request and the scopes that its operation needs. The `scenes` of an
    operation take turns in making the world fit a request that its document allows. `picky`
    operations hold fields against each other, or against what there is: such a request may get a
    422. `excused` are checks, each of an operation, that mistake what is meant; `unreached` are
    successes that are declared and that nothing brings about here. All of them say why.
    """

    token: Callable[[Sent, tuple[str, ...]], str]
    scenes: Mapping[str, tuple[Callable[[StageT, Sent], None], ...]]
    picky: Mapping[str, str]
    excused: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unreached: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """An answer that the document does not allow."""

    check: str
    operation: str
    said: str
    request: str
    answer: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.check}: {self.said}\n  {self.request}\n  {self.answer}"


@dataclass
class Testimony:
    """What a run saw: statuses by operation, requests by phase, faults, and what broke it."""

    answers: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    phases: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def find_unseen(self, document: Mapping[str, Any], part: Part[Any]) -> set[tuple[str, int]]:
        """Successes of `document` that no request had, though it can be had."""
        declared = list_successes(document) - part.unreached.keys()
        return {(name, status) for name, status in declared if status not in self.answers[name]}

    def describe(self) -> str:
        """The figures, in lines."""
        phases = ", ".join(f"{phase} {count}" for phase, count in sorted(self.phases.items()))
        lines = [f"{self.phases.total()} requests: {phases}"]
        for name, counts in sorted(self.answers.items()):
            told = ", ".join(f"{status} {count}" for status, count in sorted(counts.items()))
            lines.append(f"  {name}: {told}")
        return "\n".join(lines)


def list_successes(document: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Every operation of `document`, by its name, with each status of success."""
    return {
        (operation["operationId"], int(status))
        for path in document["paths"].values()
        for operation in path.values()
        for status in operation["responses"]
        if status.startswith("2")
    }


def narrow(document: Mapping[str, Any], only: str) -> dict[str, Any]:
    """The document of one operation."""
    paths = {
        path: {m: o for m, o in methods.items() if o["operationId"] == only}
        for path, methods in document["paths"].items()
    }
    return {**document, "paths": {path: methods for path, methods in paths.items() if methods}}


def examine(
    document: Mapping[str, Any], url: str, stage: StageT, part: Part[StageT], extent: Extent
) -> Testimony:
    """Hold what runs at `url` against `document`, with every check, in every phase."""
    config = _configure(url, part, extent)
    # References are followed in place.
    schema = schemathesis.openapi.from_dict(deepcopy(dict(document)), config=config)
    _sign(schema, part)
    schema.hook("filter_failure")(_judge_by(part))
    testimony = Testimony()
    with _setting_scenes(stage, part):
        for event in engine.from_schema(schema).execute():
            _hear(testimony, event)
    return testimony


def _configure(url: str, part: Part[Any], extent: Extent) -> SchemathesisConfig:
    picky = [
        {
            "include-operation-id": name,
            "checks": {"positive_data_acceptance": {"expected-statuses": [*_ACCEPTING, "422"]}},
        }
        for name in part.picky
    ]
    return SchemathesisConfig.from_dict(
        {
            "base-url": url,
            "checks": {
                "positive_data_acceptance": {"expected-statuses": list(_ACCEPTING)},
                "negative_data_rejection": {"expected-statuses": list(_REFUSING)},
                "max_response_time": _SLOW_S,
            },
            "generation": {
                "deterministic": True,
                "database": "none",
                "max-examples": extent.examples,
                "no-shrink": True,
            },
            "operations": picky,
            "phases": {phase: {"enabled": phase in extent.phases} for phase in PHASES},
        }
    )


def _sign(schema: BaseSchema, part: Part[Any]) -> None:
    class Tokens:
        """A new one for each request: a node's is good for one that changes something."""

        def get(self, case: Case, _context: AuthContext) -> str | None:
            required = case.operation.definition.raw.get("security", ())
            scopes = tuple(scope for one in required for held in one.values() for scope in held)
            return part.token(_sent(case), scopes) if scopes else None

        def set(self, case: Case, data: str, _context: AuthContext) -> None:
            case.headers["Authorization"] = f"Bearer {data}"

    schema.auth(refresh_interval=None)(Tokens)


@contextmanager
def _setting_scenes(stage: StageT, part: Part[StageT]) -> Iterator[None]:
    """Before each request that its document allows, but for those that follow from others."""
    turns: Counter[str] = Counter()

    def before_call(_context: HookContext, case: Case, _kwargs: dict[str, Any]) -> None:
        meta = case.meta
        if meta is None or not meta.generation.mode.is_positive:
            return
        if IDEMPOTENCY_KEY in case.headers:
            # With a body of its own each, as the key's description asks for.
            case.headers[IDEMPOTENCY_KEY] = secrets.token_hex(8)
        name = _name(case)
        scenes = part.scenes.get(name, ())
        if scenes and meta.phase.name.value != "stateful":
            scenes[turns[name] % len(scenes)](stage, _sent(case))
            turns[name] += 1

    schemathesis.hook("before_call")(before_call)
    try:
        yield
    finally:
        hooks.unregister(before_call)


def _sent(case: Case) -> Sent:
    body = case.body if isinstance(case.body, dict) else {}
    return Sent(_name(case), case.path_parameters, body)


def _name(case: Case) -> str:
    return str(case.operation.definition.raw["operationId"])


def _judge_by(part: Part[Any]) -> Callable[[HookContext, Failure, Case, Response], bool]:
    """Whether a failure is a fault. All are but what is excused, and but one: `/v1/issues/claims`
    takes claims and is the issue of that name as well, so that what OPTIONS tells of it is what its
    two paths have together.
    """

    def filter_failure(
        _context: HookContext, failure: Failure, case: Case, _response: Response
    ) -> bool:
        if any((name, _name(case)) in part.excused for name in failure.checks):
            return False
        is_more = isinstance(failure, AllowHeaderMismatch) and not failure.missing_methods
        return not (is_more and _is_shadowed(case))

    return filter_failure


def _is_shadowed(case: Case) -> bool:
    """Whether another path of the document, ending in a parameter, has this one's URL too."""
    parent, _, last = case.operation.path.rpartition("/")
    others = [path.rpartition("/") for path in case.operation.schema.raw_schema["paths"]]
    return "{" not in last and any(p == parent and name.startswith("{") for p, _, name in others)


def _hear(testimony: Testimony, event: events.EngineEvent) -> None:
    if isinstance(event, events.ScenarioFinished):
        _count(testimony, event.recorder, event.phase.value)
        testimony.faults += _read_faults(event.recorder)
    elif isinstance(event, events.NonFatalError):
        testimony.errors.append(f"{event.label}: {event.value!r}")
    elif isinstance(event, events.FatalError):
        testimony.errors.append(repr(event.exception))


def _count(testimony: Testimony, recorder: ScenarioRecorder, phase: str) -> None:
    for case_id, node in recorder.cases.items():
        interaction = recorder.interactions.get(case_id)
        if interaction is None or interaction.response is None:
            continue
        testimony.phases[phase] += 1
        if interaction.request.method == node.value.operation.method.upper():
            testimony.answers[_name(node.value)][interaction.response.status_code] += 1


def _read_faults(recorder: ScenarioRecorder) -> Iterator[Fault]:
    for case_id, checks in recorder.checks.items():
        response = recorder.interactions[case_id].response
        answer = "" if response is None else f"{response.status_code} {response.text[:_SHOWN]}"
        for check in checks:
            if check.failure_info is None:
                continue
            failure = check.failure_info.failure
            yield Fault(
                check=check.name,
                operation=_name(recorder.cases[case_id].value),
                said=f"{failure.title}. {failure.message}"[:_SHOWN],
                request=check.failure_info.code_sample[:_SHOWN],
                answer=answer,
            )
