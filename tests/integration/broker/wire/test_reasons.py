from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    an_environment,
    deploy,
    pact_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

CAN_I_DEPLOY = "/can-i-deploy?pacticipant=Kiosk&version=1&environment=test"
MISMATCH = {
    "attribute": "body",
    "identifier": "$.items[0].id",
    "description": "Expected 1 (Integer) to be equal to 2 (Integer)",
}
TEST_RESULTS = [
    {"interactionId": "", "success": True, "interactionDescription": "a starter"},
    {
        "interactionId": "",
        "success": False,
        "interactionDescription": "a dish",
        "mismatches": [MISMATCH] * 25,
    },
]


def fail(wire: Wire, test_results: Any) -> None:
    pact = wire.read(pact_path())
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    response = wire.post(address, a_result(success=False, testResults=test_results))
    assert response.status_code == 201, response.text


def a_failed_menu(wire: Wire, test_results: Any = None) -> None:
    """Version p1 of Menu is deployed, and failed the pact of version 1 of Kiosk."""
    publish(wire, "1")
    fail(wire, test_results)
    deploy(wire, "p1", an_environment(wire), name="Menu")


def test_failure_is_told_with_its_mismatches(wire: Wire) -> None:
    a_failed_menu(wire, TEST_RESULTS)

    (reason,) = wire.read(CAN_I_DEPLOY)["reasons"]

    assert (reason["kind"], reason["blocking"]) == ("failed", True)
    assert reason["consumer"] == {"name": "Kiosk", "version": "1"}
    assert reason["provider"] == {"name": "Menu", "version": "p1"}
    (interaction,) = reason["interactions"]
    assert (interaction["description"], interaction["mismatchesLeftOut"]) == ("a dish", 5)
    assert len(interaction["mismatches"]) == 20
    assert interaction["mismatches"][0] == {
        "about": "body",
        "path": "$.items[0].id",
        "text": MISMATCH["description"],
    }


@pytest.mark.parametrize("sent", [None, "all wrong", 7, {"tests": None}, [None]], ids=str)
def test_failure_without_readable_results_is_told(small_wire: Wire, sent: Any) -> None:
    a_failed_menu(small_wire, sent)

    (reason,) = small_wire.read(CAN_I_DEPLOY)["reasons"]

    assert (reason["kind"], reason["interactionsLeftOut"]) == ("failed", 0)


def test_links_of_a_reason_lead_to_what_it_is_about(small_wire: Wire) -> None:
    a_failed_menu(small_wire)

    (reason,) = small_wire.read(CAN_I_DEPLOY)["reasons"]

    assert small_wire.follow(reason, "pb:verification-result")["success"] is False
    assert small_wire.follow(reason, "pb:consumer-version")["number"] == "1"
    assert small_wire.follow(reason, "pb:provider-version")["number"] == "p1"
    assert small_wire.follow(reason, "pb:pact-version")["consumer"]["name"] == "Kiosk"


def test_commands_of_a_deployment_name_what_they_replace(wire: Wire) -> None:
    a_failed_menu(wire)
    verify(wire, "p0")

    (action,) = wire.read(CAN_I_DEPLOY)["actions"]

    assert (action["kind"], action["solves"]) == ("deploy", [0])
    assert action["commands"] == [
        (
            "pact broker record-deployment --pacticipant Menu --version p0 --environment test "
            "--broker-base-url http://localhost"
        )
    ]


def test_values_in_commands_are_quoted(small_wire: Wire) -> None:
    pact = a_pact(consumer="it's; rm -rf", provider="a b")
    publish(small_wire, "1 $(x)", pact)
    query = "q[][pacticipant]=it's%3B%20rm%20-rf&q[][version]=1%20%24(x)"

    (action,) = small_wire.read(f"/matrix?{query}")["actions"]

    words = shlex.split(action["commands"][0])
    assert words[:4] == ["pact", "verifier", "--provider-name", "a b"]
    assert words[words.index("--webhook-callback-url") + 1].startswith(
        "http://localhost/pacts/provider/a%20b/consumer/it%27s%3B%20rm%20-rf/pact-version/"
    )
    assert words[words.index("--provider-version") + 1] == "<NEW VERSION>"


def test_pact_that_a_command_names_is_there(small_wire: Wire) -> None:
    publish(small_wire, "1")

    (action,) = small_wire.read("/matrix?q[][pacticipant]=Kiosk&q[][version]=1")["actions"]

    words = shlex.split(action["commands"][0])
    pact = small_wire.read(words[words.index("--webhook-callback-url") + 1])
    assert "pb:publish-verification-results" in pact["_links"]


def test_question_without_the_filter_is_a_command(small_wire: Wire) -> None:
    publish(small_wire, "1")
    verify(small_wire)
    question = "q[][pacticipant]=Kiosk&q[][version]=1&q[][pacticipant]=Menu&q[][version]=p1"

    answer = small_wire.read(f"/matrix?{question}&latestby=cvpv&success=false")

    assert [reason["kind"] for reason in answer["reasons"]] == ["hidden_by_filter"]
    (action,) = answer["actions"]
    address = shlex.split(action["commands"][0])[-1]
    assert small_wire.read(address)["summary"]["deployable"] is True


def test_yes_has_neither_reasons_nor_actions(wire: Wire) -> None:
    publish(wire, "1")
    verify(wire)
    deploy(wire, "p1", an_environment(wire), name="Menu")

    answer = wire.read(CAN_I_DEPLOY)

    assert (answer["reasons"], answer["actions"]) == ([], [])


def test_question_of_the_past_is_answered_as_then(wire: Wire) -> None:
    a_failed_menu(wire)
    then = wire.read(CAN_I_DEPLOY)
    at = then["reasons"][0]["verifiedAt"].replace("+00:00", "Z")
    verify(wire, "p1")

    assert wire.read(CAN_I_DEPLOY)["summary"]["deployable"] is True
    before = wire.read(f"/matrix?q[][pacticipant]=Kiosk&q[][version]=1&latestby=cvp&asOf={at}")
    assert before["summary"]["deployable"] is False
    assert wire.read(CAN_I_DEPLOY)["summary"]["deployable"] is True


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("yesterday", "must be a time with a zone"),
        ("2026-03-01T00:00:00", "must be a time with a zone"),
        ("2026-03-01T00:00:00 02:00", "written %2B"),
        ("2999-01-01T00:00:00Z", "is in the future"),
        ("0001-01-01T00:00:00%2B14:00", "before the year"),
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        CAN_I_DEPLOY,
        "/matrix?q[][pacticipant]=Kiosk",
        "/matrix/provider/Menu/consumer/Kiosk?",
        "/pacticipants/Kiosk/branches/b/latest-version/can-i-deploy/to-environment/test?",
        "/pacticipants/Kiosk/latest-version/t/can-i-deploy/to/prod?",
    ],
)
def test_moment_that_is_none_is_refused(idle_wire: Wire, path: str, moment: str, text: str) -> None:
    response = idle_wire.get(f"{path}&asOf={moment}")

    assert response.status_code == 400
    assert text in response.get_json()["errors"]["asOf"][0]
