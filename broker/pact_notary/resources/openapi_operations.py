"""What the route table does not say of an operation: its query and its statuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.resources.routing import Action

Operation: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter; one with brackets may be given many times."""

    name: str
    about: str
    required: bool = False


_PAGE = (
    Parameter("page", "Number of the page, from 1; without it and size the list is whole."),
    Parameter("size", "Elements on a page, from 1; 100 by default."),
    Parameter("pageNumber", "Older name of page."),
    Parameter("pageSize", "Older name of size."),
)
_LONG_PAGE = (
    Parameter("page", "Number of the page, from 1, which is the default."),
    Parameter("size", "Elements on a page, from 1 to 1000; 100 by default."),
)
_FILTER = Parameter("q", "Only those whose name holds this text, whatever its case.")
_IN_ENVIRONMENT = (
    Parameter("pacticipant", "Only versions of the application of this name."),
    Parameter("version", "Only the version of this number."),
)
_FOR_VERIFICATION = (
    Parameter("provider_version_branch", "The branch of the provider's version."),
    Parameter("provider_version_tags[]", "The tags of the provider's version."),
    Parameter("consumer_version_selectors[][consumer]", "Only pacts of this consumer."),
    Parameter("consumer_version_selectors[][tag]", "Pacts of versions with this tag."),
    Parameter("consumer_version_selectors[][latest]", "Whether only the latest with the tag."),
    Parameter("consumer_version_selectors[][fallback_tag]", "The tag to use when none has tag."),
    Parameter("include_pending_status", "true: say of each pact whether it is pending."),
    Parameter("include_wip_pacts_since", "A date; newer unverified heads are included."),
)
_AS_OF = Parameter("asOf", "A past time with a zone, ISO 8601: the answer as it was then.")
_MATRIX = (
    Parameter("q[][pacticipant]", "An application; each further one begins another selector."),
    Parameter("q[][version]", "Its version."),
    Parameter("q[][latest]", "true: its latest version."),
    Parameter("q[][tag]", "Its versions with a tag."),
    Parameter("q[][branch]", "Its versions on a branch."),
    Parameter("q[][mainBranch]", "true: its versions on its main branch."),
    Parameter("q[][environment]", "Its versions in an environment."),
    Parameter("latestby", "cvpv, cvp or cp: only the newest row of each."),
    Parameter("success", "true, false or empty: only rows of this outcome."),
    Parameter("success[]", "The same, several."),
    Parameter("limit", "At most this many rows, from 1; 100 by default."),
    Parameter("latest", "true: beside the latest versions of the others."),
    Parameter("tag", "Beside the versions of the others with this tag."),
    Parameter("environment", "Beside the versions of the others in this environment."),
    Parameter("mainBranch", "true: beside the others' versions on their main branches."),
    Parameter("ignore[][pacticipant]", "An application whose results do not count."),
    Parameter("ignore[][version]", "Its version; every one without it."),
    Parameter("days", "Read, and without effect."),
    _AS_OF,
)
_CAN_I_DEPLOY = (
    Parameter("pacticipant", "The application that is to be deployed.", required=True),
    Parameter("version", "Its version.", required=True),
    Parameter("environment", "Where to; either this or to is needed."),
    Parameter("to", "A tag instead of an environment."),
    Parameter("ignore[]", "An application whose results do not count."),
    _AS_OF,
)

_OWED = (
    Parameter("provider", "Only what this provider owes."),
    Parameter("consumer", "Only what this consumer waits for."),
    Parameter("environment", "Only where either side is in this environment."),
)

_PACTICIPANT = "/pacticipants/{pacticipant}"
_PROVIDER = "/pacts/provider/{provider}"
_PAIR = f"{_PROVIDER}/consumer/{{consumer}}"
_RECORD = f"{_PACTICIPANT}/versions/{{version}}"

QUERIES: Mapping[str, tuple[Parameter, ...]] = {
    "/pacticipants": (*_PAGE, _FILTER),
    "/pacticipants/label/{label}": (*_PAGE, _FILTER),
    "/labels": _PAGE,
    f"{_PACTICIPANT}/versions": _PAGE,
    f"{_PACTICIPANT}/branches/{{branch}}/versions": _PAGE,
    f"{_PACTICIPANT}/tags/{{tag}}/versions": _PAGE,
    f"{_PACTICIPANT}/environments/{{uuid}}/versions": _PAGE,
    f"{_PACTICIPANT}/branches": (*_PAGE, _FILTER),
    f"{_PROVIDER}/for-verification": _FOR_VERIFICATION,
    "/matrix": _MATRIX,
    "/matrix/provider/{provider}/consumer/{consumer}": (_AS_OF,),
    "/can-i-deploy": _CAN_I_DEPLOY,
    f"{_PACTICIPANT}/latest-version/{{tag}}/can-i-deploy/to/{{to}}": (_AS_OF,),
    f"{_PACTICIPANT}/branches/{{branch}}/latest-version/can-i-deploy/to-environment/"
    "{environment}": (_AS_OF,),
    "/environments": (Parameter("name", "Only the environment of this name."),),
    "/environments/{uuid}/deployed-versions/currently-deployed": (
        *_IN_ENVIRONMENT,
        Parameter("applicationInstance", "Only this instance; empty: only those without one."),
        Parameter("target", "Older name of applicationInstance."),
    ),
    "/environments/{uuid}/released-versions/currently-supported": _IN_ENVIRONMENT,
    "/owed": (*_LONG_PAGE, *_OWED),
}
"""The parameters of reading a path."""

DELETION_QUERIES: Mapping[str, tuple[Parameter, ...]] = {
    f"{_PACTICIPANT}/branches": (Parameter("exclude[]", "A branch that is not deleted."),),
}

_USUAL: Mapping[str, tuple[int, ...]] = {
    "GET": (200,),
    "POST": (201,),
    "PUT": (200, 201),
    "PATCH": (200, 201),
    "DELETE": (204,),
}
_EMPTIED = (
    "tag/{tag}",
    "branch/{branch}",
    "branch/versions",
    "branch/{branch}/latest/versions",
    "branch/latest/versions",
)
_ONE_PACT = tuple(
    f"/{start}/provider/{{provider}}/consumer/{{consumer}}/{version}/{{version}}"
    for start, version in (("pacts", "version"), ("pacts", "versions"), ("pact", "version"))
)

SUCCESSES: Mapping[Operation, tuple[int, ...]] = {
    ("POST", "/contracts/publish"): (200,),
    ("POST", "/provider-contracts/provider/{provider}/publish"): (200,),
    ("POST", f"{_PROVIDER}/for-verification"): (200,),
    ("POST", "/webhooks/execute"): (200,),
    ("POST", "/webhooks/{uuid}/execute"): (200,),
    ("POST", f"{_RECORD}/released-versions/environment/{{uuid}}"): (200, 201),
    ("PUT", "/pacticipants/{pacticipant}"): (200,),
    ("PUT", "/environments/{uuid}"): (200,),
    ("PATCH", "/deployed-versions/{uuid}"): (200,),
    ("PATCH", "/released-versions/{uuid}"): (200,),
    ("DELETE", f"{_PACTICIPANT}/branches"): (202,),
    **{("DELETE", f"{_PAIR}/{list_}"): (200,) for list_ in _EMPTIED},
    **{("DELETE", path): (200,) for path in _ONE_PACT},
    # There is no such list; the answer says where to look instead.
    ("GET", f"{_PAIR}/pact-version/{{sha}}/verification-results/all"): (),
}
"""What operations answer when all is well, where it is not what their method usually says."""

_CONFLICTS: frozenset[Operation] = frozenset(
    {
        ("POST", "/contracts/publish"),
        ("POST", "/provider-contracts/provider/{provider}/publish"),
        *((method, path) for path in _ONE_PACT for method in ("PUT", "PATCH")),
    }
)

_NAMING: frozenset[Operation] = frozenset({("GET", "/owed")})
"""What names applications or environments in its query."""


def find_query(method: str, path: str) -> tuple[Parameter, ...]:
    known = {"GET": QUERIES, "DELETE": DELETION_QUERIES}.get(method, {})
    return known.get(path, ())


def find_successes(method: str, path: str) -> tuple[int, ...]:
    return SUCCESSES.get((method, path), _USUAL[method])


def find_refusals(method: str, path: str, action: Action) -> tuple[int, ...]:
    """The statuses of what the caller did wrong, in order."""
    statuses = {400, 401, 403, 406}
    if "{" in path:
        statuses |= {404, 422}
    if action.takes:
        statuses |= {413, 415}
    if (method, path) in _NAMING:
        statuses.add(404)
    if (method, path) in _CONFLICTS:
        statuses.add(409)
    return tuple(sorted(statuses))
