"""Long pasts of a broker, written into its tables in bulk: what thousands of builds leave."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from pact_notary.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_EVERY: Final = timedelta(minutes=1)
SPACING: Final = 1_000_000
"""The ids of an application's versions, contents and publications begin at its id times this."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two applications by id, and how many results each version of the consumer has."""

    consumer: int
    provider: int
    results: int


@dataclass(frozen=True, slots=True)
class Past:
    """Applications by id and name, each with as many versions, and who calls whom."""

    names: dict[int, str]
    versions: int
    pairs: Sequence[Pair]


def long_pair() -> Past:
    """One pair with 10,000 versions on either side and 50,000 results."""
    return Past({1: "Shop", 2: "Stock"}, 10_000, [Pair(1, 2, results=5)])


def many_services() -> Past:
    """50 services in 200 integrations, 20 versions each."""
    names = {number: f"service-{number:02}" for number in range(1, 51)}
    calls = [(a, (a + step - 1) % 50 + 1) for a in names for step in (1, 3, 7, 12)]
    return Past(names, 20, [Pair(a, b, results=2) for a, b in calls])


def write_past(connection: sa.Connection, past: Past) -> None:
    """Every version is on `main`, tagged `main`, and was deployed in `live` until the next was."""
    insert(connection, schema.environments, [_environment()])
    insert(connection, schema.pacticipants, [_pacticipant(past, i) for i in past.names])
    for number in past.names:
        _write_versions(connection, number, past.versions)
    for place, pair in enumerate(past.pairs, 1):
        _write_pacts(connection, pair, past.versions, first=place * SPACING)
        _write_results(connection, pair, past.versions, first=place * SPACING)
    settle(connection)


def a_document(consumer: str, provider: str, *, variant: int) -> dict[str, Any]:
    """A pact of ten interactions, about 3 kB; each variant has a content of its own."""
    return {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": [_interaction(number, variant) for number in range(10)],
        "metadata": {"pactSpecification": {"version": "2.0.0"}},
    }


def _interaction(number: int, variant: int) -> dict[str, Any]:
    return {
        "description": f"a request for item {number}",
        "providerState": f"item {number} exists",
        "request": {"method": "GET", "path": f"/items/{number}", "query": f"v={variant}"},
        "response": {
            "status": 200,
            "headers": {"Content-Type": "application/json"},
            "body": {"id": number, "name": "an item", "price": 100 + number},
        },
    }


def settle(connection: sa.Connection) -> None:
    """Let PostgreSQL number on from the ids that were written, and know how much there is."""
    if connection.dialect.name != "postgresql":
        return
    for table in schema.metadata.sorted_tables:
        if "id" in table.c:
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, last)))
    connection.execute(sa.text("ANALYZE"))


def _environment() -> dict[str, Any]:
    uuid = "11111111-1111-4111-8111-111111111111"
    return {"id": 1, "uuid": uuid, "name": "live", "production": True, **_times(0)}


def _pacticipant(past: Past, number: int) -> dict[str, Any]:
    known = {"name": past.names[number], "main_branch": "main", "last_order": past.versions}
    return {"id": number, **known, **_times(0)}


def _write_versions(connection: sa.Connection, own: int, count: int) -> None:
    orders = range(1, count + 1)
    ids = {order: own * SPACING + order for order in orders}
    part = {"pacticipant_id": own}
    versions = ({"id": ids[o], "number": f"old-{o}", **_ordered(o), **part} for o in orders)
    insert(connection, schema.versions, versions)
    head = {"id": own, "name": "main", "head_version_id": ids[count]}
    insert(connection, schema.branches, [{**head, **part, **_times(0)}])
    on_branch = ({"branch_id": own, "version_id": ids[o], **_ordered(o)} for o in orders)
    insert(connection, schema.branch_versions, on_branch)
    tagged = ({"version_id": ids[o], "name": "main", **_ordered(o), **part} for o in orders)
    insert(connection, schema.tags, tagged)
    stays = ({**_stay(own, o, is_last=o == count), **part} for o in orders)
    insert(connection, schema.deployed_versions, stays)


def _stay(own: int, order: int, *, is_last: bool) -> dict[str, Any]:
    return {
        "uuid": f"{own:08}-0000-4000-8000-{order:012}",
        "version_id": own * SPACING + order,
        "environment_id": 1,
        "ended_at": None if is_last else _time(order + 1),
        **_times(order),
    }


def _write_pacts(connection: sa.Connection, pair: Pair, versions: int, *, first: int) -> None:
    """Every second version has a content of its own."""
    part = {"consumer_id": pair.consumer, "provider_id": pair.provider}
    touched = {"created_at": _time(0), "contract_data_updated_at": _time(0)}
    insert(connection, schema.integrations, [{**part, **touched}])
    text = json.dumps(a_document("Shop", "Stock", variant=0))
    counted = {"interactions_count": 10, "messages_count": 0, "content": text}
    contents = (
        {"id": first + n, "sha": sha_of(first + n), "created_at": _time(n), **counted, **part}
        for n in range(versions // 2 + 1)
    )
    insert(connection, schema.pact_contents, contents)
    publications = (
        {
            "id": first + order,
            "consumer_version_id": pair.consumer * SPACING + order,
            "pact_content_id": first + order // 2,
            "sort_order": order,
            "revision": 1,
            "created_at": _time(order),
            **part,
        }
        for order in range(1, versions + 1)
    )
    insert(connection, schema.pact_publications, publications)


def _write_results(connection: sa.Connection, pair: Pair, versions: int, *, first: int) -> None:
    results = list(_results(pair, versions, first=first))
    insert(connection, schema.verifications, results)
    latest = {(row["pact_content_id"], row["provider_version_id"]): row for row in results}
    insert(connection, schema.latest_verifications, map(_latest, latest.values()))


def _results(pair: Pair, versions: int, *, first: int) -> Iterator[dict[str, Any]]:
    """Each version of the consumer meets the provider's versions of its time."""
    for order in range(1, versions + 1):
        for turn in range(pair.results):
            provider_order = max(1, order - turn)
            yield {
                "id": first + order * pair.results + turn,
                "consumer_id": pair.consumer,
                "provider_id": pair.provider,
                "pact_content_id": first + order // 2,
                "provider_version_id": pair.provider * SPACING + provider_order,
                "sort_order": provider_order,
                "success": order % 10 != 0,
                "created_at": _time(order),
            }


def _latest(result: dict[str, Any]) -> dict[str, Any]:
    return {**{key: result[key] for key in result if key != "id"}, "verification_id": result["id"]}


def sha_of(number: int) -> str:
    return hashlib.sha1(str(number).encode(), usedforsecurity=False).hexdigest()


def _ordered(order: int) -> dict[str, Any]:
    return {"sort_order": order, **_times(order)}


def _times(minutes: int) -> dict[str, datetime]:
    return {"created_at": _time(minutes), "updated_at": _time(minutes)}


def _time(minutes: int) -> datetime:
    return START + minutes * _EVERY


def insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(table.insert(), list(rows))
