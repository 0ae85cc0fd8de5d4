"""Applications: one, all, and those with a label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.domain.naming import display_name
from pact_notary.http.answers import created, emptied, shown, stored
from pact_notary.http.links import link, template
from pact_notary.http.negotiation import JSON, MERGE_PATCH
from pact_notary.http.pages import describe_page, neighbour_links, read_filters, read_page
from pact_notary.records import Window
from pact_notary.resources.members import Members
from pact_notary.resources.representation import (
    curies,
    link_pacticipant,
    show_times,
    without_nulls,
)
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service.lookups import get_pacticipant
from pact_notary.store import environments, pacticipants, stays, versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.http.pages import Page
    from pact_notary.records import Pacticipant, Version
    from pact_notary.resources.routing import Call

_MEMBERS = {
    "displayName": "display_name",
    "mainBranch": "main_branch",
    "repositoryUrl": "repository_url",
    "repositoryName": "repository_name",
    "repositoryNamespace": "repository_namespace",
}


def list_all(call: Call) -> Answer:
    page = read_page(call.query)
    return _list(call, page, label=None, href=call.links.to("pacticipants"))


def list_labelled(call: Call) -> Answer:
    page = read_page(call.query)
    label = call.segments["label"]
    return _list(call, page, label=label, href=call.links.to("pacticipants", "label", label))


def create(call: Call) -> Answer:
    members = Members(call.body)
    name = members.required_name("name")
    changed = _read_changes(members)
    members.check()
    ensured = pacticipants.ensure(call.connection, name, now=call.transaction.now)
    pacticipant = _update(call, ensured.item, changed)
    return created(_show_one(call, pacticipant), call.links.to("pacticipants", name))


def show(call: Call) -> Answer:
    return shown(_show_one(call, get_pacticipant(call.connection, call.segments["pacticipant"])))


def replace(call: Call) -> Answer:
    members = Members(call.body)
    changed = _read_changes(members)
    members.check()
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    absent = dict.fromkeys(_MEMBERS.values())
    return shown(_show_one(call, _update(call, pacticipant, absent | changed)))


def merge(call: Call) -> Answer:
    members = Members(call.body)
    changed = _read_changes(members)
    members.check()
    name = call.segments["pacticipant"]
    ensured = pacticipants.ensure(call.connection, name, now=call.transaction.now)
    document = _show_one(call, _update(call, ensured.item, changed))
    return stored(document, call.links.to("pacticipants", name), is_new=ensured.is_new)


def remove(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    pacticipants.remove(call.connection, pacticipant.id)
    return emptied()


def show_pacticipant(
    links: Links,
    pacticipant: Pacticipant,
    *,
    labels: tuple[str, ...],
    latest: Version | None,
) -> dict[str, Any]:
    """The representation without what only a single one has."""
    name = pacticipant.name
    embedded: dict[str, Any] = {"labels": [_show_label(links, name, label) for label in labels]}
    if latest is not None:
        embedded["latestVersion"] = _show_latest(links, name, latest)
        embedded["latest-version"] = embedded["latestVersion"]
    members = {
        "name": name,
        "displayName": pacticipant.display_name or display_name(name),
        "repositoryUrl": pacticipant.repository_url,
        "repositoryName": pacticipant.repository_name,
        "repositoryNamespace": pacticipant.repository_namespace,
        "mainBranch": pacticipant.main_branch,
    }
    return {
        **without_nulls(members),
        **show_times(pacticipant.created_at, pacticipant.updated_at),
        "_embedded": embedded,
        "_links": _relations(links, name),
    }


def _relations(links: Links, name: str) -> dict[str, Any]:
    own = links.to("pacticipants", name)
    badge = "can-i-deploy/to/{environmentTag}/badge"
    branch_badge = "latest-version/can-i-deploy/to-environment/{environment}/badge"
    return {
        "self": link(own, title="Pacticipant", name=name),
        "pb:versions": link(f"{own}/versions", title="Versions"),
        "pb:branches": link(f"{own}/branches", title="Branches"),
        "pb:version": template(f"{own}/versions/{{version}}", title="A version"),
        "pb:version-tag": template(
            f"{own}/versions/{{version}}/tags/{{tag}}", title="A tag of a version"
        ),
        "pb:branch-version": template(
            f"{own}/branches/{{branch}}/versions/{{version}}", title="A version on a branch"
        ),
        "pb:label": template(f"{own}/labels/{{label}}", title="A label"),
        "versions": link(f"{own}/versions", title="Deprecated: use pb:versions"),
        "pb:can-i-deploy-badge": template(
            f"{own}/latest-version/{{tag}}/{badge}", title="Badge: tag to tag"
        ),
        "pb:can-i-deploy-branch-to-environment-badge": template(
            f"{own}/branches/{{branch}}/{branch_badge}", title="Badge: branch to environment"
        ),
        "curies": curies(links, "pacticipant"),
    }


def _show_one(call: Call, pacticipant: Pacticipant) -> dict[str, Any]:
    labels = pacticipants.labels_of(call.connection, [pacticipant.id])
    document = show_pacticipant(
        call.links,
        pacticipant,
        labels=labels.get(pacticipant.id, ()),
        latest=versions.newest(call.connection, pacticipant.id),
    )
    document["_links"]["pb:deployed-environments"] = _deployed(call, pacticipant)
    return document


def _deployed(call: Call, pacticipant: Pacticipant) -> list[dict[str, Any]]:
    deployed = stays.deployed_applications(call.connection, [pacticipant.id])
    if not deployed:
        return []
    known = {each.id: each for each in environments.every(call.connection)}
    places = [(stay, known[stay.environment_id]) for stay in deployed]
    return [
        {
            **link(
                call.links.to("deployed-versions", stay.uuid),
                title=f"Version {stay.version.number} deployed to {place.name}",
                name=place.display_name or display_name(place.name),
            ),
            "currently_deployed": True,
        }
        for stay, place in places
    ]


def _list(call: Call, page: Page | None, *, label: str | None, href: str) -> Answer:
    filters = read_filters(call.query, "q")
    window = Window(page.offset, page.size) if page else None
    found = pacticipants.search(
        call.connection,
        text=filters.get("q"),
        label=label,
        window=window,
    )
    ids = [pacticipant.id for pacticipant in found.items]
    labels = pacticipants.labels_of(call.connection, ids)
    latest = versions.newest_of(call.connection, ids)
    shown_items = [
        show_pacticipant(
            call.links,
            item,
            labels=labels.get(item.id, ()),
            latest=latest.get(item.id),
        )
        for item in found.items
    ]
    names = [link_pacticipant(call.links, item.name) for item in found.items]
    relations: dict[str, Any] = {
        "self": link(href, title="Pacticipants"),
        "pb:pacticipants-with-label": template(
            call.links.template("/pacticipants/label/{label}"), title="Pacticipants with a label"
        ),
        "pb:pacticipants": names,
        "pacticipants": names,
        "curies": curies(call.links, "pacticipants"),
    }
    document: dict[str, Any] = {"_embedded": {"pacticipants": shown_items}}
    if page:
        document["page"] = describe_page(page, found.total)
        relations |= neighbour_links(page, found.total, href=href, filters=filters)
    document["_links"] = relations
    document["pacticipants"] = [{**item, "title": item["name"]} for item in shown_items]
    return shown(document)


def _read_changes(members: Members) -> dict[str, str | None]:
    """The columns that the body sets, null ones too; an absent member sets nothing."""
    return {
        column: members.word(member) if member == "mainBranch" else members.text(member)
        for member, column in _MEMBERS.items()
        if member in members
    }


def _update(call: Call, pacticipant: Pacticipant, changed: Mapping[str, str | None]) -> Pacticipant:
    return pacticipants.update(
        call.connection, pacticipant, changes=changed, now=call.transaction.now
    )


def _show_label(links: Links, pacticipant: str, label: str) -> dict[str, Any]:
    href = links.to("pacticipants", pacticipant, "labels", label)
    return {"name": label, "_links": {"self": link(href, title="Label", name=label)}}


def _show_latest(links: Links, pacticipant: str, version: Version) -> dict[str, Any]:
    href = links.to("pacticipants", pacticipant, "versions", version.number)
    return {
        "number": version.number,
        "_links": {"self": link(href, title="Version", name=version.number)},
    }


ROUTES = (
    Route("/pacticipants", {"GET": shows(list_all), "POST": changes(create)}),
    Route("/pacticipants/label/{label}", {"GET": shows(list_labelled)}),
    Route(
        "/pacticipants/{pacticipant}",
        {
            "GET": shows(show),
            "PUT": changes(replace),
            # The older official client patches with plain JSON.
            "PATCH": changes(merge, (MERGE_PATCH, JSON)),
            "DELETE": removes(remove),
        },
    ),
)
