"""Bytes of JSON or YAML become a JSON value within limits, or say where they do not.

YAML is read as its JSON schema has it (YAML 1.2, chapter 10.2), so that `no` and `2020-01-01` are
texts. What an alias stands for counts anew, so that a small file cannot become a large value.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import yaml

from pact_notary.domain.openapi import pointers
from pact_notary.domain.openapi.invalid import InvalidDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json

SIZE_LIMIT_BYTES = 16 * 1024 * 1024
DEPTH_LIMIT = 100
VALUE_LIMIT = 1_000_000
ALIAS_LIMIT = 100_000

_SHOWN_POINTER = 200

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WORDS: Final[dict[str, Json]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?\d{1,400}")
_REAL: Final = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_STANDARD_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
)
_TEXT_TAG: Final = "tag:yaml.org,2002:str"


def parse(content: bytes | str, name: str) -> Json:
    """The value; a name that ends in neither .json nor .yaml tells nothing of the language.

    Raises:
      InvalidDocument: rule `encoding`, `syntax`, `limit`, `alias`, `tag`, `duplicate` or `text`.
    """
    if len(content) > SIZE_LIMIT_BYTES:
        raise InvalidDocument(name, "", "limit", f"it has more than {SIZE_LIMIT_BYTES} bytes")
    text = content if isinstance(content, str) else _decode(content, name)
    value = _parse_json(text, name) if _is_json(text, name) else _parse_yaml(text, name)
    check_limits(value, name)
    return value


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"it is not UTF-8: byte {error.start} cannot be read"
        raise InvalidDocument(name, "", "encoding", detail) from error


def _is_json(text: str, name: str) -> bool:
    if name.lower().endswith((".yaml", ".yml")):
        return False
    return name.lower().endswith(".json") or text.lstrip()[:1] in ("{", "[")


def _parse_json(text: str, name: str) -> Json:
    try:
        value: Json = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _too_deep(name, "") from error
    except ValueError as error:
        raise InvalidDocument(name, "", "syntax", f"it is not JSON: {error}") from error
    return value


def _refuse_constant(constant: str) -> Json:
    raise ValueError(f"{constant} is no JSON number")


def _too_deep(name: str, pointer: str) -> InvalidDocument:
    shown = pointer if len(pointer) <= _SHOWN_POINTER else f"{pointer[:_SHOWN_POINTER]}…"
    return InvalidDocument(name, shown, "limit", f"it is nested in more than {DEPTH_LIMIT} levels")


def check_limits(root: Json, name: str) -> None:
    """Whether the value is small enough, and holds nothing that JSON cannot.

    Without recursion, as it may be nested more deeply than calls may be.

    Raises:
      InvalidDocument: rule `limit`, `text` or `number`.
    """
    count = 0
    levels: list[Iterator[tuple[str | int, Json]]] = [iter([("", root)])]
    steps: list[str | int] = []
    while levels:
        found = next(levels[-1], None)
        del steps[len(levels) - 1 :]
        if found is None:
            levels.pop()
            continue
        step, value = found
        count += 1
        steps.append(step)
        if len(levels) > DEPTH_LIMIT:
            raise _too_deep(name, pointers.to_pointer(steps[1:]))
        if count > VALUE_LIMIT:
            raise InvalidDocument(name, "", "limit", f"it holds more than {VALUE_LIMIT} values")
        if problem := _find_problem(step):
            raise InvalidDocument(name, pointers.to_pointer(steps[1:-1]), *problem)
        if problem := _find_problem(value):
            raise InvalidDocument(name, pointers.to_pointer(steps[1:]), *problem)
        levels.append(iter(_members(value)))


def _find_problem(value: Json) -> tuple[str, str] | None:
    """What the parser lets pass and no JSON text may hold: the rule and what is wrong."""
    if isinstance(value, str) and not value.isascii() and _SURROGATE.search(value):
        return "text", "half a surrogate pair stands for no character"
    if isinstance(value, float) and math.isinf(value):
        return "number", "the number is too large to be read"
    return None


def _members(value: Json) -> Iterable[tuple[str | int, Json]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


@dataclass(slots=True)
class _Open:
    """A collection that is being read; `key` is the name of the member that comes next."""

    value: dict[str, Json] | list[Json]
    anchor: str | None = None
    key: str | None = None


def _parse_yaml(text: str, name: str) -> Json:
    builder = _Builder(name)
    try:
        for event in islice(yaml.parse(text, Loader=_LOADER), 2 * VALUE_LIMIT):
            builder.take(event)
    except yaml.YAMLError as error:
        raise InvalidDocument(name, "", "syntax", f"it is not YAML: {_describe(error)}") from error
    if len(builder.top) > 1:
        raise InvalidDocument(name, "", "syntax", "it holds several YAML documents")
    return builder.top[0] if builder.top else None


def _describe(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return f"{getattr(error, 'problem', None) or str(error).partition(chr(10))[0]}{place}"


class _Builder:
    """Makes values of the parser's events; `top` are those of the documents."""

    def __init__(self, name: str) -> None:
        self.top: list[Json] = []
        self._name = name
        self._opened = [_Open(self.top)]
        self._anchored: dict[str, Json] = {}
        self._copied = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent():
                self._put(self._follow(event), event)
            case yaml.ScalarEvent():
                value = _read_scalar(event)
                self._keep(event.anchor, value)
                self._put(event.value if self._awaits_name() else value, event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                made = _make(event)
                self._put(made, event)
                self._opened.append(_Open(made, event.anchor))
                if len(self._opened) > DEPTH_LIMIT + 1:
                    raise _too_deep(self._name, "")
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self._opened.pop()
                self._keep(done.anchor, done.value)

    def _awaits_name(self) -> bool:
        place = self._opened[-1]
        return isinstance(place.value, dict) and place.key is None

    def _keep(self, anchor: str | None, value: Json) -> None:
        if anchor:
            self._anchored[anchor] = value

    def _follow(self, event: yaml.AliasEvent) -> Json:
        anchor = str(event.anchor)
        if anchor not in self._anchored:
            raise _refused(
                event, self._name, "alias", f"*{anchor} stands for what is not yet whole"
            )
        return self._copy(self._anchored[anchor], len(self._opened))

    def _copy(self, value: Json, depth: int) -> Json:
        self._copied += 1
        if self._copied > ALIAS_LIMIT:
            detail = f"its aliases stand for more than {ALIAS_LIMIT} values"
            raise InvalidDocument(self._name, "", "limit", detail)
        if depth > DEPTH_LIMIT + 1:
            raise _too_deep(self._name, "")
        if isinstance(value, dict):
            return {name: self._copy(inner, depth + 1) for name, inner in value.items()}
        return [self._copy(each, depth + 1) for each in value] if isinstance(value, list) else value

    def _put(self, value: Json, event: yaml.Event) -> None:
        """A scalar is the name of a member where a mapping waits for one."""
        place = self._opened[-1]
        tag = getattr(event, "tag", None)
        if tag and tag not in _STANDARD_TAGS and tag != "!":
            raise _refused(event, self._name, "tag", f"the tag {tag} is not read")
        if isinstance(place.value, list):
            place.value.append(value)
        elif place.key is not None:
            place.value[place.key] = value
            place.key = None
        elif not isinstance(value, str):
            raise _refused(event, self._name, "syntax", "the name of a member is no text")
        elif value in place.value:
            raise _refused(event, self._name, "duplicate", f"{value!r} is given twice")
        else:
            place.key = value


def _make(event: yaml.Event) -> dict[str, Json] | list[Json]:
    return [] if isinstance(event, yaml.SequenceStartEvent) else {}


def _refused(event: yaml.Event, name: str, rule: str, detail: str) -> InvalidDocument:
    mark = event.start_mark
    return InvalidDocument(name, "", rule, f"{detail}, in line {mark.line + 1 if mark else 1}")


def _read_scalar(event: yaml.ScalarEvent) -> Json:
    text: str = event.value
    if event.style or event.tag in ("!", _TEXT_TAG):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _REAL.fullmatch(text) else text
