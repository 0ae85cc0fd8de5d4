"""Which rules apply to a place in a body: the most specific path that leads there, or above it.

Source: Pact specification V2 and V3, "matching rules": a path weighs the product of its steps (2
each, 1 for a wildcard) times their number; a rule also applies inside of its path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pact_notary.domain.reading.paths import ANY_ITEM, ANY_MEMBER, split_path
from pact_notary.domain.reading.texts import clip

if TYPE_CHECKING:
    from pact_notary.domain.reading.parts import Rules, Words
    from pact_notary.domain.reading.paths import Step

# Paths that fit the same place by wildcards at different steps; nobody writes as many.
_ACTIVE_LIMIT = 64
_EXACT = 2
_ORIGIN_LIMIT = 100


@dataclass(slots=True)
class _Node:
    children: dict[Step, _Node] = field(default_factory=dict)
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """The words for a place, and the expressions of rules and generators that they come from."""

    rules: Words = ()
    generators: Words = ()
    expressions: tuple[str, ...] = ()


_NOTHING = Applied()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a body: `nodes` are the paths to it or further on, with their weights."""

    rules: Rules
    nodes: tuple[tuple[_Node, int], ...]
    length: int = 1
    best: str = ""
    best_weight: int = 0
    is_own: bool = False

    def enter(self, step: Step) -> Place:
        """The place of a member (its name) or of an item (its index)."""
        if not self.nodes and not self.is_own:
            return self
        return _weigh(
            Place(
                self.rules,
                tuple(_follow(self.nodes, step)[:_ACTIVE_LIMIT]),
                self.length + 1,
                self.best,
                self.best_weight,
            )
        )

    def apply(self) -> Applied:
        expressions = tuple(node.expression for node, _ in self.nodes if node.expression)
        if not (expressions or self.best):
            return _NOTHING
        made = self.rules.generators
        generators = tuple(word for each in expressions for word in made.get(each, ()))
        if self.is_own:
            return Applied(self.rules.words.get(self.best, ()), generators, expressions)
        cascaded = self.rules.cascading.get(self.best, ())
        words = tuple(f"{word}, from {clip(self.best, _ORIGIN_LIMIT)}" for word in cascaded)
        return Applied(words, generators, expressions)


def start_at(rules: Rules) -> Place:
    """The root of a body with these rules."""
    root = _Node()
    for expression in (*rules.words, *rules.generators):
        node = root
        steps = split_path(expression)
        for step in steps or ():
            node = node.children.setdefault(step, _Node())
        if steps is not None:
            node.expression = expression
    return _weigh(Place(rules, ((root, _EXACT),)))


def _follow(nodes: tuple[tuple[_Node, int], ...], step: Step) -> list[tuple[_Node, int]]:
    wildcards = (ANY_ITEM, ANY_MEMBER) if isinstance(step, int) else (ANY_MEMBER,)
    found = [
        (node.children[step], weight * _EXACT) for node, weight in nodes if step in node.children
    ]
    for wildcard in wildcards:
        found.extend(
            (node.children[wildcard], weight) for node, weight in nodes if wildcard in node.children
        )
    return found


def _weigh(place: Place) -> Place:
    """The place with the best of its own rules, unless one from above weighs more."""
    best, best_weight, is_own = place.best, place.best_weight, False
    for node, weight in place.nodes:
        own_weight = weight * place.length
        if node.expression in place.rules.words and own_weight >= best_weight:
            best, best_weight, is_own = node.expression, own_weight, True
    return Place(place.rules, place.nodes, place.length, best, best_weight, is_own)
