from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import requests

from pro_me_the_us.participants import COORDINATOR
from providers.loopback import Told, serve_json
from swarm.mock.broker import LATEST, find
from swarm.pacts.broker import Broker, authorize
from swarm.pacts.documents import PactsUnusable
from tests.broker_process import Line
from tests.integration.broker.wire.builders import a_publication, a_result
from tests.integration.mock.standins import PACTS, a_stand_in, mock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact_notary.in_process import RunningBroker

CONSUMERS = ("website", "worker-node")


@pytest.fixture
def line(pact_broker: RunningBroker) -> Iterator[Line]:
    """To a broker that has two pacts of the coordinator, of which one is verified."""
    line = Line(pact_broker.url)
    for consumer in CONSUMERS:
        document = json.loads((PACTS / f"{consumer}-{COORDINATOR}.json").read_text())
        _say(line, "/contracts/publish", a_publication("1", document, branch="main"))
    _record(line, "website", success=True)
    yield line
    line.close()


def _say(line: Line, path: str, document: Any) -> Any:
    reply = line.send("POST", path, document)
    assert reply.status in {200, 201}, reply.body
    return reply.json()


def _record(line: Line, consumer: str, *, success: bool) -> None:
    pact = line.send("GET", f"/pacts/provider/{COORDINATOR}/consumer/{consumer}/latest").json()
    path = urlsplit(pact["_links"]["pb:publish-verification-results"]["href"]).path
    _say(line, path, a_result(success=success))


def test_only_what_was_verified_is_served(
    line: Line, pact_broker: RunningBroker, tmp_path: Path
) -> None:
    del line
    bounty = {
        "title": "A dark theme",
        "description": "Readers ask for one.",
        "system_prompt": "You are careful.",
        "repository": {"owner": "octo-org", "name": "demo"},
    }

    with a_stand_in(tmp_path, COORDINATOR, "--broker-url", pact_broker.url) as url:
        created = requests.post(f"{url}/v1/bounties", json=bounty, timeout=10)
        given_back = requests.post(
            f"{url}/v1/todos/todo-1/failures",
            json={"round": 7, "reason": "the tests do not pass"},
            timeout=10,
        )

    assert (created.status_code, given_back.status_code) == (201, 404)
    assert "Left out: the pact of worker-node" in (tmp_path / "swarm-mock.log").read_text()


def test_broken_promise_is_left_out(line: Line, pact_broker: RunningBroker) -> None:
    _record(line, "website", success=False)

    found = find(Broker(pact_broker.url), COORDINATOR, LATEST)

    assert (found.verified, set(found.unverified)) == ((), set(CONSUMERS))


def test_branch_chooses_the_pacts(line: Line, pact_broker: RunningBroker) -> None:
    del line

    found = find(Broker(pact_broker.url), COORDINATOR, {"branch": "main"})

    assert [pact.consumer for pact in found.verified] == ["website"]


def test_environment_chooses_the_pacts(line: Line, pact_broker: RunningBroker) -> None:
    made = _say(line, "/environments", {"name": "live", "production": True})
    place = f"deployed-versions/environment/{made['uuid']}"
    _say(line, f"/pacticipants/website/versions/1/{place}", {})

    found = find(Broker(pact_broker.url), COORDINATOR, {"environment": "live"})

    assert ([pact.consumer for pact in found.verified], found.unverified) == (["website"], ())


def test_nothing_verified_is_nothing_to_say(line: Line, pact_broker: RunningBroker) -> None:
    _record(line, "website", success=False)

    told = mock(COORDINATOR, "--broker-url", pact_broker.url)

    assert told.returncode == 2
    assert "No pact of coordinator there is verified" in told.stderr


@pytest.mark.parametrize(
    ("provider", "options"),
    [("moon", []), (COORDINATOR, ["--branch", "none"])],
    ids=["provider", "branch"],
)
def test_unknown_choice_is_told_who_there_is(
    line: Line, pact_broker: RunningBroker, provider: str, options: list[str]
) -> None:
    del line

    told = mock(provider, "--broker-url", pact_broker.url, *options)

    assert told.returncode == 2
    assert f"There is no pact of '{provider}' in the broker" in told.stderr
    assert told.stderr.endswith("; there are pacts of coordinator.\n")


def test_silent_broker_is_missed() -> None:
    with pytest.raises(PactsUnusable, match=r"broker at http://127\.0\.0\.1:9 does not answer"):
        find(Broker("http://127.0.0.1:9"), COORDINATOR, LATEST)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Told(404), "is missing; is http"),
        (Told(401), "answers 401"),
        (Told(200, {"pacts": []}), "has no _embedded"),
        (
            Told(200, {"_embedded": {"pacts": [{"_links": {"self": {"href": "file:///etc"}}}]}}),
            "leads to 'file:///etc'",
        ),
    ],
    ids=["no-broker", "locked", "odd", "file"],
)
def test_odd_broker_is_explained(answer: Told, said: str) -> None:
    with serve_json(lambda _: answer) as url, pytest.raises(PactsUnusable, match=said):
        find(Broker(url), COORDINATOR, LATEST)


@pytest.mark.parametrize(
    ("given", "header"),
    [
        (("token-1", None, None), "Bearer token-1"),
        ((None, "ann", "secret"), "Basic YW5uOnNlY3JldA=="),
        ((None, "ann", None), "Basic YW5uOg=="),
        ((None, None, None), None),
    ],
    ids=["token", "password", "user", "nobody"],
)
def test_credentials_become_a_header(
    given: tuple[str | None, str | None, str | None], header: str | None
) -> None:
    assert authorize(*given) == header
