"""Whether the body of a request or a response fits a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pact_notary.domain.documents import compact
from pact_notary.domain.openapi import pointers
from pact_notary.domain.openapi.alternatives import list_alternatives
from pact_notary.domain.openapi.document import Schema
from pact_notary.domain.openapi.fields import list_named
from pact_notary.domain.openapi.misfits import Finding, Kind, Severity
from pact_notary.domain.reading.paths import to_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.openapi.fields import Chosen, Undeclared
    from pact_notary.domain.openapi.matching import Rules, Steps
    from pact_notary.domain.openapi.pacts import Body
    from pact_notary.domain.openapi.schemas import Problem, Schemas

_CLOSED: Final = frozenset({"additionalProperties", "unevaluatedProperties", "False"})
# Of a value for which a matching rule allows others: its example need not be one that is answered.
_OF_THE_EXAMPLE: Final = frozenset(
    {
        "pattern",
        "format",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "uniqueItems",
    }
)


class Compared(NamedTuple):
    """`fields` are those of the schema that the body names."""

    findings: tuple[Finding, ...]
    fields: frozenset[str]


def compare_request_body(body: Body, rules: Rules, schema: Schema, schemas: Schemas) -> Compared:
    """What is sent, and what the rules say may be sent, must be accepted."""
    named = list_named(body.content, schema, schemas)
    problems = schemas.check(body.content, schema, "request")
    findings = [_not_accepted(problem, body) for problem in problems]
    refused = {problem.steps for problem in problems if problem.keyword in _CLOSED}
    findings += [
        _undeclared(each, body, Kind.BODY, Severity.WARNING)
        for each in named.undeclared
        if each.steps[:-1] not in refused
    ]
    if not problems:
        findings += _compare_alternatives(body, rules, schema, schemas)
    return Compared(tuple(findings), named.fields)


def compare_response_body(body: Body, rules: Rules, schema: Schema, schemas: Schemas) -> Compared:
    """What is expected must be possible to answer."""
    named = list_named(body.content, schema, schemas)
    told = {each.steps[:-1] for each in named.undeclared}
    findings = [_undeclared(each, body, Kind.ANSWER, Severity.ERROR) for each in named.undeclared]
    problems = schemas.check(body.content, schema, "response")
    for problem in problems or _check_chosen(named.chosen, schemas):
        is_told = problem.keyword in _CLOSED and problem.steps in told
        is_length = problem.keyword == "minItems" and rules.is_loose(problem.steps)
        if not (is_told or is_length):
            findings.append(_not_answered(problem, body, rules))
    return Compared(tuple(findings), named.fields)


def _check_chosen(chosen: tuple[Chosen, ...], schemas: Schemas) -> Iterator[Problem]:
    """What the choice accepts as it stands may only fit a branch that knows nothing of it."""
    for each in chosen:
        if not any(schemas.accepts(each.value, Schema(at), "response") for at in each.schemas):
            for problem in schemas.check(each.value, Schema(each.schemas[0]), "response")[:1]:
                yield problem._replace(steps=each.steps)


def describe_place(steps: Steps) -> str:
    """`$.items[0].id`."""
    written = (f"[{step}]" if isinstance(step, int) else to_member(step) for step in steps)
    return "$" + "".join(written)


def _undeclared(each: Undeclared, body: Body, kind: Kind, severity: Severity) -> Finding:
    holder = describe_place(each.steps[:-1])
    verb = "reads" if kind is Kind.ANSWER else "sends"
    text = (
        f"the consumer {verb} the field {describe_place(each.steps)}, which the schema of "
        f"{holder} does not declare"
    )
    value = pointers.find(body.content, pointers.to_pointer(each.steps))
    pointer = body.pointer + pointers.to_pointer(each.steps)
    return Finding(kind, severity, pointer, each.schema, "a declared field", _show(value), text)


def _not_accepted(problem: Problem, body: Body) -> Finding:
    text = f"the request's {describe_place(problem.steps)} is not accepted: {_wanted(problem)}"
    return _finding(Kind.BODY, Severity.ERROR, problem, body, text)


def _not_answered(problem: Problem, body: Body, rules: Rules) -> Finding:
    is_example = problem.keyword in _OF_THE_EXAMPLE and rules.is_loose(problem.steps)
    text = f"the answer's {describe_place(problem.steps)} is never so: {_wanted(problem)}"
    severity = Severity.WARNING if is_example else Severity.ERROR
    return _finding(Kind.ANSWER, severity, problem, body, text)


def _finding(kind: Kind, severity: Severity, problem: Problem, body: Body, text: str) -> Finding:
    pointer = body.pointer + pointers.to_pointer(problem.steps)
    return Finding(kind, severity, pointer, problem.pointer, problem.expected, problem.actual, text)


def _wanted(problem: Problem) -> str:
    return f"{problem.actual} does not satisfy `{problem.keyword}` {problem.expected}"


def _compare_alternatives(
    body: Body, rules: Rules, schema: Schema, schemas: Schemas
) -> Iterator[Finding]:
    for each in list_alternatives(body.content, rules):
        problems = schemas.check(each.content, schema, "request")
        found = [problem for problem in problems if each.concerns(problem)]
        if found:
            text = (
                f"the rule {each.rule} for the request's {describe_place(each.steps)} also allows "
                f"what is not accepted: {_wanted(found[0])}"
            )
            severity = Severity.ERROR if each.is_certain else Severity.WARNING
            yield _finding(Kind.BODY, severity, found[0], body, text)


def _show(value: Json) -> str:
    text = compact(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


_SHOWN: Final = 120
