"""Matching rules of a pact: what else than the example a consumer may send, or takes.

Source: Pact specification V2 (one rule by `$.body.x`), V3 and V4 (lists of rules by category). A
rule of kind `type` also applies to what is inside of its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from pact_notary.domain.reading.paths import ANY_ITEM, ANY_MEMBER, split_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.paths import Step

Steps: TypeAlias = "tuple[str | int, ...]"

_CATEGORIES: Final = {
    "body": "body",
    "header": "header",
    "headers": "header",
    "query": "query",
    "path": "path",
    "status": "status",
}
_ALTERNATIVES: Final = re.compile(r"\^?(?:\(\??:?)?((?:[\w -]+\|)+[\w -]+)\)?\$?")
_KINDS_IN_NAMES: Final = ("regex", "timestamp", "datetime", "date", "time")


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` is the specification's `match`; `values` are those that a regex lists one by one."""

    kind: str
    minimum: int | None = None
    maximum: int | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """The rules of one request or response.

    `named` holds those of headers (names in small letters) and query parameters.
    """

    body: tuple[tuple[tuple[Step, ...], tuple[Rule, ...]], ...] = ()
    named: Mapping[tuple[str, str], tuple[Rule, ...]] | None = None

    @cached_property
    def is_empty(self) -> bool:
        return not self.body

    def of_body(self, steps: Steps) -> tuple[Rule, ...]:
        """The rules that are told for this place of the body itself."""
        return tuple(
            rule
            for expression, rules in self.body
            if len(expression) == len(steps) and _fits(expression, steps)
            for rule in rules
        )

    def is_loose(self, steps: Steps) -> bool:
        """Whether another value than the example may stand here."""
        return any(
            (len(expression) == len(steps) and rule.kind != "equality") or rule.kind == "type"
            for expression, rules in self.body
            if len(expression) <= len(steps) and _fits(expression, steps)
            for rule in rules
        )


NO_RULES: Final = Rules()


def read_rules(told: Json) -> Rules:
    """What is not understood is left out: it allows no more than the example."""
    if not isinstance(told, dict) or not told:
        return NO_RULES
    body: list[tuple[tuple[Step, ...], tuple[Rule, ...]]] = []
    named: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for category, steps, rules in _flatten(told):
        if category == "body":
            body.append((steps, rules))
        elif category in {"header", "query"} and steps and isinstance(steps[0], str):
            name = steps[0].lower() if category == "header" else steps[0]
            named[category, name] = rules
        else:
            named[category, ""] = rules
    return Rules(tuple(body), named)


def _flatten(told: JsonObject) -> Iterator[tuple[str, tuple[Step, ...], tuple[Rule, ...]]]:
    for name, section in told.items():
        if name.startswith("$"):
            steps = split_path(name) or ()
            category = _CATEGORIES.get(str(steps[0])) if steps else None
            if category:
                yield category, steps[1:], _read_listed(section)
        elif (category := _CATEGORIES.get(name)) and isinstance(section, dict):
            yield from _of_category(category, section)


def _of_category(
    category: str, section: JsonObject
) -> Iterator[tuple[str, tuple[Step, ...], tuple[Rule, ...]]]:
    if "matchers" in section or "match" in section:
        yield category, (), _read_listed(section)
        return
    for expression, rules in section.items():
        steps = split_path(expression) if expression.startswith("$") else (expression,)
        if steps is not None:
            yield category, steps, _read_listed(rules)


def _read_listed(told: Json) -> tuple[Rule, ...]:
    if not isinstance(told, dict):
        return ()
    listed = told.get("matchers")
    if not isinstance(listed, list):
        return (_read_rule(told),)
    return tuple(_read_rule(rule) for rule in listed if isinstance(rule, dict))


def _read_rule(told: JsonObject) -> Rule:
    kind = told.get("match")
    if not isinstance(kind, str):
        kind = next((name for name in _KINDS_IN_NAMES if name in told), "type")
    return Rule(kind, _count(told.get("min")), _count(told.get("max")), _alternatives(told))


def _count(told: Json) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None


def _alternatives(told: JsonObject) -> tuple[str, ...]:
    """What `^(a|b)$` lists; an expression that says more is no list."""
    regex = told.get("regex")
    found = _ALTERNATIVES.fullmatch(regex) if isinstance(regex, str) else None
    return tuple(found[1].split("|")) if found else ()


def _fits(expression: tuple[Step, ...], steps: Steps) -> bool:
    return all(
        rule_step is ANY_MEMBER
        or (rule_step is ANY_ITEM and isinstance(step, int))
        or rule_step == step
        for rule_step, step in zip(expression, steps, strict=False)
    )
