"""Matching rules and generators in words, by what they are about.

Source: Pact specification V2 (one rule by `$.body.x`), V3 and V4 (lists of rules by category).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from pact_notary.domain.reading.parts import Rules
from pact_notary.domain.reading.paths import split_path
from pact_notary.domain.reading.texts import to_plain, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.parts import Words

_CATEGORIES: Final = {
    "body": "body",
    "contents": "body",
    "content": "body",
    "header": "header",
    "headers": "header",
    "query": "query",
    "metadata": "metadata",
    "metaData": "metadata",
    "path": "path",
    "method": "method",
    "status": "status",
}
_WITHOUT_NAMES: Final = frozenset({"path", "method", "status"})
_FORMATTED: Final = {
    "date": "date",
    "time": "time",
    "timestamp": "datetime",
    "datetime": "datetime",
}
_QUOTE_END: Final = re.compile(r"^['\"]\]")
_GIVEN: Final = {
    "regex": ("regex {}", "regex"),
    "include": ("includes '{}'", "value"),
    "contentType": ("content type {}", "value"),
    "statusCode": ("status {}", "status"),
}
_EACH: Final = {"eachKey": "each name", "eachValue": "each value"}
_PLAIN: Final = {
    "type": "type",
    "equality": "equal",
    "integer": "integer",
    "decimal": "decimal",
    "real": "decimal",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "notEmpty": "not empty",
    "semver": "semver",
    "values": "values like this, whatever their names",
    "arrayContains": "contains items like these, in any order",
    "ignore-order": "equal, in any order",
    "equalsIgnoreOrder": "equal, in any order",
    "minEqualsIgnoreOrder": "equal, in any order",
    "maxEqualsIgnoreOrder": "equal, in any order",
    "minMaxEqualsIgnoreOrder": "equal, in any order",
}
# These say something of one place, not of what is inside of it.
_STAYING: Final = frozenset(
    {"values", "arrayContains", "eachKey", "eachValue", "contentType", "statusCode"}
)
_DEEPEST = 5
_WORD_LIMIT = 20
# Each variant repeats the expression of its array.
_EXPRESSION_LIMIT = 500


@dataclass(frozen=True, slots=True)
class NamedRules:
    """Rules of one header, query parameter or metadata value; of all its values without index."""

    name: str
    index: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class SideRules:
    """What applies to the parts of one request, response or message."""

    body: Rules = field(default_factory=Rules)
    rules: dict[str, list[NamedRules]] = field(default_factory=dict)
    generators: dict[str, list[NamedRules]] = field(default_factory=dict)


_NO_RULES: Final = SideRules()


@dataclass(frozen=True, slots=True)
class _Placed:
    category: str
    expression: str
    rules: tuple[Json, ...]
    either: bool = False


def read_rules(matching_rules: Json, generators: Json) -> SideRules:
    """The rules and generators of a side, whichever version they are written in."""
    if not (matching_rules or generators):
        return _NO_RULES
    words: dict[str, list[str]] = {}
    cascading: dict[str, list[str]] = {}
    made: dict[str, list[str]] = {}
    named: dict[str, list[NamedRules]] = {}
    named_made: dict[str, list[NamedRules]] = {}
    for placed in _flatten(matching_rules):
        if placed.category == "body":
            words.setdefault(placed.expression, []).extend(_describe_all(placed))
            cascading.setdefault(placed.expression, []).extend(_describe_cascading(placed))
        else:
            named.setdefault(placed.category, []).append(_name(placed, _describe_all(placed)))
    for placed in _flatten(generators):
        told = tuple(map(describe_generator, placed.rules))
        if placed.category == "body":
            made.setdefault(placed.expression, []).extend(told)
        else:
            named_made.setdefault(placed.category, []).append(_name(placed, told))
    return SideRules(Rules(_freeze(words), _freeze(cascading), _freeze(made)), named, named_made)


def _freeze(words: dict[str, list[str]]) -> dict[str, Words]:
    return {expression: limit_words(told) for expression, told in words.items()}


def limit_words(*told: Sequence[str]) -> Words:
    """The first words, and how many there are more."""
    if not any(told):
        return ()
    words = tuple(islice(chain.from_iterable(told), _WORD_LIMIT))
    more = sum(map(len, told)) - len(words)
    return (*words, f"and {more} more") if more else words


def describe_rule(rule: Json) -> Words:
    """One rule in words: mostly one, more when it limits the length too."""
    return _describe(rule, depth=0)


def describe_generator(generator: Json) -> str:
    """Its type and what it is given: `RandomInt, min 0, max 9`."""
    if not isinstance(generator, dict) or not isinstance(generator.get("type"), str):
        return to_text(generator)
    given = [f"{name} {to_plain(value)}" for name, value in generator.items() if name != "type"]
    return to_plain(", ".join((to_plain(generator["type"]), *given)))


def _flatten(sections: Json) -> Iterator[_Placed]:
    """Each place that is named, with its rules; what is not understood applies to all of it."""
    for name, section in sections.items() if isinstance(sections, dict) else ():
        if name.startswith("$"):
            yield from _place_old(name, section)
        elif (category := _CATEGORIES.get(name)) is None:
            yield _Placed("body", name, (section,))
        elif category in _WITHOUT_NAMES:
            yield from _place(category, "", _bare(section))
        elif isinstance(section, dict):
            for expression, rules in section.items():
                yield from _place(category, expression, rules)
        else:
            yield _Placed(category, "$", (section,))


def _bare(section: Json) -> Json:
    """Paths and status codes have no name, and some writers give them an empty one."""
    if isinstance(section, dict) and len(section) == 1:
        [(name, rules)] = section.items()
        if name in ("", "$") and isinstance(rules, dict):
            return rules
    return section


def _place_old(expression: str, rule: Json) -> Iterator[_Placed]:
    steps = split_path(expression)
    first = steps[0] if steps else ""
    category = _CATEGORIES.get(first) if isinstance(first, str) else None
    if category is None or not isinstance(first, str):
        yield _Placed("body", expression, (rule,))
    elif category in _WITHOUT_NAMES:
        yield from _place(category, "", rule)
    else:
        start = expression.index(first) + len(first)
        yield from _place(category, f"${_QUOTE_END.sub('', expression[start:])}", rule)


def _place(category: str, expression: str, rules: Json) -> Iterator[_Placed]:
    listed = rules.get("matchers") if isinstance(rules, dict) else None
    if isinstance(rules, dict) and isinstance(listed, list):
        either = str(rules.get("combine")).upper() == "OR" and len(listed) > 1
        placed = _Placed(category, expression, tuple(listed), either)
    else:
        placed = _Placed(category, expression, (rules,))
    yield placed
    for rule in placed.rules if category == "body" else ():
        yield from _place_variants(expression, rule)


def _place_variants(expression: str, rule: Json) -> Iterator[_Placed]:
    """The rules of an item that an array must contain, at the example of that item."""
    variants = rule.get("variants") if isinstance(rule, dict) else None
    if not isinstance(variants, list) or len(expression) > _EXPRESSION_LIMIT:
        return
    for variant in variants:
        told = variant if isinstance(variant, dict) else {}
        rules = told.get("rules")
        for inner, given in rules.items() if isinstance(rules, dict) else ():
            place = f"{expression}[{to_plain(told.get('index'))}]{inner.removeprefix('$')}"
            listed = given.get("matchers") if isinstance(given, dict) else None
            yield _Placed("body", place, tuple(listed) if isinstance(listed, list) else (given,))


def _name(placed: _Placed, words: Words) -> NamedRules:
    return NamedRules(*_split_name(placed.expression), words)


def _split_name(expression: str) -> tuple[str, int | None]:
    steps = split_path(expression) if expression.startswith("$") else None
    if not steps:
        name, bracket, index = expression.partition("[")
        number = index.removesuffix("]")
        return (name, int(number)) if bracket and number.isdecimal() else (expression, None)
    last = steps[-1]
    index_told = last if isinstance(last, int) else None
    names = [step for step in steps if isinstance(step, str)]
    return (".".join(names) or expression, index_told)


def _describe_all(placed: _Placed) -> Words:
    return _join([describe_rule(rule) for rule in placed.rules], either=placed.either)


def _describe_cascading(placed: _Placed) -> Words:
    """Without the limits of a length, which are those of one array only."""
    described = [describe_rule(rule)[:1] for rule in placed.rules if not _stays(rule)]
    return _join(described, either=placed.either)


def _join(described: list[Words], *, either: bool) -> Words:
    if either:
        described = [(to_plain(" or ".join(", ".join(words) for words in described)),)]
    return tuple(chain.from_iterable(described))


def _stays(rule: Json) -> bool:
    return isinstance(rule, dict) and _find_kind(rule) in _STAYING


def _describe(rule: Json, *, depth: int) -> Words:
    if not isinstance(rule, dict) or depth > _DEEPEST:
        return (to_text(rule),)
    kind = _find_kind(rule)
    limits = [
        f"{words} {to_text(rule[name])}"
        for name, words in (("min", "at least"), ("max", "at most"))
        if rule.get(name) is not None
    ]
    return (_describe_kind(kind, rule, depth), *limits)


def _find_kind(rule: JsonObject) -> str:
    """Rules of the first writers do not always name what they match."""
    kind = rule.get("match")
    if isinstance(kind, str):
        return kind
    if kind is not None:
        return ""
    return next((name for name in ("regex", *_FORMATTED) if name in rule), _by_limits(rule))


def _by_limits(rule: JsonObject) -> str:
    return "type" if "min" in rule or "max" in rule else ""


def _describe_kind(kind: str, rule: JsonObject, depth: int) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _FORMATTED:
        told = rule.get("format") or rule.get(kind)
        return f"{_FORMATTED[kind]} {to_plain(told)}" if told else _FORMATTED[kind]
    if kind in _GIVEN:
        words, member = _GIVEN[kind]
        return words.format(_list_values(rule.get(member)))
    if kind in _EACH:
        return f"{_EACH[kind]}: {_describe_each(rule, depth)}"
    return to_text(rule)


def _list_values(value: Json) -> str:
    return to_plain(" or ".join(map(to_plain, value)) if isinstance(value, list) else value)


def _describe_each(rule: JsonObject, depth: int) -> str:
    rules = rule.get("rules")
    if not isinstance(rules, list):
        return to_text(rules)
    words = (word for each in rules for word in _describe(each, depth=depth + 1))
    return to_plain(", ".join(words))
