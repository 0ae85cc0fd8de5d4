from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.workflows.events import HEAD, a_push

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.workflows.conftest import Lender


def test_each_application_is_in_the_environment_then(lender: Lender, wire: Wire) -> None:
    wire.publish(HEAD, branch="main")
    wire.put(f"/pacticipants/Menu/branches/main/versions/{HEAD}")
    environment = wire.make_environment("test")
    runner = lender.lend(a_push(), PACT_BROKER_BASE_URL=wire.url)

    done = runner.act("record-deployment", application_name="Kiosk\r\nMenu", environment="test")

    assert done.code == 0, done.log
    stays = wire.read(f"/environments/{environment}/deployed-versions/currently-deployed")
    found = stays["_embedded"]["deployedVersions"]
    assert [one["_embedded"]["pacticipant"]["name"] for one in found] == ["Kiosk", "Menu"]
    assert {one["_embedded"]["version"]["number"] for one in found} == {HEAD}


def test_environment_that_is_not_known_fails_the_step(lender: Lender, wire: Wire) -> None:
    wire.publish(HEAD)
    runner = lender.lend(a_push(), PACT_BROKER_BASE_URL=wire.url)

    done = runner.act("record-deployment", application_name="Kiosk", environment="moon")

    assert done.code == 1
    assert done.commands("error")[0].startswith("The deployment of Kiosk could not be recorded")


def test_missing_environment_is_asked_for(lender: Lender) -> None:
    runner = lender.lend(a_push(), PACT_BROKER_BASE_URL="http://127.0.0.1:1")

    done = runner.act("record-deployment", application_name="Kiosk", environment="")

    assert done.code == 2
    assert done.commands("error")[0].startswith("The input environment is missing: name the ")
