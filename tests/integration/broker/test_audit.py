from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.access import Access, Credentials
from pact_notary.settings import Settings
from pact_notary.store.audit import Change, add, count_before, remove_before
from pact_notary.store.database import run_reading, run_writing
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

    import sqlalchemy as sa

    from tests.integration.broker.wire.builders import Wire


@pytest.fixture
def wire(database_url: str) -> Iterator[Wire]:
    with open_wire(database_url, Settings(), clock=Clock()) as wire:
        yield wire


def log_of(wire: Wire, query: str = "") -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = wire.read(f"/audit-log{query}")["_embedded"]["entries"]
    return entries


def told(wire: Wire, query: str = "") -> list[tuple[str, str]]:
    return [(entry["verb"], entry["subject"]) for entry in log_of(wire, query)]


def test_each_change_is_told_the_newest_first(wire: Wire) -> None:
    publish(wire, "1+2")
    verify(wire, "p/1", consumer_version="1+2")
    environment = an_environment(wire)
    stay = deploy(wire, "1+2", environment)
    wire.put("/pacticipants/Kiosk/labels/shop")
    wire.put("/pacticipants/Kiosk/labels/shop")
    wire.delete("/pacticipants/Kiosk")

    result = log_of(wire)[5]["subject"]
    assert told(wire) == [
        ("removed", "/pacticipants/Kiosk"),
        ("changed", "/pacticipants/Kiosk/labels/shop"),
        ("created", "/pacticipants/Kiosk/labels/shop"),
        ("created", f"/deployed-versions/{stay['uuid']}"),
        ("created", f"/environments/{environment['uuid']}"),
        ("created", result),
        ("published", "/pacticipants/Kiosk/versions/1%2B2"),
    ]
    assert result.endswith("/verification-results/1")


def test_reading_and_refusals_are_not_told(wire: Wire) -> None:
    wire.get("/pacticipants")
    wire.delete("/pacticipants/Kiosk")
    wire.post("/contracts/publish", {})

    assert told(wire) == []


def test_refused_publication_leaves_no_entry(wire: Wire) -> None:
    publish(wire, "1")
    refused = wire.put(pact_path(), a_pact("/other"))

    assert refused.status_code == 409
    assert len(told(wire)) == 1


def test_entry_says_who_when_and_in_which_request(wire: Wire) -> None:
    headers = {"X-Request-Id": "build-7"}
    wire.send("PUT", "/pacticipants/A/versions/1", json={}, headers=headers)

    assert log_of(wire) == [
        {
            "actor": "anonymous",
            "verb": "created",
            "subject": "/pacticipants/A/versions/1",
            "requestId": "build-7",
            "createdAt": "2026-03-01T00:00:01+00:00",
        }
    ]


def test_user_is_named_and_only_the_writer_reads_the_log(sqlite_url: str) -> None:
    access = Access(Credentials("w", "secret"), Credentials("r", "word"))
    with open_wire(sqlite_url, Settings(access), clock=Clock()) as wire:
        wire.send("PUT", "/pacticipants/A/versions/1", json={}, auth=("w", "secret"))

        shown = wire.send("GET", "/audit-log", auth=("w", "secret"))
        refused = wire.send("GET", "/audit-log", auth=("r", "word"))

    assert json.loads(shown.text)["_embedded"]["entries"][0]["actor"] == "user:w"
    assert refused.status_code == 401


@pytest.mark.parametrize(
    ("query", "count"),
    [("?actor=anonymous", 3), ("?actor=user:w", 0), ("?verb=created", 2), ("?q=labels", 1)],
)
def test_log_is_filtered(wire: Wire, query: str, count: int) -> None:
    wire.put("/pacticipants/A/versions/1")
    wire.put("/pacticipants/A/labels/x")
    wire.delete("/pacticipants/A/versions/1")

    assert len(told(wire, query)) == count


def test_log_is_paged_and_links_keep_the_filter(wire: Wire) -> None:
    for number in range(3):
        wire.put(f"/pacticipants/A/versions/{number}")

    first = wire.read("/audit-log?size=2&verb=created")
    second = wire.follow(first, "next")

    assert first["page"]["totalElements"] == 3
    assert [entry["subject"][-1] for entry in second["_embedded"]["entries"]] == ["0"]
    assert "verb=created" in second["_links"]["previous"]["href"]


@pytest.mark.parametrize("query", ["?size=0", "?size=1001", "?page=x", "?actor[]=a", "?verb[x]=1"])
def test_wrong_parameters_are_refused(wire: Wire, query: str) -> None:
    assert wire.get(f"/audit-log{query}").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_log_cannot_be_changed(wire: Wire, method: str) -> None:
    assert wire.send(method, "/audit-log", json={}).status_code == 405


def test_old_entries_are_counted_and_removed(engine: sa.Engine) -> None:
    days = [datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2, 3)]
    for day in days:
        run_writing(engine, partial(add, change=Change("a", "v", "s"), now=day))

    counted = run_reading(engine, lambda opened: count_before(opened, days[2]))
    removed = run_writing(engine, lambda opened: remove_before(opened, days[2]))

    assert (counted, removed) == (2, 2)


def test_command_reads_the_log(sqlite_url: str) -> None:
    runner = CliRunner()
    runner.invoke(main, ["token", "create", "ci", "--scope", "read", "--database-url", sqlite_url])

    shown = runner.invoke(main, ["audit", "--actor", "command", "--database-url", sqlite_url])

    assert shown.stdout.endswith("  command  created  token ci\n")
