"""Why a use case was not carried out; nothing was changed.

Refusal
  Unknown            an address names nothing that exists                 → 404
  UnknownName        no application has the name                          → 404
  PublishConflict    contracts contradict published ones or names         → 409 with notices
  ContentConflict    the version's pact says something else               → 409, one text
  MergeConflict      two pacts cannot be merged                           → 409, empty
  SimilarNames       a new name is too like an existing one               → 409, plain text
  InvalidPublication a provider's contract is wrong: texts by member      → 400
  NotPossible        what is asked for cannot be set: texts by member     → 422
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.refusals import InvalidRequest, Refusal

if TYPE_CHECKING:
    from pact_notary.records import Notice


class Unknown(Refusal):
    """Nothing is at the address."""


class UnknownName(Refusal):
    """No application has the name."""


class PublishConflict(Refusal):
    """Notices tell everything, errors only what must be changed."""

    def __init__(self, notices: tuple[Notice, ...], errors: tuple[str, ...]) -> None:
        super().__init__(errors)
        self.notices = notices
        self.errors = errors


class ContentConflict(Refusal):
    """The consumer version has a pact with other content, which may not be changed."""


class MergeConflict(Refusal):
    """The same interaction asks for different things on both sides."""


class SimilarNames(Refusal):
    """A name that is not known yet has the same words as one that is."""


class InvalidPublication(InvalidRequest):
    """It is told in one form to everybody: the official client asks for problem documents here, and
    shows nothing of them.
    """


class NotPossible(InvalidRequest):
    """The members are well formed but cannot have these values."""
