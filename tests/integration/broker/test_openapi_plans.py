"""Among many versions and documents, what is asked of them is looked up."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import PreparedDocument
from pact_notary.store import openapi_documents, pacticipants, versions
from pact_notary.store.openapi_documents import NOTHING_SAID
from pact_notary.store.openapi_schema import openapi_documents as documents
from pact_notary.store.openapi_schema import openapi_publications
from pact_notary.store.schema import versions as version_table
from tests.integration.broker.test_query_plans import statements_of

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 4, 1, tzinfo=UTC)
MANY = 3_000


def fill(connection: sa.Connection) -> tuple[int, int]:
    """Two providers with many versions and documents; the first one, and its last version."""
    ids = [pacticipants.ensure(connection, name, now=NOW).item.id for name in ("Menu", "Till")]
    last = versions.ensure(connection, ids[0], number="last", now=NOW).item
    rows = [
        (owner, owner * 100_000 + number, number + 1)
        for owner in ids
        for number in range(1, MANY + 1)
    ]
    connection.execute(sa.insert(version_table), [a_version(*row) for row in rows])
    connection.execute(sa.insert(documents), [a_document(*row) for row in rows])
    connection.execute(sa.insert(openapi_publications), [a_publication(*row) for row in rows])
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")
    return ids[0], last.id


def a_version(owner: int, id_: int, order: int) -> dict[str, Any]:
    times = {"created_at": NOW, "updated_at": NOW}
    names = {"number": str(order - 1), "sort_order": order}
    return {"id": id_, "pacticipant_id": owner, **names, **times}


def a_document(owner: int, id_: int, _order: int) -> dict[str, Any]:
    return {
        "id": id_,
        "provider_id": owner,
        "digest": f"{id_:064x}",
        "media_type": "application/json",
        "openapi_version": "3.1.0",
        "operations_count": 1,
        "created_at": NOW,
        "content": "{}",
    }


def a_publication(owner: int, id_: int, order: int) -> dict[str, Any]:
    times = {"created_at": NOW, "updated_at": NOW}
    ids = {"provider_id": owner, "version_id": id_, "document_id": id_}
    return {**ids, "sort_order": order, **times}


def read_whole(connection: sa.Connection, question: Callable[[sa.Connection], object]) -> set[str]:
    """The tables of documents that the database reads from end to end for it."""
    is_sqlite = connection.dialect.name == "sqlite"
    explain, scan = ("EXPLAIN QUERY PLAN", "SCAN") if is_sqlite else ("EXPLAIN", "Seq Scan on")
    found: set[str] = set()
    for text, parameters in statements_of(connection, question):
        plan = connection.exec_driver_sql(f"{explain} {text}", parameters)
        found |= set(re.findall(rf"{scan} (openapi_\w+)", "\n".join(str(row[-1]) for row in plan)))
    return found


def test_documents_are_found_without_reading_all(connection: sa.Connection) -> None:
    provider_id, version_id = fill(connection)
    some = [provider_id * 100_000 + number for number in range(1, 6)]
    version: Any = versions.find(connection, provider_id, number="last")
    prepared = PreparedDocument("f" * 64, "{}", "application/json", "3.1.0", 0)

    def publish(opened: sa.Connection) -> None:
        document_id = openapi_documents.ensure(opened, provider_id, prepared=prepared, now=NOW)
        openapi_documents.publish(
            opened, version, document_id=document_id, said=NOTHING_SAID, now=NOW
        )

    questions: dict[str, Callable[[sa.Connection], object]] = {
        "gate": lambda opened: openapi_documents.find_of_versions(opened, some),
        "texts": lambda opened: openapi_documents.read_texts(opened, some),
        "newest": lambda opened: openapi_documents.find_newest(opened, provider_id),
        "publish": publish,
        "withdraw": lambda opened: openapi_documents.withdraw(opened, version_id),
        "clear": lambda opened: openapi_documents.remove_unpublished(opened, 0),
    }

    whole = {name: read_whole(connection, asked) for name, asked in questions.items()}

    assert {name: tables for name, tables in whole.items() if tables} == {}
    newest = openapi_documents.find_newest(connection, provider_id)
    assert newest is not None
    assert newest[0] == str(MANY)
