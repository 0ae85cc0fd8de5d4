"""Whether the provider takes what a consumer sends."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final, NamedTuple

from pact_notary.domain.openapi import media_types, pointers
from pact_notary.domain.openapi.bodies import compare_request_body
from pact_notary.domain.openapi.misfits import Finding, Kind, Severity
from pact_notary.domain.openapi.pacts import Body, is_json_type
from pact_notary.domain.openapi.parameters import check_parameter, names_of_object, read_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.document import MediaType, Operation, Parameter, SecurityScheme
    from pact_notary.domain.openapi.pacts import Request
    from pact_notary.domain.openapi.routing import Route
    from pact_notary.domain.openapi.schemas import Schemas

_FORM: Final = "application/x-www-form-urlencoded"
_KINDS: Final = {
    "path": Kind.PATH,
    "query": Kind.QUERY,
    "header": Kind.HEADER,
    "cookie": Kind.HEADER,
}
# OpenAPI tells of these elsewhere, or they are those of the connection and of any request.
_USUAL_HEADERS: Final = """
accept accept-charset accept-encoding accept-language authorization cache-control connection
content-encoding content-language content-length content-type cookie date expect forwarded host
if-match if-modified-since if-none-match if-range if-unmodified-since origin pragma range referer
te traceparent tracestate transfer-encoding upgrade user-agent via
"""
_USUAL: Final = frozenset(_USUAL_HEADERS.split())


class Sent(NamedTuple):
    """What of the operation a request uses: names of parameters, and fields of its body."""

    findings: tuple[Finding, ...]
    parameters: frozenset[tuple[str, str]]
    fields: frozenset[str]


def compare_request(route: Route, request: Request, schemas: Schemas) -> Sent:
    given = _list_given(route, request)
    findings = [
        *_compare_parameters(route.operation, request, given, schemas),
        *_list_undeclared(route.operation, request, schemas),
    ]
    body_findings, fields = _compare_body(route.operation, request, schemas)
    used = frozenset(
        (each.location, each.name) for each in route.operation.parameters if _key(each) in given
    )
    return Sent((*findings, *body_findings), used, fields)


def lacks_credentials(operation: Operation, request: Request) -> bool:
    """Whether the operation asks for some and the request shows none of them."""
    return bool(operation.security) and not any(
        all(_shows(scheme, request) for scheme in needed) for needed in operation.security
    )


def _shows(scheme: SecurityScheme, request: Request) -> bool:
    if scheme.kind == "mutualTLS":
        return True
    if scheme.kind != "apiKey":
        return bool(request.header("authorization"))
    if scheme.location == "query":
        return any(name == scheme.parameter for name, _ in request.query)
    if scheme.location == "cookie":
        return scheme.parameter in _cookies(request)
    return bool(request.header(scheme.parameter))


def _key(parameter: Parameter) -> tuple[str, str]:
    is_header = parameter.location == "header"
    return parameter.location, parameter.name.lower() if is_header else parameter.name


def _list_given(route: Route, request: Request) -> dict[tuple[str, str], tuple[str, ...]]:
    """(location, name) → texts; header names in small letters."""
    return {
        **{("path", name): (text,) for name, text in route.parameters},
        **{("query", name.removesuffix("[]")): texts for name, texts in request.query},
        **{("query", name): texts for name, texts in request.query},
        **{("header", name.lower()): texts for name, texts in request.headers},
        **{("cookie", name): (text,) for name, text in _cookies(request).items()},
    }


def _cookies(request: Request) -> dict[str, str]:
    read: SimpleCookie = SimpleCookie()
    for text in request.header("cookie"):
        try:
            read.load(text)
        except CookieError:
            continue
    return {name: morsel.value for name, morsel in read.items()}


def _compare_parameters(
    operation: Operation,
    request: Request,
    given: dict[tuple[str, str], tuple[str, ...]],
    schemas: Schemas,
) -> Iterator[Finding]:
    for parameter in operation.parameters:
        key = _key(parameter)
        if key[0] == "header" and key[1] in _USUAL:
            continue
        place = _place(request, parameter)
        what = f"{parameter.location} parameter {parameter.name}"
        if key in given:
            for problem in check_parameter(parameter, given[key], schemas):
                text = (
                    f"the {what} is not accepted: {problem.actual} does not satisfy "
                    f"`{problem.keyword}` {problem.expected}"
                )
                yield Finding(
                    _KINDS[parameter.location],
                    Severity.ERROR,
                    place,
                    problem.pointer,
                    problem.expected,
                    problem.actual,
                    text,
                )
        elif parameter.is_required and not _is_elsewhere(parameter, schemas):
            text = f"the {what} is required and not sent"
            kind = _KINDS[parameter.location]
            yield Finding(kind, Severity.ERROR, place, parameter.pointer, parameter.name, "", text)


def _is_elsewhere(parameter: Parameter, schemas: Schemas) -> bool:
    """A path that fits has all of its own; an object's members are parameters of their own."""
    is_object = parameter.location == "query" and names_of_object(parameter, schemas)
    return parameter.location == "path" or bool(is_object)


def _place(request: Request, parameter: Parameter) -> str:
    if parameter.location == "path":
        return f"{request.pointer}/path"
    if parameter.location == "query":
        is_named = any(name == parameter.name for name, _ in request.query)
        return pointers.join(request.pointer, "query", *([parameter.name] if is_named else []))
    told = "cookie" if parameter.location == "cookie" else parameter.name.lower()
    names = [name for name, _ in request.headers if name.lower() == told]
    return pointers.join(request.pointer, "headers", *names[:1])


def _list_undeclared(operation: Operation, request: Request, schemas: Schemas) -> Iterator[Finding]:
    known = {_key(parameter) for parameter in operation.parameters}
    for parameter in operation.parameters:
        if parameter.location == "query":
            known.update(("query", name) for name in names_of_object(parameter, schemas))
    for scheme in (each for needed in operation.security for each in needed):
        is_header = scheme.location == "header"
        known.add((scheme.location, scheme.parameter.lower() if is_header else scheme.parameter))
    for name, texts in request.query:
        if not {("query", name), ("query", name.removesuffix("[]"))} & known:
            yield _undeclared(Kind.QUERY, Severity.ERROR, operation, request, (name, texts))
    for name, texts in request.headers:
        if name.lower() not in _USUAL and ("header", name.lower()) not in known:
            yield _undeclared(Kind.HEADER, Severity.WARNING, operation, request, (name, texts))


def _undeclared(
    kind: Kind,
    severity: Severity,
    operation: Operation,
    request: Request,
    told: tuple[str, tuple[str, ...]],
) -> Finding:
    name, texts = told
    what, member = ("query parameter", "query") if kind is Kind.QUERY else ("header", "headers")
    return Finding(
        kind,
        severity,
        pointers.join(request.pointer, member, name),
        operation.pointer,
        f"a declared {what}",
        ", ".join(texts),
        f"the consumer sends the {what} {name}, which {operation.title} does not declare",
    )


def _compare_body(
    operation: Operation, request: Request, schemas: Schemas
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    declared, body = operation.request_body, request.body
    if body is None:
        missing = declared is not None and declared.is_required
        return ((_missing_body(operation, request),) if missing else ()), frozenset()
    if declared is None:
        text = f"the consumer sends a body, and {operation.title} takes none"
        finding = Finding(
            Kind.BODY, Severity.ERROR, body.pointer, operation.pointer, "no body", "a body", text
        )
        return (finding,), frozenset()
    chosen = media_types.candidates(declared.content, request.content_type, is_json=body.is_json)
    if not chosen:
        return (_wrong_type(operation, request, declared.content),), frozenset()
    return _compare_content(body, request, chosen[0], schemas)


def _missing_body(operation: Operation, request: Request) -> Finding:
    declared = operation.request_body
    pointer = declared.pointer if declared else operation.pointer
    text = f"{operation.title} needs a body, and the consumer sends none"
    return Finding(Kind.BODY, Severity.ERROR, request.pointer, pointer, "a body", "no body", text)


def _wrong_type(operation: Operation, request: Request, declared: tuple[MediaType, ...]) -> Finding:
    taken = ", ".join(each.content_type for each in declared)
    sent = request.content_type or "a body whose type is not told"
    return Finding(
        Kind.CONTENT_TYPE,
        Severity.ERROR,
        pointers.join(request.pointer, "headers"),
        operation.request_body.pointer if operation.request_body else operation.pointer,
        taken,
        sent,
        f"the consumer sends {sent}, and {operation.title} takes {taken}",
    )


def _compare_content(
    body: Body, request: Request, media_type: MediaType, schemas: Schemas
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Of a type that no schema can tell about, nothing but the type is compared."""
    schema = media_type.schema
    if schema is None:
        return (), frozenset()
    is_form = media_types.bare(media_type.content_type) == _FORM and isinstance(body.content, str)
    if is_form:
        value = read_form(str(body.content), schema, schemas)
        body = Body(value, is_json=True, pointer=body.pointer)
    is_text = isinstance(body.content, str) and request.content_type.startswith("text/")
    if not (body.is_json or is_form or is_text or is_json_type(request.content_type)):
        return (), frozenset()
    return compare_request_body(body, request.rules, schema, schemas)
