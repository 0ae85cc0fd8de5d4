from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.network import connected_to
from pact_notary.domain.provider_states import ProviderState, collect_states

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json


def _pact(**interaction: Json) -> dict[str, Json]:
    return {"interactions": [interaction]}


@pytest.mark.parametrize(
    ("interaction", "states"),
    [
        pytest.param({"providerState": "a"}, [("a", None)], id="older"),
        pytest.param({"provider_state": "a"}, [("a", None)], id="oldest"),
        pytest.param(
            {"providerStates": [{"name": "b"}, {"name": "a", "params": {"x": 1}}]},
            [("a", {"x": 1}), ("b", None)],
            id="list",
        ),
        pytest.param({"providerStates": ["a"]}, [("a", None)], id="list of names"),
        pytest.param({"providerStates": [{"params": {}}, 7], "providerState": ""}, [], id="odd"),
        pytest.param({}, [], id="none"),
    ],
)
def test_states_are_read_from_every_form_of_pact(
    interaction: dict[str, Json], states: list[tuple[str, Json]]
) -> None:
    found = collect_states([("Kiosk", _pact(**interaction))])

    assert [(state.name, state.params) for state in found] == states


def test_state_is_told_once_with_all_who_need_it() -> None:
    messages: dict[str, Json] = {"messages": [{"providerState": "a"}]}

    found = collect_states([("Till", messages), ("Kiosk", _pact(providerState="a"))])

    assert found == (ProviderState("a", None, ("Kiosk", "Till")),)


@pytest.mark.parametrize("document", [{}, {"interactions": "x"}, {"interactions": [1, None]}])
def test_document_without_interactions_has_no_states(document: dict[str, Json]) -> None:
    assert collect_states([("Kiosk", document)]) == ()


def test_network_holds_what_is_reached_in_either_direction() -> None:
    edges = [(1, 2), (3, 2), (4, 5)]

    assert connected_to(1, edges, limit=10) == {(1, 2), (3, 2)}


def test_network_ends_at_its_limit() -> None:
    edges = [(at, at + 1) for at in range(10)]

    assert connected_to(0, edges, limit=3) == {(0, 1), (1, 2)}
