"""Runs the coordinator's migrations on the connection that `storage.migrate` gives."""

from __future__ import annotations

from alembic import context

from swarm.coordinator.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="coordinator_revision",
)
with context.begin_transaction():
    context.run_migrations()
