"""A pair with a long past among a few others, written in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    environments,
    integrations,
    latest_verifications,
    metadata,
    pact_contents,
    pact_publications,
    pacticipants,
    tags,
    verifications,
    versions,
)
from tests.integration.broker.replay import time_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import sqlalchemy as sa

PROVIDER_ID = 1
CONSUMER_IDS = range(2, 7)
ENVIRONMENT_ID = 1
RESULTS_OF_A_VERSION = 5
_SPACING = 1_000_000


def fill(connection: sa.Connection, *, size: int, sharing: int = 2) -> None:
    """Five consumers of one provider; all versions are on the main branch, tagged and deployed.

    The first consumer has `size` versions, of which `sharing` have the same content, and each of
    them five results from as many provider versions; the others have three versions. A version
    is deployed in `live` until the next one is.
    """
    times = {"created_at": time_of(0), "updated_at": time_of(0)}
    people = [PROVIDER_ID, *CONSUMER_IDS]
    _insert(
        connection,
        pacticipants,
        ({"id": i, "name": name_of(i), "main_branch": "main", **times} for i in people),
    )
    environment = {"id": ENVIRONMENT_ID, "uuid": str(uuid4()), "name": "live", "production": True}
    _insert(connection, environments, [{**environment, **times}])
    counts = {i: size if i in {PROVIDER_ID, CONSUMER_IDS[0]} else 3 for i in people}
    for pacticipant_id, count in counts.items():
        _fill_versions(connection, pacticipant_id, count)
    for consumer_id in CONSUMER_IDS:
        contents = {
            order: _content_id(consumer_id, order, sharing)
            for order in range(1, counts[consumer_id] + 1)
        }
        _fill_pacts(connection, consumer_id, contents)
        _fill_results(connection, consumer_id, contents, size)
    _fill_side_branch(connection, size)
    _settle(connection)


def name_of(pacticipant_id: int) -> str:
    return "Menu" if pacticipant_id == PROVIDER_ID else f"Kiosk{pacticipant_id}"


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(table.insert(), list(rows))


def _version_id(pacticipant_id: int, order: int) -> int:
    return pacticipant_id * _SPACING + order


def _content_id(consumer_id: int, order: int, sharing: int) -> int:
    return consumer_id * _SPACING + order // sharing


def _fill_versions(connection: sa.Connection, pacticipant_id: int, count: int) -> None:
    orders = range(1, count + 1)
    own = {"pacticipant_id": pacticipant_id}
    times = {"created_at": time_of(0), "updated_at": time_of(0)}
    ids = {order: _version_id(pacticipant_id, order) for order in orders}
    _insert(
        connection,
        versions,
        ({"id": ids[o], "number": str(o), "sort_order": o, **own, **times} for o in orders),
    )
    head = {"id": pacticipant_id, "name": "main", "head_version_id": ids[count]}
    _insert(connection, branches, [{**head, **own, **times}])
    _insert(
        connection,
        branch_versions,
        (
            {"branch_id": pacticipant_id, "version_id": ids[o], "sort_order": o, **times}
            for o in orders
        ),
    )
    _insert(
        connection,
        tags,
        ({"version_id": ids[o], "name": "main", "sort_order": o, **own, **times} for o in orders),
    )
    place = {"environment_id": ENVIRONMENT_ID, **own, **times}
    _insert(
        connection,
        deployed_versions,
        (
            {
                "uuid": str(uuid4()),
                "version_id": ids[o],
                "ended_at": time_of(o) if o < count else None,
                **place,
            }
            for o in orders
        ),
    )


def _fill_side_branch(connection: sa.Connection, size: int) -> None:
    """A late branch of the provider with its newest version only."""
    times = {"created_at": time_of(size), "updated_at": time_of(size)}
    version_id = _version_id(PROVIDER_ID, size)
    head = {"id": _SPACING, "name": "side", "head_version_id": version_id}
    _insert(connection, branches, [{**head, "pacticipant_id": PROVIDER_ID, **times}])
    member = {"branch_id": _SPACING, "version_id": version_id, "sort_order": size}
    _insert(connection, branch_versions, [{**member, **times}])


def _fill_pacts(connection: sa.Connection, consumer_id: int, contents: dict[int, int]) -> None:
    pair = {"consumer_id": consumer_id, "provider_id": PROVIDER_ID}
    touched = {"created_at": time_of(0), "contract_data_updated_at": time_of(0)}
    _insert(connection, integrations, [{**pair, **touched}])
    content = {"interactions_count": 1, "messages_count": 0, "content": "{}", **pair}
    _insert(
        connection,
        pact_contents,
        (
            {"id": i, "sha": f"{i:040x}", "created_at": time_of(0), **content}
            for i in sorted({*contents.values()})
        ),
    )
    _insert(
        connection,
        pact_publications,
        (
            {
                "consumer_version_id": _version_id(consumer_id, order),
                "pact_content_id": content_id,
                "sort_order": order,
                "revision": 1,
                "created_at": time_of(order),
                **pair,
            }
            for order, content_id in contents.items()
        ),
    )


def _fill_results(
    connection: sa.Connection, consumer_id: int, contents: dict[int, int], provider_count: int
) -> None:
    pair = {"consumer_id": consumer_id, "provider_id": PROVIDER_ID}
    first = consumer_id * _SPACING
    results: list[dict[str, Any]] = [
        {
            "pact_content_id": content_id,
            "provider_version_id": _version_id(PROVIDER_ID, 1 + (order - run - 1) % provider_count),
            "sort_order": 1 + (order - run - 1) % provider_count,
            "success": True,
            "created_at": time_of(order),
            **pair,
        }
        for order, content_id in contents.items()
        for run in range(RESULTS_OF_A_VERSION)
    ]
    numbered = list(enumerate(results, start=first))
    _insert(connection, verifications, ({"id": number, **row} for number, row in numbered))
    newest = {
        (row["pact_content_id"], row["provider_version_id"]): {"verification_id": number, **row}
        for number, row in numbered
    }
    _insert(connection, latest_verifications, newest.values())


def _settle(connection: sa.Connection) -> None:
    """Let PostgreSQL know what it holds, as its own housekeeping would."""
    if connection.dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            connection.exec_driver_sql(f"ANALYZE {table.name}")
