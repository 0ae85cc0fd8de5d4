from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.content import identify, with_interaction_ids
from tests.unit.broker.domain.builders import an_interaction

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

SPECIFICATION: JsonObject = {"pactSpecification": {"version": "2.0.0"}}
KNOWN: JsonObject = {
    "consumer": {"name": "Kiosk"},
    "provider": {"name": "Menu"},
    "interactions": [
        {
            "description": "i1",
            "providerState": "s",
            "request": {"method": "GET", "path": "/1"},
            "response": {"status": 200},
        }
    ],
    "metadata": SPECIFICATION,
}


def test_identity_is_that_of_the_official_broker() -> None:
    assert identify(KNOWN) == "d26c6dc9646c24209566ecf7c35ebcfbec6dc0f4"


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({**KNOWN, "consumer": {"name": "Other"}}, id="consumer-name"),
        pytest.param({"provider": {}, **KNOWN}, id="provider-and-member-order"),
        pytest.param(
            {**KNOWN, "metadata": {"client": {"v": "1"}, **SPECIFICATION}}, id="other-metadata"
        ),
        pytest.param(
            {**KNOWN, "metadata": {"pact-specification": {"version": "2.0.0"}}}, id="old-spelling"
        ),
        pytest.param(
            {**KNOWN, "metadata": {"pactSpecificationVersion": "2.0.0"}}, id="oldest-spelling"
        ),
        pytest.param({**KNOWN, "messages": None}, id="null-messages"),
        pytest.param(with_interaction_ids(KNOWN), id="uploaded-ids"),
    ],
)
def test_identity_ignores_what_verification_does_not_see(changed: JsonObject) -> None:
    assert identify(changed) == identify(KNOWN)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({**KNOWN, "interactions": []}, id="no-interaction"),
        pytest.param({**KNOWN, "metadata": {}}, id="no-specification"),
        pytest.param({**KNOWN, "metadata": ["x"]}, id="metadata-is-no-object"),
        pytest.param({**KNOWN, "messages": []}, id="empty-messages"),
    ],
)
def test_identity_sees_what_verification_sees(changed: JsonObject) -> None:
    assert identify(changed) != identify(KNOWN)


@given(order=st.permutations(["a", "b", "c", "d"]))
def test_identity_ignores_interaction_order(order: list[str]) -> None:
    shuffled: JsonObject = {"interactions": [an_interaction(name) for name in order]}

    assert identify(shuffled) == identify({"interactions": [*map(an_interaction, "abcd")]})


def test_identity_ignores_order_of_messages_alone() -> None:
    messages: list[Json] = [{"description": "b"}, {"description": "a"}]

    assert identify({"messages": messages}) == identify({"messages": messages[::-1]})


def test_identity_keeps_order_of_messages_beside_interactions() -> None:
    messages: list[Json] = [{"description": "b"}, {"description": "a"}]

    one = identify({"interactions": [], "messages": messages})

    assert one != identify({"interactions": [], "messages": messages[::-1]})


def test_identity_keeps_order_within_an_interaction() -> None:
    forth: JsonObject = {"interactions": [an_interaction(query=["a", "b"])]}
    back: JsonObject = {"interactions": [an_interaction(query=["b", "a"])]}

    assert identify(forth) != identify(back)


def test_identity_of_a_document_without_lists_is_its_whole_text() -> None:
    assert identify({"a": 1, "b": 2}) != identify({"b": 2, "a": 1})


def test_identity_takes_lists_that_are_no_lists() -> None:
    assert identify({"interactions": "none"}) != identify({"interactions": {"a": 1}})


def test_identity_leaves_text_unescaped() -> None:
    assert identify({"interactions": ["é"]}) == "15e31ff5bfefb309db912b7a5a5dcaa460a8cc2d"


def test_interaction_id_comes_first_and_replaces_an_uploaded_one() -> None:
    identified = with_interaction_ids({"interactions": [an_interaction(_id="mine")]})

    interactions = identified["interactions"]
    assert isinstance(interactions, list)
    assert isinstance(interactions[0], dict)
    assert next(iter(interactions[0])) == "_id"
    assert interactions[0]["_id"] != "mine"


def test_interaction_id_ignores_key_order() -> None:
    interaction = an_interaction()
    backwards: JsonObject = dict(reversed(interaction.items()))

    one = with_interaction_ids({"messages": [interaction]})

    assert one["messages"] == with_interaction_ids({"messages": [backwards]})["messages"]


def test_interaction_ids_leave_the_document_as_it_was() -> None:
    document: JsonObject = {"x": 1, "interactions": [an_interaction(), "odd"], "messages": 3}
    before = copy.deepcopy(document)

    identified = with_interaction_ids(document)

    assert document == before
    assert list(identified) == ["x", "interactions", "messages"]
