from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from swarm.pacts.program import find_program
from tests.broker_process import Line, running_broker
from tests.integration.broker.clients.official import run_program
from tests.integration.broker.wire.builders import a_publication, a_result
from tests.integration.drift.world import (
    KINDS,
    PROVIDER,
    a_menu,
    a_pact,
    an_interaction,
    drift,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.integration.drift.world import Menu


class Office:
    """A broker process, told what a test is about."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.line = Line(url)

    def say(self, path: str, document: Any) -> Any:
        reply = self.line.send("POST", path, document)
        assert reply.status in {200, 201}, reply.body
        return reply.json()

    def publish(self, number: str, *paths: str, consumer: str = "Kiosk") -> None:
        pact = a_pact(*map(an_interaction, paths), consumer=consumer)
        self.say("/contracts/publish", a_publication(number, pact, branch="main"))

    def environment(self, name: str) -> str:
        made: str = self.say("/environments", {"name": name, "production": False})["uuid"]
        return made

    def place(self, number: str, where: str, *, how: str, consumer: str = "Kiosk") -> None:
        path = f"/pacticipants/{consumer}/versions/{number}/{how}-versions/environment/{where}"
        self.say(path, {})

    def record(self, number: str, *, success: bool) -> None:
        pact = self.line.send("GET", f"/pacts/provider/{PROVIDER}/consumer/Kiosk/version/{number}")
        link = pact.json()["_links"]["pb:publish-verification-results"]["href"]
        self.say(urlsplit(link).path, a_result(success=success))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running_broker(tmp_path, f"sqlite:///{tmp_path / 'broker.db'}") as broker:
        office = Office(broker.url)
        yield office
        office.line.close()


@pytest.fixture
def menu() -> Iterator[Menu]:
    with a_menu() as menu:
        yield menu


def verify(office: Office, menu: Menu) -> None:
    """Have the official verifier publish what it finds of the latest pacts."""
    port = str(urlsplit(menu.url).port)
    options = ["--provider-name", PROVIDER, "--hostname", "127.0.0.1", "--port", port]
    options += ["--broker-url", office.url, "--publish", "--provider-version", "1"]
    command = [str(find_program()), "verifier", *options, "--request-timeout", "1000"]
    said = run_program(command, settings={})
    assert said.code == 1, said.text


def test_results_tell_the_same_as_a_replay(office: Office, menu: Menu) -> None:
    office.publish("1", *(f"/{kind}" for kind in (*KINDS, "fine")))
    office.place("1", office.environment("live"), how="deployed")
    verify(office, menu)

    said = drift("--broker", office.url, "--format", "json")

    assert said.code == 1, said.errors
    assert said.kinds() == {**{f"/{kind}": kind for kind in KINDS}, "/fine": "met"}
    places = [row["needed_by"] for row in said.json()["interactions"]]
    assert places[0] == [{"version": "1", "environment": "live", "how": "deployed"}]


def test_what_nobody_runs_decides_nothing(office: Office, menu: Menu) -> None:
    office.publish("1", "/fine")
    office.place("1", office.environment("live"), how="deployed")
    office.publish("2", "/fine", "/logic")
    where = ["--broker", office.url, "--provider", menu.url, "--format", "json"]

    said = drift(*where)

    in_use = {row["path"]: row["in_use"] for row in said.json()["interactions"]}
    assert (said.code, in_use) == (0, {"/fine": True, "/logic": False})
    assert said.kinds() == {"/fine": "met", "/logic": "logic"}

    office.place("2", office.environment("shop"), how="released")

    assert drift(*where).code == 1


def test_files_are_judged_by_what_is_in_use(office: Office, menu: Menu, tmp_path: Path) -> None:
    office.publish("1", "/fine")
    office.place("1", office.environment("live"), how="deployed")
    folder = tmp_path / "pacts"
    folder.mkdir()
    pacts = write(folder, a_pact(an_interaction("/fine"), an_interaction("/path")))

    said = drift("--broker", office.url, "--provider", menu.url, "--pacts", pacts)

    rows = [line.split()[:3] for line in said.output.splitlines()[1:3]]
    assert (said.code, rows) == (0, [["path", "no", "Kiosk"], ["met", "yes", "Kiosk"]])


def test_pact_that_nobody_verified_is_nothing_found_out(office: Office) -> None:
    office.publish("1", "/fine")
    office.place("1", office.environment("live"), how="deployed")

    said = drift("--broker", office.url, "--format", "json")

    assert (said.code, said.kinds()) == (3, {"/fine": "unknown"})


@pytest.mark.parametrize(
    ("success", "code", "kind"), [(True, 0, "met"), (False, 3, "unknown")], ids=["kept", "broken"]
)
def test_result_without_details_is_read(
    office: Office, *, success: bool, code: int, kind: str
) -> None:
    office.publish("1", "/fine")
    office.place("1", office.environment("live"), how="deployed")
    office.record("1", success=success)

    said = drift("--broker", office.url, "--format", "json")

    assert (said.code, said.kinds()) == (code, {"/fine": kind})


def test_report_says_when_nothing_is_in_use(office: Office) -> None:
    office.publish("1", "/fine")
    office.record("1", success=True)

    said = drift("--broker", office.url)

    assert said.code == 0
    assert "no consumer of it is deployed or released anywhere" in said.output


def test_users_of_a_route_are_told_with_where_they_are(office: Office) -> None:
    live, shop = office.environment("live"), office.environment("shop")
    office.publish("1", "/dishes/7")
    office.publish("2", "/fine")
    office.publish("5", "/dishes/8", consumer="Till")
    office.place("1", live, how="deployed")
    office.place("2", shop, how="deployed")
    office.place("5", shop, how="released", consumer="Till")
    route = "GET /dishes/{dish}"

    as_table = drift("--broker", office.url, "--who-uses", route)
    as_json = drift("--broker", office.url, "--who-uses", route, "--format", "json")

    assert as_table.code == 0
    assert as_table.output.splitlines() == [
        "consumer  version  where             interactions",
        "Kiosk     1        deployed in live  a look at /dishes/7",
        "Till      5        released in shop  a look at /dishes/8",
    ]
    kiosk = {
        "consumer": "Kiosk",
        "version": "1",
        "environment": "live",
        "how": "deployed",
        "interactions": ["a look at /dishes/7"],
    }
    assert as_json.json()["uses"][0] == kiosk
    assert (as_json.json()["method"], as_json.json()["path"]) == ("GET", "/dishes/{dish}")


def test_route_that_only_gone_versions_need_may_go(office: Office) -> None:
    live = office.environment("live")
    office.publish("1", "/dishes/7")
    office.place("1", live, how="deployed")
    office.publish("2", "/fine")
    office.place("2", live, how="deployed")

    said = drift("--broker", office.url, "--who-uses", "GET /dishes/:dish")

    assert said.code == 1
    assert said.output == "Nobody deployed or released needs GET /dishes/:dish of Menu.\n"


def test_silent_broker_is_nothing_found_out() -> None:
    said = drift("--broker", "http://127.0.0.1:9", "--who-uses", "GET /a")

    assert said.code == 3
    assert "The broker at http://127.0.0.1:9 does not answer" in said.errors


def test_document_of_the_uses_is_json_also_without_any(office: Office) -> None:
    said = drift("--broker", office.url, "--who-uses", "GET /a", "--format", "json")

    assert said.code == 1
    assert json.loads(said.output)["uses"] == []
