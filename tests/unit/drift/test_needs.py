from __future__ import annotations

from swarm.drift.needs import list_needs
from swarm.drift.report import Place
from tests.unit.drift.builders import an_interaction, held

LIVE = Place("1", "live", "deployed")
SHOP = Place("2", "shop", "released")


def test_same_interaction_of_two_versions_is_one_need() -> None:
    first = held(an_interaction(_id="a"), places=(LIVE,))
    second = held(an_interaction(_id="b"), places=(SHOP,))

    (need,) = list_needs([first, second])

    assert need.places == (LIVE, SHOP)


def test_other_expectation_is_another_need() -> None:
    other = an_interaction(response={"status": 404})

    assert len(list_needs([held(an_interaction()), held(other)])) == 2


def test_use_outweighs_what_came_before() -> None:
    unused = held(result={"success": False}, is_in_use=False)
    used = held(result={"success": True}, places=(LIVE,))

    (need,) = list_needs([unused, used])

    assert (need.is_in_use, need.of) == (True, used)


def test_consumers_narrow_it() -> None:
    assert list_needs([held()], consumers=("moon",)) == ()


def test_messages_are_no_requests() -> None:
    message = {"description": "an event", "contents": {}}

    (need,) = list_needs([held(message, an_interaction())])

    assert need.interaction.description == "a list"


def test_states_of_any_version_are_named() -> None:
    old = an_interaction("old", providerState="all is well")
    new = an_interaction("new", providerStates=[{"name": "a"}, {"name": "b"}])

    needs = list_needs([held(old, new, an_interaction())])

    assert [need.interaction.states for need in needs] == [("all is well",), ("a", "b"), ()]
