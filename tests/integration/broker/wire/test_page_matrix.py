"""The matrix's page, and whether one can deploy: forms, verdicts, reasons, what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    an_environment,
    deploy,
    pact_path,
    publish,
    verify,
)
from tests.integration.broker.wire.reading_pages import BROWSER, read_page

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

HOSTILE = '<script>alert(1)</script>"onmouseover="x'


@pytest.fixture(scope="module")
def shop(idle_wire: Wire) -> Wire:
    """Kiosk 1 is verified and 2 failed with p1, which is in `test` alone; 3 waits."""
    test, empty = (an_environment(idle_wire, name) for name in ("test", "empty"))
    assert empty
    for number in ("1", "2", "3"):
        pact = a_pact(f"/{number}")
        publish(idle_wire, number, pact, branch="main" if number != "3" else "feat")
    idle_wire.put("/pacticipants/Kiosk/versions/1/tags/prod")
    verify(idle_wire, "p1", consumer_version="1")
    _fail(idle_wire, "p1", consumer_version="2")
    idle_wire.put("/pacticipants/Menu/versions/p1/tags/prod")
    deploy(idle_wire, "p1", test, name="Menu")
    return idle_wire


def _fail(wire: Wire, number: str, *, consumer_version: str) -> None:
    pact = wire.read(pact_path(consumer_version))
    outcome = {
        "interactionId": pact["interactions"][0]["_id"],
        "interactionDescription": "a dish",
        "success": False,
        "mismatches": [
            {"attribute": "status", "description": "expected 200 but was 404", "identifier": ""}
        ],
    }
    address = pact["_links"]["pb:publish-verification-results"]["href"]
    result = a_result(number, success=False, testResults=[outcome])
    assert wire.post(address, result).status_code == 201


def ask(wire: Wire, **fields: str) -> Any:
    """The page of the answer to a question of Kiosk."""
    return read_page(wire, f"/can-i-deploy?{urlencode({'pacticipant': 'Kiosk', **fields})}")


def test_form_is_all_that_shows_without_a_question(shop: Wire) -> None:
    matrix, why = read_page(shop, "/matrix"), read_page(shop, "/can-i-deploy")

    assert [page.count("status") for page in (matrix, why)] == [0, 0]
    assert matrix.field("q[][pacticipant]").attributes["value"] == ""
    assert why.field("pacticipant").attributes["value"] == ""


def test_form_that_is_sent_empty_asks_nothing(shop: Wire) -> None:
    empty = "/matrix?q[][pacticipant]=&q[][version]=&environment=&latestby=&limit="

    assert read_page(shop, empty).count("status") == 0


def test_matrix_shows_rows_and_the_question(shop: Wire) -> None:
    question = "q[][pacticipant]=Kiosk&q[][version]=2&q[][pacticipant]=Menu&latestby=cvpv"
    page = read_page(shop, f"/matrix?{question}")

    assert "✘ no 0 verified, 1 failed, 0 not verified" in page.text
    assert page.field("q[][version]").attributes["value"] == "2"
    assert page.link("p1").endswith("/pacticipants/Menu/versions/p1")
    assert "status equal 200 404" in page.text


def test_matrix_of_a_pair_has_a_page(shop: Wire) -> None:
    page = read_page(shop, "/matrix/provider/Menu/consumer/Kiosk")

    assert page.heading == "Matrix of Kiosk and Menu"
    assert "1 verified, 1 failed, 1 not verified" in page.text


def test_matrix_says_when_rows_are_left_out(shop: Wire) -> None:
    pair = "/matrix?q[][pacticipant]=Kiosk&q[][pacticipant]=Menu&latestby=cvpv&limit="

    cut, whole = read_page(shop, f"{pair}2"), read_page(shop, f"{pair}1000")

    assert "Only the first 2 rows are shown." in cut.text
    assert "rows are shown" not in whole.text


def test_filter_without_rows_can_be_cleared(shop: Wire) -> None:
    question = "q[][pacticipant]=Kiosk&q[][version]=2&environment=test&latestby=cvp"
    page = read_page(shop, f"/matrix?{question}&success[]=true")

    cleared = read_page(shop, page.link("Clear the filters"))

    assert "No rows match these filters." in page.text
    assert "1 failed" in cleared.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("q[][pacticipant]=None", "Pacticipant None not found"),
        ("q[][version]=1", "needs the pacticipant's name"),
        ("latestby=x&q[][pacticipant]=Kiosk", "latestby must be one of"),
        ("q[][pacticipant]=Kiosk&limit=x", "limit must be a whole number"),
        ("q=x", "needs the pacticipant's name"),
        ("environment=test", "At least one version selector"),
        ("q[][pacticipant]=Kiosk&asOf=x", "must be a time with a zone"),
        ("q[][pacticipant]=Kiosk&asOf=2999-01-01T00:00:00Z", "is in the future"),
        ("q[][pacticipant]=Kiosk&limit=99999999999999", "limit must be a whole number"),
    ],
)
def test_wrong_question_is_told_beside_the_form(shop: Wire, question: str, told: str) -> None:
    page = read_page(shop, f"/matrix?{question}", status=400)

    assert told in page.text
    assert page.field("q[][pacticipant]").tag == "input"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"version": "1", "environment": "test"}, "✔ Yes: Kiosk 1 can be deployed to test."),
        ({"version": "2", "environment": "test"}, "✘ No: Kiosk 2 cannot be deployed to test."),
        (
            {"version": "3", "environment": "test"},
            "? Not known yet: whether Kiosk 3 can be deployed to test .",
        ),
        (
            {"branch": "main", "environment": "test"},
            "✘ No: the newest version of Kiosk on branch main cannot be deployed to test.",
        ),
        (
            {"tag": "prod", "to": "prod"},
            "✔ Yes: the newest version of Kiosk tagged prod can be used with what is tagged prod.",
        ),
        (
            {"version": "1", "mainBranch": "true"},
            "? Not known yet: whether Kiosk 1 can be merged into the main branch.",
        ),
        (
            {"version": "2", "environment": "test", "ignore[]": "Menu"},
            "✔ Yes: Kiosk 2 can be deployed to test.",
        ),
    ],
)
def test_verdict_is_told_in_words(shop: Wire, fields: dict[str, str], told: str) -> None:
    verdict = ask(shop, **fields).named("verdict")[0].text

    assert verdict.replace(" .", ".") == told.replace(" .", ".")


def test_failure_is_told_with_its_mismatch_and_what_to_do(shop: Wire) -> None:
    page = ask(shop, version="2", environment="test")

    assert "Why not ✘ failed" in page.text
    assert "status equal 200 404" in page.text
    assert "What to do" in page.text
    assert "verification-results" in page.link("Result")
    assert page.named("copyable")[0].text.startswith("pact verifier --provider-name Menu")


def test_provider_that_is_not_there_is_told(shop: Wire) -> None:
    page = ask(shop, version="1", environment="empty")

    assert "provider is not there" in page.text
    command = "pact broker record-deployment --pacticipant Menu --version p1 --environment empty"
    assert page.named("copyable")[0].text.startswith(command)


def test_what_was_checked_is_shown_with_a_yes(shop: Wire) -> None:
    page = ask(shop, version="1", environment="test")

    assert "Why not" not in page.text
    assert "What was checked: 1 row" in page.text


def test_what_was_ignored_is_told(shop: Wire) -> None:
    page = ask(shop, version="2", environment="test", **{"ignore[]": "Menu"})

    assert "ignored Ignored: The verification of the pact" in page.text
    assert page.field("ignore[]").attributes["value"] == "Menu"


def test_link_without_destination_offers_environments(shop: Wire) -> None:
    page = ask(shop, version="2")

    asked = read_page(shop, page.link("test"))

    assert page.count("verdict") == 0
    assert asked.count("verdict") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/pacticipants/Kiosk/latest-version/prod/can-i-deploy/to/prod",
        "/pacticipants/Kiosk/branches/main/latest-version/can-i-deploy/to-environment/test",
    ],
)
def test_verdict_has_a_page_at_the_other_addresses(shop: Wire, path: str) -> None:
    assert read_page(shop, path).count("verdict") == 1


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("environment=test", "pacticipant is missing"),
        ("pacticipant=Kiosk&environment=test", "version or its branch or tag must be given"),
        ("pacticipant=Kiosk&version=1&branch=x&environment=test", "only one of them"),
        ("pacticipant=Kiosk&version=1&environment=test&to=x", "only one of them"),
        ("pacticipant=Kiosk&version=1&environment=none", "'none' does not exist"),
        ("pacticipant=None&version=1&environment=test", "Pacticipant None not found"),
        ("pacticipant=Kiosk&version=1&environment=test&asOf=x", "must be a time with a zone"),
        (f"pacticipant=Kiosk&version=1&to=x&{'ignore[]=A&' * 201}", "at most 200 applications"),
    ],
)
def test_wrong_deployment_is_told_beside_the_form(shop: Wire, question: str, told: str) -> None:
    page = read_page(shop, f"/can-i-deploy?{question}", status=400)

    assert told in page.text
    assert page.field("pacticipant").tag == "input"


def test_past_is_asked_of(wire: Wire) -> None:
    environment = an_environment(wire)
    publish(wire, "1")
    verify(wire, "p1")
    deployed = deploy(wire, "p1", environment, name="Menu")
    verify(wire, "p1", success=False)

    now = ask(wire, version="1", environment="test")
    then = ask(wire, version="1", environment="test", asOf=deployed["createdAt"])

    assert "✘ No:" in now.text
    assert "✔ Yes:" in then.text
    assert f"As it was known at {deployed['createdAt']}" in then.text


def test_hostile_names_in_questions_are_texts(shop: Wire) -> None:
    fields = urlencode({"pacticipant": HOSTILE, "version": HOSTILE, "environment": HOSTILE})
    matrix = urlencode({"q[][pacticipant]": HOSTILE, "ignore[][pacticipant]": HOSTILE})

    responses = [
        shop.get(f"/can-i-deploy?{fields}", accept=BROWSER),
        shop.get(f"/matrix?{matrix}&asOf={HOSTILE}", accept=BROWSER),
    ]

    assert [response.status_code for response in responses] == [400, 400]
    assert not any("<script>alert" in response.text for response in responses)


def test_program_gets_no_page(shop: Wire) -> None:
    answer = shop.get("/can-i-deploy?pacticipant=Kiosk&version=1&environment=test")

    assert json.loads(answer.text)["summary"]["deployable"] is True


def test_matrix_and_verdict_ask_few_statements(shop: Wire) -> None:
    with counting(shop.engine) as of_matrix:
        read_page(shop, "/matrix/provider/Menu/consumer/Kiosk")
    with counting(shop.engine) as of_yes:
        ask(shop, version="1", environment="test")
    with counting(shop.engine) as of_no:
        ask(shop, version="2", environment="test")

    assert len(of_matrix) <= 15, "\n".join(of_matrix)
    assert len(of_yes) <= 14, "\n".join(of_yes)
    assert len(of_no) <= 20, "\n".join(of_no)
