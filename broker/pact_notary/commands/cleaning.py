"""`pact-notary clean`: removes old versions, but those that are said to be kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from pact_notary.commands.options import DATABASE, open_database, with_options
from pact_notary.domain.keeping import InvalidKeep, parse_keep
from pact_notary.operations.cleaning import (
    Cleaning,
    count_old_entries,
    plan_cleaning,
    remove_leftovers,
    remove_versions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

    from pact_notary.domain.keeping import Keep

_VARIABLE = "PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS"


@click.command("clean")
@click.option(
    "--keep",
    "keeps",
    multiple=True,
    metavar="SELECTOR",
    help="Versions to keep; may be repeated: max-age=90, branch=main, branch,latest, "
    "main-branch, tag=prod, tag,latest, latest, application=NAME,… or a JSON object.",
)
@click.option(
    "--selectors",
    envvar=_VARIABLE,
    show_envvar=True,
    help="The same as a JSON array of objects, as the official broker takes it.",
)
@click.option(
    "--audit-max-age",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="Remove older entries of the audit log too.",
)
@click.option("--dry-run", is_flag=True, help="Show what would go, and change nothing.")
@with_options(DATABASE)
def clean(keeps: tuple[str, ...], selectors: str | None, **given: Any) -> None:
    """Remove the versions that no selector keeps, with their pacts and results.

    What is deployed or released now, and the head of each main branch, is always kept.
    """
    texts = (*keeps, *_read_selectors(selectors))
    if not texts:
        raise click.UsageError("say what to keep, as in --keep max-age=90 --keep branch,latest")
    cleaning = Cleaning(_parse(texts), given["audit_max_age"])
    engine, now = open_database(given), datetime.now(UTC)
    if given["dry_run"]:
        _show_plan(engine, cleaning, now)
    else:
        _carry_out(engine, cleaning, now)


def _read_selectors(text: str | None) -> list[str]:
    if not text:
        return []
    try:
        members = json.loads(text)
    except ValueError as error:
        raise click.UsageError(f"{_VARIABLE} is no JSON: {error}") from error
    if not isinstance(members, list):
        raise click.UsageError(f"{_VARIABLE} must be a JSON array of objects")
    return [json.dumps(member) for member in members]


def _parse(texts: Sequence[str]) -> tuple[Keep, ...]:
    try:
        return tuple(keep for text in texts if (keep := parse_keep(text)) is not None)
    except InvalidKeep as error:
        raise click.UsageError(str(error)) from error


def _show_plan(engine: sa.Engine, cleaning: Cleaning, now: datetime) -> None:
    planned = plan_cleaning(engine, cleaning, now=now)
    for name, version in planned:
        click.echo(f"{name}  {version.number}  {version.created_at:%Y-%m-%d}")
    click.echo(f"{len(planned)} versions would be removed.")
    if cleaning.audit_max_age_days is not None:
        old = count_old_entries(engine, cleaning, now=now)
        click.echo(f"{old} entries of the audit log would be removed.")


def _carry_out(engine: sa.Engine, cleaning: Cleaning, now: datetime) -> None:
    count = 0
    for removed in remove_versions(engine, cleaning, now=now):
        count += len(removed)
        click.echo(f"{count} versions removed so far", err=True)
    left = remove_leftovers(engine, cleaning, now=now)
    click.echo(
        f"Removed {count} versions, {left.contents} contents, {left.branches} empty branches "
        f"and {left.audit_entries} entries of the audit log."
    )
