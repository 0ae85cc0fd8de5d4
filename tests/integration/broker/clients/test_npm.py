from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.scopes import Scope
from tests.integration.broker.clients.builders import asked
from tests.integration.broker.clients.closed import WRITER
from tests.integration.broker.clients.npm_clients import install_clients
from tests.integration.broker.clients.official import Pact
from tests.integration.broker.webhooks.receiver import Reply
from tests.npm import NotInstalled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.closed import Closed
    from tests.integration.broker.clients.npm_clients import NpmClients
    from tests.integration.broker.clients.official import Said
    from tests.integration.broker.webhooks.receiver import Receiver

GOOD, BAD = Reply(200), Reply(404)


@pytest.fixture(scope="module")
def npm() -> NpmClients:
    try:
        return install_clients()
    except NotInstalled as reason:
        pytest.skip(str(reason))


def verify(npm: NpmClients, menu: Receiver, url: str, **options: Any) -> Said:
    """Verify Kiosk's main branch and publish as p/1 from feat/js, unless told otherwise."""
    selected = {"consumerVersionSelectors": [{"mainBranch": True}], "enablePending": False}
    version = {"providerVersion": "p/1", "providerVersionBranch": "feat/js"}
    publishing = {"publishVerificationResult": True, **version}
    where = {"providerBaseUrl": menu.url, "pactBrokerUrl": url}
    return npm.verify(**{**where, **selected, **publishing, **options})


def test_command_publishes_and_gates(npm: NpmClients, wire: Wire, pact_file: Path) -> None:
    command = npm.pact_broker(wire.url)
    wire.make_environment("test")

    published = command.must("publish", pact_file, "-a", "1+b", "--branch", "feat/x")
    before = command("can-i-deploy", "-a", "Kiosk", "-e", "1+b", "--to-environment", "test")
    wire.verify("1+b", "p1")
    command.must("record-deployment", "-a", "Menu", "-e", "p1", "--environment", "test")
    after = command("can-i-deploy", "-a", "Kiosk", "-e", "1+b", "--to-environment", "test")

    assert "Pact published for Kiosk version 1+b and Menu" in published.text
    assert (before.code, after.code) == (1, 0), after.text


def test_command_says_why_it_is_refused(npm: NpmClients, wire: Wire) -> None:
    said = npm.pact_broker(wire.url)("can-i-deploy", "-a", "Nobody", "-e", "1", "--to", "prod")

    assert said.code == 1
    assert "Pacticipant Nobody not found" in said.text


def test_verifier_publishes_from_branch_and_tags(
    npm: NpmClients, stocked: Wire, menu: Receiver
) -> None:
    said = verify(npm, menu, stocked.url, providerVersionTags=["dev"])

    assert said.code == 0, said.text
    assert asked(menu) == {"/1"}
    assert stocked.rows() == [("1", "p/1", True)]
    version = stocked.read("/pacticipants/Menu/versions/p%2F1")["_embedded"]
    assert [branch["name"] for branch in version["branchVersions"]] == ["feat/js"]
    assert [tag["name"] for tag in version["tags"]] == ["dev"]


@pytest.mark.parametrize(("enabled", "code"), [(True, 0), (False, 1)], ids=["pending", "not"])
def test_verifier_lets_pending_pacts_fail(
    npm: NpmClients, stocked: Wire, menu: Receiver, code: int, *, enabled: bool
) -> None:
    menu.replies = [BAD]

    said = verify(npm, menu, stocked.url, enablePending=enabled)

    assert said.code == code, said.text
    assert stocked.rows() == [("1", "p/1", False)]


def test_verifier_takes_work_in_progress(npm: NpmClients, stocked: Wire, menu: Receiver) -> None:
    menu.replies = [GOOD, BAD]

    said = verify(npm, menu, stocked.url, enablePending=True, includeWipPactsSince="2020-01-01")

    assert said.code == 0, said.text
    assert stocked.rows() == [("1", "p/1", True), ("2", "p/1", False)]


def test_verifier_takes_one_pact_by_its_address(
    npm: NpmClients, stocked: Wire, menu: Receiver
) -> None:
    address = stocked.pact("1")["_links"]["pb:pact-version"]["href"]

    said = npm.verify(providerBaseUrl=menu.url, pactUrls=[address])

    assert said.code == 0, said.text
    assert asked(menu) == {"/1"}


def test_verifier_says_that_there_are_no_pacts(npm: NpmClients, wire: Wire, menu: Receiver) -> None:
    said = verify(npm, menu, wire.url)

    assert said.code == 1


@pytest.mark.parametrize("way", ["password", "token"])
def test_command_takes_credentials_from_the_environment(
    npm: NpmClients, closed: Closed, pact_file: Path, way: str
) -> None:
    settings = WRITER if way == "password" else closed.make_token(Scope.PUBLISH)

    npm.pact_broker(closed.url, settings).must("publish", pact_file, "-a", "1")

    refused = npm.pact_broker(closed.url)("publish", pact_file, "-a", "2")
    assert (refused.code, "401" in refused.text) == (1, True), refused.text


@pytest.mark.parametrize("way", ["password", "token"])
def test_verifier_shows_credentials(
    npm: NpmClients, closed: Closed, pact_file: Path, menu: Receiver, way: str
) -> None:
    Pact(closed.url, WRITER).must("publish", pact_file, "-a", "1", "--branch", "main")
    user = {"pactBrokerUsername": "writer", "pactBrokerPassword": "pass:word ü"}
    token = {"pactBrokerToken": closed.make_token(Scope.VERIFY)["PACT_BROKER_TOKEN"]}

    said = verify(npm, menu, closed.url, **(user if way == "password" else token))

    assert said.code == 0, said.text
    assert asked(menu) == {"/1"}


def test_clients_without_npm_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(NotInstalled, match=r"needs Node\.js with npm"):
        install_clients()
