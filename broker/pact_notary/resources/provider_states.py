"""The states a provider has to be put into, by the pacts of its consumers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.domain.provider_states import collect_states
from pact_notary.http.answers import shown
from pact_notary.resources.routing import Route, shows
from pact_notary.service.lookups import get_named
from pact_notary.service.preparation import parse
from pact_notary.service.refusals import Unknown
from pact_notary.store import environments, pacts

if TYPE_CHECKING:
    from pact_notary.domain.provider_states import ProviderState
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def list_of_main_branches(call: Call) -> Answer:
    return _list(call, pacts.head_of_main_branch())


def list_of_branch(call: Call) -> Answer:
    return _list(call, pacts.head_of_branch(call.segments["branch"]))


def list_of_environment(call: Call) -> Answer:
    name = call.segments["environment"]
    environment = environments.find_named(call.connection, name)
    if environment is None:
        raise Unknown(f"No environment with name {name} found")
    return _list(call, pacts.in_environment(environment.id))


def _list(call: Call, condition: pacts.Condition) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    found = pacts.texts_of_provider(call.connection, provider.id, condition)
    states = collect_states((each.pact.consumer.name, parse(each.text)) for each in found)
    return shown({"providerStates": [_show(state) for state in states]})


def _show(state: ProviderState) -> dict[str, Any]:
    params = {} if state.params is None else {"params": state.params}
    return {"name": state.name, **params, "consumers": state.consumers}


_STATES = "/pacts/provider/{provider}/provider-states"

ROUTES = (
    Route(_STATES, {"GET": shows(list_of_main_branches)}),
    Route(f"{_STATES}/branch/{{branch}}", {"GET": shows(list_of_branch)}),
    Route(f"{_STATES}/environment/{{environment}}", {"GET": shows(list_of_environment)}),
)
