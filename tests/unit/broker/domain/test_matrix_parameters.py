from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.matrix_parameters import (
    SELECTOR_LIMIT,
    environment_name,
    pacticipant_names,
    read_can_i_deploy,
    read_matrix,
)
from pact_notary.domain.matrix_query import (
    ANY_VERSION,
    Criteria,
    IgnoreSelector,
    LatestBy,
    MatrixQuery,
    VersionSelector,
)
from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest

if TYPE_CHECKING:
    from pact_notary.domain.documents import JsonObject

KNOWN = frozenset({"A", "B"})
ENVIRONMENTS = frozenset({"e1"})
A_1: JsonObject = {"pacticipant": "A", "version": "1"}
A = VersionSelector("A", Criteria(version="1"))


@pytest.mark.parametrize(
    ("element", "criteria"),
    [
        ({}, ANY_VERSION),
        ({"version": "1"}, Criteria(version="1")),
        ({"version": "1", "latest": ""}, Criteria(version="1")),
        ({"latest": "true"}, Criteria(latest=True)),
        ({"latest": "true", "tag": "t"}, Criteria(latest=True, tag="t")),
        ({"latest": "true", "branch": "b"}, Criteria(latest=True, branch="b")),
        ({"mainBranch": "true"}, Criteria(main_branch=True)),
        ({"environment": "nowhere"}, Criteria(environment="nowhere")),
        ({"tag": " ", "branch": "", "latest": "false"}, ANY_VERSION),
    ],
    ids=str,
)
def test_selector_is_read(element: JsonObject, criteria: Criteria) -> None:
    query = read_matrix(
        {"q": [{"pacticipant": "A", **element}]}, pacticipants=KNOWN, environments=ENVIRONMENTS
    )

    assert query == MatrixQuery((VersionSelector("A", criteria),))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"latestby": "cvp"}, MatrixQuery((A,), latest_by=LatestBy.CONSUMER_VERSION)),
        ({"latestby": ""}, MatrixQuery((A,))),
        ({"limit": "7"}, MatrixQuery((A,), limit=7)),
        ({"success": "true"}, MatrixQuery((A,), outcomes=frozenset({True}))),
        ({"success": ["false", ""]}, MatrixQuery((A,), outcomes=frozenset({False, None}))),
        ({"latest": "true"}, MatrixQuery((A,), destination=Criteria(latest=True))),
        (
            {"tag": "t", "latest": "true"},
            MatrixQuery((A,), destination=Criteria(latest=True, tag="t")),
        ),
        ({"environment": "e1"}, MatrixQuery((A,), destination=Criteria(environment="e1"))),
        (
            {"mainBranch": "true", "latest": "true"},
            MatrixQuery((A,), destination=Criteria(latest=True, main_branch=True)),
        ),
        (
            {"ignore": [{"pacticipant": "X"}, {"pacticipant": "B", "version": "2"}]},
            MatrixQuery((A,), ignored=(IgnoreSelector("X"), IgnoreSelector("B", "2"))),
        ),
        ({"ignore": [{"pacticipant": "", "version": ""}]}, MatrixQuery((A,))),
        ({"ignore": ""}, MatrixQuery((A,))),
        ({"q": [A_1, {"pacticipant": "", "version": ""}]}, MatrixQuery((A,))),
        ({"tag": "", "environment": "", "mainBranch": "", "latest": ""}, MatrixQuery((A,))),
        ({"days": "x", "unknown": ["y"]}, MatrixQuery((A,))),
    ],
    ids=str,
)
def test_options_are_read(parameters: JsonObject, expected: MatrixQuery) -> None:
    query = read_matrix({"q": [A_1], **parameters}, pacticipants=KNOWN, environments=ENVIRONMENTS)

    assert query == expected


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({}, "At least one version selector"),
        ({"q": ""}, "At least one version selector"),
        ({"q": [{"pacticipant": "", "version": " "}, ""]}, "At least one version selector"),
        ({"q": "A"}, "needs the pacticipant's name"),
        ({"q": []}, "At least one version selector"),
        ({"q": [A_1] * (SELECTOR_LIMIT + 1)}, "At most 200"),
        ({"q": [{"version": "1"}]}, "needs the pacticipant's name"),
        ({"q": ["A"]}, "needs the pacticipant's name"),
        ({"q": [{"pacticipant": {"x": "y"}}]}, "needs the pacticipant's name"),
        ({"q": [{**A_1, "latest": "true"}]}, "Version and latest"),
        ({"q": [{"pacticipant": "X"}]}, "Pacticipant X not found"),
        ({"q": [A_1], "tag": "t", "environment": "e1"}, "Only one of"),
        ({"q": [A_1], "tag": "t", "mainBranch": "true"}, "Only one of"),
        ({"q": [A_1], "environment": "e1", "mainBranch": "true"}, "Only one of"),
        ({"q": [A_1], "environment": "e1", "latest": "true"}, "latest cannot"),
        ({"q": [A_1], "environment": "e2"}, "Environment with name 'e2'"),
        ({"q": [A_1], "limit": "0"}, "limit must"),
        ({"q": [A_1], "limit": "-1"}, "limit must"),
        ({"q": [A_1], "limit": "ten"}, "limit must"),
        ({"q": [A_1], "limit": "9" * 400}, "limit must"),
        ({"q": [A_1], "limit": "٣"}, "limit must"),
        ({"q": [A_1], "latestby": "pvc"}, "latestby must"),
        ({"q": [A_1], "success": "maybe"}, "success must"),
        ({"q": [A_1], "success": [{"a": "b"}]}, "success must"),
        ({"q": [A_1], "ignore": [{"version": "1"}]}, "Each ignore needs"),
        ({"q": [A_1], "ignore": "A"}, "Each ignore needs"),
        ({"q": [A_1], "ignore": [{"pacticipant": "A"}] * 201}, "At most 200"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_matrix_is_refused(parameters: JsonObject, text: str) -> None:
    with pytest.raises(InvalidMatrix) as refusal:
        read_matrix(parameters, pacticipants=KNOWN, environments=ENVIRONMENTS)

    assert len(refusal.value.errors) == 1
    assert text in refusal.value.errors[0]


def test_matrix_is_refused_with_all_that_is_wrong() -> None:
    parameters: JsonObject = {"q": [{"pacticipant": "X"}, {"version": "1"}], "limit": "0"}

    with pytest.raises(InvalidMatrix) as refusal:
        read_matrix(parameters, pacticipants=KNOWN, environments=ENVIRONMENTS)

    assert len(refusal.value.errors) == 3


def test_can_i_deploy_to_an_environment_is_read() -> None:
    query = read_can_i_deploy(
        {**A_1, "environment": "e1", "ignore": ["B"]}, pacticipants=KNOWN, environments=ENVIRONMENTS
    )

    assert query == MatrixQuery(
        (A,),
        destination=Criteria(environment="e1"),
        latest_by=LatestBy.CONSUMER_VERSION,
        ignored=(IgnoreSelector("B"),),
    )


def test_can_i_deploy_beside_a_tag_is_read() -> None:
    query = read_can_i_deploy({**A_1, "to": "prod"}, pacticipants=KNOWN, environments=ENVIRONMENTS)

    assert query.destination == Criteria(tag="prod", latest=True)


@pytest.mark.parametrize(
    ("parameters", "fields"),
    [
        ({}, ["pacticipant", "version", ""]),
        ({**A_1}, [""]),
        ({**A_1, "environment": "e1", "to": "t"}, [""]),
        ({**A_1, "environment": "e2"}, ["environment"]),
        ({"pacticipant": "X", "version": "1", "to": "t"}, ["pacticipant"]),
        ({"pacticipant": "A", "version": " ", "to": "t"}, ["version"]),
    ],
    ids=str,
)
def test_can_i_deploy_is_refused_by_parameter(parameters: JsonObject, fields: list[str]) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_can_i_deploy(parameters, pacticipants=KNOWN, environments=ENVIRONMENTS)

    assert list(refusal.value.errors) == fields


def test_mentioned_names_are_found_in_any_parameters() -> None:
    assert pacticipant_names({"q": [A_1, "odd", {"pacticipant": 1}]}) == {"A"}
    assert pacticipant_names({"pacticipant": "B", "q": "odd", "ignore": ["A", 1]}) == {"A", "B"}
    assert pacticipant_names({"ignore": [{"pacticipant": "B"}, {}]}) == {"B"}
    assert environment_name({"environment": "e"}) == "e"
    assert environment_name({"environment": ["e"]}) is None
