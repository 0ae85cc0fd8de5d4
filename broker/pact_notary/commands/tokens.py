"""`pact-notary token`: makes, lists and revokes the tokens of programs."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import click

from pact_notary.commands.changes import change
from pact_notary.commands.options import DATABASE, open_database, with_options
from pact_notary.domain.scopes import Scope
from pact_notary.operations.refusals import CannotOperate
from pact_notary.service.refusals import NotPossible
from pact_notary.service.tokens import create_token, read_name, revoke_token
from pact_notary.store.database import run_reading
from pact_notary.store.tokens import list_all

if TYPE_CHECKING:
    from pact_notary.service.transaction import Transaction
    from pact_notary.store.tokens import Token

_SCOPES = click.Choice([scope.value for scope in Scope])


@click.group("token")
def group() -> None:
    """Tokens that programs send as `Authorization: Bearer …`."""


@group.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=_SCOPES,
    multiple=True,
    required=True,
    help="What it is for; may be repeated. Each may read, and admin may do everything.",
)
@with_options(DATABASE)
def create(name: str, scopes: tuple[str, ...], **given: Any) -> None:
    """Make a token and show it, this once."""
    wanted = frozenset(Scope(scope) for scope in scopes)
    named = _read_name(name)

    def work(transaction: Transaction) -> str:
        try:
            return create_token(transaction, named, scopes=wanted, new_secret=secrets.token_hex)
        except NotPossible as refusal:
            raise CannotOperate(" ".join(refusal.errors["name"])) from refusal

    text = change(open_database(given), work, verb="created", subject=f"token {named}")
    click.echo("Keep this; it is not shown again:", err=True)
    click.echo(text)


@group.command("list")
@with_options(DATABASE)
def list_tokens(**given: Any) -> None:
    """All tokens with their scopes and times, without their secrets."""
    for token in run_reading(open_database(given), list_all):
        click.echo(_show(token))


@group.command("revoke")
@click.argument("name")
@with_options(DATABASE)
def revoke(name: str, **given: Any) -> None:
    """Make a token useless from now on."""
    engine = open_database(given)

    def work(transaction: Transaction) -> None:
        revoke_token(transaction, name)

    change(engine, work, verb="revoked", subject=f"token {name}")
    click.echo(f"The token {name} is revoked.")


def _read_name(given: str) -> str:
    try:
        return read_name(given)
    except NotPossible as refusal:
        raise click.UsageError(f"a name {' '.join(refusal.errors['name'])}") from refusal


def _show(token: Token) -> str:
    scopes = ",".join(sorted(scope.value for scope in token.scopes))
    times = {
        "created": token.created_at,
        "used": token.last_used_at,
        "revoked": token.revoked_at,
    }
    shown = [f"{what} {at:%Y-%m-%d %H:%M}" for what, at in times.items() if at]
    return "  ".join((token.name, scopes, *shown))
