"""Paths are written as JSON path expressions: `$.items[0]['a b']`, with `[*]` and `.*` in rules."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

Step: TypeAlias = "str | int | Wildcard"


class Wildcard:
    """A step that any item of an array, or any member of an object, takes."""

    __slots__ = ("written",)

    def __init__(self, written: str) -> None:
        self.written = written


ANY_ITEM: Final = Wildcard("[*]")
ANY_MEMBER: Final = Wildcard(".*")

_PLAIN: Final = re.compile(r"[^\W\d][\w-]*")
_STEP: Final = re.compile(
    r"\[(?P<index>\d{1,9})\]"
    r"|(?P<items>\[\*\])"
    r"|(?P<members>\.\*|\['\*'\])"
    r"|\['(?P<single>(?:[^'\\]|\\.)*)'\]"
    r'|\["(?P<double>(?:[^"\\]|\\.)*)"\]'
    r"|\.?(?P<name>[^.\[\]]+)"
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def to_member(name: str) -> str:
    """How a path goes on to the member of an object."""
    if _PLAIN.fullmatch(name):
        return f".{name}"
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"


def split_path(expression: str) -> tuple[Step, ...] | None:
    """The steps after the root `$`; None when the expression is none that is known."""
    if not expression.startswith("$"):
        return None
    steps: list[Step] = []
    at = 1
    while at < len(expression):
        found = _STEP.match(expression, at)
        if found is None:
            return None
        steps.append(_step(found))
        at = found.end()
    return tuple(steps)


def _step(found: re.Match[str]) -> Step:
    match found.lastgroup:
        case "index":
            return int(found["index"])
        case "items":
            return ANY_ITEM
        case "members":
            return ANY_MEMBER
        case "name":
            return found["name"]
        case quoted:
            return _ESCAPED.sub(r"\1", found[quoted or 0])
