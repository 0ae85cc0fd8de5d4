"""Two values differ in the smallest parts that are not the same, each with its path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from pact_notary.domain.reading.paths import to_member
from pact_notary.domain.reading.texts import VALUE_LIMIT, WHOLE, clip, to_sorted_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pact_notary.domain.documents import Json

ChangeKind: TypeAlias = Literal["added", "removed", "changed"]
What: TypeAlias = Literal["value", "rule", "generator"]

_PATH_LIMIT = 500
# How much of what two long texts have in common is shown before they part.
_SHARED = 40


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, or all that is inside of it, at a path like `response.body.items[0].id`.

    `before` and `after` are JSON texts, or rules in words; empty where there was, or is, nothing.
    """

    path: str
    kind: ChangeKind
    before: str
    after: str
    what: What = "value"


class _Pair(NamedTuple):
    path: str
    before: Json
    after: Json


def find_value_changes(path: str, before: Json, after: Json) -> Iterator[FieldChange]:
    """In the order of both, without recursion: values may be nested more deeply than calls."""
    pending: list[_Pair | FieldChange] = [_Pair(path, before, after)]
    while pending:
        current = pending.pop()
        if isinstance(current, FieldChange):
            yield current
        elif isinstance(current.before, dict) and isinstance(current.after, dict):
            inner = _pair_members(current.path, current.before, current.after)
            pending.extend(reversed(list(inner)))
        elif isinstance(current.before, list) and isinstance(current.after, list):
            inner = _pair_items(current.path, current.before, current.after)
            pending.extend(reversed(list(inner)))
        elif not _is_same(current.before, current.after):
            before_text, after_text = to_text(current.before, WHOLE), to_text(current.after, WHOLE)
            yield say_changed(current.path, before_text, after_text)


def find_named_changes(
    before: Mapping[str, str], after: Mapping[str, str], what: What
) -> Iterator[FieldChange]:
    """Of texts by their paths."""
    for path, text in before.items():
        if path not in after:
            yield FieldChange(clip(path, _PATH_LIMIT), "removed", clip(text), "", what)
        elif after[path] != text:
            yield say_changed(path, text, after[path], what)
    for path, text in after.items():
        if path not in before:
            yield FieldChange(clip(path, _PATH_LIMIT), "added", "", clip(text), what)


def say_changed(path: str, before: str, after: str, what: What = "value") -> FieldChange:
    """Of long texts, the part where they begin to differ."""
    start = 0
    if max(len(before), len(after)) > VALUE_LIMIT:
        start = max(0, _count_shared(before, after) - _SHARED)
    shown = [clip(f"…{text[start:]}" if start else text) for text in (before, after)]
    return FieldChange(clip(path, _PATH_LIMIT), "changed", shown[0], shown[1], what)


def _count_shared(before: str, after: str) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    shortest = min(len(before), len(after))
    return next((at for at, (one, other) in pairs if one != other), shortest)


def _pair_members(
    path: str, before: dict[str, Json], after: dict[str, Json]
) -> Iterator[_Pair | FieldChange]:
    for name, value in before.items():
        inner = clip(path + to_member(name), _PATH_LIMIT)
        if name in after:
            if value is not after[name]:
                yield _Pair(inner, value, after[name])
        else:
            yield FieldChange(inner, "removed", to_text(value), "")
    for name, value in after.items():
        if name not in before:
            inner = clip(path + to_member(name), _PATH_LIMIT)
            yield FieldChange(inner, "added", "", to_text(value))


def _pair_items(path: str, before: list[Json], after: list[Json]) -> Iterator[_Pair | FieldChange]:
    shared = min(len(before), len(after))
    for at in range(shared):
        yield _Pair(clip(f"{path}[{at}]", _PATH_LIMIT), before[at], after[at])
    for at, value in enumerate(before[shared:], shared):
        yield FieldChange(clip(f"{path}[{at}]", _PATH_LIMIT), "removed", to_text(value), "")
    for at, value in enumerate(after[shared:], shared):
        yield FieldChange(clip(f"{path}[{at}]", _PATH_LIMIT), "added", "", to_text(value))


def _is_same(before: Json, after: Json) -> bool:
    """As JSON: true is not 1, and 1 is not 1.0, as nobody writes one for the other unknowingly."""
    if type(before) is not type(after):
        return False
    return before == after or to_sorted_text(before) == to_sorted_text(after)
