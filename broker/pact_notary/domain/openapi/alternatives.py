"""What else than its example a consumer may send, by its matching rules: a few telling values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.openapi.matching import Rule, Rules, Steps
    from pact_notary.domain.openapi.schemas import Problem

ALTERNATIVE_LIMIT = 100

_LENGTH_LIMIT: Final = 1000
_VALUES: Final = frozenset({"enum", "const", "anyOf", "oneOf", "pattern", "type"})
_OPTIONS: Final = frozenset({"enum", "const"})
_LENGTHS: Final = frozenset({"minItems", "maxItems"})


@dataclass(frozen=True, slots=True)
class Alternative:
    """A body with one other value at `steps`.

    `is_certain`: the rule lists the value. Otherwise it is one of endlessly many, most of which
    nobody means to send.
    """

    content: Json
    steps: Steps
    rule: str
    keywords: frozenset[str]
    is_certain: bool

    def concerns(self, problem: Problem) -> bool:
        return problem.steps == self.steps and problem.keyword in self.keywords


class _Other(NamedTuple):
    value: Json
    rule: str
    keywords: frozenset[str]
    is_certain: bool = True


def list_alternatives(content: Json, rules: Rules) -> Iterator[Alternative]:
    """At most a hundred."""
    if rules.is_empty:
        return
    count = 0
    waiting: list[tuple[Steps, Json]] = [((), content)]
    while waiting:
        steps, value = waiting.pop()
        for other in _list_others(value, steps, rules):
            count += 1
            if count > ALTERNATIVE_LIMIT:
                return
            changed = _replace(content, steps, other.value)
            yield Alternative(changed, steps, other.rule, other.keywords, other.is_certain)
        members = value.items() if isinstance(value, dict) else ()
        items = enumerate(value) if isinstance(value, list) else ()
        waiting.extend(((*steps, step), inner) for step, inner in (*members, *items))


def _list_others(value: Json, steps: Steps, rules: Rules) -> Iterator[_Other]:
    own = rules.of_body(steps)
    for rule in own:
        if isinstance(value, list) and value:
            yield from _other_lengths(value, rule)
        elif rule.kind == "regex" and isinstance(value, str):
            yield from (_Other(text, "regex", _VALUES) for text in rule.values if text != value)
        elif rule.kind in {"decimal", "number"} and isinstance(value, int | float):
            other = int(value) + 0.5
            yield _Other(other, rule.kind, _VALUES, is_certain=rule.kind == "decimal")
    is_any_text = isinstance(value, str) and rules.is_loose(steps)
    if is_any_text and all(rule.kind == "type" for rule in own):
        yield _Other(f"{value}x", "type", _OPTIONS, is_certain=False)


def _other_lengths(value: list[Json], rule: Rule) -> Iterator[_Other]:
    for length in (rule.minimum, rule.maximum):
        if length is not None and length != len(value) and length <= _LENGTH_LIMIT:
            repeated = [value[index % len(value)] for index in range(length)]
            yield _Other(repeated, f"{rule.kind} (length {length})", _LENGTHS)


def _replace(content: Json, steps: Steps, value: Json) -> Json:
    """The content with another value there; what is beside it is shared."""
    if not steps:
        return value
    first, *rest = steps
    if isinstance(content, dict) and isinstance(first, str):
        return {**content, first: _replace(content[first], tuple(rest), value)}
    if isinstance(content, list) and isinstance(first, int):
        inner = _replace(content[first], tuple(rest), value)
        return [*content[:first], inner, *content[first + 1 :]]
    return content
