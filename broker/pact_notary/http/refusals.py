"""What is wrong with a request before anybody asks what it means.

HttpRefusal
  WrongBody          the body is not what a JSON body may be              → 400, one text
  WrongParameters    query parameters are wrong: texts by name            → 400
  ForgedForm         a form that was not made here for this browser       → 403
  UnusableTarget     the path holds what no name may hold                 → 422
  BodyTooLarge       more bytes than the broker was told to take          → 413
  UnsupportedBody    the body's media type is not taken here              → 415, empty
  NotAcceptable      none of the media types asked for is offered         → 406, empty
  WrongMethod        the path is known, the method is not                 → 405, empty
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class HttpRefusal(Exception):
    """The request cannot be read as it stands."""

    status = 400


class WrongBody(HttpRefusal):
    """The body is not JSON, or JSON that cannot be stored as it is."""


class WrongParameters(HttpRefusal):
    """Texts by the query parameter they are about."""

    def __init__(self, errors: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(errors)
        self.errors = errors


class ForgedForm(HttpRefusal):
    """Another site may have sent it, in the name of whoever is logged in here."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This form was not made here for your browser, or its cookie is gone. "
            "Go back, load the page again and send it once more."
        )


class UnusableTarget(HttpRefusal):
    """The path holds a control character, or is not UTF-8."""

    status = 422


class BodyTooLarge(HttpRefusal):
    """The body is larger than the limit, which the text states."""

    status = 413


class UnsupportedBody(HttpRefusal):
    """The body's media type is missing, or not one that is taken here."""

    status = 415


class NotAcceptable(HttpRefusal):
    """Nothing that is offered here is asked for."""

    status = 406


class WrongMethod(HttpRefusal):
    """The path does not know the method; `allowed` does not name OPTIONS."""

    status = 405

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(allowed)
        self.allowed = allowed
