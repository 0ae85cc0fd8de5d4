"""Lists of pacts: of a pair, of a provider, and the latest of all pairs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import emptied, shown
from pact_notary.http.links import link
from pact_notary.resources.pact_document import address, link_pact, name_of, pair_address
from pact_notary.resources.representation import (
    curies,
    link_pacticipant,
    link_version,
    show_time,
)
from pact_notary.resources.routing import Route, removes, shows
from pact_notary.service.lookups import get_named
from pact_notary.service.removing import remove_pacts
from pact_notary.store import pacts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.records import Pact
    from pact_notary.resources.routing import Call
    from pact_notary.store.pacts import Condition

    Choose: TypeAlias = Callable[[Mapping[str, str]], Condition]


def any_version(_segments: Mapping[str, str]) -> Condition:
    return pacts.any_version()


def tagged(segments: Mapping[str, str]) -> Condition:
    return pacts.with_tag(segments["tag"])


def on_branch(segments: Mapping[str, str]) -> Condition:
    return pacts.on_branch(segments["branch"])


def on_main_branch(_segments: Mapping[str, str]) -> Condition:
    return pacts.on_main_branch()


def list_pair(choose: Choose, call: Call) -> Answer:
    return _show_pair(call, _of_pair(call, choose))


def list_latest_of_pair(choose: Choose, call: Call) -> Answer:
    return _show_pair(call, _of_pair(call, choose)[:1])


def remove_pair(choose: Choose, call: Call) -> Answer:
    remove_pacts(call.transaction, _of_pair(call, choose))
    return emptied()


def remove_some_of_pair(choose: Choose, call: Call) -> Answer:
    remove_pacts(call.transaction, _of_pair(call, choose))
    return _show_pair(call, ())


def remove_latest_of_pair(choose: Choose, call: Call) -> Answer:
    remove_pacts(call.transaction, _of_pair(call, choose)[:1])
    return _show_pair(call, ())


def list_provider(choose: Choose, call: Call) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    found = pacts.of_provider(call.connection, provider.id, choose(call.segments))
    return _show_provider(call, found)


def list_latest_of_provider(choose: Choose, call: Call) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    found = pacts.latest_of_provider(call.connection, provider.id, choose(call.segments))
    return _show_provider(call, found)


def list_latest(call: Call) -> Answer:
    found = pacts.latest_of_all(call.connection)
    own = [link_pact(call.links, pact) for pact in found]
    return shown(
        {
            "pacts": [_show_latest(call.links, pact) for pact in found],
            "_links": {
                "self": link(call.links.to("pacts", "latest"), title="Latest pacts"),
                "pb:pacts": own,
                "pacts": own,
                "curies": curies(call.links, "pacts"),
            },
        }
    )


def _of_pair(call: Call, choose: Choose) -> tuple[Pact, ...]:
    consumer = get_named(call.connection, call.segments["consumer"], role="consumer")
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    return pacts.of_pair(call.connection, consumer.name, provider.name, choose(call.segments))


def _show_pair(call: Call, found: tuple[Pact, ...]) -> Answer:
    links = call.links
    consumer = link_pacticipant(links, call.segments["consumer"])
    provider = link_pacticipant(links, call.segments["provider"])
    own = [link_pact(links, pact) for pact in found]
    return shown(
        {
            "_embedded": {"pacts": [_show_in_pair(links, pact) for pact in found]},
            "_links": {
                "self": link(call.own_address, title="Pacts of the pair"),
                "consumer": consumer,
                "provider": provider,
                "pact-versions": own,
                "pb:consumer": consumer,
                "pb:provider": provider,
                "pb:pact-versions": own,
                # The official command reads this one in every list; it prints name as the consumer.
                "pb:pacts": [_link_by_consumer(links, pact) for pact in found],
                "curies": curies(links, "pacts"),
            },
        }
    )


def _show_in_pair(links: Links, pact: Pact) -> dict[str, Any]:
    number = pact.consumer_version.number
    return {
        "createdAt": show_time(pact.created_at),
        "_embedded": {
            "consumerVersion": {
                "number": number,
                "_links": {"self": link_version(links, pact.consumer.name, number)},
            }
        },
        "_links": {"self": link_pact(links, pact)},
    }


def _show_provider(call: Call, found: tuple[Pact, ...]) -> Answer:
    provider = link_pacticipant(call.links, call.segments["provider"])
    own = [_link_by_consumer(call.links, pact) for pact in found]
    return shown(
        {
            "_links": {
                "self": link(call.own_address, title="Pacts of the provider"),
                "pb:provider": provider,
                "pb:pacts": own,
                "provider": provider,
                # Deprecated, and what the official verifier reads.
                "pacts": own,
                "curies": curies(call.links, "pacts"),
            }
        }
    )


def _link_by_consumer(links: Links, pact: Pact) -> dict[str, Any]:
    return link(address(links, pact), title=name_of(pact), name=pact.consumer.name)


def _show_latest(links: Links, pact: Pact) -> dict[str, Any]:
    consumer, number = pact.consumer.name, pact.consumer_version.number
    version = {"number": number, "_links": {"self": link_version(links, consumer, number)}}
    return {
        "createdAt": show_time(pact.created_at),
        "_embedded": {
            "consumer": {
                "name": consumer,
                "_embedded": {"version": version},
                "_links": {"self": link_pacticipant(links, consumer)},
            },
            "provider": {
                "name": pact.provider.name,
                "_links": {"self": link_pacticipant(links, pact.provider.name)},
            },
        },
        "_links": {
            "self": [
                link(f"{pair_address(links, pact)}/latest", title="Latest pact of the pair"),
                link_pact(links, pact),
            ]
        },
    }


def _pair(path: str, choose: Choose) -> Route:
    return Route(
        f"{_PAIR}{path}",
        {
            "GET": shows(partial(list_pair, choose)),
            "DELETE": removes(partial(remove_some_of_pair, choose)),
        },
    )


def _latest_of_pair(path: str, choose: Choose) -> Route:
    return Route(
        f"{_PAIR}{path}",
        {
            "GET": shows(partial(list_latest_of_pair, choose)),
            "DELETE": removes(partial(remove_latest_of_pair, choose)),
        },
    )


def _provider(path: str, choose: Choose) -> Route:
    return Route(f"{_PROVIDER}{path}", {"GET": shows(partial(list_provider, choose))})


def _latest_of_provider(path: str, choose: Choose) -> Route:
    return Route(f"{_PROVIDER}{path}", {"GET": shows(partial(list_latest_of_provider, choose))})


_PROVIDER = "/pacts/provider/{provider}"
_PAIR = f"{_PROVIDER}/consumer/{{consumer}}"

ROUTES = (
    Route("/pacts/latest", {"GET": shows(list_latest)}),
    Route(
        f"{_PAIR}/versions",
        {
            "GET": shows(partial(list_pair, any_version)),
            "DELETE": removes(partial(remove_pair, any_version)),
        },
    ),
    _pair("/tag/{tag}", tagged),
    _pair("/branch/{branch}", on_branch),
    _pair("/branch/versions", on_main_branch),
    _latest_of_pair("/branch/{branch}/latest/versions", on_branch),
    _latest_of_pair("/branch/latest/versions", on_main_branch),
    # The official command asks for these two when it is given no branch.
    Route(f"{_PAIR}/branch", {"GET": shows(partial(list_pair, on_main_branch))}),
    Route(f"{_PAIR}/branch/latest", {"GET": shows(partial(list_latest_of_pair, on_main_branch))}),
    _provider("", any_version),
    _latest_of_provider("/latest", any_version),
    _latest_of_provider("/latest/{tag}", tagged),
    _provider("/tag/{tag}", tagged),
    _provider("/branch", on_main_branch),
    _latest_of_provider("/branch/latest", on_main_branch),
    _provider("/branch/{branch}", on_branch),
    _latest_of_provider("/branch/{branch}/latest", on_branch),
)
