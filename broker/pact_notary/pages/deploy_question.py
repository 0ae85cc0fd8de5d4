"""What the form of "can I deploy" asks: versions of one application, and where they are to go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.matrix_query import (
    Criteria,
    IgnoreSelector,
    VersionSelector,
    deploy_beside_tag,
    deploy_to_environment,
    merge_into_main,
)
from pact_notary.domain.refusals import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Container

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.matrix_query import MatrixQuery

IGNORED_LIMIT = 200


@dataclass(frozen=True, slots=True)
class DeployForm:
    """The fields as they were sent; names are those of the API, which knows no own branch or tag.

    `to` is a tag, as in the API.
    """

    pacticipant: str = ""
    version: str = ""
    branch: str = ""
    tag: str = ""
    environment: str = ""
    to: str = ""
    main_branch: bool = False
    ignored: tuple[str, ...] = ()
    as_of: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether a destination is named; a link to the form may fill in the rest."""
        return bool(self.environment or self.to or self.main_branch)

    @property
    def subject(self) -> str:
        """The versions in words."""
        if self.version:
            return f"{self.pacticipant} {self.version}"
        origin = f"on branch {self.branch}" if self.branch else f"tagged {self.tag}"
        return f"the newest version of {self.pacticipant} {origin}"

    @property
    def destination(self) -> str:
        if self.environment:
            return f"deployed to {self.environment}"
        if self.to:
            return f"used with what is tagged {self.to}"
        return "merged into the main branch"


def read_deploy_form(query: JsonObject) -> DeployForm:
    return DeployForm(
        pacticipant=_text(query.get("pacticipant")),
        version=_text(query.get("version")),
        branch=_text(query.get("branch")),
        tag=_text(query.get("tag")),
        environment=_text(query.get("environment")),
        to=_text(query.get("to")),
        main_branch=_text(query.get("mainBranch")) == "true",
        ignored=tuple(filter(None, map(_text, _elements(query.get("ignore"))))),
        as_of=_text(query.get("asOf")),
    )


def to_query(form: DeployForm, *, environments: Container[str]) -> MatrixQuery:
    """The question.

    Args:
      environments: names of the environments that exist, at least the one mentioned.
    Raises: InvalidRequest with all that is wrong.
    """
    problems = _find_problems(form, environments)
    if problems:
        raise InvalidRequest(problems)
    ignored = tuple(map(IgnoreSelector, form.ignored))
    selector = VersionSelector(form.pacticipant, _criteria(form))
    if form.environment:
        return deploy_to_environment(selector, form.environment, ignored=ignored)
    if form.to:
        return deploy_beside_tag(selector, form.to, ignored=ignored)
    return replace(merge_into_main(selector), ignored=ignored)


def _criteria(form: DeployForm) -> Criteria:
    if form.version:
        return Criteria(version=form.version)
    return Criteria(branch=form.branch or None, tag=form.tag or None, latest=True)


def _find_problems(form: DeployForm, environments: Container[str]) -> dict[str, tuple[str, ...]]:
    problems: dict[str, tuple[str, ...]] = {}
    if not form.pacticipant:
        problems["pacticipant"] = ("is missing: name the application",)
    if sum(map(bool, (form.version, form.branch, form.tag))) != 1:
        problems["version"] = ("or its branch or tag must be given, and only one of them",)
    if sum(map(bool, (form.environment, form.to, form.main_branch))) != 1:
        sentence = "or a tag or the main branch must be given, and only one of them"
        problems["environment"] = (sentence,)
    elif form.environment and form.environment not in environments:
        problems["environment"] = (f"with name '{form.environment}' does not exist",)
    if len(form.ignored) > IGNORED_LIMIT:
        problems["ignore"] = (f"can name at most {IGNORED_LIMIT} applications",)
    return problems


def _elements(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _text(value: Json) -> str:
    return value.strip() if isinstance(value, str) else ""
