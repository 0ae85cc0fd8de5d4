"""A webhook as JSON is taken whole or refused with every reason, by the member it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pact_notary.domain.refusals import InvalidRequest
from pact_notary.domain.webhooks.document import (
    ANY_PARTY,
    CONTRACT_CONTENT_CHANGED,
    EVENT_NAMES,
    HookDocument,
    HookRequest,
    Party,
)
from pact_notary.domain.webhooks.request_rules import find_request_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.webhooks.targets import TargetRules

UUID_LIMIT = 255
PARTY_LIMIT = 500
DESCRIPTION_LIMIT = 4_096

_UUID = re.compile(r"[A-Za-z0-9_-]{16,}")


def read_document(raw: Json, rules: TargetRules) -> HookDocument:
    """The webhook that the JSON describes; header names become lower-case.

    Raises: InvalidRequest with every reason why it is none, or is not allowed here.
    """
    if not isinstance(raw, dict):
        raise InvalidRequest({"": ("must be an object that describes a webhook",)})
    problems: defaultdict[str, list[str]] = defaultdict(list)
    for field, text in _find_problems(raw, rules):
        problems[field].append(text)
    if problems:
        raise InvalidRequest({field: tuple(texts) for field, texts in problems.items()})
    return HookDocument(
        request=_read_request(raw["request"]),
        consumer=_read_party(raw.get("consumer")),
        provider=_read_party(raw.get("provider")),
        description=_read_text(raw.get("description")),
        enabled=raw.get("enabled") is not False,
        events=_read_events(raw.get("events")),
    )


def check_uuid(uuid: str) -> None:
    """Raises: InvalidRequest when a webhook cannot have this uuid."""
    if not _UUID.fullmatch(uuid) or len(uuid) > UUID_LIMIT:
        text = f"must be 16 to {UUID_LIMIT} of the characters A-Z, a-z, 0-9, _ and -"
        raise InvalidRequest({"uuid": (text,)})


def _find_problems(raw: JsonObject, rules: TargetRules) -> Iterator[tuple[str, str]]:
    description = raw.get("description")
    if description is not None and not isinstance(description, str):
        yield "description", "must be a string"
    if isinstance(description, str) and len(description) > DESCRIPTION_LIMIT:
        yield "description", f"must not be longer than {DESCRIPTION_LIMIT} characters"
    if not isinstance(raw.get("enabled", True), bool | None):
        yield "enabled", "must be true or false"
    for role in ("consumer", "provider"):
        yield from _find_party_problems(role, raw.get(role))
    yield from _find_event_problems(raw.get("events"))
    yield from find_request_problems(raw.get("request"), rules)


def _find_party_problems(role: str, raw: Json) -> Iterator[tuple[str, str]]:
    if raw is None:
        return
    if not isinstance(raw, dict):
        yield role, "must be an object with a name or a label"
        return
    name, label = raw.get("name"), raw.get("label")
    if name is not None and label is not None:
        yield role, "cannot have a name and a label; give one of them"
    for member, value in (("name", name), ("label", label)):
        if value is not None and not (isinstance(value, str) and value.strip()):
            yield f"{role}.{member}", "must be a string that is not blank"
        elif value is not None and len(value) > PARTY_LIMIT:
            yield f"{role}.{member}", f"must not be longer than {PARTY_LIMIT} characters"


def _find_event_problems(raw: Json) -> Iterator[tuple[str, str]]:
    if raw is None:
        return
    if not isinstance(raw, list):
        yield "events", "must be an array of objects with a name"
    elif not raw:
        yield "events", "must hold at least one event when it is given"
    else:
        for index, event in enumerate(raw):
            if not isinstance(event, dict) or event.get("name") not in EVENT_NAMES:
                yield "events", f"name must be one of {', '.join(EVENT_NAMES)} (at index {index})"


def _read_party(raw: Json) -> Party:
    if not isinstance(raw, dict):
        return ANY_PARTY
    return Party(_read_text(raw.get("name")), _read_text(raw.get("label")))


def _read_events(raw: Json) -> tuple[str, ...]:
    if not isinstance(raw, list):
        return (CONTRACT_CONTENT_CHANGED,)
    named = {event["name"] for event in raw if isinstance(event, dict)}
    return tuple(name for name in EVENT_NAMES if name in named)


def _read_request(raw: Json) -> HookRequest:
    members = raw if isinstance(raw, dict) else {}
    headers = members.get("headers")
    return HookRequest(
        method=(_read_text(members.get("method")) or "").upper(),
        url=_read_text(members.get("url")) or "",
        headers=_read_headers(headers) if isinstance(headers, dict) else (),
        body=members.get("body"),
        username=_read_text(members.get("username")),
        password=_read_text(members.get("password")),
    )


def _read_headers(raw: JsonObject) -> tuple[tuple[str, str], ...]:
    return tuple((name.lower(), _read_text(value) or "") for name, value in raw.items())


def _read_text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
