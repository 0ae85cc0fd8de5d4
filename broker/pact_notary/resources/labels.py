"""Labels of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import emptied, shown, stored
from pact_notary.http.links import link
from pact_notary.http.pages import describe_page, neighbour_links, read_page
from pact_notary.records import Window
from pact_notary.resources.representation import link_pacticipant, show_times
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service.lookups import get_pacticipant
from pact_notary.service.refusals import Unknown
from pact_notary.store import pacticipants

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.records import Label
    from pact_notary.resources.routing import Call


def list_all(call: Call) -> Answer:
    page = read_page(call.query)
    window = Window(page.offset, page.size) if page else None
    found = pacticipants.search_labels(call.connection, window=window)
    href = call.links.to("labels")
    relations: dict[str, Any] = {"self": link(href, title="Labels")}
    document: dict[str, Any] = {"_embedded": {"labels": [{"name": name} for name in found.items]}}
    if page:
        document["page"] = describe_page(page, found.total)
        relations |= neighbour_links(page, found.total, href=href)
    return shown({**document, "_links": relations})


def show(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    name = call.segments["label"]
    label = pacticipants.find_label(call.connection, pacticipant.id, name=name)
    if label is None:
        raise Unknown(f"{pacticipant.name} has no label {name}")
    return shown(_show(call, label))


def add(call: Call) -> Answer:
    now = call.transaction.now
    pacticipant = pacticipants.ensure(call.connection, call.segments["pacticipant"], now=now).item
    added = pacticipants.add_label(
        call.connection, pacticipant.id, name=call.segments["label"], now=now
    )
    document = _show(call, added.item)
    return stored(document, _address(call), is_new=added.is_new)


def remove(call: Call) -> Answer:
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    name = call.segments["label"]
    if not pacticipants.remove_label(call.connection, pacticipant.id, name=name):
        raise Unknown(f"{pacticipant.name} has no label {name}")
    return emptied()


def _address(call: Call) -> str:
    return call.links.to(
        "pacticipants", call.segments["pacticipant"], "labels", call.segments["label"]
    )


def _show(call: Call, label: Label) -> dict[str, Any]:
    return {
        "name": label.name,
        **show_times(label.created_at, label.updated_at),
        "_links": {
            "self": link(_address(call), title="Label", name=label.name),
            "pacticipant": link_pacticipant(call.links, call.segments["pacticipant"]),
        },
    }


ROUTES = (
    Route("/labels", {"GET": shows(list_all)}),
    Route(
        "/pacticipants/{pacticipant}/labels/{label}",
        {"GET": shows(show), "PUT": changes(add), "DELETE": removes(remove)},
    ),
)
