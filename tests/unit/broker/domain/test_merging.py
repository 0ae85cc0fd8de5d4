from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.merging import find_conflicts, merge
from tests.unit.broker.domain.builders import an_interaction

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject


def a_request(**members: Json) -> JsonObject:
    return {"method": "GET", "path": "/dishes/3", **members}


def a_pact(*interactions: JsonObject) -> JsonObject:
    return {"interactions": [*interactions], "metadata": {"a": 1}}


def test_merge_appends_new_interactions() -> None:
    merged = merge(a_pact(an_interaction("a")), a_pact(an_interaction("b")))

    assert merged == a_pact(an_interaction("a"), an_interaction("b"))


def test_merge_replaces_the_same_interaction_in_place() -> None:
    published = a_pact(an_interaction("a"), an_interaction("b"))

    merged = merge(published, a_pact(an_interaction("a", response={"status": 404})))

    assert merged == a_pact(an_interaction("a", response={"status": 404}), an_interaction("b"))


def test_merge_keeps_the_other_members_of_the_published_pact() -> None:
    newcomer: JsonObject = {"interactions": [], "metadata": {"a": 2}, "new": 1}

    assert merge(a_pact(), newcomer) == a_pact()


def test_merge_takes_messages_likewise() -> None:
    published: JsonObject = {"messages": [{"description": "a", "contents": 1}]}
    newcomer: JsonObject = {"messages": [{"description": "a", "contents": 2}, {"description": "b"}]}

    assert merge(published, newcomer) == newcomer


def test_merge_adds_a_list_that_was_missing() -> None:
    assert merge({"x": 1}, a_pact(an_interaction())) == {
        "x": 1,
        "interactions": [an_interaction()],
    }


def test_merge_leaves_the_published_pact_as_it_was() -> None:
    published = a_pact(an_interaction("a"))

    merge(published, a_pact(an_interaction("b")))

    assert published == a_pact(an_interaction("a"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"provider_state": "s"}, {"providerState": "s"}, id="spelling"),
        pytest.param(
            {"providerStates": [{"name": "s", "params": {"a": 1, "b": 2}}]},
            {"providerStates": [{"params": {"b": 2, "a": 1}, "name": "s"}]},
            id="key-order",
        ),
    ],
)
def test_merge_compares_states_as_json(one: JsonObject, other: JsonObject) -> None:
    merged = merge(a_pact(an_interaction(**one)), a_pact(an_interaction(**other)))

    assert merged == a_pact(an_interaction(**other))


def test_merge_tells_interactions_apart_by_state() -> None:
    one, other = an_interaction(providerState="s"), an_interaction(providerState="t")

    assert merge(a_pact(one), a_pact(other)) == a_pact(one, other)


@pytest.mark.parametrize(
    "request_members",
    [
        pytest.param({"method": "PUT"}, id="method"),
        pytest.param({"path": "/other"}, id="path"),
        pytest.param({"query": "a=1"}, id="query"),
        pytest.param({"body": 1}, id="body"),
        pytest.param({"headers": {"A": "b"}}, id="headers"),
    ],
)
def test_conflict_is_the_same_interaction_with_another_request(
    request_members: JsonObject,
) -> None:
    other = an_interaction(request=a_request(**request_members))

    conflicts = find_conflicts(a_pact(an_interaction()), a_pact(other))

    assert len(conflicts) == 1


def test_conflict_tells_true_from_one() -> None:
    one, other = (an_interaction(request=a_request(body=body)) for body in (1, True))

    assert find_conflicts(a_pact(one), a_pact(other))


@pytest.mark.parametrize(
    "newcomer",
    [
        pytest.param(an_interaction(response={"status": 500}), id="another-response"),
        pytest.param(an_interaction(request=a_request(matchers={})), id="another-matcher"),
        pytest.param(an_interaction("b", request={"method": "PUT"}), id="another-description"),
        pytest.param(
            an_interaction(providerState="t", request={"method": "PUT"}), id="another-state"
        ),
    ],
)
def test_conflict_is_not(newcomer: JsonObject) -> None:
    assert find_conflicts(a_pact(an_interaction()), a_pact(newcomer)) == ()


@pytest.mark.parametrize(
    ("published", "newcomer"),
    [
        pytest.param({}, {"interactions": []}, id="published-has-none"),
        pytest.param({"interactions": []}, {}, id="newcomer-has-none"),
        pytest.param({"interactions": []}, {"messages": []}, id="different-lists"),
        pytest.param({"interactions": {}}, {"interactions": []}, id="no-list"),
    ],
)
def test_conflict_is_a_missing_list(published: JsonObject, newcomer: JsonObject) -> None:
    assert find_conflicts(published, newcomer)


def test_conflict_ignores_elements_that_are_no_objects() -> None:
    odd: JsonObject = {"interactions": ["odd", {"description": "d", "request": "odd"}]}

    assert find_conflicts(odd, odd) == ()
