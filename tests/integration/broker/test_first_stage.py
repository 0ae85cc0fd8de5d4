from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.settings import Settings
from tests.broker_process import Line, running_broker
from tests.integration.broker.first_stage import fill_database, rows_of, write_file
from tests.integration.broker.wire.builders import Clock, a_pact, numbers, open_wire, publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.integration.broker.wire.builders import Wire

CAFE, SHOP = quote("Küche ☕"), quote("店 Ünï")
FEATURE, JAPAN = quote("feat/☃ new", safe=""), quote("日本-1")
VERIFIED = "All required verification results are published and successful."


@pytest.fixture(params=["0001", "0002"])
def old_database(request: pytest.FixtureRequest, bare_database_url: str, tmp_path: Path) -> str:
    """Its URL; of each kind, with the tables of each revision of those days."""
    if bare_database_url.startswith("sqlite"):
        write_file(tmp_path / "store.db", revision=request.param)
    else:
        fill_database(bare_database_url, tmp_path, revision=request.param)
    return bare_database_url


@pytest.fixture
def wire(old_database: str) -> Iterator[Wire]:
    with open_wire(old_database, Settings(), clock=Clock()) as wire:
        yield wire


def run(*arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(main, arguments)
    return told.exit_code, told.output


def summary_of(wire: Wire, name: str, number: str, environment: str) -> tuple[Any, ...]:
    """What can-i-deploy is told: the answer, and how many results are good, bad and missing."""
    question = f"q[][pacticipant]={name}&q[][version]={number}&environment={environment}"
    summary = wire.read(f"/matrix?{question}&latestby=cvpv")["summary"]
    return tuple(summary[member] for member in ("deployable", "success", "failed", "unknown"))


def test_migrating_keeps_every_row(old_database: str) -> None:
    before = rows_of(old_database)

    once = run("migrate", "--database-url", old_database)
    after_once = rows_of(old_database)
    again = run("migrate", "--database-url", old_database)

    assert once == again == (0, "The tables are up to date.\n")
    assert before == after_once == rows_of(old_database)


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_old_file_is_served_straight_away(tmp_path: Path, revision: str) -> None:
    write_file(tmp_path / "old.db", revision=revision)

    with running_broker(tmp_path, f"sqlite:///{tmp_path / 'old.db'}") as broker:
        line = Line(broker.url)
        pact = line.send("GET", f"/pacts/provider/{CAFE}/consumer/Kiosk/version/1.1")
        line.close()

    assert pact.json()["interactions"][0]["description"] == "ein Kaffee"


def test_pacts_and_their_revisions_are_there(wire: Wire) -> None:
    current = wire.read("/pacts/provider/Menu/consumer/Kiosk/version/1.1")
    japanese = wire.read(f"/pacts/provider/Menu/consumer/{SHOP}/version/{JAPAN}")

    assert [each["description"] for each in current["interactions"]] == ["a dish", "four dishes"]
    assert [each["description"] for each in japanese["interactions"]] == ["料理"]
    for revision in (1, 2, 3):
        path = f"/pacts/provider/Menu/consumer/Kiosk/pact-version/{sha_of(wire, revision)}"
        assert wire.get(path).status_code == 200


def sha_of(wire: Wire, revision: int) -> str:
    rows = rows_of(wire.engine.url.render_as_string(hide_password=False))
    shas = {row[0]: row[3] for row in rows["pact_contents"]}
    # Consumer version, content and revision.
    contents = {row[6]: row[4] for row in rows["pact_publications"] if row[3] == 2 and row[2] == 1}
    return str(shas[contents[revision]])


def test_applications_and_versions_are_there(wire: Wire) -> None:
    menu, kiosk = wire.read("/pacticipants/Menu"), wire.read("/pacticipants/Kiosk")
    versions = wire.read("/pacticipants/Kiosk/versions")["_embedded"]["versions"]
    tagged = wire.read("/pacticipants/Kiosk/versions/1.1")
    branch = wire.read(f"/pacticipants/Kiosk/branches/{FEATURE}/versions")["_embedded"]["versions"]

    assert (menu["displayName"], menu["mainBranch"]) == ("The menu", "main")
    assert [label["name"] for label in kiosk["_embedded"]["labels"]] == ["mobile"]
    assert numbers(versions) == ["2.0-feat", "1.1", "1.0"]
    assert [tag["name"] for tag in tagged["_embedded"]["tags"]] == ["dev", "prod"]
    assert numbers(branch) == ["2.0-feat"]


def test_results_are_there(wire: Wire) -> None:
    content = wire.read("/pacts/provider/Menu/consumer/Kiosk/version/1.0")
    newest = wire.follow(content, "pb:latest-verification-results")
    first = wire.read(newest["_links"]["self"]["href"].rpartition("/")[0] + "/1")

    assert (newest["success"], newest["testResults"][0]["testDescription"]) == (
        True,
        "ein Gericht ☕",
    )
    assert (first["success"], first["buildUrl"]) == (False, "https://ci.invalid/m1")


def test_environments_and_what_is_in_them_are_there(wire: Wire) -> None:
    environments = wire.read("/environments")["_embedded"]["environments"]
    inside = {
        environment["name"]: (
            in_environment(wire, environment, "deployed-versions"),
            in_environment(wire, environment, "released-versions"),
        )
        for environment in environments
    }

    assert {environment["displayName"] for environment in environments} == {"test ☁", "live ☁"}
    assert inside == {"test": (["m2"], []), "live": (["1.0", "1.1", "m1"], ["1.0"])}


def in_environment(wire: Wire, environment: Any, kind: str) -> list[str]:
    address = f"/environments/{environment['uuid']}/{kind}/currently-"
    path = address + ("deployed" if kind == "deployed-versions" else "supported")
    found = wire.read(path)["_embedded"]
    (rows,) = found.values()
    return sorted(row["_embedded"]["version"]["number"] for row in rows)


# As the program of those days answered.
@pytest.mark.parametrize(
    ("name", "number", "environment", "told"),
    [
        ("Kiosk", "1.0", "live", (True, 1, 0, 0)),
        ("Kiosk", "1.1", "live", (None, 1, 0, 1)),
        ("Kiosk", "1.1", "test", (None, 0, 1, 1)),
        ("Kiosk", "2.0-feat", "live", (None, 0, 0, 1)),
        ("Menu", "m2", "live", (None, 0, 1, 1)),
    ],
)
def test_can_i_deploy_answers_as_before(
    wire: Wire, name: str, number: str, environment: str, told: tuple[Any, ...]
) -> None:
    assert summary_of(wire, name, number, environment) == told


def test_pacts_for_verification_are_as_before(wire: Wire) -> None:
    question = {
        "providerVersionBranch": "main",
        "includePendingStatus": True,
        "includeWipPactsSince": "2020-01-01",
        "consumerVersionSelectors": [{"mainBranch": True}, {"deployed": True}],
    }

    answer = wire.post("/pacts/provider/Menu/for-verification", question).get_json(force=True)

    given = [
        (pact["_links"]["self"]["name"], pact["verificationProperties"])
        for pact in answer["_embedded"]["pacts"]
    ]
    assert [(name, said["pending"], said.get("wip", False)) for name, said in given] == [
        ("Pact between Kiosk (1.0) and Menu", False, False),
        ("Pact between Kiosk (1.1) and Menu", False, False),
        ("Pact between 店 Ünï (日本-1) and Menu", False, False),
        ("Pact between Kiosk (2.0-feat) and Menu", True, True),
    ]


def test_what_is_new_works_on_it(wire: Wire, old_database: str) -> None:
    hook = {
        "events": [{"name": "contract_content_changed"}],
        "request": {"method": "POST", "url": "https://example.org/"},
    }

    created = wire.post("/webhooks", hook)
    publish(wire, "3.0", a_pact("/new"), branch="main")
    token = run("token", "create", "ci", "--scope", "read", "--database-url", old_database)
    audited = run("audit", "--database-url", old_database)

    assert (created.status_code, token[0], audited[0]) == (201, 0, 0), (token, audited)
    assert numbers(wire.read("/pacticipants/Kiosk/versions")["_embedded"]["versions"])[0] == "3.0"
    assert "Kiosk" in audited[1]
