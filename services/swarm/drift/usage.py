"""Which pacts are in use, by a broker: those of versions that are deployed or released anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from swarm.drift.needs import Held
from swarm.drift.report import Place
from swarm.pacts.broker import member, read_kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swarm.pacts.broker import Broker

_LATEST: Final = {"latest": True}
_LISTS: Final = (
    ("pb:currently-deployed-deployed-versions", "deployedVersions", "deployed"),
    ("pb:currently-supported-released-versions", "releasedVersions", "released"),
)


def read_used(broker: Broker, provider: str) -> tuple[Held, ...]:
    """The pacts of every consumer version that is somewhere. Raises: PactsUnusable."""
    found: dict[tuple[str, str], list[Place]] = {}
    for consumer, place in _list_places(broker):
        found.setdefault((consumer, place.version), []).append(place)
    held = []
    for (consumer, version), places in sorted(found.items()):
        document = broker.ask(_address(broker, provider, consumer, version))
        if document is not None:
            held.append(_hold(broker, document, tuple(places)))
    return tuple(held)


def read_latest(broker: Broker, provider: str) -> tuple[Held, ...]:
    """The newest pact of every consumer, used or not. Raises: PactsUnusable, also without any."""
    return tuple(_hold(broker, document) for document in broker.choose(provider, _LATEST))


def _list_places(broker: Broker) -> Iterator[tuple[str, Place]]:
    environments = member(broker.get(f"{broker.url}/environments"), "_embedded", "environments")
    for environment in environments:
        name = str(member(environment, "name"))
        for relation, collection, how in _LISTS:
            answer = broker.get(member(environment, "_links", relation, "href"))
            for record in member(answer, "_embedded", collection):
                consumer = str(member(record, "_embedded", "pacticipant", "name"))
                version = str(member(record, "_embedded", "version", "number"))
                yield (
                    consumer,
                    Place(version, name, "deployed" if how == "deployed" else "released"),
                )


def _address(broker: Broker, provider: str, consumer: str, version: str) -> str:
    names = [quote(name, safe="") for name in (provider, consumer, version)]
    return "{}/pacts/provider/{}/consumer/{}/version/{}".format(broker.url, *names)


def _hold(broker: Broker, document: Any, places: tuple[Place, ...] = ()) -> Held:
    result = broker.find_result(document)
    return Held(read_kept(document), places, is_in_use=bool(places), result=result)
