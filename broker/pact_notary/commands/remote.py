"""Commands that ask a running broker share the official client's options for where it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import click

from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source import Advice, Source, WrongQuestion, read_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Decorator = Callable[[Any], Any]

R = TypeVar("R")

_WRONG_QUESTION = 2
_NOT_FOUND_OUT = 3

_ADVICE = Advice(
    login="give --broker-token, or --broker-username and --broker-password",
    again="is it running, and is --broker-base-url right? Then try again.",
)


REMOTE: Sequence[Decorator] = (
    click.option(
        "-b",
        "--broker-base-url",
        envvar="PACT_BROKER_BASE_URL",
        show_envvar=True,
        required=True,
        help="The address of the broker.",
    ),
    click.option(
        "-k",
        "--broker-token",
        envvar="PACT_BROKER_TOKEN",
        show_envvar=True,
        help="Better given by the environment.",
    ),
    click.option(
        "-u",
        "--broker-username",
        envvar="PACT_BROKER_USERNAME",
        show_envvar=True,
        help="User who may read.",
    ),
    click.option(
        "-p",
        "--broker-password",
        envvar="PACT_BROKER_PASSWORD",
        show_envvar=True,
        help="Better given by the environment.",
    ),
)
"""Where the broker is and what to show it; `open_source` reads them."""


def open_source(given: Mapping[str, Any]) -> Source:
    """The broker that the options name, closed with the command; it is asked when it is read."""
    try:
        address = read_address(
            given["broker_base_url"],
            username=given["broker_username"],
            password=given["broker_password"],
            token=given["broker_token"],
        )
    except CannotOperate as error:
        raise click.UsageError(str(error)) from error
    source = Source(address, _ADVICE)
    click.get_current_context().call_on_close(source.close)
    return source


def or_end(work: Callable[[], R]) -> R:
    """Do it. A question that the broker refuses ends the program with 2, a broker that cannot be
    read with 3, and each with one line that says what to do.
    """
    try:
        return work()
    except CannotOperate as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_WRONG_QUESTION if isinstance(error, WrongQuestion) else _NOT_FOUND_OUT)


def broker_address(given: Mapping[str, Any]) -> str:
    """The broker's URL as others may read it: without the user that may stand in it."""
    url: str = given["broker_base_url"]
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", ""))
