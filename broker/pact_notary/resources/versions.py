"""One version of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import emptied, shown, stored
from pact_notary.http.negotiation import MERGE_PATCH
from pact_notary.resources.members import Members, name_problem
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.resources.version_document import show_one
from pact_notary.service import versioning
from pact_notary.service.lookups import get_version
from pact_notary.service.removing import remove_version
from pact_notary.store import versions

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.http.answers import Answer
    from pact_notary.records import Ensured, Version
    from pact_notary.resources.routing import Call


def show(call: Call) -> Answer:
    version = get_version(
        call.connection, call.segments["pacticipant"], number=call.segments["version"]
    )
    return shown(_document(call, version))


def replace(call: Call) -> Answer:
    members = Members(call.body)
    build_url, tags = members.url("buildUrl"), _read_tags(members)
    members.check()
    ensured = _ensure(call)
    _describe(call, ensured.item, build_url, tags)
    return _answer(call, ensured)


def merge(call: Call) -> Answer:
    members = Members(call.body)
    build_url, tags = members.url("buildUrl"), _read_tags(members)
    members.check()
    ensured = _ensure(call)
    kept = build_url if "buildUrl" in members else ensured.item.build_url
    _describe(call, ensured.item, kept, tags)
    return _answer(call, ensured)


def remove(call: Call) -> Answer:
    version = get_version(
        call.connection, call.segments["pacticipant"], number=call.segments["version"]
    )
    remove_version(call.transaction, version)
    return emptied()


def _ensure(call: Call) -> Ensured[Version]:
    return versioning.ensure_version(
        call.transaction, call.segments["pacticipant"], number=call.segments["version"]
    )


def _describe(
    call: Call, version: Version, build_url: str | None, tags: tuple[str, ...] | None
) -> None:
    versions.set_build_url(call.connection, version, build_url=build_url, now=call.transaction.now)
    if tags is not None:
        versioning.replace_tags(call.transaction, version, names=tags)


def _answer(call: Call, ensured: Ensured[Version]) -> Answer:
    name, number = call.segments["pacticipant"], call.segments["version"]
    version = get_version(call.connection, name, number=number)
    address = call.links.to("pacticipants", name, "versions", number)
    return stored(_document(call, version), address, is_new=ensured.is_new)


def _document(call: Call, version: Version) -> dict[str, Any]:
    return show_one(call, call.segments["pacticipant"], version)


def _read_tags(members: Members) -> tuple[str, ...] | None:
    """The names of the tags; None when the member is absent, which leaves the tags as they are."""
    value = members.raw("tags")
    if value is None:
        return None
    if not isinstance(value, list):
        members.complain("tags", "must be an array of objects with a name")
        return None
    names = [_tag_name(element) for element in value]
    for at, name in enumerate(names):
        problem = "name is missing" if name is None else name_problem(name)
        if problem:
            members.complain("tags", f"{problem} (at index {at})")
    return tuple(dict.fromkeys(name for name in names if name))


def _tag_name(element: Json) -> str | None:
    name = element.get("name") if isinstance(element, dict) else None
    return name if isinstance(name, str) else None


ROUTES = (
    Route(
        "/pacticipants/{pacticipant}/versions/{version}",
        {
            "GET": shows(show),
            "PUT": changes(replace),
            "PATCH": changes(merge, (MERGE_PATCH,)),
            "DELETE": removes(remove),
        },
    ),
)
