"""A refusal says which part of a request is wrong, in words that say what to change.

Refusal
  InvalidRequest    members or parameters are wrong: texts by field name    → 400, `errors` object
  InvalidMatrix     a matrix query is wrong: texts only                     → 400, `errors` array
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Refusal(Exception):
    """The request cannot be carried out as it stands."""


class InvalidRequest(Refusal):
    """Texts by the field they are about; the key `""` is the request as a whole."""

    def __init__(self, errors: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(errors)
        self.errors = errors


class InvalidMatrix(Refusal):
    """Texts about a matrix query, in the order of its selectors."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__(errors)
        self.errors = errors
