"""`pact-notary report`: tells an answer or a result in a form that other programs show."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import click

from pact_notary.app import VERSION
from pact_notary.commands.options import or_complain, with_options
from pact_notary.commands.remote import REMOTE, open_source
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
from pact_notary.operations.source import WrongQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pact_notary.domain.documents import Json
    from pact_notary.domain.reports.facts import Check, Report
    from pact_notary.operations.source import Source

    Decorator = Callable[[Any], Any]

# Each is two more requests; a person reads the first few.
_RESULTS_READ = 50
_WRONG = 2
_ROWS = (("latestby", "cvp"), ("limit", "1000"))

_FORMS: Mapping[str, Callable[[Report], str]] = {
    "markdown": render_markdown,
    "comment": render_comment,
    "junit": render_junit,
    "sarif": lambda report: render_sarif(report, version=VERSION),
    "annotations": render_annotations,
}
_QUESTION: Sequence[Decorator] = (
    click.option("-a", "--pacticipant", help="The application that is to be deployed."),
    click.option("-e", "--version", help="Its version."),
    click.option("--branch", help="Or: the latest version on this branch."),
    click.option("--main-branch", is_flag=True, help="Or: the latest on its main branch."),
    click.option("--tag", help="Or: the latest version with this tag."),
    click.option("--to-environment", help="Where it is to be deployed."),
    click.option("--to", help="Or: the tag of the versions it is to be deployed beside."),
    click.option("--ignore", multiple=True, help="An application that may fail; repeatable."),
)
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and where the broker answers it."""

    question: Question
    path: str


@click.command("report")
@click.argument("result_url", required=False)
@with_options((*_QUESTION, *_WRITING, *REMOTE))
def report_command(result_url: str | None, **given: Any) -> None:
    """Tell the answer to "can this be deployed?", or the verification result at RESULT_URL, in
    the FORMAT that a CI server shows.

    It ends with 0 when the report was written, whatever the answer is: let `can-i-deploy` or
    `why` decide what fails. 1: the broker could not be read. 2: the question is wrong.
    """
    asked = _read_question(given)
    if (asked is None) is (result_url is None):
        raise click.UsageError(
            "Name either the address of a verification result, or an application with "
            "--pacticipant, its --version and --to-environment."
        )
    if given["form"] == "sarif" and given["source"] is None:
        raise click.UsageError(
            "SARIF points at lines of code: give the consumer's checkout with --source."
        )
    text = or_complain(lambda: _write(open_source(given), asked, result_url, given))
    _put(text, given["output"])


def _write(
    source: Source, asked: Asked | None, result_url: str | None, given: Mapping[str, Any]
) -> str:
    try:
        source.start()
        report = _ask(source, asked) if asked else _read_result(source, result_url or "")
    except WrongQuestion as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_WRONG)
    if given["source"] is not None:
        failed = [outcome for check in report.checks for outcome in check.failed]
        report = placed(report, find_places(read_checkout(given["source"]), failed))
    return _FORMS[given["form"]](report)


def _ask(source: Source, asked: Asked) -> Report:
    report = read_answer(source.read(asked.path), asked.question)
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


def _read_question(given: Mapping[str, Any]) -> Asked | None:
    if given["pacticipant"] is None:
        return None
    pacticipant = given["pacticipant"]
    chosen, described = _selector(given)
    to, place = _destination(given)
    ignored = [("ignore[][pacticipant]", name) for name in given["ignore"]]
    query = [("q[][pacticipant]", pacticipant), *chosen, *_ROWS, *to, *ignored]
    path = f"/matrix?{urlencode(query)}"
    key = (("of", pacticipant), *(pair for pair in to if pair[0] != "latest"))
    text = f"Can {described} of {pacticipant} be deployed{place}?"
    url = _without_user(given["broker_base_url"]).rstrip("/") + path
    return Asked(Question(text, key, given["version"] or described, url), path)


def _selector(given: Mapping[str, Any]) -> tuple[list[tuple[str, str]], str]:
    """Which version is meant, for the broker and in words."""
    names = ("version", "branch", "main_branch", "tag")
    if sum(bool(given[name]) for name in names) != 1:
        raise click.UsageError("Name one of --version, --branch, --main-branch and --tag.")
    if given["version"]:
        return [("q[][version]", given["version"])], f"version {given['version']}"
    latest = ("q[][latest]", "true")
    if given["branch"]:
        chosen = [("q[][branch]", given["branch"]), latest]
        return chosen, f"the latest version on branch {given['branch']}"
    if given["tag"]:
        return [("q[][tag]", given["tag"]), latest], f"the latest version with tag {given['tag']}"
    return [("q[][mainBranch]", "true"), latest], "the latest version on the main branch"


def _destination(given: Mapping[str, Any]) -> tuple[list[tuple[str, str]], str]:
    environment, tag = given["to_environment"], given["to"]
    if environment and tag:
        raise click.UsageError("Name one of --to-environment and --to.")
    if environment:
        return [("environment", environment)], f" to {environment}"
    if tag:
        return [("latest", "true"), ("tag", tag)], f" beside the latest versions with tag {tag}"
    return [("latest", "true")], " beside the latest versions of the others"


def _without_user(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise click.UsageError(f"{url} is no address of a broker.") from error
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _put(text: str, output: Path | None) -> None:
    """In UTF-8, whatever the terminal's encoding is."""
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
