"""`pact-notary audit`: reads the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pact_notary.commands.options import DATABASE, open_database, with_options
from pact_notary.records import Window
from pact_notary.store.audit import AuditFilter, list_entries
from pact_notary.store.database import run_reading

if TYPE_CHECKING:
    from pact_notary.store.audit import AuditEntry


@click.command("audit")
@click.option("--actor", help="Only changes by: user:NAME, token:NAME, anonymous or command.")
@click.option("--verb", help="Only changes of one kind, as created or removed.")
@click.option("--subject", help="Only changes of things whose address contains this.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
@with_options(DATABASE)
def audit(actor: str | None, verb: str | None, subject: str | None, **given: Any) -> None:
    """Who changed what and when, the newest first."""
    where = AuditFilter(actor, verb, subject)
    window = Window(0, given["limit"])
    found = run_reading(
        open_database(given), lambda opened: list_entries(opened, where, window=window)
    )
    for entry in found.items:
        click.echo(_show(entry))


def _show(entry: AuditEntry) -> str:
    change = entry.change
    members = (f"{entry.created_at:%Y-%m-%dT%H:%M:%SZ}", change.actor, change.verb, change.subject)
    return "  ".join((*members, *((change.request_id,) if change.request_id else ())))
