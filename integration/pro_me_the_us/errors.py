"""Everything that can go wrong with a call, cut by what the caller does next.

IntegrationError
  ApiError             the service refused, as declared      → act on `code`; do not just retry
    MalformedRequest 400 · Unauthorized 401 · Forbidden 403 · UnknownPath 404 · MethodNotAllowed 405
    BodyTooLarge 413 · UnsupportedMediaType 415 · InvalidRequest 422
    Unavailable 503    a dependency of the service is down   → retry after `retry_after_s`
    …                  each room's own refusals stand in its models
  UnexpectedResponse   it answered outside the contract      → a bug in someone; report it
  TransportError       it did not answer                     → retry if that is safe to repeat
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final


class IntegrationError(Exception):
    """Root of everything this package raises on purpose."""


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with a request; `pointer` is a JSON pointer into the body (RFC 6901)."""

    pointer: str
    detail: str


class ApiError(IntegrationError):
    """The service refused. `code` is the contract; `detail` is prose for people."""

    code: ClassVar[str]
    status: ClassVar[int]

    def __init__(
        self,
        detail: str = "",
        *,
        errors: tuple[FieldError, ...] = (),
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(detail or self.title())
        self.detail = detail or self.title()
        self.errors = errors
        self.retry_after_s = retry_after_s

    @classmethod
    def title(cls) -> str:
        """The first line of the class's docstring: what this refusal means."""
        return (cls.__doc__ or cls.code).strip().splitlines()[0]


class MalformedRequest(ApiError):
    """The body is not a JSON object."""

    code = "malformed_request"
    status = 400


class Unauthorized(ApiError):
    """The request carries no token, or one that does not hold."""

    code = "unauthorized"
    status = 401


class Forbidden(ApiError):
    """The token is good, but not for this."""

    code = "forbidden"
    status = 403


class UnknownPath(ApiError):
    """Nothing is served at this path."""

    code = "unknown_path"
    status = 404


class MethodNotAllowed(ApiError):
    """The path exists, but not for this method."""

    code = "method_not_allowed"
    status = 405


class BodyTooLarge(ApiError):
    """The body is larger than this service accepts."""

    code = "body_too_large"
    status = 413


class UnsupportedMediaType(ApiError):
    """The body must be sent as application/json."""

    code = "unsupported_media_type"
    status = 415


class InvalidRequest(ApiError):
    """The body is JSON, but not what this endpoint takes; `errors` says where."""

    code = "invalid_request"
    status = 422


class RateLimited(ApiError):
    """This key has asked too often; ask again after `retry_after_s`."""

    code = "rate_limited"
    status = 429


class Unavailable(ApiError):
    """Something this service depends on is down; nothing was changed."""

    code = "unavailable"
    status = 503


COMMON: Final[tuple[type[ApiError], ...]] = (
    MalformedRequest,
    Unauthorized,
    Forbidden,
    UnknownPath,
    MethodNotAllowed,
    BodyTooLarge,
    UnsupportedMediaType,
    InvalidRequest,
)
"""What serving an endpoint may refuse, undeclared by it."""

TRANSIENT: Final[tuple[type[ApiError], ...]] = (RateLimited, Unavailable)
"""What passes by itself. Endpoints declare it; a client understands it of those too that do not."""


class UnexpectedResponse(IntegrationError):
    """The service answered something its endpoint does not declare."""

    def __init__(self, endpoint: str, status: int, body: bytes) -> None:
        super().__init__(f"{endpoint}: {status} {body[:200]!r}")
        self.endpoint = endpoint
        self.status = status


class TransportError(IntegrationError):
    """The service did not answer: refused, timed out or cut off."""

    def __init__(self, endpoint: str, cause: str) -> None:
        super().__init__(f"{endpoint}: {cause}")
        self.endpoint = endpoint
