"""Calls an endpoint: the one place that turns a request into bytes and an answer into a model."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, overload
from urllib.parse import quote

import requests
from pydantic import BaseModel, ValidationError

from pro_me_the_us.endpoint import (
    IDEMPOTENCY_KEY,
    NO_CONTENT,
    Endpoint,
    RequestT,
    ResponseT,
)
from pro_me_the_us.errors import (
    COMMON,
    TRANSIENT,
    ApiError,
    FieldError,
    TransportError,
    UnexpectedResponse,
)
from pro_me_the_us.traces import CURRENT, write_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ViewT = TypeVar("ViewT", bound=BaseModel)

PROBLEM = "application/problem+json"
_TOKEN = re.compile(r"[!-~]+")
_CHUNK_BYTES = 65_536
_SECONDS = re.compile(r"[0-9]{1,9}")


def _keep_still(_operation: str, _code: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Client:
    """A service at `base_url`. `token` is asked for a bearer token for each scope that is needed;
    one that signs gives a fresh one each time, so that no request is a replay.

    `refused` is told of each call that fails: the endpoint's name, and the code of the refusal, or
    else `unexpected_response` or `no_answer`.

    `timeout_s`: seconds to connect, and seconds between bytes. An answer of more than
    `max_answer_bytes` is not read: a bad neighbour must not fill the memory.
    """

    base_url: str
    token: Callable[[str], str]
    timeout_s: tuple[float, float] = (5.0, 30.0)
    max_answer_bytes: int = 10_000_000
    session: requests.Session = field(default_factory=requests.Session, repr=False)
    refused: Callable[[str, str], None] = field(default=_keep_still, repr=False)

    @overload
    def call(
        self,
        endpoint: Endpoint[RequestT, ResponseT],
        request: RequestT,
        *,
        idempotency_key: str | None = None,
    ) -> ResponseT: ...

    @overload
    def call(
        self,
        endpoint: Endpoint[RequestT, ResponseT],
        request: RequestT,
        *,
        into: type[ViewT],
        idempotency_key: str | None = None,
    ) -> ViewT: ...

    def call(
        self,
        endpoint: Any,
        request: Any,
        *,
        into: Any = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Send `request`; read the answer as `into`, or as the declared response.

        A repeatable endpoint answers the same request with the same `idempotency_key` as before.

        Raises:
            ApiError: The service refused; the class is the one its handler raised.
            UnexpectedResponse: It answered outside its declaration.
            TransportError: It did not answer.
        """
        again = {} if idempotency_key is None else {IDEMPOTENCY_KEY: idempotency_key}
        with self._telling(endpoint):
            answer = self._ask(endpoint, request, into or endpoint.response, again)
            if answer is None:
                raise UnexpectedResponse(endpoint.name, NO_CONTENT, b"")
        return answer

    def poll(
        self, endpoint: Endpoint[RequestT, ResponseT], request: RequestT, *, into: type[ViewT]
    ) -> ViewT | None:
        """As `call`, for endpoints that may have nothing to give: 204 is None."""
        with self._telling(endpoint):
            return self._ask(endpoint, request, into, {})

    @contextmanager
    def _telling(self, endpoint: Endpoint[RequestT, ResponseT]) -> Iterator[None]:
        try:
            yield
        except ApiError as error:
            self.refused(endpoint.name, error.code)
            raise
        except UnexpectedResponse:
            self.refused(endpoint.name, "unexpected_response")
            raise
        except TransportError:
            self.refused(endpoint.name, "no_answer")
            raise

    def _ask(
        self,
        endpoint: Endpoint[RequestT, ResponseT],
        request: RequestT,
        into: type[ViewT],
        headers: Mapping[str, str],
    ) -> ViewT | None:
        response = self._read(endpoint, self._send(endpoint, request, headers))
        if response.status_code not in endpoint.status:
            raise _refusal(endpoint, response)
        if response.status_code == NO_CONTENT:
            return None
        try:
            # Whatever a view says, and however deep: a service may always answer more.
            return into.model_validate_json(response.content, extra="ignore")
        except ValidationError as error:
            raise UnexpectedResponse(
                endpoint.name, response.status_code, response.content
            ) from error

    def _read(self, endpoint: Endpoint[RequestT, ResponseT], response: requests.Response) -> _Read:
        try:
            with response:
                content = _take(response, self.max_answer_bytes)
        except requests.RequestException as error:
            raise TransportError(endpoint.name, str(error)) from error
        if len(content) > self.max_answer_bytes:
            raise UnexpectedResponse(endpoint.name, response.status_code, content)
        return _Read(response.status_code, response.headers, content)

    def _send(
        self,
        endpoint: Endpoint[RequestT, ResponseT],
        request: RequestT,
        more_headers: Mapping[str, str],
    ) -> requests.Response:
        values = request.model_dump(mode="json", exclude_unset=True)
        path = re.sub(
            r"{([a-z_]+)}", lambda m: quote(str(values.pop(m[1])), safe=""), endpoint.path
        )
        headers = {
            "Accept": "application/json, application/problem+json",
            **write_headers(CURRENT.get()),
            **more_headers,
        }
        if endpoint.scope is not None:
            token = self.token(endpoint.scope)
            headers["Authorization"] = f"Bearer {_sendable(endpoint.name, token)}"
        try:
            return self.session.request(
                endpoint.method,
                self.base_url.rstrip("/") + path,
                headers=headers,
                auth=_as_given,
                timeout=self.timeout_s,
                allow_redirects=False,
                stream=True,
                json=values if endpoint.has_body else None,
                params=None if endpoint.has_body else values,
            )
        except requests.RequestException as error:
            raise TransportError(endpoint.name, str(error)) from error


def _sendable(endpoint: str, token: str) -> str:
    """`token`, when a header can carry it. The library below would quote one that it refuses."""
    if not _TOKEN.fullmatch(token):
        raise TransportError(endpoint, "the token holds what no header can carry")
    return token


def _as_given(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    """Without an `auth`, requests puts a password of the user's ~/.netrc in place of the token."""
    return prepared


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer of which nothing is left to read."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


def _take(response: requests.Response, limit: int) -> bytes:
    """The answer, or, of a larger one, a little more than the limit."""
    content = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        content += chunk
        if len(content) > limit:
            break
    return bytes(content)


def _refusal(
    endpoint: Endpoint[RequestT, ResponseT], response: _Read
) -> ApiError | UnexpectedResponse:
    unexpected = UnexpectedResponse(endpoint.name, response.status_code, response.content)
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    if media_type.strip().lower() != PROBLEM:
        return unexpected
    try:
        problem = _Problem.model_validate_json(response.content)
    except ValidationError:
        return unexpected
    for refusal in (*endpoint.refusals, *COMMON, *TRANSIENT):
        if (refusal.code, refusal.status) == (problem.code, response.status_code):
            return refusal(
                problem.detail,
                errors=tuple(FieldError(e.pointer, e.detail) for e in problem.errors),
                retry_after_s=_seconds(response.headers.get("Retry-After")),
            )
    return unexpected


def _seconds(header: str | None) -> int | None:
    return int(header) if header is not None and _SECONDS.fullmatch(header) else None


class _ProblemField(BaseModel):
    pointer: str = ""
    detail: str = ""


class _Problem(BaseModel):
    """What a client reads of a problem document (RFC 9457 §3.1)."""

    code: str
    detail: str = ""
    errors: list[_ProblemField] = []
