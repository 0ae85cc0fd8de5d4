"""Branches of an application and the versions on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import Answer, emptied, serialise, shown, stored
from pact_notary.http.links import link
from pact_notary.http.pages import Page, describe_page, neighbour_links, read_filters, read_page
from pact_notary.records import Notice, Window
from pact_notary.resources.representation import (
    link_branch,
    link_branch_version,
    link_version,
    show_notice,
    show_times,
)
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service import versioning
from pact_notary.service.lookups import get_branch, get_pacticipant, get_version
from pact_notary.service.refusals import Unknown
from pact_notary.store import branches

if TYPE_CHECKING:
    from pact_notary.http.links import Links
    from pact_notary.records import Branch, Tag
    from pact_notary.resources.routing import Call


def list_all(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    page = read_page(call.query) or Page()
    filters = read_filters(call.query, "q")
    found = branches.search(
        call.connection,
        pacticipant.id,
        text=filters.get("q"),
        window=Window(page.offset, page.size),
    )
    href = call.links.to("pacticipants", pacticipant.name, "branches")
    name = pacticipant.name
    return shown(
        {
            "_embedded": {"branches": [_show(call.links, name, branch) for branch in found.items]},
            "page": describe_page(page, found.total),
            "_links": {
                "self": link(href, title="Branches"),
                "pb:branches": [link_branch(call.links, name, b.name) for b in found.items],
                **neighbour_links(page, found.total, href=href, filters=filters),
            },
        }
    )


def remove_others(call: Call) -> Answer:
    """Remove all branches but the main one and those excluded; done before the answer is sent."""
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    excluded = call.query.get("exclude")
    listed = excluded if isinstance(excluded, list) else [excluded]
    kept = {name for name in (*listed, pacticipant.main_branch) if isinstance(name, str)}
    count = branches.remove_except(call.connection, pacticipant.id, kept=sorted(kept))
    text = f"{count} branches of {pacticipant.name} were removed; kept: {sorted(kept)}"
    notice = Notice("success", text)
    return Answer(202, serialise({"notices": [show_notice(notice)]}))


def show(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    branch = get_branch(call.connection, pacticipant, name=call.segments["branch"])
    return shown(_show(call.links, pacticipant.name, branch))


def remove(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    branch = get_branch(call.connection, pacticipant, name=call.segments["branch"])
    branches.remove(call.connection, branch.id)
    return emptied()


def show_version(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    number = call.segments["version"]
    version = get_version(call.connection, pacticipant.name, number=number)
    branch = get_branch(call.connection, pacticipant, name=call.segments["branch"])
    place = branches.find_version(call.connection, branch.id, version_id=version.id)
    if place is None:
        raise Unknown(f"Version {version.number} is not on branch {branch.name}")
    return shown(_show_place(call, place))


def add_version(call: Call) -> Answer:
    version = versioning.ensure_version(
        call.transaction, call.segments["pacticipant"], number=call.segments["version"]
    )
    placed = versioning.put_on_branch(
        call.transaction, version.item, branch=call.segments["branch"]
    )
    own = _link_place(call)
    return stored(_show_place(call, placed.item), own["href"], is_new=placed.is_new)


def remove_version(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    branch, number = call.segments["branch"], call.segments["version"]
    version = get_version(call.connection, pacticipant.name, number=number)
    if not versioning.take_off_branch(
        call.transaction, pacticipant, branch=branch, version=version
    ):
        raise Unknown(f"Version {number} is not on branch {branch}")
    return emptied()


def _show(links: Links, pacticipant: str, branch: Branch) -> dict[str, Any]:
    own = link_branch(links, pacticipant, branch.name)
    return {
        "name": branch.name,
        **show_times(branch.created_at, branch.updated_at),
        "_links": {
            "self": {**own, "title": "Branch"},
            "pb:latest-version": link(
                f"{own['href']}/latest-version", title="Latest version on the branch"
            ),
        },
    }


def _show_place(call: Call, place: Tag) -> dict[str, Any]:
    name = call.segments["pacticipant"]
    return {
        **show_times(place.created_at, place.updated_at),
        "_links": {
            "self": _link_place(call),
            "pb:branch": link_branch(call.links, name, call.segments["branch"]),
            "pb:version": link_version(call.links, name, call.segments["version"]),
        },
    }


def _link_place(call: Call) -> dict[str, Any]:
    segments = call.segments
    return link_branch_version(
        call.links, segments["pacticipant"], segments["branch"], segments["version"]
    )


_ALL = "/pacticipants/{pacticipant}/branches"

ROUTES = (
    Route(_ALL, {"GET": shows(list_all), "DELETE": removes(remove_others)}),
    Route(f"{_ALL}/{{branch}}", {"GET": shows(show), "DELETE": removes(remove)}),
    Route(
        f"{_ALL}/{{branch}}/versions/{{version}}",
        {
            "GET": shows(show_version),
            "PUT": changes(add_version),
            "DELETE": removes(remove_version),
        },
    ),
)
