"""`pact-notary backup` and `restore`: all of a broker in one file, whatever its database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pact_notary.commands.options import (
    DATABASE,
    connect,
    open_database,
    or_complain,
    with_options,
)
from pact_notary.operations.backup import write_backup
from pact_notary.operations.restore import restore_backup

if TYPE_CHECKING:
    from pact_notary.operations.archive import Manifest

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("backup")
@_FILE
@with_options(DATABASE)
def backup(file: Path, **given: Any) -> None:
    """Write everything to FILE, as it is now, while the broker may go on serving.

    The file holds the hashes of tokens and the secrets of webhooks: only you may read it.
    """
    engine = open_database(given)
    manifest = or_complain(lambda: write_backup(engine, file, now=datetime.now(UTC)))
    click.echo(f"{file} holds {_describe(manifest)}.")


@click.command("restore")
@_FILE
@with_options(DATABASE)
def restore(file: Path, **given: Any) -> None:
    """Fill an empty database from FILE, whichever database it was made of."""
    engine = connect(given)
    manifest = or_complain(lambda: restore_backup(engine, file, now=datetime.now(UTC)))
    click.echo(f"Restored {_describe(manifest)}, as of {manifest.created_at}.")


def _describe(manifest: Manifest) -> str:
    return f"{manifest.rows} rows of {len(manifest.tables)} tables"
