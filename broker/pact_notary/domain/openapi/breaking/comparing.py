"""Two schemas of the same place: what the later one refuses of requests, or adds to answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from pact_notary.domain.openapi.breaking.changes import Rule
from pact_notary.domain.openapi.breaking.shapes import (
    LEAST,
    MOST,
    NULL,
    TYPES,
    Shape,
    read_shape,
)
from pact_notary.domain.openapi.document import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.breaking.shapes import Pointers
    from pact_notary.domain.openapi.document import Document

T = TypeVar("T")

ROOT: Final = "$"
_DEEPEST: Final = 20
_MANY_VALUES: Final = 12
_SHOWN: Final = 120


class Found(NamedTuple):
    """A rule broken at a place; `is_old` says that the pointer leads into the old document."""

    rule: Rule
    pointer: str
    field: str
    old: str
    new: str
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class _Aspect:
    """What the later document lets through less of requests, or more of answers."""

    request: Rule
    response: Rule


_TYPE: Final = _Aspect(Rule.REQUEST_TYPE_NARROWED, Rule.RESPONSE_TYPE_WIDENED)
_NULL: Final = _Aspect(Rule.REQUEST_NULL_REFUSED, Rule.RESPONSE_NULL_ADDED)
_VALUE: Final = _Aspect(Rule.REQUEST_VALUE_REMOVED, Rule.RESPONSE_VALUE_ADDED)
_FORMAT: Final = _Aspect(Rule.REQUEST_FORMAT_CHANGED, Rule.RESPONSE_FORMAT_CHANGED)
_LIMIT: Final = _Aspect(Rule.REQUEST_LIMIT_TIGHTENED, Rule.RESPONSE_LIMIT_LOOSENED)
_VARIANT: Final = _Aspect(Rule.REQUEST_VARIANT_REMOVED, Rule.RESPONSE_VARIANT_ADDED)


@dataclass(frozen=True, slots=True)
class _Side:
    """Which document must not let through more than the other: of requests, the old one."""

    name: str

    def order(self, old: T, new: T) -> tuple[T, T]:
        """(the wider, the narrower) when something breaks. Done twice, it is undone."""
        return (old, new) if self.name == "request" else (new, old)

    def rule(self, aspect: _Aspect) -> Rule:
        return aspect.request if self.name == "request" else aspect.response

    def seen(self, shape: Shape, ignored: frozenset[str]) -> Shape:
        """Without members that never travel this way."""
        hidden = shape.read_only if self.name == "request" else shape.write_only
        return shape.without(hidden | ignored) if hidden or ignored else shape


REQUEST: Final = _Side("request")
ANSWER: Final = _Side("answer")


@dataclass(frozen=True, slots=True)
class _Place:
    old: Pointers
    new: Pointers
    field: str
    ignored: frozenset[str] = frozenset()

    def found(self, rule: Rule, old: str, new: str) -> Found:
        at = (*self.new, *self.old, "")[0]
        return Found(rule, at, self.field, old, new, is_old=not self.new)

    def at(self, name: str) -> str:
        return f"{self.field}.{name}"


class _Difference(NamedTuple):
    """What `wide` lets through and `narrow` does not, each as text."""

    aspect: _Aspect
    wide: str
    narrow: str


@dataclass(frozen=True)
class Pair:
    """Two documents, whose schemas are compared place by place."""

    old: Document
    new: Document
    _shapes: dict[tuple[bool, Pointers], Shape] = field(default_factory=dict)
    _within: dict[tuple[Pointers, Pointers, str], bool] = field(default_factory=dict)

    def compare_requests(self, old: Pointers, new: Pointers) -> Iterator[Found]:
        """What was taken, and is not any more."""
        return self._compare(_Place(old, new, ROOT), REQUEST, 0)

    def compare_answers(
        self, old: Pointers, new: Pointers, ignored: frozenset[str] = frozenset()
    ) -> Iterator[Found]:
        """What was answered and is not any more, and what may come that never came.

        Args:
          ignored: members of the whole that are left out.
        """
        return self._compare(_Place(old, new, ROOT, ignored), ANSWER, 0)

    def shape_of(self, document: Document, schemas: Pointers) -> Shape:
        key = (document is self.old, schemas)
        if key not in self._shapes:
            self._shapes[key] = read_shape(document, schemas)
        return self._shapes[key]

    def _compare(self, place: _Place, side: _Side, depth: int) -> Iterator[Found]:
        """Without recursion from member to member: schemas may refer to themselves."""
        todo, met = [place], {(place.old, place.new)}
        while todo:
            here = todo.pop()
            old = side.seen(self.shape_of(self.old, here.old), here.ignored)
            new = side.seen(self.shape_of(self.new, here.new), here.ignored)
            yield from _compare_here(here, old, new, side)
            yield from self._compare_alternatives(here, side.order(old, new), side, depth)
            inner = (*_inner_places(here, old, new), *self._twins(here, old, new))
            for each in reversed(inner):
                if (each.old, each.new) not in met:
                    met.add((each.old, each.new))
                    todo.append(each)

    def _compare_alternatives(
        self, place: _Place, shapes: tuple[Shape, Shape], side: _Side, depth: int
    ) -> Iterator[Found]:
        """Each alternative of the wider side that has no twin must be within one of the others."""
        wide, narrow = shapes
        if not (wide.alternatives or narrow.alternatives) or not wide.types <= narrow.types:
            return
        is_old = side is REQUEST
        wider, narrower = side.order(place.old, place.new)
        options = _single(narrow.alternatives) or [narrower]
        names = {self._name(option, is_old=not is_old) for option in options} - {""}
        for one in _single(wide.alternatives) or [wider]:
            name = self._name(one, is_old=is_old)
            if name in names or any(self._is_within(one, each, side, depth) for each in options):
                continue
            texts = side.order(name or one[0], "")
            yield Found(side.rule(_VARIANT), one[0], place.field, *texts, is_old=is_old)

    def _twins(self, place: _Place, old: Shape, new: Shape) -> Iterator[_Place]:
        """Alternatives that are called alike: whoever meets one reads it as such."""
        later = {self._name(one, is_old=False): one for one in _single(new.alternatives)}
        for one in _single(old.alternatives):
            name = self._name(one, is_old=True)
            if name and name in later:
                yield _Place(one, later[name], place.field)

    def _is_within(self, one: Pointers, option: Pointers, side: _Side, depth: int) -> bool:
        """What is asked while it is being answered holds, if nothing else speaks against it."""
        key = (one, option, side.name)
        if depth > _DEEPEST:
            return True
        if key not in self._within:
            self._within[key] = True
            place = _Place(*side.order(one, option), ROOT)
            self._within[key] = next(self._compare(place, side, depth + 1), None) is None
        return self._within[key]

    def _name(self, schemas: Pointers, *, is_old: bool) -> str:
        """What an alternative refers to; `""` when it is written where it is used."""
        document = self.old if is_old else self.new
        target = document.resolve(Schema(schemas[0])).pointer if schemas else ""
        return "" if target in schemas else target


def _single(groups: tuple[Pointers, ...]) -> list[Pointers]:
    return [(one,) for group in groups for one in group]


def _compare_here(place: _Place, old: Shape, new: Shape, side: _Side) -> Iterator[Found]:
    wide, narrow = side.order(old, new)
    for aspect, more, less in _differences(wide, narrow):
        yield place.found(side.rule(aspect), *side.order(more, less))
    yield from (_lost_of_requests if side is REQUEST else _lost_of_answers)(place, old, new)


def _differences(wide: Shape, narrow: Shape) -> Iterator[_Difference]:
    more = wide.types - narrow.types
    if more - {NULL}:
        yield _Difference(_TYPE, _tell_types(wide), _tell_types(narrow))
        return
    if more:
        yield _Difference(_NULL, "nullable", "not nullable")
    if narrow.values is not None:
        allowed = wide.values
        if allowed is None or allowed - narrow.values:
            yield _Difference(_VALUE, _tell_values(wide), _tell_values(narrow))
    elif wide.values is None:
        yield from _limits(wide, narrow)


def _limits(wide: Shape, narrow: Shape) -> Iterator[_Difference]:
    for name in (*LEAST, *MOST):
        loose, tight = wide.bounds.get(name), narrow.bounds.get(name)
        if tight is not None and (
            loose is None or (tight > loose if name in LEAST else tight < loose)
        ):
            yield _Difference(_LIMIT, _tell_bound(name, loose), _tell_bound(name, tight))
    for name, told in sorted(narrow.marks - wide.marks):
        before = ", ".join(value for mark, value in sorted(wide.marks) if mark == name)
        aspect = _FORMAT if name == "format" else _LIMIT
        yield _Difference(aspect, _tell_mark(name, before), _tell_mark(name, told))


def _lost_of_requests(place: _Place, old: Shape, new: Shape) -> Iterator[Found]:
    if new.is_closed and not old.is_closed:
        yield place.found(Rule.REQUEST_FIELDS_CLOSED, "open", "closed")
    for name in (name for name in old.members if name not in new.members):
        rule = Rule.REQUEST_FIELD_REMOVED if new.is_closed else Rule.REQUEST_FIELD_IGNORED
        yield Found(rule, old.members[name][0], place.at(name), "declared", "", is_old=True)
    for name in sorted(new.required - old.required):
        told = "optional" if name in old.members else ""
        inner = _Place((), new.members.get(name, place.new), place.at(name))
        yield inner.found(Rule.REQUEST_FIELD_REQUIRED, told, "required")


def _lost_of_answers(place: _Place, old: Shape, new: Shape) -> Iterator[Found]:
    rule = Rule.RESPONSE_FIELD_REMOVED
    for name in (name for name in old.members if name not in new.members):
        yield Found(rule, old.members[name][0], place.at(name), "declared", "", is_old=True)
    for name in sorted((old.required - new.required) & new.members.keys()):
        inner = _Place((), new.members[name], place.at(name))
        yield inner.found(Rule.RESPONSE_FIELD_OPTIONAL, "required", "optional")


def _inner_places(place: _Place, old: Shape, new: Shape) -> Iterator[_Place]:
    """Members that both name, those that neither names, and items."""
    for name in old.members:
        if name in new.members:
            yield _Place(old.members[name], new.members[name], place.at(name))
    if (old.others or new.others) and not (old.is_closed or new.is_closed):
        yield _Place(old.others, new.others, place.at("*"))
    if old.items or new.items:
        yield _Place(old.items, new.items, f"{place.field}[]")


def _tell_types(shape: Shape) -> str:
    if shape.types == TYPES:
        return "any type"
    told = shape.types - {"integer"} if "number" in shape.types else shape.types
    return ", ".join(sorted(told)) or "nothing"


def _tell_values(shape: Shape) -> str:
    if shape.values is None:
        return "any value"
    told = sorted(shape.values)
    shown = ", ".join(told[:_MANY_VALUES])
    return shown if len(told) <= _MANY_VALUES else f"{shown} and {len(told) - _MANY_VALUES} more"


def _tell_bound(name: str, bound: float | None) -> str:
    return "" if bound is None else f"{name} {bound:g}"


def _tell_mark(name: str, told: str) -> str:
    if not told:
        return ""
    shown = told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"
    return f"{name} {shown}"
