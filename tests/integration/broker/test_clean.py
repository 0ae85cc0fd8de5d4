from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from pact_notary.__main__ import main
from pact_notary.domain.keeping import parse_keep
from pact_notary.operations.cleaning import (
    Cleaning,
    plan_cleaning,
    remove_leftovers,
    remove_versions,
)
from pact_notary.settings import Settings
from pact_notary.store.database import reading
from pact_notary.store.schema import pact_contents, verifications, versions
from tests.integration.broker.wire.builders import (
    Clock,
    a_pact,
    an_environment,
    deploy,
    open_wire,
    pact_path,
    publish,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.wire.builders import Wire

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wire(database_url: str, clock: Clock) -> Iterator[Wire]:
    """Five versions of Kiosk, a day apart, each with a content; p1 and p2 verified some."""
    with open_wire(database_url, Settings(), clock=clock) as wire:
        publish(wire, "1", a_pact("/1"), branch="main")
        clock.advance(seconds=86_400)
        publish(wire, "2", a_pact("/2"), branch="main", tags=["prod"])
        clock.advance(seconds=86_400)
        publish(wire, "3", a_pact("/3"), branch="feat/x", tags=["prod"])
        clock.advance(seconds=86_400)
        publish(wire, "4", a_pact("/4"), branch="feat/x")
        clock.advance(seconds=86_400)
        publish(wire, "5", a_pact("/5"), branch="feat/y")
        environment = an_environment(wire)
        deploy(wire, "3", environment)
        deploy(wire, "1", environment)
        verify(wire, "p1", consumer_version="4")
        verify(wire, "p2", consumer_version="1")
        yield wire


def cleaning(*keeps: str) -> Cleaning:
    parsed = [parse_keep(keep) for keep in keeps]
    return Cleaning(tuple(keep for keep in parsed if keep))


def planned(wire: Wire, clock: Clock, *keeps: str) -> list[str]:
    found = plan_cleaning(wire.engine, cleaning(*keeps), now=clock.now())
    return [version.number for _, version in found]


@pytest.mark.parametrize(
    ("keeps", "removed"),
    [
        (["deployed"], ["3", "4", "5", "p1", "p2"]),
        (["latest"], ["3", "4", "p1"]),
        (["branch"], ["p1", "p2"]),
        (["branch,latest"], ["3", "p1", "p2"]),
        (["branch=feat/x"], ["5", "p1", "p2"]),
        (["branch=feat/x,latest"], ["3", "5", "p1", "p2"]),
        (["main-branch"], ["3", "4", "5", "p1", "p2"]),
        (["tag"], ["4", "5", "p1", "p2"]),
        (["tag=prod,latest"], ["4", "5", "p1", "p2"]),
        (["tag=other"], ["3", "4", "5", "p1", "p2"]),
        (["max-age=1"], ["3", "4"]),
        (["max-age=2"], ["3"]),
        (["application=Menu"], ["3", "4", "5"]),
        (["application=Kiosk,latest"], ["3", "4", "p1", "p2"]),
        (["tag=prod", "application=Menu,latest"], ["4", "5", "p1"]),
        (["branch,max-age=1"], ["3", "4", "p1", "p2"]),
    ],
    ids="+".join,
)
def test_plan_holds_what_no_selector_keeps(
    wire: Wire, clock: Clock, keeps: list[str], removed: list[str]
) -> None:
    assert planned(wire, clock, *keeps) == removed


def test_release_is_kept_until_support_ends(wire: Wire, clock: Clock) -> None:
    environment = an_environment(wire, "shops")
    path = f"/pacticipants/Kiosk/versions/5/released-versions/environment/{environment['uuid']}"
    released = wire.post(path, {}).get_json(force=True)
    during = planned(wire, clock, "deployed")

    wire.patch(released["_links"]["self"]["href"], {"currentlySupported": False})

    assert "5" not in during
    assert "5" in planned(wire, clock, "deployed")


def test_removing_takes_all_that_belongs_to_a_version(wire: Wire, clock: Clock) -> None:
    keep = cleaning("application=Menu,latest")

    portions = list(remove_versions(wire.engine, keep, now=clock.now()))

    assert [[v.number for _, v in some] for some in portions] == [["3", "4", "5", "p1"]]
    assert wire.get(pact_path("4")).status_code == 404
    assert wire.get(pact_path("1")).status_code == 200
    assert counts(wire) == (3, 2, 1)


def counts(wire: Wire) -> tuple[int, ...]:
    with reading(wire.engine) as connection:
        return tuple(
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (versions, pact_contents, verifications)
        )


def test_leftovers_go_and_main_branches_stay(wire: Wire, clock: Clock) -> None:
    keep = cleaning("application=Menu")
    list(remove_versions(wire.engine, keep, now=clock.now()))

    left = remove_leftovers(wire.engine, keep, now=clock.now())

    assert (left.contents, left.branches, left.audit_entries) == (0, 2, 0)
    assert wire.get("/pacticipants/Kiosk/branches/main").status_code == 200


def test_removing_more_than_a_portion_comes_to_an_end(wire: Wire, clock: Clock) -> None:
    for number in range(60):
        wire.put(f"/pacticipants/Many/versions/{number}")

    portions = list(remove_versions(wire.engine, cleaning("branch", "latest"), now=clock.now()))

    assert [len(some) for some in portions] == [50, 10]


def test_each_removal_is_in_the_audit_log(wire: Wire, clock: Clock) -> None:
    list(remove_versions(wire.engine, cleaning("branch", "latest"), now=clock.now()))

    log = wire.read("/audit-log?actor=command")["_embedded"]["entries"]
    assert [entry["subject"] for entry in log] == ["version p1 of Menu"]


def test_audit_log_is_trimmed_only_when_told(wire: Wire, clock: Clock) -> None:
    before = wire.read("/audit-log")["page"]["totalElements"]

    left = remove_leftovers(wire.engine, Cleaning((), 1), now=clock.now() + DAY)

    assert left.audit_entries > 0
    after = wire.read("/audit-log")
    assert after["page"]["totalElements"] == before - left.audit_entries + 1
    assert after["_embedded"]["entries"][0]["verb"] == "trimmed"


def run(url: str, *arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["clean", *arguments, "--database-url", url], env=environment)


def url_of(wire: Wire) -> str:
    return wire.engine.url.render_as_string(hide_password=False)


def test_command_shows_what_would_go(wire: Wire) -> None:
    before = counts(wire)

    told = run(url_of(wire), "--keep", "branch", "--dry-run", "--audit-max-age", "36500")

    lines = told.stdout.splitlines()
    assert [line.split("  ")[:2] for line in lines[:2]] == [["Menu", "p1"], ["Menu", "p2"]]
    assert lines[2:] == [
        "2 versions would be removed.",
        "0 entries of the audit log would be removed.",
    ]
    assert counts(wire) == before


def test_command_removes(wire: Wire) -> None:
    told = run(url_of(wire), PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS='[{"branch": true}]')

    assert told.stdout.startswith("Removed 2 versions, 0 contents, 0 empty branches")
    assert counts(wire)[0] == 5


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "say what to keep"),
        (["--keep", "all"], "is no selector"),
        (["--selectors", "{}"], "must be a JSON array"),
        (["--selectors", "x"], "is no JSON"),
    ],
)
def test_command_refuses_what_it_does_not_understand(
    sqlite_url: str, arguments: list[str], text: str
) -> None:
    told = run(sqlite_url, *arguments)

    assert (told.exit_code, text in told.stderr) == (2, True)
