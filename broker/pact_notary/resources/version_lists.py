"""Versions of an application: all, of a branch, tag or environment, and the latest of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.http.pages import describe_page, neighbour_links, read_page
from pact_notary.records import Window
from pact_notary.resources.representation import link_pacticipant, link_version
from pact_notary.resources.routing import Route, shows
from pact_notary.resources.version_document import find_companions, show_one, show_version
from pact_notary.service.lookups import get_branch, get_environment, get_pacticipant
from pact_notary.service.refusals import Unknown
from pact_notary.store import versions

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.http.pages import Page
    from pact_notary.records import Listed, Version
    from pact_notary.resources.routing import Call


def list_all(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    page = read_page(call.query)
    found = versions.search(call.connection, pacticipant.id, window=_window(page))
    return _list(call, page, found, ("versions",))


def list_branch(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    branch = get_branch(call.connection, pacticipant, name=call.segments["branch"])
    page = read_page(call.query)
    found = versions.search_branch(call.connection, branch.id, window=_window(page))
    return _list(call, page, found, ("branches", branch.name, "versions"))


def list_tagged(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    tag, page = call.segments["tag"], read_page(call.query)
    found = versions.search_tagged(call.connection, pacticipant.id, tag=tag, window=_window(page))
    if not found.total:
        raise Unknown(f"No version of {pacticipant.name} has the tag {tag}")
    return _list(call, page, found, ("tags", tag, "versions"))


def list_environment(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    environment = get_environment(call.connection, call.segments["uuid"])
    page = read_page(call.query)
    found = versions.search_environment(
        call.connection, pacticipant.id, environment_id=environment.id, window=_window(page)
    )
    return _list(call, page, found, ("environments", environment.uuid, "versions"))


def show_latest(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    return _show(call, versions.newest(call.connection, pacticipant.id))


def show_latest_tagged(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    tag = call.segments["tag"]
    return _show(call, versions.newest(call.connection, pacticipant.id, tag=tag))


def show_head(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    branch = call.segments["branch"]
    return _show(call, versions.head(call.connection, pacticipant.id, branch=branch))


def _show(call: Call, version: Version | None) -> Answer:
    pacticipant = call.segments["pacticipant"]
    if version is None:
        raise Unknown(f"No such version of {pacticipant} found")
    return shown(show_one(call, pacticipant, version))


def _list(call: Call, page: Page | None, found: Listed[Version], place: tuple[str, ...]) -> Answer:
    pacticipant = call.segments["pacticipant"]
    around = find_companions(call, found.items)
    href = call.links.to("pacticipants", pacticipant, *place)
    own = [link_version(call.links, pacticipant, version.number) for version in found.items]
    owner = link_pacticipant(call.links, pacticipant)
    relations: dict[str, Any] = {
        "self": link(href, title="Versions"),
        "pb:pacticipant": owner,
        "pb:versions": own,
        "pacticipant": owner,
        "versions": own,
    }
    document: dict[str, Any] = {
        "_embedded": {
            "versions": [
                show_version(call.links, pacticipant, version, around) for version in found.items
            ]
        }
    }
    if page:
        document["page"] = describe_page(page, found.total)
        relations |= neighbour_links(page, found.total, href=href)
    return shown({**document, "_links": relations})


def _window(page: Page | None) -> Window | None:
    return Window(page.offset, page.size) if page else None


_ONE = "/pacticipants/{pacticipant}"

ROUTES = (
    Route(f"{_ONE}/versions", {"GET": shows(list_all)}),
    Route(f"{_ONE}/branches/{{branch}}/versions", {"GET": shows(list_branch)}),
    Route(f"{_ONE}/tags/{{tag}}/versions", {"GET": shows(list_tagged)}),
    Route(f"{_ONE}/environments/{{uuid}}/versions", {"GET": shows(list_environment)}),
    Route(f"{_ONE}/latest-version", {"GET": shows(show_latest)}),
    Route(f"{_ONE}/latest-version/{{tag}}", {"GET": shows(show_latest_tagged)}),
    Route(f"{_ONE}/branches/{{branch}}/latest-version", {"GET": shows(show_head)}),
)
