"""Environments."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

from pact_notary.domain.naming import display_name
from pact_notary.domain.refusals import InvalidRequest
from pact_notary.http.answers import created, emptied, shown
from pact_notary.http.links import link
from pact_notary.records import Environment
from pact_notary.resources.members import Members, name_problem
from pact_notary.resources.representation import curies, show_times, without_nulls
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service.lookups import get_environment
from pact_notary.store import environments

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call


def list_all(call: Call) -> Answer:
    found = environments.every(call.connection)
    name = call.query.get("name")
    if isinstance(name, str) and name:
        found = tuple(environment for environment in found if environment.name == name)
    ordered = sorted(found, key=lambda environment: shown_name(environment).lower())
    return shown(
        {
            "_embedded": {"environments": [show_environment(call.links, each) for each in ordered]},
            "_links": {
                "self": link(call.links.to("environments"), title="Environments"),
                "pb:environments": [_link(call.links, each) for each in ordered],
                "curies": curies(call.links, "environments"),
            },
        }
    )


def create(call: Call) -> Answer:
    environment = _read(Members(call.body), _blank(call))
    if not environments.add(call.connection, environment):
        raise _taken(environment.name)
    address = call.links.to("environments", environment.uuid)
    return created(_show_one(call.links, environment), address)


def show(call: Call) -> Answer:
    environment = get_environment(call.connection, call.segments["uuid"])
    return shown(_show_one(call.links, environment))


def replace(call: Call) -> Answer:
    existing = get_environment(call.connection, call.segments["uuid"])
    environment = changed(_read(Members(call.body), existing), updated_at=call.transaction.now)
    namesake = environments.find_named(call.connection, environment.name)
    if namesake and namesake.id != existing.id:
        raise _taken(environment.name)
    environments.replace(call.connection, environment)
    return shown(_show_one(call.links, environment))


def remove(call: Call) -> Answer:
    environment = get_environment(call.connection, call.segments["uuid"])
    environments.remove(call.connection, environment.id)
    return emptied()


def _blank(call: Call) -> Environment:
    now = call.transaction.now
    return Environment(
        id=0,
        uuid=call.transaction.new_uuid(),
        name="",
        display_name=None,
        production=False,
        contacts=None,
        created_at=now,
        updated_at=now,
    )


def shown_name(environment: Environment) -> str:
    return environment.display_name or display_name(environment.name)


def show_environment(links: Links, environment: Environment) -> dict[str, Any]:
    members = {
        "uuid": environment.uuid,
        "name": environment.name,
        "displayName": shown_name(environment),
        "production": environment.production,
        "contacts": environment.contacts,
    }
    own = links.to("environments", environment.uuid)
    return {
        **without_nulls(members),
        **show_times(environment.created_at, environment.updated_at),
        "_links": {
            "self": _link(links, environment),
            "pb:currently-deployed-deployed-versions": link(
                f"{own}/deployed-versions/currently-deployed", title="Deployed now"
            ),
            "pb:currently-supported-released-versions": link(
                f"{own}/released-versions/currently-supported", title="Released and supported now"
            ),
            "pb:environments": link(links.to("environments"), title="Environments"),
        },
    }


def _show_one(links: Links, environment: Environment) -> dict[str, Any]:
    document = show_environment(links, environment)
    document["_links"]["curies"] = curies(links, "environment")
    return document


def _link(links: Links, environment: Environment) -> dict[str, Any]:
    href = links.to("environments", environment.uuid)
    return link(href, title=shown_name(environment), name=environment.name)


def _read(members: Members, environment: Environment) -> Environment:
    """The environment with all members as the body has them."""
    name = members.required_word("name")
    shown_as = members.text("displayName")
    is_production = members.required_flag("production")
    contacts = _read_contacts(members)
    members.check()
    return changed(
        environment,
        name=name,
        display_name=shown_as or None,
        production=is_production,
        contacts=contacts,
    )


def _read_contacts(members: Members) -> Json:
    contacts = members.raw("contacts")
    if contacts is None:
        return None
    if not isinstance(contacts, list):
        members.complain("contacts", "must be an array of objects with a name")
        return None
    for at, contact in enumerate(contacts):
        problem = _contact_problem(contact)
        if problem:
            members.complain("contacts", f"{problem} (at index {at})")
    return contacts


def _contact_problem(contact: Json) -> str | None:
    if not isinstance(contact, dict):
        return "must be an object with a name"
    name, details = contact.get("name"), contact.get("details")
    if name is None:
        return "name is missing"
    if not isinstance(name, str):
        return "name must be a string"
    if details is not None and not isinstance(details, dict):
        return "details must be an object"
    problem = name_problem(name)
    return f"name {problem}" if problem else None


def _taken(name: str) -> InvalidRequest:
    return InvalidRequest({"name": (f"Another environment with name '{name}' already exists.",)})


ROUTES = (
    Route("/environments", {"GET": shows(list_all), "POST": changes(create)}),
    Route(
        "/environments/{uuid}",
        {"GET": shows(show), "PUT": changes(replace), "DELETE": removes(remove)},
    ),
)
