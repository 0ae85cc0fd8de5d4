"""Runs the node's migrations on the connection that `storage.migrate` gives."""

from __future__ import annotations

from alembic import context

from swarm.node.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
