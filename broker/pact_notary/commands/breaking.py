"""`pact-notary breaking`: what does a later OpenAPI document break for those who use an earlier?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pact_notary.commands.comparing.files import read_file
from pact_notary.commands.telling_changes import render_json, render_markdown, render_table
from pact_notary.domain.openapi.breaking.finding import find_changes
from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pact_notary.domain.openapi.breaking.changes import Change

_BREAKS = 1
_COULD_NOT_READ = 3

_FORMS: Mapping[str, Callable[[tuple[Change, ...]], str]] = {
    "table": render_table,
    "json": render_json,
    "markdown": render_markdown,
}


@click.command("breaking")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    default="table",
    show_default=True,
    help="For a terminal, a program, or the summary of a job.",
)
def breaking_command(old: Path, new: Path, form: str) -> None:
    """Tell what the OpenAPI document NEW breaks for those who use OLD (3.0 or 3.1, JSON or YAML).

    It ends with 0 when nothing breaks, whatever the warnings are, 1 when something does, 2 when the
    question is wrong, and 3 when a file cannot be read.
    """
    try:
        before, after = (read_document(read_file(file), str(file)) for file in (old, new))
        changes = find_changes(before, after)
    except (InvalidDocument, CannotOperate) as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_COULD_NOT_READ)
    click.echo(_FORMS[form](changes).encode(), nl=False)
    if any(change.is_breaking for change in changes):
        sys.exit(_BREAKS)
