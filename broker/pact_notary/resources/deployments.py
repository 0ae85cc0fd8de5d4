"""Deployed and released versions: recorded by version, ended by their own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import created, shown, stored
from pact_notary.http.links import link
from pact_notary.http.negotiation import MERGE_PATCH
from pact_notary.resources.environments import show_environment
from pact_notary.resources.members import Members, name_problem
from pact_notary.resources.representation import (
    link_version,
    show_time,
    show_times,
    without_nulls,
)
from pact_notary.resources.routing import Route, changes, shows
from pact_notary.service import deploying
from pact_notary.service.lookups import get_environment, get_version
from pact_notary.service.refusals import NotPossible, Unknown
from pact_notary.store import environments, stays
from pact_notary.store.stays import StayFilter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.documents import JsonObject
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.records import Environment, Stay, Version
    from pact_notary.resources.routing import Call


def record_deployment(call: Call) -> Answer:
    version, environment = _find(call)
    target = _read_target(Members(call.body))
    stay = deploying.record_deployment(
        call.transaction, version, environment=environment, target=target
    )
    document = _show_alone(call, _show_deployed(call.links, stay), environment)
    return created(document, call.links.to("deployed-versions", stay.uuid))


def list_deployments(call: Call) -> Answer:
    version, environment = _find(call)
    found = stays.deployed_history(call.connection, version.id, environment_id=environment.id)
    return _list_deployed(call, found, _recording_address(call, "deployed-versions"))


def show_deployment(call: Call) -> Answer:
    stay = _find_deployed(call)
    environment = environments.find_by_id(call.connection, stay.environment_id)
    return shown(_show_alone(call, _show_deployed(call.links, stay), environment))


def change_deployment(call: Call) -> Answer:
    stay = _find_deployed(call)
    if _read_end(Members(call.body), "currentlyDeployed"):
        deploying.record_undeployment(call.transaction, stay)
    return show_deployment(call)


def list_currently_deployed(call: Call) -> Answer:
    environment = get_environment(call.connection, call.segments["uuid"])
    instance = call.query.get("applicationInstance", call.query.get("target"))
    asked = StayFilter(
        pacticipant=_text(call.query, "pacticipant"),
        version=_text(call.query, "version"),
        target=instance if isinstance(instance, str) else None,
    )
    found = stays.currently_deployed(call.connection, environment.id, where=asked)
    path = ("deployed-versions", "currently-deployed")
    return _list_deployed(call, found, call.links.to("environments", environment.uuid, *path))


def record_release(call: Call) -> Answer:
    version, environment = _find(call)
    Members(call.body)
    release = deploying.record_release(call.transaction, version, environment=environment)
    document = _show_alone(call, _show_released(call.links, release.item), environment)
    address = call.links.to("released-versions", release.item.uuid)
    return stored(document, address, is_new=release.is_new)


def list_releases(call: Call) -> Answer:
    version, environment = _find(call)
    found = stays.released_history(call.connection, version.id, environment_id=environment.id)
    return _list_released(call, found, _recording_address(call, "released-versions"))


def show_release(call: Call) -> Answer:
    stay = _find_released(call)
    environment = environments.find_by_id(call.connection, stay.environment_id)
    return shown(_show_alone(call, _show_released(call.links, stay), environment))


def change_release(call: Call) -> Answer:
    stay = _find_released(call)
    if _read_end(Members(call.body), "currentlySupported"):
        deploying.record_support_ended(call.transaction, stay)
    return show_release(call)


def list_currently_supported(call: Call) -> Answer:
    environment = get_environment(call.connection, call.segments["uuid"])
    asked = StayFilter(
        pacticipant=_text(call.query, "pacticipant"), version=_text(call.query, "version")
    )
    found = stays.currently_supported(call.connection, environment.id, where=asked)
    path = ("released-versions", "currently-supported")
    return _list_released(call, found, call.links.to("environments", environment.uuid, *path))


def _find(call: Call) -> tuple[Version, Environment]:
    version = get_version(
        call.connection, call.segments["pacticipant"], number=call.segments["version"]
    )
    return version, get_environment(call.connection, call.segments["uuid"])


def _find_deployed(call: Call) -> Stay:
    uuid = call.segments["uuid"]
    stay = stays.find_deployed(call.connection, uuid)
    if stay is None:
        raise Unknown(f"No deployed version with uuid {uuid} found")
    return stay


def _find_released(call: Call) -> Stay:
    uuid = call.segments["uuid"]
    stay = stays.find_released(call.connection, uuid)
    if stay is None:
        raise Unknown(f"No released version with uuid {uuid} found")
    return stay


def _read_target(members: Members) -> str | None:
    """The application instance; older clients call it the target, some send both."""
    target = members.text("target")
    instance = members.text("applicationInstance")
    chosen = instance if instance is not None else target
    problem = name_problem(chosen) if chosen else None
    if problem:
        members.complain("applicationInstance", problem)
    members.check()
    return chosen or None


def _read_end(members: Members, member: str) -> bool:
    """Whether the body ends the stay; an absent member changes nothing."""
    value = members.raw(member)
    if value is True:
        text = "cannot be set back to true; record a new deployment or release of the version"
        raise NotPossible({member: (text,)})
    if value is not None and value is not False:
        members.complain(member, "must be false")
    members.check()
    return value is False


def _show_alone(
    call: Call, document: dict[str, Any], environment: Environment | None
) -> dict[str, Any]:
    if environment is not None:
        document["_embedded"]["environment"] = show_environment(call.links, environment)
    return document


def _show_deployed(links: Links, stay: Stay) -> dict[str, Any]:
    members = {
        "uuid": stay.uuid,
        "currentlyDeployed": stay.ended_at is None,
        "target": stay.target,
        "applicationInstance": stay.target,
        "undeployedAt": show_time(stay.ended_at) if stay.ended_at else None,
    }
    return _show(links, "deployed-versions", stay, without_nulls(members))


def _show_released(links: Links, stay: Stay) -> dict[str, Any]:
    members = {
        "uuid": stay.uuid,
        "currentlySupported": stay.ended_at is None,
        "supportEndedAt": show_time(stay.ended_at) if stay.ended_at else None,
    }
    return _show(links, "released-versions", stay, without_nulls(members))


def _show(links: Links, kind: str, stay: Stay, members: dict[str, Any]) -> dict[str, Any]:
    name, number = stay.pacticipant.name, stay.version.number
    return {
        **members,
        **show_times(stay.created_at, stay.updated_at),
        "_embedded": {
            "pacticipant": {"name": name},
            "version": {
                "number": number,
                "_links": {"self": link_version(links, name, number)},
            },
        },
        "_links": {"self": link(links.to(kind, stay.uuid), title="This record")},
    }


def _list_deployed(call: Call, found: Iterable[Stay], href: str) -> Answer:
    documents = [_show_deployed(call.links, stay) for stay in found]
    relations = {"self": link(href, title="Deployed versions")}
    return shown({"_embedded": {"deployedVersions": documents}, "_links": relations})


def _list_released(call: Call, found: Iterable[Stay], href: str) -> Answer:
    documents = [_show_released(call.links, stay) for stay in found]
    relations = {"self": link(href, title="Released versions")}
    return shown({"_embedded": {"releasedVersions": documents}, "_links": relations})


def _recording_address(call: Call, kind: str) -> str:
    segments = call.segments
    version = ("pacticipants", segments["pacticipant"], "versions", segments["version"])
    return call.links.to(*version, kind, "environment", segments["uuid"])


def _text(query: JsonObject, name: str) -> str | None:
    value = query.get(name)
    return value if isinstance(value, str) and value else None


_VERSION = "/pacticipants/{pacticipant}/versions/{version}"

ROUTES = (
    Route(
        f"{_VERSION}/deployed-versions/environment/{{uuid}}",
        {"GET": shows(list_deployments), "POST": changes(record_deployment)},
    ),
    Route(
        "/deployed-versions/{uuid}",
        {"GET": shows(show_deployment), "PATCH": changes(change_deployment, (MERGE_PATCH,))},
    ),
    Route(
        "/environments/{uuid}/deployed-versions/currently-deployed",
        {"GET": shows(list_currently_deployed)},
    ),
    Route(
        f"{_VERSION}/released-versions/environment/{{uuid}}",
        {"GET": shows(list_releases), "POST": changes(record_release)},
    ),
    Route(
        "/released-versions/{uuid}",
        {"GET": shows(show_release), "PATCH": changes(change_release, (MERGE_PATCH,))},
    ),
    Route(
        "/environments/{uuid}/released-versions/currently-supported",
        {"GET": shows(list_currently_supported)},
    ),
)
