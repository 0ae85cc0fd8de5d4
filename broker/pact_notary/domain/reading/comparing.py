"""Two pacts are compared interaction by interaction, and in each field by field.

What is written in another way but says the same (in another version of the specification, with
other spellings or orders of keys) is the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from pact_notary.domain.reading.differing import (
    FieldChange,
    find_named_changes,
    find_value_changes,
    say_changed,
)
from pact_notary.domain.reading.pacts import read_pact
from pact_notary.domain.reading.parts import ReadPact, Side
from pact_notary.domain.reading.paths import to_member
from pact_notary.domain.reading.texts import WHOLE, to_plain, to_sorted_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pact_notary.domain.documents import Json
    from pact_notary.domain.reading.parts import Body, NamedValue, ReadInteraction, State, Words

Change: TypeAlias = Literal["added", "removed", "changed", "same"]

FIELD_LIMIT = 500

_Pair: TypeAlias = "tuple[ReadInteraction | None, ReadInteraction | None]"


@dataclass(frozen=True, slots=True)
class InteractionChange:
    """What became of an interaction; `before` is None when it was added, `after` when removed.

    `left_out` counts the fields beyond the limit.
    """

    change: Change
    before: ReadInteraction | None
    after: ReadInteraction | None
    fields: tuple[FieldChange, ...] = ()
    left_out: int = 0

    @property
    def shown(self) -> ReadInteraction | None:
        """The newer of both."""
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """The interactions in the order of the newer pact, then those that were removed.

    `fields` are changes of the pact as a whole: its specification, or all of it when one of
    both is no pact.
    """

    interactions: tuple[InteractionChange, ...]
    fields: tuple[FieldChange, ...] = ()
    left_out: int = 0

    def count(self, change: Change) -> int:
        return sum(each.change == change for each in self.interactions)

    @property
    def is_same(self) -> bool:
        return not self.fields and self.count("same") == len(self.interactions)


def compare_pacts(before: ReadPact | Json, after: ReadPact | Json) -> Comparison:
    """Interactions are the same when their description and states are, duplicates in order.

    Those that are left are matched by description, so that other states are a change of fields.
    """
    old = before if isinstance(before, ReadPact) else read_pact(before)
    new = after if isinstance(after, ReadPact) else read_pact(after)
    pairs = _pair(old.interactions, new.interactions)
    fields = tuple(_find_pact_changes(old, new))
    return Comparison(
        tuple(_compare(one, other) for one, other in pairs),
        fields[:FIELD_LIMIT],
        max(0, len(fields) - FIELD_LIMIT),
    )


def _find_pact_changes(old: ReadPact, new: ReadPact) -> Iterator[FieldChange]:
    if old.specification != new.specification:
        yield from _find_text_change("specification", old.specification, new.specification)
    if old.raw is not None or new.raw is not None:
        yield from find_value_changes("document", old.raw, new.raw)


def _find_text_change(path: str, before: str, after: str) -> Iterator[FieldChange]:
    yield from find_named_changes(
        {path: before} if before else {}, {path: after} if after else {}, "value"
    )


def _pair(old: tuple[ReadInteraction, ...], new: tuple[ReadInteraction, ...]) -> list[_Pair]:
    """Equal ones first: one of several with the same description may be gone, whichever it was."""
    partners: dict[int, int] = {}
    waiting = set(range(len(old)))
    for identify in (_by_content, _by_states, _by_description):
        places: dict[str, list[int]] = {}
        for at in sorted(waiting, reverse=True):
            places.setdefault(identify(old[at]), []).append(at)
        for at, interaction in enumerate(new):
            if at not in partners and (found := places.get(identify(interaction))):
                partners[at] = found.pop()
        waiting.difference_update(partners.values())
    matched: list[_Pair] = [
        (old[partners[at]] if at in partners else None, interaction)
        for at, interaction in enumerate(new)
    ]
    return [*matched, *((old[at], None) for at in sorted(waiting))]


def _by_content(interaction: ReadInteraction) -> str:
    return f"{interaction.key} {_by_states(interaction)}"


def _by_states(interaction: ReadInteraction) -> str:
    return to_sorted_text([interaction.description, _states(interaction)])


def _by_description(interaction: ReadInteraction) -> str:
    return interaction.description


def _states(interaction: ReadInteraction) -> Json:
    return [_state(state) for state in interaction.states]


def _state(state: State) -> Json:
    if state.params is None:
        return {"name": state.name}
    return {"name": state.name, "params": state.params}


def _compare(before: ReadInteraction | None, after: ReadInteraction | None) -> InteractionChange:
    if before is None:
        return InteractionChange("added", None, after)
    if after is None:
        return InteractionChange("removed", before, None)
    if before.key == after.key and before.kind == after.kind:
        return InteractionChange("same", before, after)
    fields = tuple(_find_changes(before, after))
    left_out = max(0, len(fields) - FIELD_LIMIT)
    change: Change = "changed" if fields else "same"
    return InteractionChange(change, before, after, fields[:FIELD_LIMIT], left_out)


def _find_changes(before: ReadInteraction, after: ReadInteraction) -> Iterator[FieldChange]:
    if "unknown" in (before.kind, after.kind):
        yield from find_value_changes("interaction", before.raw, after.raw)
        return
    yield from _find_text_change("kind", before.kind, after.kind)
    yield from find_value_changes("states", _states(before), _states(after))
    names = dict.fromkeys(side.name for side in (*before.sides, *after.sides))
    olds, news = ({side.name: side for side in each.sides} for each in (before, after))
    for name in names:
        yield from _find_side_changes(olds.get(name, Side(name)), news.get(name, Side(name)))
    yield from find_value_changes("pending", before.pending, after.pending)
    yield from find_value_changes("comments", [*before.comments], [*after.comments])
    yield from _find_text_change("test", before.test_name, after.test_name)
    yield from _find_other_changes("", before.other, after.other)


def _find_side_changes(before: Side, after: Side) -> Iterator[FieldChange]:
    old, new = _list_values(before), _list_values(after)
    values = [{path: one.value for path, one in each.items()} for each in (old, new)]
    yield from find_named_changes(values[0], values[1], "value")
    yield from _find_body_changes(f"{before.name}.body", before.body, after.body)
    if not any(path.endswith("content-type") for path in (*old, *new)):
        types = [side.body.content_type if side.body else "" for side in (before, after)]
        yield from _find_text_change(f"{before.name}.contentType", types[0], types[1])
    rules = [_list_rules(side, each) for side, each in ((before, old), (after, new))]
    yield from find_named_changes(rules[0], rules[1], "rule")
    made = [_list_generators(side, each) for side, each in ((before, old), (after, new))]
    yield from find_named_changes(made[0], made[1], "generator")
    yield from _find_other_changes(f"{before.name}", before.other, after.other)


def _find_other_changes(
    path: str, before: Mapping[str, Json], after: Mapping[str, Json]
) -> Iterator[FieldChange]:
    for change in find_value_changes(path, {**before}, {**after}):
        yield change if path else replace(change, path=change.path.removeprefix("."))


def _list_values(side: Side) -> dict[str, NamedValue]:
    """By path; the further values of a repeated name have their numbers."""
    single = (side.method, side.path, side.status)
    listed = {f"{side.name}.{one.name}": one for one in single if one is not None}
    for group, values in (
        ("query", side.query),
        ("headers", side.headers),
        ("metadata", side.metadata),
    ):
        seen: Counter[str] = Counter()
        for one in values:
            # A header is the same however it is written.
            name = one.name.lower() if group == "headers" else one.name
            at = f"[{seen[name]}]" if seen[name] else ""
            seen[name] += 1
            listed[f"{side.name}.{group}{to_member(name)}{at}"] = one
    return listed


def _list_rules(side: Side, values: dict[str, NamedValue]) -> dict[str, str]:
    told = {path: ", ".join(one.rules) for path, one in values.items() if one.rules}
    body = side.body.rules.words if side.body else {}
    return told | _list_body_words(side, body)


def _list_generators(side: Side, values: dict[str, NamedValue]) -> dict[str, str]:
    told = {path: ", ".join(one.generators) for path, one in values.items() if one.generators}
    body = side.body.rules.generators if side.body else {}
    return told | _list_body_words(side, body)


def _list_body_words(side: Side, words: Mapping[str, Words]) -> dict[str, str]:
    return {
        f"{side.name}.body{expression.removeprefix('$')}": ", ".join(told)
        for expression, told in words.items()
    }


def _find_body_changes(path: str, before: Body | None, after: Body | None) -> Iterator[FieldChange]:
    if before is None or after is None:
        if before is not after:
            shown = [{} if body is None else {path: _show(body)} for body in (before, after)]
            yield from find_named_changes(shown[0], shown[1], "value")
        return
    if before.kind == after.kind == "json":
        yield from find_value_changes(path, before.content, after.content)
    elif (_show(before), before.digest) != (_show(after), after.digest):
        yield say_changed(path, _show(before), _show(after))


def _show(body: Body) -> str:
    if body.kind == "binary":
        return f"{body.size_bytes} bytes, {body.content_type}: {body.content}"
    return to_plain(body.content, WHOLE) if body.kind == "text" else to_text(body.content, WHOLE)
