"""What a command changes is written to the audit log in the same transaction."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from pact_notary.commands.options import or_complain
from pact_notary.service.transaction import Transaction
from pact_notary.store import audit
from pact_notary.store.audit import Change
from pact_notary.store.database import run_writing

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

T = TypeVar("T")

ACTOR = "command"


def change(engine: sa.Engine, work: Callable[[Transaction], T], *, verb: str, subject: str) -> T:
    """Do the work in one transaction; what the user can mend ends the program."""

    def write(connection: sa.Connection) -> T:
        transaction = Transaction(connection, datetime.now(UTC), lambda: str(uuid.uuid4()))
        done = work(transaction)
        audit.add(connection, Change(ACTOR, verb, subject), now=transaction.now)
        return done

    return or_complain(lambda: run_writing(engine, write))
