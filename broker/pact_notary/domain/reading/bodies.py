"""A body is shown as lines of indented JSON or of text, each with the rules that apply to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pact_notary.domain.reading.lookup import start_at
from pact_notary.domain.reading.paths import to_member
from pact_notary.domain.reading.texts import WHOLE, clip, to_plain, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.reading.lookup import Place
    from pact_notary.domain.reading.parts import Body, Words
    from pact_notary.domain.reading.paths import Step

LINE_LIMIT = 2000

_WIDTH_LIMIT = 1000
_PATH_LIMIT = 500
_RULE_LIMIT = 200


class BodyLine(NamedTuple):
    """One line; `path` is empty where nothing begins."""

    depth: int
    text: str
    path: str = ""
    rules: Words = ()
    generators: Words = ()


@dataclass(frozen=True, slots=True)
class BodyLines:
    """`left_out` counts the lines beyond the limit.

    `elsewhere` are expressions, with the words of their rules, that fit no line shown: those of
    a body that is no JSON, or of an array without an example.
    """

    lines: tuple[BodyLine, ...]
    left_out: int = 0
    elsewhere: tuple[tuple[str, Words], ...] = ()


class _Member(NamedTuple):
    label: str
    path: str
    step: Step
    value: Json
    ending: str


class _Opened(NamedTuple):
    members: Iterator[_Member]
    place: Place
    closing: str


def lay_out(body: Body) -> BodyLines:
    met: set[str] = set()
    lines = _json_lines(body, met) if body.kind == "json" else _text_lines(body, met)
    shown = tuple(islice(lines, LINE_LIMIT))
    total = len(shown)
    if total == LINE_LIMIT:
        total = _count_lines(body)
    words = {**body.rules.generators, **body.rules.words}
    elsewhere = [(clip(name), told) for name, told in words.items() if name not in met]
    return BodyLines(shown, total - len(shown), tuple(elsewhere[:_RULE_LIMIT]))


def _count_lines(body: Body) -> int:
    if body.kind != "json":
        return len(_split_text(body))
    total, open_values = 0, [body.content]
    while open_values:
        value = open_values.pop()
        inner = _inner(value)
        total += 2 if inner else 1
        open_values.extend(inner)
    return total


def _inner(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _split_text(body: Body) -> list[str]:
    return to_plain(body.content, WHOLE).splitlines() or [""]


def _text_lines(body: Body, met: set[str]) -> Iterator[BodyLine]:
    """The rules of the whole body stand beside its first line."""
    applied = start_at(body.rules).apply()
    met.update(applied.expressions)
    if body.kind == "binary":
        told = f"{body.content_type or 'binary'}, {body.size_bytes} bytes, beginning with"
        yield BodyLine(0, told, "$", applied.rules, applied.generators)
        yield BodyLine(0, to_plain(body.content))
        return
    first, *others = (clip(text, _WIDTH_LIMIT) for text in _split_text(body)[: LINE_LIMIT + 1])
    yield BodyLine(0, first, "$", applied.rules, applied.generators)
    yield from (BodyLine(0, text) for text in others)


def _json_lines(body: Body, met: set[str]) -> Iterator[BodyLine]:
    """Without recursion: a body may be nested more deeply than calls may be."""
    root = start_at(body.rules)
    line, opened = _show(_Member("", "$", 0, body.content, ""), root, 0, met)
    yield line
    stack = [opened] if opened else []
    while stack:
        current = stack[-1]
        member = next(current.members, None)
        if member is None:
            stack.pop()
            yield BodyLine(len(stack), current.closing)
            continue
        line, opened = _show(member, current.place.enter(member.step), len(stack), met)
        yield line
        if opened:
            stack.append(opened)


def _show(
    member: _Member, place: Place, depth: int, met: set[str]
) -> tuple[BodyLine, _Opened | None]:
    value = member.value
    applied = place.apply()
    met.update(applied.expressions)
    opened = None
    if isinstance(value, dict) and value:
        text = "{"
        opened = _Opened(_list_members(value, member.path), place, "}" + member.ending)
    elif isinstance(value, list) and value:
        text = "["
        opened = _Opened(_list_items(value, member.path), place, "]" + member.ending)
    else:
        text = to_text(value, _WIDTH_LIMIT) + member.ending
    line = BodyLine(depth, member.label + text, member.path, applied.rules, applied.generators)
    return line, opened


def _list_members(value: dict[str, Json], path: str) -> Iterator[_Member]:
    last = len(value) - 1
    for at, (name, inner) in enumerate(value.items()):
        label = f"{to_text(name)}: "
        yield _Member(
            label, clip(path + to_member(name), _PATH_LIMIT), name, inner, "," if at < last else ""
        )


def _list_items(value: list[Json], path: str) -> Iterator[_Member]:
    last = len(value) - 1
    for at, inner in enumerate(value):
        yield _Member("", clip(f"{path}[{at}]", _PATH_LIMIT), at, inner, "," if at < last else "")
