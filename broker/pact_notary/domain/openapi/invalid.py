"""A file that cannot be used says which, where in it, and against which rule."""

from __future__ import annotations

_LONGEST = 500


class InvalidDocument(Exception):
    """An OpenAPI document or a pact is not what it should be.

    Attributes:
      file: as the user named it.
      pointer: JSON pointer of the place (RFC 6901), `""` for the whole.
      rule: a stable word for what is broken: `syntax`, `version`, `reference`, `limit`, the keyword
        of a JSON Schema …
    """

    def __init__(self, file: str, pointer: str, rule: str, detail: str) -> None:
        shown = detail if len(detail) <= _LONGEST else f"{detail[: _LONGEST - 1]}…"
        super().__init__(f"{file}: at {pointer or 'the root'}: {shown} (rule: {rule})")
        self.file = file
        self.pointer = pointer
        self.rule = rule
        self.detail = shown
