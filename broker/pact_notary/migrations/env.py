"""Runs inside the transaction that `database.migrate` opened and locked."""

from __future__ import annotations

from alembic import context

from pact_notary.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
