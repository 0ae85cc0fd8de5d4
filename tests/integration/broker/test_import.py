from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.access import Access, Credentials
from pact_notary.app import create_app
from pact_notary.operations.importing import import_broker
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source import read_address
from pact_notary.serving import serving
from pact_notary.settings import DEFAULT_BODY_LIMIT, Binding, Settings
from tests.integration.broker.filling import fill
from tests.integration.broker.wire.builders import (
    Clock,
    a_pact,
    deploy,
    open_wire,
    publish,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact_notary.operations.source import SourceAddress
    from pact_notary.operations.tally import Tally
    from tests.integration.broker.wire.builders import Wire

NOW = datetime(2026, 4, 1, tzinfo=UTC)
CLOSED = Settings(Access(Credentials("reader", "p@ss")))
PAIR = "/pacts/provider/Menu/consumer/Kiosk"
PATHS = (
    "/pacticipants",
    "/pacticipants/Kiosk",
    "/pacticipants/Menu",
    "/pacticipants/Kiosk/versions",
    "/pacticipants/Kiosk/versions/1",
    "/pacticipants/Menu/versions",
    "/pacticipants/Kiosk/branches",
    "/pacticipants/Kiosk/branches/main/latest-version",
    "/pacticipants/Kiosk/branches/main/versions/3",
    "/pacticipants/Kiosk/versions/1/tags/dev",
    "/labels",
    "/integrations",
    "/pacts/latest",
    f"{PAIR}/version/1",
    f"{PAIR}/version/3",
    f"{PAIR}/latest",
    f"{PAIR}/version/1/verification-results/latest",
    f"{PAIR}/version/2/verification-results/latest",
    "/pacts/provider/Menu/for-verification",
    "/matrix?q[][pacticipant]=Kiosk&q[][pacticipant]=Menu",
    "/can-i-deploy?pacticipant=Kiosk&version=1&environment=production",
    "/environments",
    "/provider-contracts/provider/Menu/version/p1",
    "/pacticipants/Kiosk/latest-version",
)


class SourceBroker:
    """Another broker with something of everything, and its address over HTTP."""

    def __init__(self, wire: Wire, url: str) -> None:
        self.wire = wire
        self.url = url

    @property
    def address(self) -> SourceAddress:
        return read_address(self.url, username="reader", password="p@ss", token=None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def source(tmp_path: Path, clock: Clock) -> Iterator[SourceBroker]:
    database = f"sqlite:///{tmp_path / 'source.sqlite3'}"
    with open_wire(database, Settings(), clock=clock) as wire:
        fill(wire)
        app = create_app(database, CLOSED)
        with serving(app, Binding(port=0), body_limit=DEFAULT_BODY_LIMIT) as url:
            yield SourceBroker(wire, url)
        app.extensions["pact_notary_engine"].dispose()


@pytest.fixture
def target(database_url: str) -> Iterator[Wire]:
    """The empty broker that is copied to."""
    with open_wire(database_url, Settings(), clock=Clock()) as wire:
        yield wire


def copy(source: SourceBroker, target: Wire) -> Tally:
    return import_broker(target.engine, source.address, now=NOW, tell=lambda _line: None)


def shown(wire: Wire, path: str) -> Any:
    """A document without what the API does not tell, or tells of the moment of asking."""
    text = json.dumps(wire.read(path), sort_keys=True)
    # What a metadata segment holds are numbers of rows.
    return json.loads(re.sub(r"/metadata/[\w-]+", "/metadata/M", text))


def test_copy_shows_what_the_source_shows(source: SourceBroker, target: Wire) -> None:
    copy(source, target)

    different = [path for path in PATHS if shown(target, path) != shown(source.wire, path)]
    assert different == []


@pytest.mark.parametrize(
    "kind", ["deployed-versions/currently-deployed", "released-versions/currently-supported"]
)
def test_stays_keep_their_uuids(kind: str, source: SourceBroker, target: Wire) -> None:
    copy(source, target)

    for environment in source.wire.read("/environments")["_embedded"]["environments"]:
        path = f"/environments/{environment['uuid']}/{kind}"
        assert shown(target, path) == shown(source.wire, path)


def test_second_import_doubles_nothing(source: SourceBroker, target: Wire) -> None:
    first = copy(source, target)
    before = shown(target, "/metrics")

    second = copy(source, target)

    assert second.copied.total() == 0
    assert second.present == first.copied
    assert shown(target, "/metrics") == before


def test_import_goes_on_where_the_source_went_on(
    source: SourceBroker, target: Wire, clock: Clock
) -> None:
    copy(source, target)
    clock.advance(seconds=3600)
    publish(source.wire, "4", a_pact("/4"), branch="feat/x", tags=["prod"])
    verify(source.wire, "p2", consumer_version="4")
    verify(source.wire, "p3", consumer_version="2", success=False)
    environment = source.wire.read("/environments")["_embedded"]["environments"][1]
    deploy(source.wire, "4", environment)

    tally = copy(source, target)

    assert tally.copied == {
        "versions": 2,
        "branch places": 1,
        "tags": 1,
        "pacts": 1,
        "verification results": 2,
        "deployments": 1,
    }
    different = [path for path in PATHS if shown(target, path) != shown(source.wire, path)]
    assert different == []


def test_head_that_is_not_the_newest_version_is_copied(source: SourceBroker, target: Wire) -> None:
    source.wire.put("/pacticipants/Kiosk/branches/hotfix/versions/3")
    source.wire.put("/pacticipants/Kiosk/branches/hotfix/versions/1")

    copy(source, target)

    head = target.read("/pacticipants/Kiosk/branches/hotfix/latest-version")
    assert head["number"] == "1"


def test_many_versions_come_in_their_order(source: SourceBroker, target: Wire) -> None:
    numbers = [str(number) for number in range(120)]
    for number in numbers:
        source.wire.put(f"/pacticipants/Many/versions/{number}")

    copy(source, target)

    found = target.read("/pacticipants/Many/versions")["_embedded"]["versions"]
    assert [version["number"] for version in reversed(found)] == numbers


def test_import_is_in_the_audit_log_without_credentials(source: SourceBroker, target: Wire) -> None:
    copy(source, target)

    (entry,) = target.read("/audit-log?verb=imported")["_embedded"]["entries"]
    assert entry["subject"] == f"broker {source.url}"


def test_command_imports_and_reports(source: SourceBroker, sqlite_url: str) -> None:
    url = source.url.replace("://", "://reader:p%40ss@")

    told = CliRunner().invoke(main, ["import", url, "--database-url", sqlite_url])

    assert told.exit_code == 0, told.output
    assert "pacts: 4 copied, 0 there already" in told.stdout
    assert "Kiosk: 3 of 3 versions" in told.stderr


@pytest.mark.parametrize(
    ("username", "token", "text"),
    [("reader", None, "answers with 401: give"), (None, None, "answers with 401: give")],
)
def test_wrong_credentials_are_told(
    source: SourceBroker, target: Wire, username: str | None, token: str | None, text: str
) -> None:
    address = read_address(source.url, username=username, password="wrong", token=token)

    with pytest.raises(CannotOperate, match=text):
        import_broker(target.engine, address, now=NOW, tell=lambda _line: None)


def test_what_is_no_broker_is_told(source: SourceBroker, target: Wire) -> None:
    address = read_address(
        f"{source.url}/environments", username="reader", password="p@ss", token=None
    )

    with pytest.raises(CannotOperate, match="answers with 404: is this the address"):
        import_broker(target.engine, address, now=NOW, tell=lambda _line: None)


@pytest.mark.parametrize("url", ["broker.example", "ftp://broker.example", "http://", "http://["])
def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(CannotOperate, match="is no URL of a broker"):
        read_address(url, username=None, password=None, token=None)


def test_two_ways_to_log_in_are_refused() -> None:
    with pytest.raises(CannotOperate, match="not both"):
        read_address("http://u:p@broker.example", username=None, password=None, token="t")


def history_of(wire: Wire, number: str) -> list[Any]:
    """Where a version of Kiosk is and was deployed, in each environment."""
    return [
        shown(wire, f"/pacticipants/Kiosk/versions/{number}/deployed-versions/environment/{uuid}")
        for uuid in (
            each["uuid"] for each in wire.read("/environments")["_embedded"]["environments"]
        )
    ]


def test_history_of_environments_is_copied(source: SourceBroker, target: Wire) -> None:
    copy(source, target)

    assert history_of(target, "1") == history_of(source.wire, "1")
    assert history_of(target, "2") == history_of(source.wire, "2")


def test_stays_that_ended_since_the_last_import_end(source: SourceBroker, target: Wire) -> None:
    copy(source, target)
    for environment in source.wire.read("/environments")["_embedded"]["environments"]:
        path = f"/environments/{environment['uuid']}"
        deployed = source.wire.read(f"{path}/deployed-versions/currently-deployed")
        for stay in deployed["_embedded"]["deployedVersions"]:
            source.wire.patch(stay["_links"]["self"]["href"], {"currentlyDeployed": False})
        released = source.wire.read(f"{path}/released-versions/currently-supported")
        for stay in released["_embedded"]["releasedVersions"]:
            source.wire.patch(stay["_links"]["self"]["href"], {"currentlySupported": False})

    copy(source, target)

    assert history_of(target, "2") == history_of(source.wire, "2")
    assert target.read("/metrics")["deployedVersions"]["currentlyDeployedCount"] == 0
    assert target.read("/metrics")["releasedVersions"]["currentlySupportedCount"] == 0
