"""The fields of the matrix's form, as they were sent; what is no field is left to the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

SELECTORS = 2
OUTCOMES = {"true": "verified", "false": "failed", "": "not verified"}
LATEST_BY = {
    "": "all results",
    "cvpv": "the last result of each pair of versions",
    "cvp": "the last result of each consumer version",
    "cp": "the last result of the pair",
}

_FORM_LIMIT = 200


@dataclass(frozen=True, slots=True)
class SelectorFields:
    """One application and which of its versions."""

    pacticipant: str = ""
    version: str = ""
    branch: str = ""
    tag: str = ""
    environment: str = ""
    latest: bool = False
    main_branch: bool = False


@dataclass(frozen=True, slots=True)
class MatrixForm:
    """All fields; the last selector and the last ignored application are empty, to be filled."""

    selectors: tuple[SelectorFields, ...]
    environment: str
    tag: str
    latest: bool
    main_branch: bool
    latest_by: str
    outcomes: frozenset[str]
    ignored: tuple[tuple[str, str], ...]
    limit: str
    as_of: str

    @property
    def rows(self) -> int | None:
        """The limit, when it is a number that makes sense."""
        return int(self.limit) if re.fullmatch(r"[0-9]{1,9}", self.limit) else None

    @property
    def has_options(self) -> bool:
        return bool(self.outcomes or self.limit or self.as_of or len(self.ignored) > 1)


def read_form(query: JsonObject) -> MatrixForm:
    selectors = [_read_selector(each) for each in _elements(query.get("q"))]
    blanks = max(1, SELECTORS - len(selectors))
    ignored = [
        (_text(each, "pacticipant"), _text(each, "version"))
        for each in _elements(query.get("ignore"))
    ]
    return MatrixForm(
        selectors=(*selectors, *[SelectorFields()] * blanks),
        environment=_text(query, "environment"),
        tag=_text(query, "tag"),
        latest=_text(query, "latest") == "true",
        main_branch=_text(query, "mainBranch") == "true",
        latest_by=_text(query, "latestby"),
        outcomes=_read_outcomes(query.get("success")),
        ignored=(*ignored, ("", "")),
        limit=_text(query, "limit"),
        as_of=_text(query, "asOf"),
    )


def is_blank(value: Json) -> bool:
    """Whether nothing is said: a form that is sent empty has fields, but asks nothing."""
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    if isinstance(value, list):
        return all(map(is_blank, value))
    return value is None or (isinstance(value, str) and not value.strip())


def write_without_filters(form: MatrixForm) -> str:
    """The same question without the filter by outcome and without ignored applications."""
    members: list[tuple[str, str]] = []
    for each in form.selectors:
        members += _write_selector(each) if each.pacticipant else []
    members += [
        ("environment", form.environment),
        ("tag", form.tag),
        ("latest", "true" if form.latest else ""),
        ("mainBranch", "true" if form.main_branch else ""),
        ("latestby", form.latest_by),
        ("asOf", form.as_of),
    ]
    return urlencode([(name, value) for name, value in members if value])


def _write_selector(each: SelectorFields) -> list[tuple[str, str]]:
    members = {
        "pacticipant": each.pacticipant,
        "version": each.version,
        "branch": each.branch,
        "tag": each.tag,
        "environment": each.environment,
        "latest": "true" if each.latest else "",
        "mainBranch": "true" if each.main_branch else "",
    }
    return [(f"q[][{name}]", value) for name, value in members.items()]


def _read_selector(element: Json) -> SelectorFields:
    return SelectorFields(
        pacticipant=_text(element, "pacticipant"),
        version=_text(element, "version"),
        branch=_text(element, "branch"),
        tag=_text(element, "tag"),
        environment=_text(element, "environment"),
        latest=_text(element, "latest") == "true",
        main_branch=_text(element, "mainBranch") == "true",
    )


def _read_outcomes(value: Json) -> frozenset[str]:
    elements = value if isinstance(value, list) else [] if value is None else [value]
    return frozenset(each for each in elements if isinstance(each, str) and each in OUTCOMES)


def _elements(value: Json) -> list[JsonObject]:
    elements = value if isinstance(value, list) else [value]
    told = [each for each in elements if isinstance(each, dict) and not is_blank(each)]
    return told[:_FORM_LIMIT]


def _text(members: Json, name: str) -> str:
    value = members.get(name) if isinstance(members, dict) else None
    return value.strip() if isinstance(value, str) else ""
