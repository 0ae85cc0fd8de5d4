"""Matrix and can-i-deploy parameters become a query, or all that is wrong with them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pact_notary.domain.matrix_query import (
    ANY_VERSION,
    DEFAULT_LIMIT,
    Criteria,
    IgnoreSelector,
    LatestBy,
    MatrixQuery,
    VersionSelector,
    deploy_beside_tag,
    deploy_to_environment,
)
from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.matrix_query import Outcome

SELECTOR_LIMIT = 200

_FIRST_YEAR = 1970
_NO_MOMENT = (
    "must be a time with a zone as in ISO 8601, such as 2026-03-01T12:00:00Z "
    "(a + in a query is written %2B)"
)
_LIMIT = re.compile(r"0*[1-9][0-9]{0,8}")
_OUTCOMES: dict[str, Outcome] = {"true": True, "false": False, "": None}


def pacticipant_names(parameters: JsonObject) -> frozenset[str]:
    """The applications that the parameters name, whether or not the query is valid."""
    elements = [*_objects(parameters.get("q")), *_objects(parameters.get("ignore")), parameters]
    named = {_text(element, "pacticipant") for element in elements}
    return frozenset(name for name in named if name) | {*_texts(parameters.get("ignore"))}


def environment_name(parameters: JsonObject) -> str | None:
    """The environment the versions are to go to, whether or not the query is valid."""
    return _text(parameters, "environment")


def read_matrix(
    parameters: JsonObject, *, pacticipants: Container[str], environments: Container[str]
) -> MatrixQuery:
    """The query of `/matrix`, its parameters nested as Rack nests them; empty ones are absent.

    Args:
      pacticipants: names of the applications that exist, at least those mentioned.
      environments: names of the environments that exist, at least the one mentioned.
    Raises: InvalidMatrix with all that is wrong.
    """
    problems = (
        *_selector_problems(parameters.get("q"), pacticipants),
        *_destination_problems(parameters, environments),
        *_option_problems(parameters),
        *_ignore_problems(parameters.get("ignore")),
    )
    if problems:
        raise InvalidMatrix(problems)
    latest_by = _text(parameters, "latestby")
    return MatrixQuery(
        selectors=tuple(_selector(element) for element in _objects(parameters.get("q"))),
        destination=_destination(parameters),
        latest_by=LatestBy(latest_by) if latest_by else None,
        outcomes=_outcomes(parameters.get("success")),
        limit=int(_text(parameters, "limit") or DEFAULT_LIMIT),
        ignored=tuple(
            IgnoreSelector(_text(element, "pacticipant") or "", _text(element, "version"))
            for element in _objects(parameters.get("ignore"))
        ),
    )


def read_can_i_deploy(
    parameters: JsonObject, *, pacticipants: Container[str], environments: Container[str]
) -> MatrixQuery:
    """The query of `/can-i-deploy`.

    Raises: InvalidRequest with all that is wrong, by parameter.
    """
    errors = _can_i_deploy_problems(parameters, pacticipants, environments)
    if errors:
        raise InvalidRequest(errors)
    selector = VersionSelector(
        _text(parameters, "pacticipant") or "", Criteria(version=_text(parameters, "version"))
    )
    ignored = tuple(IgnoreSelector(name) for name in _texts(parameters.get("ignore")))
    environment, tag = _text(parameters, "environment"), _text(parameters, "to")
    if environment is not None:
        return deploy_to_environment(selector, environment, ignored=ignored)
    return deploy_beside_tag(selector, tag or "", ignored=ignored)


def read_moment(parameters: JsonObject, *, now: datetime) -> datetime | None:
    """The past moment `asOf` which the question is asked of; None for the present.

    Raises: InvalidRequest, when it is no time with a zone, or not in the past.
    """
    text = _text(parameters, "asOf")
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidRequest({"asOf": (_NO_MOMENT,)})
    if moment.year > now.year + 1 or moment > now:
        raise InvalidRequest({"asOf": (f"{text} is in the future; name a time that has passed",)})
    if moment.year < _FIRST_YEAR:
        raise InvalidRequest({"asOf": (f"{text} is before the year {_FIRST_YEAR}",)})
    return moment.astimezone(UTC)


def _selector_problems(value: Json, pacticipants: Container[str]) -> Iterator[str]:
    elements = _elements(value)
    if not elements:
        yield "At least one version selector is needed: q[][pacticipant]=NAME&q[][version]=NUMBER"
    elif len(elements) > SELECTOR_LIMIT:
        yield f"At most {SELECTOR_LIMIT} version selectors are allowed, not {len(elements)}"
    else:
        for element in elements:
            yield from _one_selector_problems(element, pacticipants)


def _one_selector_problems(element: Json, pacticipants: Container[str]) -> Iterator[str]:
    name = _text(element, "pacticipant")
    if name is None:
        yield "Each version selector needs the pacticipant's name: q[][pacticipant]=NAME"
        return
    if name not in pacticipants:
        yield f"Pacticipant {name} not found"
    if _text(element, "version") is not None and _flag(element, "latest"):
        yield f"Version and latest cannot both be given for {name}"


def _destination_problems(parameters: JsonObject, environments: Container[str]) -> Iterator[str]:
    destination = _destination(parameters)
    environment = destination.environment
    if sum([destination.tag is not None, environment is not None, destination.main_branch]) > 1:
        yield "Only one of tag, environment and mainBranch can be given"
    if destination.latest and environment is not None:
        yield "latest cannot be combined with environment"
    if environment is not None and environment not in environments:
        yield f"Environment with name '{environment}' does not exist"


def _option_problems(parameters: JsonObject) -> Iterator[str]:
    limit = _text(parameters, "limit")
    if limit is not None and not _is_limit(limit):
        yield "limit must be a whole number of at least 1"
    latest_by = _text(parameters, "latestby")
    if latest_by is not None and latest_by not in set(LatestBy):
        yield f"latestby must be one of {', '.join(LatestBy)}"
    outcomes = parameters.get("success")
    known = outcomes is None or _outcomes(outcomes) is not None
    if not known:
        yield "success must be true, false, or empty for rows that are not verified"


def _ignore_problems(value: Json) -> Iterator[str]:
    elements = _elements(value)
    if len(elements) > SELECTOR_LIMIT:
        yield f"At most {SELECTOR_LIMIT} applications can be ignored, not {len(elements)}"
    if any(_text(element, "pacticipant") is None for element in elements):
        yield "Each ignore needs the pacticipant's name: ignore[][pacticipant]=NAME"


def _can_i_deploy_problems(
    parameters: JsonObject, pacticipants: Container[str], environments: Container[str]
) -> dict[str, tuple[str, ...]]:
    name, environment = _text(parameters, "pacticipant"), _text(parameters, "environment")
    problems: dict[str, tuple[str, ...]] = {}
    if name is None:
        problems["pacticipant"] = ("is missing",)
    elif name not in pacticipants:
        problems["pacticipant"] = (f"Pacticipant {name} not found",)
    if _text(parameters, "version") is None:
        problems["version"] = ("is missing",)
    if (environment is None) == (_text(parameters, "to") is None):
        problems[""] = ("exactly one of environment and to (a tag) must be given",)
    if environment is not None and environment not in environments:
        problems["environment"] = (f"environment with name '{environment}' does not exist",)
    return problems


def _selector(element: JsonObject) -> VersionSelector:
    return VersionSelector(
        _text(element, "pacticipant") or "",
        Criteria(
            version=_text(element, "version"),
            latest=_flag(element, "latest"),
            tag=_text(element, "tag"),
            branch=_text(element, "branch"),
            main_branch=_flag(element, "mainBranch"),
            environment=_text(element, "environment"),
        ),
    )


def _destination(parameters: JsonObject) -> Criteria:
    given = Criteria(
        latest=_flag(parameters, "latest"),
        tag=_text(parameters, "tag"),
        main_branch=_flag(parameters, "mainBranch"),
        environment=_text(parameters, "environment"),
    )
    return ANY_VERSION if given == ANY_VERSION else given


def _outcomes(value: Json) -> frozenset[Outcome] | None:
    """None when nothing is asked, and when something else than an outcome is."""
    if value is None:
        return None
    elements = value if isinstance(value, list) else [value]
    if not all(isinstance(element, str) and element in _OUTCOMES for element in elements):
        return None
    return frozenset(_OUTCOMES[str(element)] for element in elements)


def _is_limit(text: str) -> bool:
    return _LIMIT.fullmatch(text) is not None


def _elements(value: Json) -> list[Json]:
    """All that is said; a form that is sent with empty fields says nothing with them."""
    elements = value if isinstance(value, list) else [value]
    return [element for element in elements if not _is_empty(element)]


def _is_empty(element: Json) -> bool:
    if isinstance(element, dict):
        return all(map(_is_empty, element.values()))
    return element is None or (isinstance(element, str) and not element.strip())


def _objects(value: Json) -> list[JsonObject]:
    return [element for element in _elements(value) if isinstance(element, dict)]


def _texts(value: Json) -> list[str]:
    elements = value if isinstance(value, list) else [value]
    return [element for element in elements if isinstance(element, str) and element.strip()]


def _text(members: Json, name: str) -> str | None:
    value = members.get(name) if isinstance(members, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def _flag(members: Json, name: str) -> bool:
    return _text(members, name) == "true"
