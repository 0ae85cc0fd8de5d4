"""`pact-notary why`: asks a running broker whether a version can be deployed, and what to do."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click

from pact_notary.commands.options import with_options
from pact_notary.commands.remote import REMOTE, open_source
from pact_notary.operations.answers import render_answer
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source import WrongQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pact_notary.operations.source import Source

_NO = 1
_WRONG_QUESTION = 2
_NOT_FOUND_OUT = 3


@click.command("why")
@click.option("-a", "--pacticipant", required=True, help="The application to be deployed.")
@click.option("-e", "--version", help="Its version.")
@click.option(
    "-l",
    "--latest",
    is_flag=False,
    flag_value="",
    metavar="[TAG]",
    help="Its latest version, or the latest with the tag.",
)
@click.option("--branch", help="Its latest version on the branch.")
@click.option("--main-branch", is_flag=True, help="Its latest version on its main branch.")
@click.option("--to-environment", help="Where it is to go.")
@click.option("--to", metavar="TAG", help="Beside the latest versions with the tag.")
@click.option("--ignore", multiple=True, help="An application whose results do not count.")
@click.option("--as-of", metavar="TIME", help="As it was then: 2026-03-01T12:00:00Z.")
@click.option(
    "-o",
    "--output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@with_options(REMOTE)
def why(**given: Any) -> None:
    """Say why a version cannot be deployed, and what to do about it.

    It ends with 0 when it can be, 1 when it cannot or that is not known, 2 when the question is
    wrong, and 3 when the broker does not answer.
    """
    path = f"/matrix?{urlencode(list(_question(given)))}"
    answer = _ask(open_source(given), path)
    if "reasons" not in answer:
        raise click.UsageError("this broker tells no reasons; is it a pact-notary of this version?")
    text = json.dumps(answer, indent=2) if given["output"] == "json" else render_answer(answer)
    click.echo(text)
    if answer["summary"]["deployable"] is not True:
        sys.exit(_NO)


def _ask(source: Source, path: str) -> dict[str, Any]:
    try:
        return source.read(path)
    except WrongQuestion as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_WRONG_QUESTION)
    except CannotOperate as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_NOT_FOUND_OUT)


def _question(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "q[][pacticipant]", given["pacticipant"]
    yield from _selected(given)
    yield from _destination(given)
    yield "latestby", "cvp"
    for name in given["ignore"]:
        yield "ignore[][pacticipant]", name
    if given["as_of"]:
        yield "asOf", given["as_of"]


def _selected(given: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    ways = ("version", "latest", "branch", "main_branch")
    if sum(given[way] not in {None, False} for way in ways) != 1:
        raise click.UsageError("Give one of --version, --latest, --branch and --main-branch.")
    if given["version"] is not None:
        return [("q[][version]", given["version"])]
    latest = ("q[][latest]", "true")
    if given["branch"] is not None:
        return [("q[][branch]", given["branch"]), latest]
    if given["main_branch"]:
        return [("q[][mainBranch]", "true"), latest]
    return [latest, ("q[][tag]", given["latest"])] if given["latest"] else [latest]


def _destination(given: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    environment, tag = given["to_environment"], given["to"]
    if (environment is None) == (tag is None):
        raise click.UsageError("Give either --to-environment or --to.")
    if environment is not None:
        return [("environment", environment)]
    return [("tag", tag), ("latest", "true")]
