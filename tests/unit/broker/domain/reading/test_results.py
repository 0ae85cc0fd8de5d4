from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from pact_notary.domain.reading.parts import ReadInteraction, ReadPact, State
from pact_notary.domain.reading.results import (
    InteractionOutcome,
    Mismatch,
    ReadResults,
    read_results,
)
from tests.unit.broker.domain.reading.builders import any_json

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject

TOLD = any_json(
    "interactionId",
    "interactionDescription",
    "success",
    "mismatches",
    "mismatch",
    "exceptions",
    "message",
    "tests",
    "errors",
    "differences",
    "description",
    "identifier",
    "providerStates",
)


def a_mismatch(text: str, attribute: str = "body", identifier: str | None = "$.a") -> JsonObject:
    told: JsonObject = {"attribute": attribute, "description": text}
    return told if identifier is None else {**told, "identifier": identifier}


def a_failure(*mismatches: Json, **members: Json) -> JsonObject:
    return {
        "interactionId": "0123456789abcdef",
        "interactionDescription": "a dish",
        "success": False,
        "mismatches": [*mismatches],
        **members,
    }


def the_outcome(test_results: Json, pact: ReadPact | None = None) -> InteractionOutcome:
    [outcome] = read_results(test_results, pact).outcomes
    return outcome


def the_mismatch(test_results: Json) -> Mismatch:
    [mismatch] = the_outcome(test_results).mismatches
    return mismatch


def an_interaction(description: str, *states: str, key: str) -> ReadInteraction:
    named = tuple(State(name) for name in states)
    return ReadInteraction(key, "http", description, named, (), {})


@pytest.mark.parametrize(
    ("told", "mismatch"),
    [
        pytest.param(
            a_mismatch("expected 200 but was 404", "status", None),
            ("status", "equal", "", "200", "404"),
            id="status",
        ),
        pytest.param(
            a_mismatch(
                "Expected status code 404 to be a Successful response (200-299)", "status", None
            ),
            ("status", "status class", "", "Successful response (200-299)", "404"),
            id="status class",
        ),
        pytest.param(
            a_mismatch("expected status of 200 but was 500", "status", None),
            ("status", "equal", "", "200", "500"),
            id="status of Pact-JVM",
        ),
        pytest.param(
            a_mismatch(
                "Mismatch with header 'X-A': Expected 'two' to be equal to 'one'", "header", "X-A"
            ),
            ("header", "equal", "X-A", "one", "two"),
            id="header",
        ),
        pytest.param(
            a_mismatch("Expected a header 'X-A' but was missing", "header", "X-A"),
            ("header", "present", "X-A", "present", "missing"),
            id="header missing",
        ),
        pytest.param(
            a_mismatch(
                "Mismatch with header 'Content-Type': Expected header 'Content-Type' to have "
                "value 'application/json' but was 'text/html'",
                "header",
                "Content-Type",
            ),
            ("header", "equal", "Content-Type", "application/json", "text/html"),
            id="content type",
        ),
        pytest.param(
            a_mismatch(
                "Expected metadata key 'k' to have value '\"v\"' but was '\"w\"' - "
                "Expected 'w' to be equal to 'v'",
                "metadata",
                "k",
            ),
            ("metadata", "equal", "k", '"v"', '"w"'),
            id="metadata",
        ),
        pytest.param(
            a_mismatch("Expected body Present(7 bytes) but was empty", "body", "/"),
            ("body", "present", "$", "7 bytes", "empty"),
            id="whole body",
        ),
    ],
)
def test_mismatch_says_what_it_is_about(told: JsonObject, mismatch: tuple[str, ...]) -> None:
    found = the_mismatch([a_failure(told)])

    assert (found.about, found.rule, found.path, found.expected, found.actual) == mismatch


def test_missing_members_are_told_one_by_one() -> None:
    sentence = "Actual map is missing the following keys: c, d e"

    outcome = the_outcome([a_failure(a_mismatch(sentence, identifier="$.b"))])

    assert [(found.path, found.actual) for found in outcome.mismatches] == [
        ("$.b.c", "missing"),
        ("$.b['d e']", "missing"),
    ]


def test_list_of_a_verifier_is_read() -> None:
    read = read_results(
        [
            {"interactionId": "a", "interactionDescription": "fine", "success": True},
            {
                "interactionId": "b",
                "interactionDescription": "no state",
                "success": False,
                "exceptions": [{"message": "a setup state change handler has failed"}],
            },
        ]
    )

    assert read == ReadResults(
        (
            InteractionOutcome("fine", success=True),
            InteractionOutcome(
                "no state", success=False, error="a setup state change handler has failed"
            ),
        )
    )
    assert [outcome.description for outcome in read.failed] == ["no state"]


def a_ruby_test(description: str, status: str, **members: Json) -> JsonObject:
    return {
        "testDescription": description,
        "testFullDescription": f"Verifying a pact between A and B {description}",
        "status": status,
        "interactionProviderState": "there is a dish",
        "interactionDescription": "a request for a dish",
        **members,
    }


def test_tests_of_the_ruby_verifier_are_united_by_interaction() -> None:
    read = read_results(
        {
            "tests": [
                a_ruby_test(
                    "has status code 200",
                    "failed",
                    exception={
                        "class": "RSpec::Expectations::ExpectationNotMetError",
                        "message": "\x1b[0m\nexpected: 200\n     got: 404\n\n(compared using eql?)",
                    },
                ),
                a_ruby_test(
                    "has a matching body",
                    "failed",
                    exception={"message": "Actual: {}\n\nDiff\n----"},
                    differences=[
                        {"description": '* Could not find key "id" (keys present are: a) at $.d'},
                        {"description": '* Expected "a" but got 1 at $.name'},
                        {"description": '* Expected "a" to match /b+/ (like "b") at $.x[0]'},
                    ],
                ),
                a_ruby_test("has a matching body", "passed", interactionDescription="another"),
            ],
            "summary": {"testCount": 3, "failureCount": 2},
        }
    )

    [dish, another] = read.outcomes
    assert (dish.description, dish.states) == ("a request for a dish", ("there is a dish",))
    assert (dish.success, dish.error, another.success) == (False, "", True)
    assert [
        (found.about, found.rule, found.path, found.expected, found.actual)
        for found in dish.mismatches
    ] == [
        ("status", "equal", "", "200", "404"),
        ("body", "present", "$.d.id", "present", "missing"),
        ("body", "equal", "$.name", '"a"', "1"),
        ("body", "regex b+", "$.x[0]", "b+", '"a"'),
    ]


def test_examples_of_older_ruby_verifiers_are_read() -> None:
    outcome = the_outcome(
        {"examples": [{"exampleDescription": "has status code 200", "status": "passed"}]}
    )

    assert outcome == InteractionOutcome("has status code 200", success=True)


@pytest.mark.parametrize(
    "exception",
    [{"exceptions": [{"message": "Boom"}]}, {"exception": {"message": "Boom"}}],
    ids=["several", "one"],
)
def test_results_of_the_jvm_have_exceptions_beside_mismatches(exception: JsonObject) -> None:
    status = a_mismatch("Expected status code of 400 but got 500", "status", None)

    outcome = the_outcome([{"interactionId": "ABC", "mismatches": [status], **exception}])

    assert (outcome.success, outcome.error, len(outcome.mismatches)) == (False, "Boom", 1)


@pytest.mark.parametrize(
    ("statuses", "success"),
    [
        (["passed", "passed"], True),
        (["passed", "failed"], False),
        (["pending", "failed"], False),
        (["passed", "pending"], None),
        (["pending"], None),
    ],
)
def test_tests_of_one_interaction_have_one_verdict(
    statuses: list[str], *, success: bool | None
) -> None:
    outcome = the_outcome({"tests": [a_ruby_test("has a body", each) for each in statuses]})

    assert outcome.success is success


def test_report_of_the_verifier_is_read() -> None:
    mismatch: JsonObject = {
        "type": "HeaderMismatch",
        "key": "X-A",
        "expected": "one",
        "actual": "two",
        "mismatch": "Something about a header",
    }
    read = read_results(
        {
            "result": False,
            "output": ["Verifying a pact"],
            "interactionResults": [
                {
                    "interactionId": "a",
                    "description": "a dish",
                    "providerStates": [{"name": "open"}, {"name": "lit"}],
                    "result": "error",
                    "mismatch": {"type": "mismatches", "mismatches": [mismatch]},
                },
                {"interactionId": "b", "description": "a fork", "result": "OK"},
            ],
        }
    )

    assert read.outcomes == (
        InteractionOutcome(
            "a dish",
            ("open", "lit"),
            success=False,
            mismatches=(Mismatch("header", "", "X-A", "one", "two", "Something about a header"),),
        ),
        InteractionOutcome("a fork", success=True),
    )


def test_errors_of_older_reports_are_read() -> None:
    told: JsonObject = {
        "interaction": "Verifying a pact between A and B - a dish",
        "mismatch": {
            "type": "error",
            "message": "error sending request",
            "interactionId": "0123456789abcdef",
        },
    }
    pact = ReadPact("V4", (an_interaction("a dish", key="0123456789ab"),))

    outcome = the_outcome({"errors": [told]}, pact)

    assert outcome == InteractionOutcome(
        "a dish", key="0123456789ab", success=False, error="error sending request"
    )


@pytest.mark.parametrize(
    ("told", "key"),
    [
        pytest.param({"interactionId": "aaaaaaaaaaaa4321"}, "aaaaaaaaaaaa", id="id"),
        pytest.param(
            {"interactionId": "", "description": "fork"}, "bbbbbbbbbbbb", id="description"
        ),
        pytest.param(
            {"description": "dish", "providerStates": ["lit"]}, "cccccccccccc", id="states"
        ),
        pytest.param({"description": "dish", "providerStates": ["dark"]}, None, id="other states"),
        pytest.param({"description": "dish"}, None, id="several"),
        pytest.param({"description": "fork", "providerStates": ["lit"]}, None, id="no such states"),
        pytest.param({"description": "cup", "providerStates": ["lit"]}, None, id="duplicates"),
        pytest.param({"interactionId": "dddddddddddd"}, None, id="unknown"),
    ],
)
def test_outcome_is_tied_to_the_interaction_of_the_pact(told: JsonObject, key: str | None) -> None:
    pact = ReadPact(
        "V3",
        (
            an_interaction("dish", "open", key="aaaaaaaaaaaa"),
            an_interaction("fork", key="bbbbbbbbbbbb"),
            an_interaction("dish", "lit", key="cccccccccccc"),
            an_interaction("cup", "lit", key="eeeeeeeeeeee"),
            an_interaction("cup", "lit", key="ffffffffffff"),
        ),
    )

    assert the_outcome([told], pact).key == key


def test_tied_outcome_says_what_the_pact_says() -> None:
    pact = ReadPact("V3", (an_interaction("dish", "open", key="aaaaaaaaaaaa"),))

    outcome = the_outcome([{"interactionId": "aaaaaaaaaaaa4321", "success": True}], pact)

    assert outcome == InteractionOutcome("dish", ("open",), "aaaaaaaaaaaa", success=True)


@pytest.mark.parametrize(
    ("told", "raw"),
    [
        pytest.param(None, (), id="nothing"),
        pytest.param([], (), id="empty"),
        pytest.param("all \x1b[31mred\x1b[0m\nagain", ("all red", "again"), id="text"),
        pytest.param([3, {"a": [1]}], ("3", '{"a": [1]}'), id="odd items"),
        pytest.param({"a": 1}, ('{"a": 1}',), id="odd object"),
    ],
)
def test_what_is_not_understood_is_raw(told: Json, raw: tuple[str, ...]) -> None:
    assert read_results(told) == ReadResults(raw=raw)


def test_what_is_too_much_is_counted() -> None:
    failure = a_failure(*[a_mismatch(f"{at} is wrong") for at in range(503)])
    unnamed: list[Json] = [{"description": "x"}] * 4899
    told: list[Json] = [failure, *["odd"] * 102, *unnamed]

    read = read_results(told)

    assert (read.left_out, len(read.raw)) == (2 + 2, 100)
    assert (len(read.outcomes[0].mismatches), read.outcomes[0].left_out) == (500, 3)


def test_long_texts_are_cut() -> None:
    found = the_mismatch([a_failure(a_mismatch(f"Expected {'(A) ' * 50_000} to be equal to 1"))])

    assert (len(found.text), len(found.actual) <= 300) == (2000, True)


@given(test_results=TOLD)
def test_any_json_is_read(test_results: Json) -> None:
    read = read_results(test_results)

    assert read == read_results(test_results)
