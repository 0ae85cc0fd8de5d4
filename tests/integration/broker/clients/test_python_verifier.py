from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pact import Verifier

from tests.integration.broker.clients.builders import asked
from tests.integration.broker.webhooks.receiver import Reply

if TYPE_CHECKING:
    from pact.verifier import BrokerSelectorBuilder

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.webhooks.receiver import Receiver

GOOD, BAD = Reply(200), Reply(404)
LONG_AGO = "2020-01-01"


def a_verifier(menu: Receiver) -> Verifier:
    return Verifier("Menu", host="127.0.0.1").add_transport(url=menu.url)


def selecting(menu: Receiver, wire: Wire) -> BrokerSelectorBuilder:
    return a_verifier(menu).broker_source(wire.url, selector=True)


def verify_main(menu: Receiver, wire: Wire, number: str = "p1", *, branch: str = "main") -> None:
    """Verify Kiosk's main branch, pending pacts among them, and publish from a branch."""
    source = selecting(menu, wire).consumer_version(main_branch=True).include_pending()
    verifier = source.provider_branch(branch).build()
    verifier.set_publish_options(number, branch=branch).verify()


@pytest.mark.parametrize(
    ("selector", "paths"),
    [
        pytest.param({"main_branch": True}, {"/1"}, id="main branch"),
        pytest.param({"branch": "feat/x"}, {"/2"}, id="branch"),
        pytest.param({"branch": "feat/n", "fallback_branch": "main"}, {"/1"}, id="fallback branch"),
        pytest.param({"matching_branch": True}, {"/2"}, id="matching branch"),
        pytest.param({"deployed_or_released": True}, {"/1"}, id="deployed or released"),
        pytest.param({"deployed": True, "environment": "test"}, {"/1"}, id="deployed to"),
        pytest.param({"environment": "test"}, {"/1"}, id="environment"),
        pytest.param({"latest": True}, {"/2"}, id="latest"),
        pytest.param({"tag": "feat/t", "latest": True}, {"/2"}, id="latest of a tag"),
        pytest.param({"tag": "prod"}, {"/1"}, id="all of a tag"),
        pytest.param(
            {"tag": "none", "fallback_tag": "prod", "latest": True}, {"/1"}, id="fallback tag"
        ),
        pytest.param({"consumer": "Kiosk", "branch": "feat/x"}, {"/2"}, id="consumer"),
    ],
)
def test_verifier_verifies_what_is_selected(
    stocked: Wire, menu: Receiver, selector: dict[str, Any], paths: set[str]
) -> None:
    source = selecting(menu, stocked).provider_branch("feat/x").exclude_pending()

    source.consumer_version(**selector).build().verify()

    assert asked(menu) == paths


def test_verifier_unites_selectors(stocked: Wire, menu: Receiver) -> None:
    source = selecting(menu, stocked).consumer_version(main_branch=True)

    source.consumer_version(branch="feat/x").consumer_version(latest=True).build().verify()

    assert sorted(received.path for received in menu.received) == ["/1", "/2"]


def test_verifier_takes_consumer_tags(stocked: Wire, menu: Receiver) -> None:
    selecting(menu, stocked).consumer_tags("feat/t").build().verify()

    assert asked(menu) == {"/2"}


def test_verifier_publishes_from_branch_and_tags(stocked: Wire, menu: Receiver) -> None:
    source = selecting(menu, stocked).consumer_version(main_branch=True)
    verifier = source.provider_branch("feat/y").provider_tags("dev").build()

    verifier.set_publish_options("p/1+b", url="http://ci/1", branch="feat/y", tags=["dev"]).verify()

    version = stocked.read("/pacticipants/Menu/versions/p%2F1%2Bb")
    assert [branch["name"] for branch in version["_embedded"]["branchVersions"]] == ["feat/y"]
    assert [tag["name"] for tag in version["_embedded"]["tags"]] == ["dev"]
    assert stocked.rows() == [("1", "p/1+b", True)]
    assert stocked.last_result()["buildUrl"] == "http://ci/1"
    assert stocked.last_result()["verifiedBy"]["client_implementation"] == "pact-python"


def test_verifier_publishes_what_failed(stocked: Wire, menu: Receiver) -> None:
    menu.replies = [BAD]
    source = selecting(menu, stocked).consumer_version(main_branch=True).exclude_pending()
    verifier = source.build().set_publish_options("p1", branch="main")

    with pytest.raises(RuntimeError):
        verifier.verify()

    [result] = stocked.last_result()["testResults"]
    assert result["interactionId"] == stocked.pact("1")["interactions"][0]["_id"]
    assert [mismatch["attribute"] for mismatch in result["mismatches"]] == ["status"]
    assert stocked.rows() == [("1", "p1", False)]


def test_pending_pact_may_fail_until_it_was_verified(stocked: Wire, menu: Receiver) -> None:
    menu.replies = [BAD]

    verify_main(menu, stocked, "p1")

    assert stocked.rows() == [("1", "p1", False)]
    assert stocked.offered()["/1"]["pending"] is True


def test_pact_that_was_verified_is_not_pending(stocked: Wire, menu: Receiver) -> None:
    verify_main(menu, stocked, "p1")

    assert stocked.offered()["/1"]["pending"] is False
    menu.replies = [BAD]
    with pytest.raises(RuntimeError):
        verify_main(menu, stocked, "p2")


@pytest.mark.parametrize(
    ("branch", "pending"), [("main", True), ("feat/y", False), ("feat/new", False)]
)
def test_pact_is_pending_on_branches_that_came_before(
    stocked: Wire, menu: Receiver, branch: str, *, pending: bool
) -> None:
    stocked.put("/pacticipants/Menu/branches/main/versions/p0")

    verify_main(menu, stocked, "p1", branch="feat/y")

    assert stocked.offered(providerVersionBranch=branch)["/1"]["pending"] is pending


def verify_with_wip(menu: Receiver, wire: Wire, number: str) -> None:
    source = selecting(menu, wire).consumer_version(main_branch=True).include_pending()
    verifier = source.provider_branch("main").include_wip_since(LONG_AGO).build()
    verifier.set_publish_options(number, branch="main").verify()


def test_work_in_progress_is_verified_and_may_fail(stocked: Wire, menu: Receiver) -> None:
    verify_main(menu, stocked, "p1")
    menu.replies = [GOOD, BAD]

    verify_with_wip(menu, stocked, "p2")

    assert asked(menu) == {"/1", "/2"}
    assert stocked.rows() == [("1", "p1", True), ("1", "p2", True), ("2", "p2", False)]


def test_work_in_progress_stays_when_it_was_verified(stocked: Wire, menu: Receiver) -> None:
    verify_with_wip(menu, stocked, "p1")

    properties = stocked.offered(includeWipPactsSince=LONG_AGO)["/2"]
    assert (properties["wip"], properties["pending"]) == (True, True)
    assert ("2", "p1", True) in stocked.rows()


def test_work_in_progress_needs_a_date(stocked: Wire, menu: Receiver) -> None:
    verify_main(menu, stocked)

    assert asked(menu) == {"/1"}


def test_verified_pact_may_be_deployed(stocked: Wire, menu: Receiver, pact: Any) -> None:
    verify_main(menu, stocked, "p1")

    said = pact("can-i-deploy", "-a", "Menu", "-e", "p1", "--to-environment", "test")

    assert said.code == 0, said.text


def test_verifier_without_selectors_takes_main_branches(stocked: Wire, menu: Receiver) -> None:
    verifier = a_verifier(menu).broker_source(stocked.url)

    verifier.set_publish_options("p1").verify()

    assert asked(menu) == {"/1"}
    assert stocked.rows() == [("1", "p1", True)]


def test_verifier_takes_one_pact_by_its_address(stocked: Wire, menu: Receiver) -> None:
    address = stocked.pact("1")["_links"]["pb:pact-version"]["href"]

    a_verifier(menu).add_source(address).set_publish_options("p1", branch="main").verify()

    assert asked(menu) == {"/1"}
    assert stocked.rows() == [("1", "p1", True)]


def test_verifier_takes_the_address_of_a_webhook(stocked: Wire, menu: Receiver) -> None:
    question = {"consumerVersionSelectors": [{"mainBranch": True}]}
    answer = stocked.post("/pacts/provider/Menu/for-verification", question)
    [pact] = answer["_embedded"]["pacts"]

    verifier = a_verifier(menu).add_source(pact["_links"]["self"]["href"])
    verifier.set_publish_options("p1", branch="main").verify()

    assert stocked.rows() == [("1", "p1", True)]


@pytest.mark.parametrize("provider", ["Nobody", "Till"])
def test_verifier_is_told_that_there_are_no_pacts(
    stocked: Wire, menu: Receiver, provider: str
) -> None:
    stocked.put("/pacticipants/Till/versions/1")
    verifier = Verifier(provider, host="127.0.0.1").add_transport(url=menu.url)
    source = verifier.broker_source(stocked.url, selector=True).consumer_version(latest=True)

    with pytest.raises(RuntimeError):
        source.build().verify()

    assert asked(menu) == set()


def test_verifier_may_find_no_pacts(stocked: Wire, menu: Receiver) -> None:
    verifier = Verifier("Nobody", host="127.0.0.1").add_transport(url=menu.url)
    source = verifier.broker_source(stocked.url, selector=True).consumer_version(latest=True)

    source.build().set_error_on_empty_pact(enabled=False).verify()

    assert asked(menu) == set()


def test_verifier_publishes_each_of_many(stocked: Wire, menu: Receiver) -> None:
    numbers = [f"p{number}" for number in range(3)]

    for number in numbers:
        verify_main(menu, stocked, number)

    assert stocked.rows() == [("1", number, True) for number in numbers]
