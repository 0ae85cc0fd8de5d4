"""What GitHub makes of an expression, as far as our workflows and actions use the language.

Source: https://docs.github.com/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_EXPRESSION: Final = re.compile(r"\$\{\{(.+?)\}\}", re.DOTALL)
_TOKEN: Final = re.compile(r"\s*(?:'((?:[^']|'')*)'|(\|\||&&|[!=]=|[!(),])|([\w.*-]+))")


def fill(text: str, contexts: Mapping[str, Any]) -> str:
    """The text with each expression replaced by what it is worth."""
    return _EXPRESSION.sub(lambda found: as_text(evaluate(found[1], contexts)), text)


def evaluate(expression: str, contexts: Mapping[str, Any]) -> Any:
    """What it is worth; a member that does not exist is worth nothing.

    Raises: ValueError, for what is not in the language as known here.
    """
    reader = _Reader(_split(expression), contexts)
    worth = reader.read_or()
    if reader.tokens:
        raise ValueError(f"{expression} goes on after its end")
    return worth


def as_text(worth: Any) -> str:
    match worth:
        case None:
            return ""
        case bool():
            return str(worth).lower()
        case _:
            return str(worth)


@dataclass(frozen=True, slots=True)
class _Literal:
    text: str


def _split(expression: str) -> list[str | _Literal]:
    tokens: list[str | _Literal] = []
    text, position = expression.strip(), 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise ValueError(f"{text[position:]} is not known")
        literal, sign, word = found.groups()
        is_literal = literal is not None
        tokens.append(_Literal(literal.replace("''", "'")) if is_literal else sign or word)
        position = found.end()
    return tokens


@dataclass
class _Reader:
    """Reads from the front of `tokens`; what binds tighter is read further down."""

    tokens: list[str | _Literal]
    contexts: Mapping[str, Any]

    def read_or(self) -> Any:
        worth = self._read_and()
        while self._take("||"):
            other = self._read_and()
            worth = worth or other
        return worth

    def _read_and(self) -> Any:
        worth = self._read_equal()
        while self._take("&&"):
            other = self._read_equal()
            worth = worth and other
        return worth

    def _read_equal(self) -> Any:
        worth = self._read_one()
        for sign, is_equal in (("==", True), ("!=", False)):
            if self._take(sign):
                return (_folded(worth) == _folded(self._read_one())) is is_equal
        return worth

    def _read_one(self) -> Any:
        token = self.tokens.pop(0)
        if isinstance(token, _Literal):
            return token.text
        if token == "!":
            return not self._read_one()
        if token == "(":
            worth = self.read_or()
            self._close()
            return worth
        if self._take("("):
            return _FUNCTIONS[token](self._arguments(), self.contexts)
        return _WORDS.get(token) if token in _WORDS else _look_up(token, self.contexts)

    def _arguments(self) -> list[Any]:
        if self._take(")"):
            return []
        arguments = [self.read_or()]
        while self._take(","):
            arguments.append(self.read_or())
        self._close()
        return arguments

    def _close(self) -> None:
        if not self._take(")"):
            raise ValueError("a parenthesis is not closed")

    def _take(self, sign: str) -> bool:
        is_next = bool(self.tokens) and self.tokens[0] == sign
        if is_next:
            self.tokens.pop(0)
        return is_next


def _look_up(path: str, contexts: Mapping[str, Any]) -> Any:
    first, *names = path.split(".")
    worth: Any = contexts[first]
    for name in names:
        worth = worth.get(name) if isinstance(worth, dict) else None
    return worth


def _folded(worth: Any) -> str:
    return as_text(worth).lower()


_WORDS: Final[Mapping[str, Any]] = {"true": True, "false": False, "null": None}
_FUNCTIONS: Final[Mapping[str, Callable[[list[Any], Mapping[str, Any]], Any]]] = {
    "always": lambda _, __: True,
    "cancelled": lambda _, __: False,
    "success": lambda _, contexts: contexts["job"]["status"] == "success",
    "contains": lambda given, _: given[1] in (given[0] or ()),
    "failure": lambda _, contexts: contexts["job"]["status"] == "failure",
    "fromJSON": lambda given, _: json.loads(given[0]),
    "toJSON": lambda given, _: json.dumps(given[0]),
}
