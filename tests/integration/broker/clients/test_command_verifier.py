from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.broker.clients.builders import asked
from tests.integration.broker.webhooks.receiver import Reply

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact
    from tests.integration.broker.webhooks.receiver import Receiver

PUBLISH = ("--publish", "--provider-version", "p1")


def test_verifier_without_choice_takes_the_latest(
    pact: Pact, stocked: Wire, menu: Receiver
) -> None:
    said = pact.verify(menu.port, "--broker-url", stocked.url, *PUBLISH)

    assert said.code == 0, said.text
    assert asked(menu) == {"/2"}
    assert stocked.rows() == [("2", "p1", True)]


def test_verifier_takes_one_pact_by_its_address(pact: Pact, stocked: Wire, menu: Receiver) -> None:
    address = stocked.pact("1")["_links"]["self"]["href"]

    said = pact.verify(menu.port, "--url", address)

    assert said.code == 0, said.text
    assert asked(menu) == {"/1"}


def test_verifier_takes_the_address_of_a_webhook(pact: Pact, stocked: Wire, menu: Receiver) -> None:
    address = stocked.pact("1")["_links"]["pb:pact-version"]["href"]
    source = ("--broker-url", stocked.url, "--webhook-callback-url", address)

    said = pact.verify(menu.port, *source, *PUBLISH)

    assert said.code == 0, said.text
    assert stocked.rows() == [("1", "p1", True)]


def test_verifier_publishes_from_a_branch(pact: Pact, stocked: Wire, menu: Receiver) -> None:
    source = ("--broker-url", stocked.url, "--consumer-version-selectors", '{"mainBranch": true}')
    version = ("--provider-branch", "feat/y", "--provider-tags", "dev,feat/t")

    said = pact.verify(menu.port, *source, *version, *PUBLISH)

    assert said.code == 0, said.text
    assert stocked.rows() == [("1", "p1", True)]
    found = stocked.read("/pacticipants/Menu/versions/p1")["_embedded"]
    assert [branch["name"] for branch in found["branchVersions"]] == ["feat/y"]
    assert sorted(tag["name"] for tag in found["tags"]) == ["dev", "feat/t"]


def test_verifier_fails_and_says_so_to_the_broker(
    pact: Pact, stocked: Wire, menu: Receiver
) -> None:
    menu.replies = [Reply(404)]

    said = pact.verify(menu.port, "--broker-url", stocked.url, *PUBLISH)

    assert said.code == 1
    assert stocked.rows() == [("2", "p1", False)]


def test_verifier_finds_no_pacts(pact: Pact, wire: Wire, menu: Receiver) -> None:
    said = pact.verify(menu.port, "--broker-url", wire.url)

    assert said.code == 1
    assert "No pacts" in said.text


def test_verifier_may_find_no_pacts(pact: Pact, wire: Wire, menu: Receiver) -> None:
    said = pact.verify(menu.port, "--broker-url", wire.url, "--ignore-no-pacts-error")

    assert said.code == 0, said.text
