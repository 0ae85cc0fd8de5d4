"""A broker that asks who is there, and the settings by which clients tell it."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pact_notary.access import Access, Credentials
from pact_notary.in_process import running_broker
from pact_notary.service.tokens import create_token
from pact_notary.service.transaction import Transaction
from pact_notary.settings import Settings, default_database_url
from pact_notary.store.database import open_engine, run_writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import sqlalchemy as sa

    from pact_notary.domain.scopes import Scope

WRITER: Final = {"PACT_BROKER_USERNAME": "writer", "PACT_BROKER_PASSWORD": "pass:word ü"}
READER: Final = {"PACT_BROKER_USERNAME": "reader", "PACT_BROKER_PASSWORD": "look"}
USERS: Final = Access(Credentials("writer", "pass:word ü"), Credentials("reader", "look"))


@dataclass(frozen=True)
class Closed:
    """A broker that lets in nobody without credentials."""

    url: str
    engine: sa.Engine

    def make_token(self, *scopes: Scope) -> Mapping[str, str]:
        """The setting with which a client shows a new token of these scopes."""
        wanted = frozenset(scopes)

        def work(connection: sa.Connection) -> str:
            transaction = Transaction(connection, datetime.now(UTC), lambda: "")
            return create_token(transaction, "ci", scopes=wanted, new_secret=secrets.token_hex)

        return {"PACT_BROKER_TOKEN": run_writing(self.engine, work)}


@contextmanager
def closed_broker(folder: Path, template: Path) -> Iterator[Closed]:
    engine = open_engine(default_database_url(folder))
    try:
        with running_broker(folder, template, settings=Settings(access=USERS)) as broker:
            yield Closed(broker.url, engine)
    finally:
        engine.dispose()
