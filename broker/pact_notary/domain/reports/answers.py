"""The broker's answer to a question is read as a report; a member that is odd is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.reports.facts import NOTICE, Action, Cause, Check, Report, Status

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.domain.reports.facts import Question

_BLOCKING_NOTICE = "error"


def read_answer(document: Json, question: Question) -> Report:
    """A document of `/matrix` or `/can-i-deploy`, also of a broker that gives no reasons."""
    verdict = at(document, "summary", "deployable")
    return Report(
        question,
        verdict if isinstance(verdict, bool) else None,
        tuple(_read_row(row) for row in list_at(document, "matrix")),
        _read_causes(document),
        tuple(
            Action(text_at(action, "text"), texts_at(action, "commands"))
            for action in list_at(document, "actions")
        ),
    )


def at(document: Json, *names: str) -> Json:
    """What is below these members; None when one of them is missing."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document


def text_at(document: Json, *names: str) -> str:
    found = at(document, *names)
    return found if isinstance(found, str) else ""


def list_at(document: Json, *names: str) -> list[Json]:
    found = at(document, *names)
    return found if isinstance(found, list) else []


def texts_at(document: Json, *names: str) -> tuple[str, ...]:
    return tuple(each for each in list_at(document, *names) if isinstance(each, str))


def _read_row(row: Json) -> Check:
    return Check(
        consumer=text_at(row, "consumer", "name"),
        consumer_version=text_at(row, "consumer", "version", "number"),
        provider=text_at(row, "provider", "name"),
        provider_version=text_at(row, "provider", "version", "number") or None,
        status=_status(row),
        verified_at=text_at(row, "verificationResult", "verifiedAt"),
        pact_url=text_at(row, "pact", "_links", "self", "href"),
        result_url=text_at(row, "verificationResult", "_links", "self", "href"),
    )


def _status(row: Json) -> Status:
    if at(row, "ignored") is True:
        return Status.IGNORED
    match at(row, "verificationResult", "success"):
        case True:
            return Status.VERIFIED
        case False:
            return Status.FAILED
        case _:
            return Status.NEVER


def _read_causes(document: Json) -> tuple[Cause, ...]:
    """The reasons; a broker without them says it in notices."""
    reasons = list_at(document, "reasons")
    if reasons:
        return tuple(
            Cause(
                text_at(reason, "kind"),
                text_at(reason, "text"),
                is_blocking=at(reason, "blocking") is not False,
            )
            for reason in reasons
        )
    notices = list_at(document, "notices")
    return tuple(
        Cause(NOTICE, text_at(notice, "text"), is_blocking=True)
        for notice in notices
        if text_at(notice, "type") == _BLOCKING_NOTICE
    )
