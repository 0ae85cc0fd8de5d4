from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.refusals import InvalidRequest
from pact_notary.domain.selectors import Latest, LatestTagged, MatchingBranch, Released
from pact_notary.domain.verification_query import (
    SELECTOR_LIMIT,
    VerificationQuery,
    environment_names,
    read_body,
    read_parameters,
)

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

ENVIRONMENTS = frozenset({"e1"})


def test_empty_body_asks_for_the_defaults() -> None:
    assert read_body({}, environments=ENVIRONMENTS) == VerificationQuery()


def test_body_is_read_whole() -> None:
    body: JsonObject = {
        "providerVersionBranch": "main",
        "providerVersionTags": ["a", "b", "a"],
        "consumerVersionSelectors": [
            {"matchingBranch": True},
            {"released": True, "environment": "e1"},
        ],
        "includePendingStatus": False,
        "includeWipPactsSince": "2026-01-31",
        "other": 1,
    }

    query = read_body(body, environments=ENVIRONMENTS)

    assert query == VerificationQuery(
        selectors=(MatchingBranch("main"), Released("e1")),
        provider_branch="main",
        provider_tags=("a", "b"),
        include_pending=False,
        wip_since=datetime(2026, 1, 31, tzinfo=UTC),
    )


def test_body_takes_nulls_as_absent() -> None:
    body: JsonObject = dict.fromkeys(
        [
            "providerVersionBranch",
            "providerVersionTags",
            "consumerVersionSelectors",
            "includePendingStatus",
            "includeWipPactsSince",
        ]
    )

    assert read_body(body, environments=ENVIRONMENTS) == VerificationQuery()


def test_body_takes_a_single_tag() -> None:
    query = read_body({"providerVersionTags": "a"}, environments=ENVIRONMENTS)

    assert query.provider_tags == ("a",)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T10:00:00", datetime(2026, 1, 31, 10, tzinfo=UTC)),
        ("2026-01-31T10:00:00Z", datetime(2026, 1, 31, 10, tzinfo=UTC)),
        (
            "2026-01-31T10:00:00+10:00",
            datetime(2026, 1, 31, 10, tzinfo=timezone(timedelta(hours=10))),
        ),
    ],
)
def test_body_takes_dates_and_times(text: str, instant: datetime) -> None:
    query = read_body({"includeWipPactsSince": text}, environments=ENVIRONMENTS)

    assert query.wip_since == instant


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("providerVersionBranch", ""),
        ("providerVersionBranch", " "),
        ("providerVersionBranch", 1),
        ("providerVersionTags", 1),
        ("providerVersionTags", [1]),
        ("providerVersionTags", ["a", ""]),
        ("consumerVersionSelectors", {}),
        ("consumerVersionSelectors", "latest"),
        ("includePendingStatus", "true"),
        ("includePendingStatus", 1),
        ("includeWipPactsSince", "yesterday"),
        ("includeWipPactsSince", 20260131),
        ("includeWipPactsSince", "0001-01-01T00:00:00+14:00"),
    ],
    ids=str,
)
def test_body_is_refused_by_member(member: str, value: Json) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_body({member: value}, environments=ENVIRONMENTS)

    assert list(refusal.value.errors) == [member]


def test_selector_problems_name_their_place() -> None:
    body: JsonObject = {"consumerVersionSelectors": [{"latest": True}, 1, {"mainBranch": False}]}

    with pytest.raises(InvalidRequest) as refusal:
        read_body(body, environments=ENVIRONMENTS)

    assert refusal.value.errors == {
        "consumerVersionSelectors": (
            "must be an object (at index 1)",
            "mainBranch must be true when it is given (at index 2)",
        )
    }


def test_too_many_selectors_are_refused() -> None:
    body: JsonObject = {"consumerVersionSelectors": [{"latest": True}] * (SELECTOR_LIMIT + 1)}

    with pytest.raises(InvalidRequest, match="at most 200"):
        read_body(body, environments=ENVIRONMENTS)


def test_environment_names_are_found_in_any_body() -> None:
    elements: list[Json] = [{"environment": "e1"}, {"environment": 1}, "odd", {"latest": True}]

    assert environment_names({"consumerVersionSelectors": elements}) == {"e1"}
    assert environment_names({"consumerVersionSelectors": "odd"}) == frozenset()


def test_no_parameters_ask_for_the_defaults() -> None:
    query = read_parameters({})

    assert query == VerificationQuery(preface=query.preface)
    assert len(query.preface) == 1


def test_parameters_are_read_whole() -> None:
    query = read_parameters(
        {
            "provider_version_branch": "main",
            "provider_version_tags": ["a"],
            "consumer_version_selectors": [
                {"tag": "t", "latest": "true", "consumer": "C", "fallback_tag": "f"}
            ],
            "include_pending_status": "false",
            "include_wip_pacts_since": "2026-01-31T10:00:00 01:00",
        }
    )

    assert query == VerificationQuery(
        selectors=(LatestTagged("t", "C", "f"),),
        provider_branch="main",
        provider_tags=("a",),
        include_pending=False,
        wip_since=datetime(2026, 1, 31, 9, tzinfo=UTC),
        preface=query.preface,
    )


def test_empty_parameters_are_absent() -> None:
    parameters: JsonObject = {
        "provider_version_branch": "",
        "consumer_version_selectors": [{"tag": "", "consumer": "C", "latest": "true"}],
    }

    with pytest.raises(InvalidRequest) as refusal:
        read_parameters(parameters)

    assert list(refusal.value.errors) == ["consumer_version_selectors"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("consumer_version_selectors", [{"latest": "true"}]),
        ("consumer_version_selectors", [{"tag": "t", "latest": "maybe"}]),
        ("consumer_version_selectors", ["latest"]),
        ("consumer_version_selectors", "latest"),
        ("provider_version_tags", {"a": "b"}),
        ("include_pending_status", "maybe"),
        ("include_wip_pacts_since", "soon"),
    ],
    ids=str,
)
def test_parameters_are_refused_by_name(parameter: str, value: Json) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_parameters({parameter: value})

    assert list(refusal.value.errors) == [parameter]


def test_overall_latest_is_known_to_the_body_only() -> None:
    body: JsonObject = {"consumerVersionSelectors": [{"latest": True}]}

    assert read_body(body, environments=ENVIRONMENTS).selectors == (Latest(),)
