"""Tags of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import emptied, shown, stored
from pact_notary.resources.representation import (
    link_pacticipant,
    link_tag,
    link_version,
    show_times,
)
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service import versioning
from pact_notary.service.lookups import get_version
from pact_notary.service.refusals import Unknown
from pact_notary.store import tags

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.records import Tag, Version
    from pact_notary.resources.routing import Call


def show(call: Call) -> Answer:
    version, name = _version(call), call.segments["tag"]
    tag = tags.find(call.connection, version.id, name=name)
    if tag is None:
        raise Unknown(f"Version {version.number} has no tag {name}")
    return shown(_show(call, tag))


def add(call: Call) -> Answer:
    version = versioning.ensure_version(
        call.transaction, call.segments["pacticipant"], number=call.segments["version"]
    )
    added = versioning.tag_version(call.transaction, version.item, tag=call.segments["tag"])
    return stored(_show(call, added.item), _link(call)["href"], is_new=added.is_new)


def remove(call: Call) -> Answer:
    version, name = _version(call), call.segments["tag"]
    if not tags.remove(call.connection, version.id, name=name):
        raise Unknown(f"Version {version.number} has no tag {name}")
    return emptied()


def _version(call: Call) -> Version:
    segments = call.segments
    return get_version(call.connection, segments["pacticipant"], number=segments["version"])


def _link(call: Call) -> dict[str, Any]:
    segments = call.segments
    return link_tag(call.links, segments["pacticipant"], segments["version"], segments["tag"])


def _show(call: Call, tag: Tag) -> dict[str, Any]:
    segments = call.segments
    return {
        "name": tag.name,
        **show_times(tag.created_at, tag.updated_at),
        "_links": {
            "self": _link(call),
            "version": link_version(call.links, segments["pacticipant"], segments["version"]),
            "pacticipant": link_pacticipant(call.links, segments["pacticipant"]),
        },
    }


ROUTES = (
    Route(
        "/pacticipants/{pacticipant}/versions/{version}/tags/{tag}",
        {"GET": shows(show), "PUT": changes(add), "DELETE": removes(remove)},
    ),
)
