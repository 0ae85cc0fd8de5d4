"""How often, and along which indexes, the databases are asked what is owed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from pact_notary.records import Window
from pact_notary.service.owed import OwedQuestion, find_owed
from pact_notary.store.schema import latest_verifications
from tests.integration.broker import crowd
from tests.integration.broker.test_query_plans import SIZE, scans_of, statements_of

if TYPE_CHECKING:
    from typing import Any

NOW = datetime(2026, 1, 2, tzinfo=UTC)
QUESTIONS = {
    "all": (OwedQuestion(), 3),
    "provider": (OwedQuestion(provider="Menu"), 4),
    "consumer": (OwedQuestion(consumer="Kiosk2"), 4),
    "environment": (OwedQuestion(environment="live"), 4),
    "everything": (OwedQuestion("Menu", "Kiosk3", "live"), 6),
}


def fill(connection: sa.Connection, *, size: int) -> None:
    """A crowd whose provider's newest version, head and deployed, was never verified."""
    crowd.fill(connection, size=size)
    newest = latest_verifications.c.sort_order == size
    connection.execute(sa.delete(latest_verifications).where(newest))


def ask(connection: sa.Connection, question: OwedQuestion) -> list[tuple[str, Any]]:
    return statements_of(
        connection, lambda opened: find_owed(opened, question, window=Window(0, 100), now=NOW)
    )


def test_owed_is_found_without_reading_a_long_table_whole(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        fill(connection, size=SIZE)
        scans = {
            (name, statement): tables
            for name, (question, _) in QUESTIONS.items()
            for statement, parameters in ask(connection, question)
            if (tables := scans_of(connection, statement, parameters))
        }

    assert scans == {}


@pytest.mark.parametrize("size", [3, 300])
def test_owed_takes_few_statements_whatever_there_is(engine: sa.Engine, size: int) -> None:
    with engine.begin() as connection:
        fill(connection, size=size)
        taken = {name: len(ask(connection, question)) for name, (question, _) in QUESTIONS.items()}

    assert taken == {name: count for name, (_, count) in QUESTIONS.items()}
