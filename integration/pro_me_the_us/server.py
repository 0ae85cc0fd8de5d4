"""Serves an endpoint from a Flask app: parse, authorise, answer; every failure is a problem."""

from __future__ import annotations

import functools
import json
import re
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Request, Response, current_app, g, request
from pydantic import ValidationError
from pydantic_core import from_json
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, UnsupportedMediaType

from pro_me_the_us import errors
from pro_me_the_us.endpoint import NO_CONTENT, Answer, Endpoint, RequestT, ResponseT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pro_me_the_us.endpoint import RequestModel

CallerT = TypeVar("CallerT")

_REQUEST_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
# A small body can hold very many mistakes; telling all of them would be a large answer.
_MAX_FIELD_ERRORS = 100
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")
_BY_STATUS = {error.status: error for error in (*errors.COMMON, *errors.TRANSIENT)}


def serve(
    app: Flask,
    endpoint: Endpoint[RequestT, ResponseT],
    handler: Callable[[RequestT, CallerT], ResponseT | Answer[ResponseT]],
    authorize: Callable[[Request, str | None], CallerT],
) -> None:
    """Route `endpoint` to `handler`; `authorize` gets the request and the scope it needs.

    Authorisation comes before the body is read, so that a stranger learns nothing of its shape.
    """

    numbers = _numbers(endpoint.request)

    def view(**path: str) -> Response:
        caller = authorize(request, endpoint.scope)
        answer = handler(_read(endpoint, path, numbers), caller)
        if not isinstance(answer, Answer):
            answer = Answer(endpoint.status[0], answer)
        return _answer(endpoint, answer)

    rule = endpoint.path.replace("{", "<").replace("}", ">")
    app.add_url_rule(rule, endpoint.name, view, methods=[endpoint.method])


def answer_problems(app: Flask) -> None:
    """Make every error of `app` a problem document, and name each request by `X-Request-Id`."""
    app.register_error_handler(errors.ApiError, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _break)
    app.before_request(_name_request)
    app.after_request(_echo_name)


@functools.cache
def _numbers(model: type[RequestModel]) -> frozenset[str]:
    """The fields of a request that take an integer."""
    properties = model.model_json_schema().get("properties", {})
    return frozenset(
        name
        for name, schema in properties.items()
        if "integer" in {kind.get("type") for kind in (schema, *schema.get("anyOf", ()))}
    )


def _from_text(texts: dict[str, str], numbers: frozenset[str]) -> dict[str, str | int]:
    """Path and query carry numbers as text. What is not written as one stays text, and is refused
    by the strict model, as it would be in a body.
    """
    return {
        name: int(text) if name in numbers and _INTEGER.fullmatch(text) else text
        for name, text in texts.items()
    }


def _whole(fields: dict[str, Any], numbers: frozenset[str]) -> dict[str, Any]:
    """A body writes 3 as 3.0 if it likes; the strict model would refuse it.

    Source: JSON Schema 2020-12 Validation §6.1.1, an integer has a zero fractional part.
    """
    return {
        name: int(value)
        if name in numbers and isinstance(value, float) and value.is_integer()
        else value
        for name, value in fields.items()
    }


def _read(
    endpoint: Endpoint[RequestT, ResponseT], path: dict[str, str], numbers: frozenset[str]
) -> RequestT:
    if endpoint.has_body:
        fields = _whole(_body(), numbers)
    else:
        fields = _from_text(request.args.to_dict(), numbers)
    doubled = fields.keys() & path.keys()
    if doubled:
        raise errors.InvalidRequest(
            errors=tuple(errors.FieldError(f"/{n}", "belongs in the path") for n in sorted(doubled))
        )
    try:
        # JSON mode is what lets a strict model take times and enumerations written as text.
        return endpoint.request.model_validate_json(
            json.dumps({**fields, **_from_text(path, numbers)})
        )
    except ValidationError as error:
        raise errors.InvalidRequest(errors=_field_errors(error)) from error


def _answer(endpoint: Endpoint[RequestT, ResponseT], answer: Answer[ResponseT]) -> Response:
    if answer.status not in endpoint.status:
        raise TypeError(f"{endpoint.name} does not declare {answer.status}")
    if (answer.body is None) != (answer.status == NO_CONTENT):
        raise TypeError(f"{endpoint.name}: 204 has no body, and {answer.status} must have one")
    if answer.body is None:
        nothing = Response(status=NO_CONTENT)
        del nothing.headers["Content-Type"]
        return nothing
    return _json(answer.body.model_dump_json(), answer.status, "application/json")


def _field_errors(error: ValidationError) -> tuple[errors.FieldError, ...]:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return tuple(
        errors.FieldError("".join(f"/{_escape(step)}" for step in e["loc"]), e["msg"])
        for e in found[:_MAX_FIELD_ERRORS]
    )


def _escape(step: int | str) -> str:
    """Source: RFC 6901 §3."""
    return str(step).replace("~", "~0").replace("/", "~1")


def _body() -> dict[str, Any]:
    if request.mimetype != "application/json":
        raise errors.UnsupportedMediaType
    try:
        # Unlike the standard library's, this parser stops at a depth, takes UTF-8 only, and refuses
        # halves of surrogate pairs, which no database or log could store.
        body = from_json(request.get_data(), allow_inf_nan=False)
    except ValueError as error:
        raise errors.MalformedRequest(f"The body is not JSON: {error}.") from error
    if not isinstance(body, dict):
        raise errors.MalformedRequest
    return body


def _refuse(error: errors.ApiError) -> Response:
    body = {
        "type": f"urn:problem:{error.code}",
        "title": error.title(),
        "status": error.status,
        "code": error.code,
        "detail": error.detail,
        "errors": [{"pointer": e.pointer, "detail": e.detail} for e in error.errors],
    }
    response = _json(json.dumps(body), error.status, "application/problem+json")
    if error.status == errors.Unauthorized.status:
        response.headers["WWW-Authenticate"] = "Bearer"
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    if error.status == errors.Unavailable.status and error.__cause__ is not None:
        # The caller cannot mend what is down; whoever can must find out what it is.
        name, cause = g.request_id, error.__cause__
        current_app.logger.warning("request.unavailable request_id=%s cause=%s", name, cause)
    g.problem_code = error.code
    return response


def _refuse_http(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        return _refuse(errors.BodyTooLarge(f"The body is larger than {limit} bytes."))
    if isinstance(error, UnsupportedMediaType):
        return _refuse(errors.UnsupportedMediaType())
    refusal = _BY_STATUS.get(error.code or 0, errors.MalformedRequest)
    response = _refuse(refusal())
    if error.code == errors.MethodNotAllowed.status:
        response.headers["Allow"] = error.get_response().headers.get("Allow", "")
    return response


def _break(error: Exception) -> Response:
    """The one broad handler: the caller learns the request's name, the log everything else."""
    current_app.logger.error("request.broke request_id=%s", g.request_id, exc_info=error)
    body = {
        "type": "urn:problem:internal_error",
        "title": "The service failed; this is its fault, not yours.",
        "status": 500,
        "code": "internal_error",
        "detail": f"Ask the operator for request {g.request_id}.",
        "errors": [],
    }
    g.problem_code = "internal_error"
    return _json(json.dumps(body), 500, "application/problem+json")


def _json(body: str, status: int, media_type: str) -> Response:
    return Response(body, status, content_type=media_type)


def _name_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_NAME.fullmatch(given) else secrets.token_hex(8)


def _echo_name(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    return response
