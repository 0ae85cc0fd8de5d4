"""`pact-notary why`: asks a running broker whether a version can be deployed, and what to do."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from pact_notary.commands.options import with_options
from pact_notary.commands.questions import QUESTION, read_question
from pact_notary.commands.remote import REMOTE, open_source, or_end
from pact_notary.domain.matrix_query import DEFAULT_LIMIT
from pact_notary.operations.answers import render_answer

_NO = 1


@click.command("why")
@click.option(
    "-o",
    "--output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@with_options((*QUESTION, *REMOTE))
def why(**given: Any) -> None:
    """Say why a version cannot be deployed, and what to do about it.

    It ends with 0 when it can be, 1 when it cannot or that is not known, 2 when the question is
    wrong, and 3 when the broker does not answer.
    """
    if not given["pacticipant"]:
        raise click.UsageError("Name the application that is to be deployed with --pacticipant.")
    asked = read_question(given, limit=DEFAULT_LIMIT)
    answer = or_end(lambda: open_source(given).read(asked.path))
    if "reasons" not in answer:
        raise click.UsageError("this broker tells no reasons; is it a pact-notary of this version?")
    text = json.dumps(answer, indent=2) if given["output"] == "json" else render_answer(answer)
    click.echo(text)
    if answer["summary"]["deployable"] is not True:
        sys.exit(_NO)
