"""`pact-notary owed`: what nobody has verified yet, for people, programs and GitHub."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click

from pact_notary.app import VERSION
from pact_notary.commands.options import with_options
from pact_notary.commands.owed_workflow import render_workflow
from pact_notary.commands.remote import REMOTE, broker_address, open_source, or_end
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source import WrongQuestion
from pact_notary.resources.text_table import render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pact_notary.operations.source import Source

    Decorator = Callable[[Any], Any]

_PAGE = 1_000
_MOST_PAGES = 100
# GitHub starts no more jobs of one matrix, and a workflow's inputs are of limited size.
_MOST_JOBS = 256
_MOST_URLS = 100
_VERSIONS_SHOWN = 3
_OWED = 1

_HEADINGS = ("WAITING SINCE (UTC)", "CONSUMER", "VERSIONS", "PROVIDER", "VERSION", "FOR")
_FILTERS: Sequence[Decorator] = (
    click.option("--provider", help="Only what this provider owes."),
    click.option("--consumer", help="Only what this consumer waits for."),
    click.option("--environment", help="Only where either side is in this environment."),
)
_WRITING: Sequence[Decorator] = (
    click.option(
        "--output",
        "form",
        default="table",
        show_default=True,
        type=click.Choice(["table", "json", "github-matrix"]),
        help="For a person, for a program, or a line for $GITHUB_OUTPUT.",
    ),
    click.option("--exit-code", is_flag=True, help="End with 1 when something is owed."),
    click.option(
        "--workflow",
        is_flag=True,
        help="Print a GitHub workflow that starts what --provider owes, and ask nothing.",
    ),
)


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What the broker tells of one owed verification; `versions` are a few, in words."""

    waiting_since: str
    consumer: str
    versions: str
    provider: str
    provider_version: str
    stands_for: str
    pact_url: str


@click.command("owed")
@with_options((*_FILTERS, *_WRITING, *REMOTE))
def owed_command(**given: Any) -> None:
    """Which verifications somebody waits for, those that wait longest first.

    A verification is owed when a provider version that is deployed, released or the head of the
    main branch has no result at all for a pact that is deployed, released or the head of a branch.

    It ends with 0. 1: something is owed, with --exit-code. 2: the question is wrong. 3: the
    broker cannot be read.
    """
    if given["workflow"]:
        _print_workflow(given)
        return
    found = or_end(lambda: list(_read_pages(open_source(given), given)))
    lines = or_end(lambda: [read_line(document) for document in found])
    match given["form"]:
        case "json":
            click.echo(json.dumps({"owed": found}, indent=2, ensure_ascii=False))
        case "github-matrix":
            click.echo(f"matrix={show_matrix(lines)}")
        case _:
            click.echo(show_table(lines))
    if lines and given["exit_code"]:
        sys.exit(_OWED)


def show_table(lines: Sequence[OwedLine]) -> str:
    if not lines:
        return "Nothing is owed."
    rows = [
        (
            line.waiting_since[:16].replace("T", " "),
            line.consumer,
            line.versions,
            line.provider,
            line.provider_version,
            line.stands_for,
        )
        for line in lines
    ]
    # A terminal is told by other characters what to do.
    return render_table(_HEADINGS, [tuple(map(_printable, row)) for row in rows])


def show_matrix(lines: Sequence[OwedLine]) -> str:
    """A job for each provider version, with the addresses of all pacts that it owes.

    What does not fit is owed the next time too.
    """
    urls: dict[tuple[str, str], dict[str, None]] = {}
    for line in lines:
        urls.setdefault((line.provider, line.provider_version), {})[line.pact_url] = None
    jobs = [
        {"provider": provider, "version": version, "pact-url": " ".join([*pacts][:_MOST_URLS])}
        for (provider, version), pacts in urls.items()
    ]
    return json.dumps({"include": jobs[:_MOST_JOBS]}, separators=(",", ":"))


def _print_workflow(given: Mapping[str, Any]) -> None:
    others = ("consumer", "environment", "exit_code")
    if any(given[name] for name in others) or given["form"] != "table":
        raise click.UsageError("--workflow goes with --provider and the address, nothing else.")
    open_source(given)
    click.echo(render_workflow(broker_address(given), given["provider"], version=VERSION), nl=False)


def _read_pages(source: Source, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    names = ("provider", "consumer", "environment")
    filters = {name: given[name] for name in names if given[name] is not None}
    for number in range(1, _MOST_PAGES + 1):
        query = urlencode({**filters, "page": number, "size": _PAGE})
        document = source.find(f"/owed?{query}")
        if document is None:
            raise WrongQuestion(_explain_absence(filters))
        try:
            yield from document["_embedded"]["owed"]
            is_last = document["page"]["totalPages"] <= number
        except (KeyError, TypeError, AttributeError) as error:
            raise CannotOperate(_NOT_OURS) from error
        if is_last:
            return


def _explain_absence(filters: Mapping[str, str]) -> str:
    named = [f"No {kind} with name '{name}' found" for kind, name in filters.items()]
    return ", or: ".join((*named, "This broker does not tell what is owed"))


def read_line(document: Mapping[str, Any]) -> OwedLine:
    """Raises: CannotOperate, when that is not how an owed verification is told."""
    try:
        consumer, provider = document["consumer"], document["provider"]
        return OwedLine(
            str(document["waitingSince"]),
            str(consumer["name"]),
            _describe_versions(consumer["versions"], consumer["totalVersions"]),
            str(provider["name"]),
            str(provider["version"]),
            _describe_use(provider["for"], provider["waitsFor"]),
            str(document["_links"]["pb:pact-version"]["href"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise CannotOperate(_NOT_OURS) from error


_NOT_OURS = "the broker does not tell what is owed as a pact-notary of this version does"


def _describe_versions(versions: Sequence[Mapping[str, Any]], total: int) -> str:
    shown = [
        f"{version['number']} ({version.get('branch') or version.get('environment')})"
        for version in versions[:_VERSIONS_SHOWN]
    ]
    rest = total - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def _describe_use(uses: Sequence[str], places: Sequence[str]) -> str:
    towards = f", on its way to {', '.join(places)}" if places else ""
    return ", ".join(uses) + towards


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
