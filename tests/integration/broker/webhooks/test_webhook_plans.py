from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.metadata import PactMetadata, SelectorTrace, encode
from pact_notary.domain.webhooks.document import EVENT_NAMES
from pact_notary.service.events import Event
from pact_notary.service.webhooks import enqueue_for_publication, enqueue_for_verification
from pact_notary.store import outbox, pacts, verifications
from pact_notary.store.outbox import NewRequest
from pact_notary.store.trigger_history import (
    find_latest_of_pair,
    find_latest_of_webhooks,
    find_triggered_by_result,
    find_triggered_by_version,
    list_triggered_by,
)
from pact_notary.store.webhook_schema import triggered_webhooks, webhook_executions, webhooks
from tests.integration.broker import crowd
from tests.integration.broker.test_query_plans import LONG_TABLES, statements_of
from tests.integration.broker.webhooks.builders import (
    A_MOMENT,
    LINKS,
    a_document,
    a_transaction,
    save,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    import sqlalchemy as sa

    from pact_notary.records import Pact, VerificationResult

    Question: TypeAlias = Callable[[sa.Connection], object]

SIZE = 2_000
OURS = (webhooks, triggered_webhooks, webhook_executions)
CHANGED = (Event("contract_published", ""), Event("contract_content_changed", ""))


def fill(connection: sa.Connection, *, size: int, document: str = "fires") -> None:
    """A long past of one pair, many webhooks of others, and one for all that fires or is off."""
    crowd.fill(connection, size=size)
    pact = the_pact(connection)
    connection.execute(webhooks.insert(), [a_row(number) for number in range(size)])
    for_all = a_document(*EVENT_NAMES)
    save(connection, replace(for_all, enabled=document == "fires"))
    outbox.put(connection, [a_request(pact, number) for number in range(size)], now=A_MOMENT)
    connection.execute(triggered_webhooks.update().values(next_attempt_at=None))
    if connection.dialect.name == "postgresql":
        for table in OURS:
            connection.exec_driver_sql(f"ANALYZE {table.name}")


def a_row(number: int) -> dict[str, Any]:
    """A webhook of a label that nobody has."""
    return {
        "uuid": f"other-{number}",
        "consumer_label": f"label {number}",
        "consumer_scope": f"label:label {number}",
        "provider_scope": "*",
        "enabled": True,
        "events": "[]",
        "method": "POST",
        "url": "https://ci.example.org/start",
        "headers": "[]",
        "created_at": A_MOMENT,
        "updated_at": A_MOMENT,
    }


def a_request(pact: Pact, number: int) -> NewRequest:
    """One of ten is of the pair."""
    others = crowd.CONSUMER_IDS[1 + number % 3]
    return NewRequest(
        uuid=f"past-{number}",
        webhook_uuid=f"webhook-{number % 3}",
        webhook_name="POST ci.example.org",
        event_name=EVENT_NAMES[number % 2],
        parameters={},
        consumer_id=others if number % 10 else pact.consumer.id,
        provider_id=pact.provider.id,
        publication_id=pact.publication_id - number,
        verification_id=None,
    )


def the_pact(connection: sa.Connection) -> Pact:
    pact = pacts.find(connection, crowd.name_of(2), crowd.name_of(1))
    assert pact is not None
    return pact


def the_result(connection: sa.Connection) -> VerificationResult:
    pact = the_pact(connection)
    result = verifications.newest_of_content(connection, pact.content_id)
    assert result is not None
    traces = tuple(
        SelectorTrace(version_id=pact.consumer_version.id - number) for number in range(3)
    )
    return replace(result, metadata_segment=encode(PactMetadata(selectors=traces)))


def enqueue_publication(connection: sa.Connection) -> Question:
    transaction, pact = a_transaction(connection), the_pact(connection)
    return lambda _: enqueue_for_publication(transaction, pact, events=CHANGED, links=LINKS)


def enqueue_result(connection: sa.Connection) -> Question:
    transaction, result = a_transaction(connection), the_result(connection)
    return lambda _: enqueue_for_verification(transaction, result, links=LINKS)


def status(connection: sa.Connection) -> Question:
    pact = the_pact(connection)
    ids = {"consumer_id": pact.consumer.id, "provider_id": pact.provider.id}
    return lambda connection: find_latest_of_pair(connection, **ids)


def history_of_version(connection: sa.Connection) -> Question:
    pact = the_pact(connection)
    ids = {"consumer_version_id": pact.consumer_version.id, "provider_id": pact.provider.id}
    return lambda connection: find_triggered_by_version(connection, **ids)


def history_of_result(connection: sa.Connection) -> Question:
    number = the_result(connection).id
    return lambda connection: find_triggered_by_result(connection, number)


def history_of_webhook(_: sa.Connection) -> Question:
    return lambda connection: list_triggered_by(
        connection, "webhook-1", status=None, before=SIZE, limit=50
    )


def history_of_webhooks(_: sa.Connection) -> Question:
    uuids = [f"webhook-{number}" for number in range(50)]
    return lambda connection: find_latest_of_webhooks(connection, uuids, limit=5)


def replay(_: sa.Connection) -> Question:
    return lambda connection: outbox.put_again(connection, "past-1", new_uuid="again", now=A_MOMENT)


def due(_: sa.Connection) -> Question:
    return outbox.find_next_due


def take(_: sa.Connection) -> Question:
    later = A_MOMENT + timedelta(seconds=1)
    return lambda connection: outbox.take(
        connection, now=A_MOMENT, lease="lease", lease_until=later
    )


QUESTIONS = [
    enqueue_publication,
    enqueue_result,
    status,
    history_of_version,
    history_of_result,
    history_of_webhook,
    history_of_webhooks,
    replay,
    due,
    take,
]


def scans_of(connection: sa.Connection, text: str, parameters: Any) -> set[str]:
    """The long tables that are read from end to end, an index of theirs included."""
    is_sqlite = connection.dialect.name == "sqlite"
    explain, scan = ("EXPLAIN QUERY PLAN", "SCAN") if is_sqlite else ("EXPLAIN", "Seq Scan on")
    plan = connection.exec_driver_sql(f"{explain} {text}", parameters)
    lines = "\n".join(str(row[-1]) for row in plan)
    # The index of those that are due holds no others.
    found = re.findall(rf"{scan} (\w+)(?! USING COVERING INDEX ix_triggered_webhooks_due)", lines)
    return {*found} & {*LONG_TABLES, *(table.name for table in OURS)}


def test_webhooks_never_read_a_long_table_whole(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        fill(connection, size=SIZE)
        scans = {
            (ask.__name__, text): tables
            for ask in QUESTIONS
            for text, parameters in statements_of(connection, ask(connection))
            if not text.startswith("INSERT") or ask is replay
            if (tables := scans_of(connection, text, parameters))
        }

    assert scans == {}


@pytest.mark.parametrize(
    ("ask", "document", "count"),
    [
        pytest.param(enqueue_publication, "is off", 2, id="publication"),
        pytest.param(enqueue_publication, "fires", 8, id="publication-that-fires"),
        pytest.param(enqueue_result, "is off", 1, id="result"),
        pytest.param(enqueue_result, "fires", 12, id="result-of-three-versions-that-fires"),
    ],
)
def test_webhooks_take_few_statements(
    engine: sa.Engine, ask: Callable[[sa.Connection], Question], document: str, count: int
) -> None:
    with engine.begin() as connection:
        fill(connection, size=3, document=document)

        assert len(statements_of(connection, ask(connection))) == count
