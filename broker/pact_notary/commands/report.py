"""`pact-notary report`: tells an answer or a result in a form that other programs show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pact_notary.app import VERSION
from pact_notary.commands.options import with_options
from pact_notary.commands.questions import QUESTION, read_question
from pact_notary.commands.remote import REMOTE, broker_address, open_source, or_end
from pact_notary.domain.reports.annotations import render_annotations
from pact_notary.domain.reports.answers import read_answer, text_at
from pact_notary.domain.reports.comment import render_comment
from pact_notary.domain.reports.facts import Question, Status, placed
from pact_notary.domain.reports.junit import render_junit
from pact_notary.domain.reports.markdown import render_markdown
from pact_notary.domain.reports.places import find_places
from pact_notary.domain.reports.results import read_check, read_result_report
from pact_notary.domain.reports.sarif import render_sarif
from pact_notary.operations.checkout import read_checkout
from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pact_notary.commands.questions import Asked
    from pact_notary.domain.documents import Json
    from pact_notary.domain.reports.facts import Check, Report
    from pact_notary.operations.source import Source

    Decorator = Callable[[Any], Any]

# Each is two more requests; a person reads the first few.
_RESULTS_READ = 50
_ROWS_TOLD = 1000

_FORMS: Mapping[str, Callable[[Report], str]] = {
    "markdown": render_markdown,
    "comment": render_comment,
    "junit": render_junit,
    "sarif": lambda report: render_sarif(report, version=VERSION),
    "annotations": render_annotations,
}
_WRITING: Sequence[Decorator] = (
    click.option(
        "--format",
        "form",
        required=True,
        type=click.Choice(list(_FORMS)),
        help="Of a job's summary, a pull request's comment, test results, code scanning, a log.",
    ),
    click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File to write; standard output when there is none.",
    ),
    click.option(
        "--source",
        type=click.Path(file_okay=False, path_type=Path),
        help="The root of the consumer's checkout, to point at the lines of its tests.",
    ),
)


@click.command("report")
@click.argument("result_url", required=False)
@with_options((*QUESTION, *_WRITING, *REMOTE))
def report_command(result_url: str | None, **given: Any) -> None:
    """Tell the answer to "can this be deployed?", or the verification result at RESULT_URL, in
    the FORMAT that a CI server shows.

    It ends with 0 when the report was written, whatever the answer is: let `can-i-deploy` or
    `why` decide what fails. 2: the question is wrong. 3: the broker, or the checkout, cannot be
    read.
    """
    if bool(given["pacticipant"]) is bool(result_url):
        raise click.UsageError(
            "Name either the address of a verification result, or an application with "
            "--pacticipant, its --version and --to-environment."
        )
    if given["form"] == "sarif" and given["source"] is None:
        raise click.UsageError(
            "SARIF points at lines of code: give the consumer's checkout with --source."
        )
    asked = None if result_url else read_question(given, limit=_ROWS_TOLD)
    text = or_end(lambda: _write(open_source(given), asked, result_url or "", given))
    _put(text, given["output"])


def _write(source: Source, asked: Asked | None, result_url: str, given: Mapping[str, Any]) -> str:
    source.start()
    base = broker_address(given)
    report = _ask(source, asked, base) if asked else _read_result(source, result_url)
    if given["source"] is not None:
        failed = [outcome for check in report.checks for outcome in check.failed]
        report = placed(report, find_places(read_checkout(given["source"]), failed))
    return _FORMS[given["form"]](report)


def _ask(source: Source, asked: Asked, base: str) -> Report:
    question = Question(asked.text, asked.key, asked.version, base + asked.path)
    report = read_answer(source.read(asked.path), question)
    failed = [check for check in report.checks if check.status is Status.FAILED]
    pacts: dict[str, Json] = {}
    read = {id(check): _look_into(source, check, pacts) for check in failed[:_RESULTS_READ]}
    return replace(report, checks=tuple(read.get(id(check), check) for check in report.checks))


def _look_into(source: Source, check: Check, pacts: dict[str, Json]) -> Check:
    """The check with its result read; each pact is fetched once."""
    result = _find(source, check.result_url)
    if result is None:
        return check
    return read_check(check, result, _find_pact(source, result, pacts))


def _read_result(source: Source, url: str) -> Report:
    result = _find(source, url)
    if result is None or not isinstance(result.get("success"), bool):
        raise CannotOperate(
            f"{url} is no verification result; the matrix and the provider's build name one"
        )
    return read_result_report(result, _find_pact(source, result, {}))


def _find_pact(source: Source, result: Json, pacts: dict[str, Json]) -> Json:
    url = text_at(result, "_links", "pb:pact-version", "href")
    if url and url not in pacts:
        pacts[url] = _find(source, url)
    return pacts.get(url)


def _find(source: Source, url: str) -> dict[str, Any] | None:
    try:
        path = source.path_of(url)
    except ValueError as error:
        raise CannotOperate(f"{url} is no address") from error
    return source.find(path)


def _put(text: str, output: Path | None) -> None:
    """In UTF-8, whatever the terminal's encoding is."""
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
