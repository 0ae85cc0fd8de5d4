"""What a provider asks for before it verifies, in the JSON form and in the older query form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pact_notary.domain.refusals import InvalidRequest
from pact_notary.domain.selector_rules import find_problems, read_selectors

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from pact_notary.domain.documents import Json
    from pact_notary.domain.selectors import Selector

SELECTOR_LIMIT = 200

_OLD_FORM = (
    "These pacts were asked for with GET, an older form that knows fewer selectors; "
    "POST the same address to use all of them."
)


@dataclass(frozen=True, slots=True)
class VerificationQuery:
    """A checked question for the pacts to verify; no selectors mean the default ones."""

    selectors: tuple[Selector, ...] = ()
    provider_branch: str | None = None
    provider_tags: tuple[str, ...] = ()
    include_pending: bool = True
    wip_since: datetime | None = None
    preface: tuple[str, ...] = ()
    """Texts said of every pact before the reasons for it."""


@dataclass(frozen=True, slots=True)
class _Fields:
    """Where a form keeps its members: they differ in spelling only."""

    branch: str
    tags: str
    selectors: str
    pending: str
    wip_since: str


_BODY = _Fields(
    "providerVersionBranch",
    "providerVersionTags",
    "consumerVersionSelectors",
    "includePendingStatus",
    "includeWipPactsSince",
)
_PARAMETERS = _Fields(
    "provider_version_branch",
    "provider_version_tags",
    "consumer_version_selectors",
    "include_pending_status",
    "include_wip_pacts_since",
)


def environment_names(body: Mapping[str, Json]) -> frozenset[str]:
    """The environments a body's selectors mention, whether or not it is valid."""
    elements = body.get(_BODY.selectors)
    if not isinstance(elements, list):
        return frozenset()
    named = [element.get("environment") for element in elements if isinstance(element, dict)]
    return frozenset(name for name in named if isinstance(name, str))


def read_body(body: Mapping[str, Json], *, environments: Container[str]) -> VerificationQuery:
    """The question of a POST.

    Args:
      environments: names of the environments that exist, at least those mentioned.
    Raises: InvalidRequest with all that is wrong, by member.
    """
    problems = _find_problems(body, environments)
    _refuse({getattr(_BODY, name): texts for name, texts in problems.items()})
    return _read(body)


def read_parameters(parameters: Mapping[str, Json]) -> VerificationQuery:
    """The question of a GET, its parameters nested as Rack nests them.

    Raises: InvalidRequest with all that is wrong, by parameter.
    """
    body = _modern_body(parameters)
    problems = _find_problems(body, frozenset())
    untagged = _untagged_latest_problems(body.get(_BODY.selectors))
    if untagged:
        problems["selectors"] = (*problems.get("selectors", ()), *untagged)
    _refuse({getattr(_PARAMETERS, name): texts for name, texts in problems.items()})
    return replace(_read(body), preface=(_OLD_FORM,))


def _refuse(errors: Mapping[str, tuple[str, ...]]) -> None:
    if errors:
        raise InvalidRequest(errors)


def _read(body: Mapping[str, Json]) -> VerificationQuery:
    branch = body.get(_BODY.branch)
    provider_branch = branch if isinstance(branch, str) else None
    return VerificationQuery(
        selectors=tuple(
            selector
            for element in _items(body.get(_BODY.selectors))
            for selector in read_selectors(element, provider_branch=provider_branch)
        ),
        provider_branch=provider_branch,
        provider_tags=tuple(
            dict.fromkeys(str(tag) for tag in _items(_listed(body.get(_BODY.tags))))
        ),
        include_pending=body.get(_BODY.pending) is not False,
        wip_since=_read_time(body.get(_BODY.wip_since)),
    )


def _find_problems(
    body: Mapping[str, Json], environments: Container[str]
) -> dict[str, tuple[str, ...]]:
    """Texts by the name of a `_Fields` member; only members with something wrong."""
    branch = body.get(_BODY.branch)
    problems = {
        "branch": _branch_problems(branch),
        "tags": _tag_problems(_listed(body.get(_BODY.tags))),
        "selectors": _selector_problems(
            body.get(_BODY.selectors),
            provider_branch=branch if isinstance(branch, str) else None,
            environments=environments,
        ),
        "pending": _pending_problems(body.get(_BODY.pending)),
        "wip_since": _time_problems(body.get(_BODY.wip_since)),
    }
    return {name: texts for name, texts in problems.items() if texts}


def _branch_problems(value: Json) -> tuple[str, ...]:
    if value is None or (isinstance(value, str) and value.strip()):
        return ()
    return ("must be a string that is not blank",)


def _tag_problems(value: Json) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        return ("must be an array of strings",)
    return tuple(
        f"must be a string that is not blank (at index {at})"
        for at, tag in enumerate(value)
        if not isinstance(tag, str) or not tag.strip()
    )


def _selector_problems(
    value: Json, *, provider_branch: str | None, environments: Container[str]
) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        return ("must be an array of objects",)
    if len(value) > SELECTOR_LIMIT:
        return (f"must hold at most {SELECTOR_LIMIT} selectors, not {len(value)}",)
    return tuple(
        f"{text} (at index {at})"
        for at, element in enumerate(value)
        for text in find_problems(
            element, provider_branch=provider_branch, environments=environments
        )
    )


def _pending_problems(value: Json) -> tuple[str, ...]:
    return () if value is None or isinstance(value, bool) else ("must be true or false",)


def _time_problems(value: Json) -> tuple[str, ...]:
    if value is None or _read_time(value) is not None:
        return ()
    return ("must be a date such as 2026-01-31, or a date and time in ISO 8601",)


def _read_time(value: Json) -> datetime | None:
    """The instant a text names; without an offset it is UTC."""
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _listed(value: Json) -> Json:
    """A single text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _modern_body(parameters: Mapping[str, Json]) -> dict[str, Json]:
    """The members of a POST that ask the same as these parameters; empty ones are absent."""
    pairs = zip(_names(_PARAMETERS), _names(_BODY), strict=True)
    body = {new: parameters[old] for old, new in pairs if parameters.get(old) not in (None, "")}
    elements = body.get(_BODY.selectors)
    if isinstance(elements, list):
        body[_BODY.selectors] = [_modern_selector(element) for element in elements]
    body[_BODY.pending] = _flag(body.get(_BODY.pending))
    since = body.get(_BODY.wip_since)
    if isinstance(since, str) and "T" in since:
        # A plus sign that was not encoded arrives as a space.
        body[_BODY.wip_since] = since.replace(" ", "+")
    return body


def _names(fields: _Fields) -> tuple[str, ...]:
    return (fields.branch, fields.tags, fields.selectors, fields.pending, fields.wip_since)


def _modern_selector(element: Json) -> Json:
    if not isinstance(element, dict):
        return element
    modern = {
        "tag": element.get("tag"),
        "latest": _flag(element.get("latest")),
        "consumer": element.get("consumer"),
        "fallbackTag": element.get("fallback_tag"),
    }
    return {name: value for name, value in modern.items() if value != ""}


def _flag(value: Json) -> Json:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _untagged_latest_problems(elements: Json) -> tuple[str, ...]:
    return tuple(
        f"latest needs a tag in this form of the request (at index {at})"
        for at, element in enumerate(_items(elements))
        if isinstance(element, dict) and element.get("latest") is True and not element.get("tag")
    )
