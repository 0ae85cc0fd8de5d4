"""Members of a JSON body are read one by one; all that is wrong with them is told at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pact_notary.domain.refusals import InvalidRequest

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

# Names are keys of indexes, which take no more than about 2,700 bytes on PostgreSQL.
NAME_LIMIT = 500

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Members:
    """The members of a body, and what is wrong with those that were read so far.

    Raises: InvalidRequest, when the body is no object; an empty body is an empty object.
    """

    def __init__(self, body: Json) -> None:
        if body is None:
            body = {}
        if not isinstance(body, dict):
            raise InvalidRequest({"": ("the body must be a JSON object",)})
        self._body: JsonObject = body
        self._problems: dict[str, tuple[str, ...]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._body

    def raw(self, name: str) -> Json:
        return self._body.get(name)

    def complain(self, name: str, text: str) -> None:
        self._problems[name] = (*self._problems.get(name, ()), text)

    def check(self) -> None:
        """Raises: InvalidRequest, when anything is wrong with what was read."""
        if self._problems:
            raise InvalidRequest(self._problems)

    def text(self, name: str) -> str | None:
        """A text that may be anything, also empty; None when it is absent or null."""
        value = self._body.get(name)
        if value is None or isinstance(value, str):
            return value
        self.complain(name, "must be a string")
        return None

    def name(self, name: str) -> str | None:
        """A text that names something, when it is given: filled, on one line, not too long."""
        value = self.text(name)
        problem = None if value is None else name_problem(value)
        if problem:
            self.complain(name, problem)
        return None if value is None else value.strip()

    def required_name(self, name: str) -> str:
        """As `name`; its absence is told too, and the empty text is given for it."""
        return self._required(name, self.name(name))

    def word(self, name: str) -> str | None:
        """A name without blanks inside."""
        value = self.name(name)
        if value and any(character.isspace() for character in value):
            self.complain(name, "cannot contain spaces")
        return value

    def required_word(self, name: str) -> str:
        """As `word`, required as `required_name` is."""
        return self._required(name, self.word(name))

    def required_flag(self, name: str) -> bool:
        value = self._body.get(name)
        if value is None:
            self.complain(name, "is missing")
        elif not isinstance(value, bool):
            self.complain(name, "must be true or false")
        return value is True

    def url(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not is_http_url(value):
            self.complain(name, "must be a valid URL beginning with http:// or https://")
        return value

    def _required(self, name: str, value: str | None) -> str:
        if self._body.get(name) is None:
            self.complain(name, "is missing")
        return value or ""


def name_problem(value: str) -> str | None:
    """Why a text cannot be a name."""
    if not value.strip():
        return "cannot be blank"
    if any(character in value for character in "\n\r\t"):
        return "must be on a single line"
    if _CONTROL.search(value):
        return "cannot contain control characters"
    if value.strip() in {".", ".."}:
        # Clients read such a segment of a path as a place in the path.
        return "cannot be dots only"
    if len(value) > NAME_LIMIT:
        return f"must have at most {NAME_LIMIT} characters, not {len(value)}"
    return None


def is_http_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
