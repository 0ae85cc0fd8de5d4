"""What went wrong, as a body: ours by default, a problem document to those who ask for one.

Source: RFC 9457 for problem documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest
from pact_notary.http.answers import Answer, serialise
from pact_notary.http.negotiation import HAL, JSON, PROBLEM, TEXT, wants_problem
from pact_notary.http.refusals import HttpRefusal, WrongMethod, WrongParameters
from pact_notary.resources.representation import show_notice
from pact_notary.service.refusals import (
    ContentConflict,
    InvalidPublication,
    MergeConflict,
    NotPossible,
    PublishConflict,
    SimilarNames,
    Unknown,
    UnknownName,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.refusals import Refusal
    from pact_notary.http.links import Links

_EMPTY = frozenset({405, 406, 415})
_FAILURE = "The broker failed to do this. Its log tells why, under this reference."


def describe(refusal: HttpRefusal | Refusal) -> Answer:
    if isinstance(refusal, HttpRefusal):
        return _describe_http_refusal(refusal)
    return _describe_refusal(refusal)


def _describe_http_refusal(refusal: HttpRefusal) -> Answer:
    if isinstance(refusal, WrongParameters):
        return _validation(400, refusal.errors)
    if isinstance(refusal, WrongMethod):
        return Answer(405, headers={"Allow": ", ".join((*refusal.allowed, "OPTIONS"))})
    if refusal.status in _EMPTY:
        return Answer(refusal.status)
    return describe_text(refusal.status, str(refusal))


def _describe_refusal(refusal: Refusal) -> Answer:
    match refusal:
        case NotPossible(errors=errors):
            return _validation(422, errors)
        case InvalidRequest(errors=errors):
            return _validation(400, errors)
        case InvalidMatrix(errors=texts):
            return Answer(400, serialise({"errors": texts}), HAL)
        case UnknownName():
            return Answer(404, serialise({"error": str(refusal)}), HAL)
        case Unknown():
            return describe_text(404, str(refusal))
        case _:
            return _describe_conflict(refusal)


def sentences_of(refusal: HttpRefusal | Refusal) -> tuple[str, ...]:
    """What is wrong, for a person; nothing when the status says it all."""
    match refusal:
        case WrongParameters(errors=errors) | NotPossible(errors=errors):
            return _flatten(errors)
        case InvalidRequest(errors=errors):
            return _flatten(errors)
        case InvalidMatrix(errors=texts):
            return tuple(texts)
        case PublishConflict(errors=texts):
            return tuple(texts)
        case HttpRefusal() if refusal.status in _EMPTY:
            return ()
        case _:
            return (str(refusal),)


def _flatten(errors: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(f"{name} {text}".strip() for name, texts in errors.items() for text in texts)


def describe_text(status: int, text: str) -> Answer:
    return Answer(status, serialise({"error": text}), JSON)


def failure_text(reference: str) -> str:
    return f"{_FAILURE} It is {reference}."


def describe_failure(reference: str, *, accept: str | None, links: Links) -> Answer:
    """A mistake of the broker itself; the reference is in its log too."""
    if wants_problem(accept):
        failure = RuntimeError(failure_text(reference))
        return Answer(500, serialise(_problem(500, failure, links)), PROBLEM)
    error = {"message": _FAILURE, "reference": reference}
    return Answer(500, serialise({"error": error}), JSON)


def as_problem(answer: Answer, reason: Exception, links: Links) -> Answer:
    """The same answer as a problem document; one without a body stays without.

    What is said of a publication stays as it is: a problem document has no room for notices, and
    who publishes a provider's contract cannot read one.
    """
    if answer.body is None or isinstance(reason, PublishConflict | InvalidPublication):
        return answer
    document = _problem(answer.status, reason, links)
    return Answer(answer.status, serialise(document), PROBLEM, answer.headers)


def _describe_conflict(refusal: Refusal) -> Answer:
    match refusal:
        case PublishConflict(notices=notices, errors=texts):
            document = {
                "notices": [show_notice(notice) for notice in notices],
                "errors": {"contracts": texts},
            }
            return Answer(409, serialise(document), JSON)
        case SimilarNames():
            return Answer(409, str(refusal), TEXT)
        case ContentConflict():
            return describe_text(409, str(refusal))
        case MergeConflict():
            return Answer(409)
        case _:
            return describe_text(400, str(refusal))


def _validation(status: int, errors: Mapping[str, tuple[str, ...]]) -> Answer:
    return Answer(status, serialise({"errors": errors}), HAL)


def _problem(status: int, reason: Exception, links: Links) -> dict[str, Any]:
    match reason:
        case InvalidRequest(errors=errors):
            return _validation_problem(status, _pointed(errors, links), links)
        case WrongParameters(errors=errors):
            return _validation_problem(status, _parameters(errors, links), links)
        case InvalidMatrix(errors=texts):
            return _validation_problem(status, _parameters({"": texts}, links), links)
        case Unknown() | UnknownName():
            kind, title = "problem/not-found", "Not found"
        case _:
            kind, title = _KINDS.get(status, ("problems/server-error", "The broker failed"))
    return {
        "title": title,
        "type": f"{links.base}/{kind}",
        "detail": str(reason),
        "status": status,
    }


_KINDS = {
    400: ("problems/invalid-request", "The request cannot be read"),
    404: ("problem/not-found", "Not found"),
    409: ("problems/conflict", "It contradicts what is stored"),
    413: ("problems/body-too-large", "The body is too large"),
    422: ("problems/not-possible", "It cannot be done"),
}


def _validation_problem(status: int, errors: list[dict[str, str]], links: Links) -> dict[str, Any]:
    return {
        "title": "Something in the request is not valid",
        "type": f"{links.base}/problems/validation-error",
        "status": status,
        "instance": "/",
        "errors": errors,
    }


def _pointed(errors: Mapping[str, tuple[str, ...]], links: Links) -> list[dict[str, str]]:
    return [
        {
            "type": f"{links.base}/problems/{_body_kind(text)}",
            "title": "A member of the body is not valid",
            "detail": f"{name} {text}".strip(),
            "pointer": _pointer(name, text),
        }
        for name, texts in errors.items()
        for text in texts
    ]


def _parameters(errors: Mapping[str, tuple[str, ...]], links: Links) -> list[dict[str, str]]:
    return [
        {
            "type": f"{links.base}/problems/{_parameter_kind(text)}",
            "title": "A parameter is not valid",
            "detail": f"{name} {text}".strip(),
            "parameter": name,
        }
        for name, texts in errors.items()
        for text in texts
    ]


def _body_kind(text: str) -> str:
    return "missing-body-property" if "is missing" in text else "invalid-body-property-value"


def _parameter_kind(text: str) -> str:
    missing = "is missing" in text
    return "missing-request-parameter" if missing else "invalid-request-parameter-value"


def _pointer(name: str, text: str) -> str:
    """The JSON pointer of a member: `request.url` is `/request/url`, with the index it tells."""
    path = "".join(f"/{part}" for part in name.split(".") if part)
    _, found, index = text.rpartition(" (at index ")
    return f"{path}/{index.removesuffix(')')}" if found else path
