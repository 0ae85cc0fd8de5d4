"""Whether the provider can answer what a consumer expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pact_notary.domain.openapi import media_types, pointers
from pact_notary.domain.openapi.bodies import Compared, compare_response_body
from pact_notary.domain.openapi.document import ANY_STATUS
from pact_notary.domain.openapi.misfits import Finding, Kind, Severity
from pact_notary.domain.openapi.parameters import check_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi import document, pacts
    from pact_notary.domain.openapi.document import Operation
    from pact_notary.domain.openapi.pacts import Request
    from pact_notary.domain.openapi.schemas import Schemas

# Those of RFC 9110 to 9112 that any answer may have without being declared.
_USUAL_HEADERS: Final = """
age allow cache-control connection content-encoding content-language content-length
content-location content-type date etag expires last-modified location retry-after server
set-cookie trailer transfer-encoding vary via www-authenticate
"""
_USUAL: Final = frozenset(_USUAL_HEADERS.split())


class Expected(NamedTuple):
    """`status` is the declared one that is meant; empty if none is."""

    findings: tuple[Finding, ...]
    status: str
    fields: frozenset[str]


def find_response(operation: Operation, status: int) -> document.Response | None:
    """The exact status, else its range, else the default."""
    declared = {response.status: response for response in operation.responses}
    names = (str(status), f"{status // 100}XX", ANY_STATUS)
    return next((declared[name] for name in names if name in declared), None)


def compare_response(
    operation: Operation, request: Request, response: pacts.Response, schemas: Schemas
) -> Expected:
    declared = find_response(operation, response.status)
    if declared is None:
        return Expected((_undeclared_status(operation, response),), "", frozenset())
    findings, fields = _compare_body(operation, response, declared, schemas)
    return Expected(
        (
            *_compare_accept(operation, request, declared),
            *_compare_headers(operation, response, declared, schemas),
            *findings,
        ),
        declared.status,
        fields,
    )


def _undeclared_status(operation: Operation, response: pacts.Response) -> Finding:
    declared = ", ".join(each.status for each in operation.responses)
    return Finding(
        Kind.STATUS,
        Severity.ERROR,
        f"{response.pointer}/status",
        f"{operation.pointer}/responses",
        declared,
        str(response.status),
        f"the consumer expects {response.status}, and {operation.title} answers {declared}",
    )


def _compare_accept(
    operation: Operation, request: Request, declared: document.Response
) -> Iterator[Finding]:
    accept = request.header("accept")
    if not (accept and declared.content) or media_types.is_accepted(accept, declared.content):
        return
    answered = ", ".join(each.content_type for each in declared.content)
    names = [name for name, _ in request.headers if name.lower() == "accept"]
    yield Finding(
        Kind.ACCEPT,
        Severity.ERROR,
        pointers.join(request.pointer, "headers", names[0]),
        declared.pointer,
        answered,
        ", ".join(accept),
        f"the consumer accepts {', '.join(accept)}, and {operation.title} answers {answered}",
    )


def _compare_headers(
    operation: Operation,
    response: pacts.Response,
    declared: document.Response,
    schemas: Schemas,
) -> Iterator[Finding]:
    known = {header.name.lower(): header for header in declared.headers}
    for name, texts in response.headers:
        at = pointers.join(response.pointer, "headers", name)
        header = known.get(name.lower())
        if header is None and name.lower() not in _USUAL:
            text = (
                f"the consumer reads the header {name}, which {operation.title} does not declare "
                f"for {declared.status}"
            )
            pointer, shown = declared.pointer, ", ".join(texts)
            error = Severity.ERROR
            yield Finding(Kind.ANSWER_HEADER, error, at, pointer, "a declared header", shown, text)
        elif header is not None and name.lower() != "content-type":
            yield from _compare_header(header, texts, at, response, schemas)


def _compare_header(
    header: document.Header,
    texts: tuple[str, ...],
    at: str,
    response: pacts.Response,
    schemas: Schemas,
) -> Iterator[Finding]:
    if header.schema is None:
        return
    named = response.rules.named or {}
    is_loose = ("header", header.name.lower()) in named
    for problem in check_texts(texts, header.schema, schemas, side="response"):
        text = (
            f"the answer's header {header.name} is never so: {problem.actual} does not satisfy "
            f"`{problem.keyword}` {problem.expected}"
        )
        severity = Severity.WARNING if is_loose else Severity.ERROR
        yield Finding(
            Kind.ANSWER_HEADER,
            severity,
            at,
            problem.pointer,
            problem.expected,
            problem.actual,
            text,
        )


def _compare_body(
    operation: Operation,
    response: pacts.Response,
    declared: document.Response,
    schemas: Schemas,
) -> Compared:
    body = response.body
    if body is None:
        return Compared((), frozenset())
    if not declared.content:
        text = (
            f"the consumer expects a body, and {operation.title} answers {declared.status} "
            "without one"
        )
        pointer, error = declared.pointer, Severity.ERROR
        finding = Finding(Kind.ANSWER, error, body.pointer, pointer, "no body", "a body", text)
        return Compared((finding,), frozenset())
    chosen = media_types.candidates(declared.content, response.content_type, is_json=body.is_json)
    if not chosen:
        return Compared((_wrong_type(operation, response, declared),), frozenset())
    compared = [_compare_content(response, body, each, schemas) for each in chosen]
    return next((each for each in compared if not each.findings), compared[0])


def _wrong_type(
    operation: Operation, response: pacts.Response, declared: document.Response
) -> Finding:
    answered = ", ".join(each.content_type for each in declared.content)
    wanted = response.content_type or "a body of another type"
    return Finding(
        Kind.ANSWER_TYPE,
        Severity.ERROR,
        pointers.join(response.pointer, "headers"),
        declared.pointer,
        answered,
        wanted,
        f"the consumer expects {wanted}, and {operation.title} answers {declared.status} as "
        f"{answered}",
    )


def _compare_content(
    response: pacts.Response, body: pacts.Body, media_type: document.MediaType, schemas: Schemas
) -> Compared:
    """Of a body that is neither JSON nor text, nothing but the type is compared."""
    is_text = isinstance(body.content, str) and response.content_type.startswith("text/")
    if media_type.schema is None or not (body.is_json or is_text):
        return Compared((), frozenset())
    return compare_response_body(body, response.rules, media_type.schema, schemas)
